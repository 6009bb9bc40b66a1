import type { FieldFault } from './error.ts'
import { isHalfWidth, lengthOf, limits } from './limits.ts'
import { userCharacters } from './users-rules.ts'
import type { WindowsAccountEntry, WindowsAccountKind } from './windows-accounts.ts'

type Field = 'name' | 'password' | 'place' | 'upn'

/** Messages of each kind: empty, too long, wrong characters [NFM-WAC-008..NFM-WAC-017]. */
const messages = {
  local: {
    name: ['MSG-WAC-001', 'MSG-WAC-002', 'MSG-WAC-003'],
    password: ['MSG-WAC-025', 'MSG-WAC-007', 'MSG-WAC-008'],
    place: ['MSG-WAC-011', 'MSG-WAC-012', 'MSG-WAC-013'],
  },
  domain: {
    name: ['MSG-WAC-001', 'MSG-WAC-002', 'MSG-WAC-003'],
    password: ['MSG-WAC-025', 'MSG-WAC-007', 'MSG-WAC-008'],
    place: ['MSG-WAC-014', 'MSG-WAC-015', 'MSG-WAC-016'],
  },
  azure: {
    name: ['MSG-WAC-004', 'MSG-WAC-005', 'MSG-WAC-006'],
    password: ['MSG-WAC-025', 'MSG-WAC-009', 'MSG-WAC-010'],
    place: ['MSG-WAC-017', 'MSG-WAC-018', 'MSG-WAC-019'],
  },
} as const

/** Half-width, without `" / \ [ ] : ; = , + * ? < > @`; a space may stand between others, never alone. */
const windowsName = /^[\x20-\x7E]*$/
const forbiddenInNames = /["/\\[\]:;=,+*?<>@]/

/** Whether Windows could have such a name of an account, computer or domain [NFM-ADP-017, NFM-ADP-025]. */
export function isWindowsName(text: string): boolean {
  return windowsName.test(text) && !forbiddenInNames.test(text) && text.trim() !== ''
}

/** Which of three messages a name deserves: it is empty, too long or has characters that no such name has. */
export function judgeName(text: string, max: number, [empty, long, wrong]: readonly [string, string, string]) {
  if (text === '') return empty
  if (lengthOf(text) > max) return long
  return isWindowsName(text) ? undefined : wrong
}

function judgePassword(password: string, [, long, wrong]: readonly [string, string, string]) {
  if (lengthOf(password) > limits.windowsPassword.max) return long
  // Clients cannot type a space [NFM-WAC-012].
  return isHalfWidth(password) ? undefined : wrong
}

function judgeUpn(upn: string): string | undefined {
  if (upn === '') return 'MSG-WAC-020'
  if (lengthOf(upn) > limits.upn.max) return 'MSG-WAC-021'
  return userCharacters.mail.test(upn) ? undefined : 'MSG-WAC-022'
}

/** The UPN that will be stored [NFM-WAC-018]; only Azure AD accounts have one. */
export function upnOf(entry: Pick<WindowsAccountEntry, 'kind' | 'upn' | 'sameUpn'>, mail: string): string {
  if (entry.kind !== 'azure') return ''
  return entry.sameUpn ? mail : entry.upn.trim()
}

/** What makes two entries the same account: kind, computer or domain, and name, without case [NFM-WAC-001]. */
export function windowsAccountKey(account: { kind: WindowsAccountKind; place: string; name: string }): string {
  return JSON.stringify([account.kind, account.place.toLowerCase(), account.name.toLowerCase()])
}

/**
 * Everything that can be said about the accounts of a person without asking the database, one fault for each field at
 * most, at `windowsAccounts.<place>.<field>` counted from 0. Whether an empty password may stay empty only the server knows.
 */
export function checkWindowsAccounts(entries: readonly WindowsAccountEntry[], mail: string): FieldFault[] {
  const faults: FieldFault[] = []
  const seen = new Set<string>()
  for (const [place, entry] of entries.entries()) {
    const words = messages[entry.kind]
    const judged: Record<Field, string | undefined> = {
      name: judgeName(entry.name, limits.windowsAccountName.max, words.name),
      password: judgePassword(entry.password, words.password),
      place: judgeName(
        entry.place,
        entry.kind === 'local' ? limits.computerName.max : limits.domainName.max,
        words.place,
      ),
      upn: entry.kind === 'azure' ? judgeUpn(upnOf(entry, mail)) : undefined,
    }
    const key = windowsAccountKey(entry)
    if (judged.name === undefined && judged.place === undefined && seen.has(key)) judged.name = 'MSG-WAC-023'
    seen.add(key)
    for (const [field, message] of Object.entries(judged))
      if (message !== undefined) faults.push({ field: `windowsAccounts.${place}.${field}`, message })
  }
  return faults
}

/** Notes under a field that do not keep anybody from saving [NFM-WAC-011, NFM-WAC-015, NFM-WAC-016]. */
export function windowsAccountWarnings(entry: WindowsAccountEntry): Partial<Record<Field, string>> {
  return {
    ...(lengthOf(entry.password) > limits.windowsPassword.clients && { password: 'MSG-WAC-026' }),
    ...(entry.kind !== 'local' && lengthOf(entry.place) > limits.domainName.clients && { place: 'MSG-WAC-027' }),
  }
}
