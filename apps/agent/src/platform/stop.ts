import type { MessageKey, MessageParams } from '@kaoban/messages'

/** Ends the command: what is said, and with which exit code. */
export class Stop extends Error {
  readonly code: number
  readonly key: MessageKey
  readonly params: MessageParams

  constructor(code: number, key: MessageKey, params: MessageParams = {}) {
    super(key)
    this.name = 'Stop'
    this.code = code
    this.key = key
    this.params = params
  }
}

/** How a run ended, for scripts; as of the command `kaoban`. */
export const exit = { done: 0, usage: 2, notAllowed: 3, server: 4, interrupted: 5 } as const
