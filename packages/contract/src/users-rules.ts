import type { FieldFault } from './error.ts'
import { lengthOf, limits } from './limits.ts'
import { checkNewPassword } from './password-rules.ts'

/** Which characters the fields of a person may hold: allowed ones for IDs [C-02, NFM-USR-011]. */
export const userCharacters = {
  loginId: /^[A-Za-z0-9!$%&*+,\-.:;<=>@[\]^_{}~]*$/,
  /**
   * What mail servers accept unquoted; dots may stand anywhere in the local part, as in addresses that Japanese
   * mobile carriers gave out.
   */
  mail: /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])$/,
} as const

/** What a form says about a person, as typed. */
export interface UserEntries {
  loginId: string
  /** Empty keeps the password of an existing person. */
  password: string
  familyName: string
  middleName: string
  givenName: string
  mail: string
  /** 利用者IDと同じメールアドレスを設定 [NFM-USR-020] */
  sameMail: boolean
  systemAdministrator: boolean
  /** First and last day of validity, ISO 8601; null: no limit. */
  validFrom?: string | null | undefined
  validUntil?: string | null | undefined
}

export type UserField = keyof UserEntries

/** Without half- and full-width spaces at both ends [NFM-USR-018]. */
export function trimName(text: string): string {
  return text.replace(/^[ \u3000]+|[ \u3000]+$/g, '')
}

/** The mail address that will be stored: the ID's value while the switch is on [NFM-USR-020]. */
export function mailOf(entries: Pick<UserEntries, 'loginId' | 'mail' | 'sameMail'>): string {
  return entries.sameMail ? entries.loginId : entries.mail.trim()
}

/** @returns the message for an ID that may not be used, or undefined [NFM-USR-011]. */
export function checkLoginId(loginId: string): string | undefined {
  if (loginId === '') return 'MSG-USR-001'
  if (lengthOf(loginId) > limits.loginId.max) return 'MSG-USR-002'
  if (!userCharacters.loginId.test(loginId)) return 'MSG-USR-003'
  return lengthOf(loginId) < limits.loginId.min ? 'MSG-USR-016' : undefined
}

/** @returns the message for a mail address that may not be stored, or undefined [NFM-USR-019]. */
export function checkMail(mail: string, systemAdministrator: boolean): string | undefined {
  if (mail === '') return systemAdministrator ? 'MSG-USR-012' : undefined
  if (lengthOf(mail) > limits.mail.max) return 'MSG-USR-011'
  return userCharacters.mail.test(mail) ? undefined : 'MSG-USR-013'
}

/** ISO days compare like text; null is no limit [MFA-FLD-062, MFA-FLD-063]. */
function endsBeforeItBegins({ validFrom, validUntil }: Pick<UserEntries, 'validFrom' | 'validUntil'>): boolean {
  return Boolean(validFrom && validUntil && validFrom > validUntil)
}

const nameMessages = { familyName: 'MSG-USR-008', middleName: 'MSG-USR-009', givenName: 'MSG-USR-010' } as const

/**
 * Everything that can be said about a person's form without asking the database, one fault for each field at most.
 * `isNew` asks for a password [NFM-USR-012]. The same function checks in the browser and on the server.
 */
export function checkUserEntries(entries: UserEntries, isNew: boolean): FieldFault[] {
  const mail = mailOf(entries)
  const messages: Partial<Record<UserField, string | undefined>> = {
    loginId: isNew ? checkLoginId(entries.loginId) : undefined,
    password:
      isNew || entries.password !== ''
        ? checkNewPassword(entries.password, {
            loginId: entries.loginId,
            words: [entries.familyName, entries.middleName, entries.givenName, mail],
          })
        : undefined,
    mail: checkMail(mail, entries.systemAdministrator),
    validUntil: endsBeforeItBegins(entries) ? 'users.validityOrder' : undefined,
  }
  for (const [field, message] of Object.entries(nameMessages) as [keyof typeof nameMessages, string][])
    if (lengthOf(trimName(entries[field])) > limits.personName.max) messages[field] = message
  return Object.entries(messages).flatMap(([field, message]) => (message === undefined ? [] : [{ field, message }]))
}
