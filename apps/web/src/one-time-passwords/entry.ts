import type { AnswerOf, issueOneTimePassword, OneTimePasswordEntry, WindowsAccountKind } from '@kaoban/contract'
import type { MessageKey } from '@kaoban/messages'

/** What was issued, and for what. */
export type Issued = AnswerOf<typeof issueOneTimePassword> & { entry: OneTimePasswordEntry }

/** The labels of each kind [NFM-OTP-003]. */
export const labels = {
  local: { name: 'LBL-WAC-account', place: 'LBL-WAC-computer' },
  domain: { name: 'LBL-WAC-account', place: 'LBL-WAC-domainName' },
  azure: { name: 'LBL-WAC-display', place: 'LBL-WAC-azDomain' },
} as const satisfies Record<WindowsAccountKind, Record<'name' | 'place', MessageKey>>
