import type { Locale, MessageKey, MessageParams } from '@kaoban/messages'

/** What a command is called with. */
export interface Run {
  options: Readonly<Record<string, string | boolean | undefined>>
  env: NodeJS.ProcessEnv
  locale: Locale
  /** The words of a key in the language of this run. */
  say(key: MessageKey, params?: MessageParams): string
  /** Tells the person a line. */
  tell(text: string): void
  /** Aborted by SIGINT and SIGTERM. */
  interrupted: AbortSignal
}

export interface Command {
  name: string
  summary: MessageKey
  /** Options with a value, and switches. */
  values: readonly string[]
  switches: readonly string[]
  run(run: Run): Promise<number>
}

export function textOption({ options }: Run, name: string): string | undefined {
  const value = options[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}
