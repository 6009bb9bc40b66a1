import type { MessageKey } from '@kaoban/messages'
import type { ExitCode } from './exit.ts'
import type { Output } from './output.ts'
import type { Say } from './words.ts'

/** One option: its texts serve help, completion and manual alike. */
export interface OptionShape {
  name: string
  short?: string
  /** What stands for its value in help; absent: a switch. */
  value?: string
  choices?: readonly string[]
  /** What a shell offers for its value. */
  completes?: 'file' | 'folder'
  text: MessageKey
  /** Stands in help after the text. */
  fallback?: string
}

export interface OperandShape {
  name: string
  text: MessageKey
  needed: boolean
  many?: boolean
  choices?: readonly string[]
  completes?: 'file'
}

export interface CommandShape {
  /** As it is typed: `users import`. */
  path: readonly string[]
  summary: MessageKey
  /** Paragraphs of help and manual. */
  about: readonly MessageKey[]
  operand?: OperandShape
  options: readonly OptionShape[]
  examples: readonly string[]
  run(run: Run): Promise<ExitCode>
}

/** What a command is called with. */
export interface Run {
  operands: readonly string[]
  options: Options
  say: Say
  locale: 'ja' | 'en'
  output: Output
  env: NodeJS.ProcessEnv
  /** Aborted by SIGINT and SIGTERM: finish what is under way and stop. */
  interrupted: AbortSignal
}

export class Options {
  readonly #values: Readonly<Record<string, string | boolean | undefined>>

  constructor(values: Readonly<Record<string, string | boolean | undefined>>) {
    this.#values = values
  }

  has(name: string): boolean {
    return this.#values[name] === true
  }

  text(name: string): string | undefined {
    const value = this.#values[name]
    return typeof value === 'string' ? value : undefined
  }
}

/** Every command takes these. */
export const commonOptions: readonly OptionShape[] = [
  { name: 'lang', value: 'ja|en', choices: ['ja', 'en'], text: 'cli.option.lang' },
  { name: 'json', text: 'cli.option.json' },
  { name: 'quiet', short: 'q', text: 'cli.option.quiet' },
  { name: 'help', short: 'h', text: 'cli.option.help' },
]

/** Commands that talk to a server take these, too. */
export const serverOptions: readonly OptionShape[] = [
  { name: 'server', value: 'URL', text: 'cli.option.server' },
  { name: 'token-file', value: 'FILE', completes: 'file', text: 'cli.option.tokenFile' },
  { name: 'insecure-http', text: 'cli.option.insecureHttp' },
]
