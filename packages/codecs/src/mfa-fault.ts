import type { MessageKey } from '@kaoban/messages'
import type { FaultLevel, FileFault } from './fault.ts'

/** Codes of MFA table D, and a few more of the same kind; each has its text in packages/messages/src/transfer.ts. */
export type MfaCode = MessageKey extends infer Key
  ? Key extends `transfer.${infer Code extends `MFA-${string}`}`
    ? Code
    : never
  : never

export function mfaFault(
  level: FaultLevel,
  code: MfaCode,
  more: Omit<FileFault, 'level' | 'code' | 'message'> = {},
): FileFault {
  return { level, code, message: `transfer.${code}`, ...more }
}
