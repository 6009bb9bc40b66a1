import { mfaLimits } from './mfa-layout.ts'

/** A Windows account as winlogon_N_username names it [MFA-FLD-041..MFA-FLD-049]. */
export type WindowsLogon =
  /** `computer` is "." for whatever computer is in use. */
  | { kind: 'local'; computer: string; user: string }
  | { kind: 'domain'; domain: string; user: string }
  | { kind: 'microsoft'; user: string }
  | { kind: 'entra'; user: string }

const account = new RegExp(`^[A-Za-z0-9@._-]{1,${mfaLimits.accountName}}$`)
const computer = new RegExp(`^(?:\\.|[A-Za-z0-9-]{1,${mfaLimits.computerName}})$`)
const localUser = new RegExp(`^[!-~]{1,${mfaLimits.localName}}$`)

/** @returns undefined for a text that is none of the four forms; they are tried in this order [MFA-FLD-048]. */
export function parseWindowsLogon(text: string): WindowsLogon | undefined {
  const [, prefix, rest = ''] = /^(microsoftaccount|azuread)\\(.*)$/is.exec(text) ?? []
  if (prefix) {
    if (!account.test(rest)) return undefined
    return { kind: prefix.toLowerCase() === 'azuread' ? 'entra' : 'microsoft', user: rest }
  }
  const parts = text.split('\\')
  if (parts.length === 2) {
    const [place = '', user = ''] = parts
    return computer.test(place) && localUser.test(user) ? { kind: 'local', computer: place, user } : undefined
  }
  const at = text.lastIndexOf('@')
  if (!account.test(text) || at < 1 || at === text.length - 1) return undefined
  return { kind: 'domain', user: text.slice(0, at), domain: text.slice(at + 1) }
}

/** The name as Windows wants it [MFA-FLD-047]. */
export function windowsLogonName(logon: WindowsLogon): string {
  switch (logon.kind) {
    case 'local':
      return `${logon.computer}\\${logon.user}`
    case 'domain':
      return `${logon.user}@${logon.domain}`
    case 'microsoft':
      return `MicrosoftAccount\\${logon.user}`
    case 'entra':
      return `AzureAD\\${logon.user}`
  }
}
