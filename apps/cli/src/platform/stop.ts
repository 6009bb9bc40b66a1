import { type KaobanError, type ProblemCode, problems } from '@kaoban/contract'
import type { MessageKey, MessageParams } from '@kaoban/messages'
import { type ExitCode, exit } from './exit.ts'

/** Ends the command: what is said, and with which exit code. */
export class Stop extends Error {
  readonly code: ExitCode
  readonly key: MessageKey
  readonly params: MessageParams

  constructor(code: ExitCode, key: MessageKey, params: MessageParams = {}) {
    super(key)
    this.name = 'Stop'
    this.code = code
    this.key = key
    this.params = params
  }
}

/** Which exit code a refusal of the server ends with [MFA-CLI-006]. */
export function exitOf({ code }: Pick<KaobanError, 'code'>): ExitCode {
  const known: Partial<Record<ProblemCode, ExitCode>> = {
    'import.running': exit.locked,
    'portal.maintenance': exit.server,
    'directory.waiting': exit.interrupted,
  }
  const status: number = problems[code] ?? 500
  if (known[code] !== undefined) return known[code]
  if (status === 401 || status === 403) return exit.notAllowed
  return status >= 500 || status === 429 ? exit.server : exit.usage
}
