import { writeCsv } from './csv.ts'
import { encodeText, type FileEncoding } from './encoding.ts'
import type { FileFault } from './fault.ts'
import { idManagerParts, mfaFields, samlParts, windowsParts } from './mfa-layout.ts'
import { type WrittenFile, writeTable } from './users-write.ts'

export interface MfaTemplateOptions {
  entrance: 'portal' | 'cli'
  /** Applications that the organisation has registered. */
  idManagerApps?: readonly number[]
  samlApps?: readonly number[]
  /** How many Windows accounts have columns. */
  windowsAccounts?: number
}

/** The header of a file with these applications, in the order of table A; without what the entrance has no use for. */
export function mfaHeaders(options: MfaTemplateOptions): string[] {
  const { entrance, idManagerApps = [], samlApps = [], windowsAccounts = 1 } = options
  const columns: string[] = mfaFields.filter(
    (field) => entrance === 'cli' || (field !== 'groupId' && field !== 'template54'),
  )
  const numbered = [
    ...idManagerApps.flatMap((app) => idManagerParts.map((part) => `idm_${app}_${part}`)),
    ...samlApps.flatMap((app) => samlParts.map((part) => `saml_${app}_${part}`)),
    ...Array.from({ length: windowsAccounts }, (_, at) =>
      windowsParts.map((part) => `winlogon_${at + 1}_${part}`),
    ).flat(),
  ]
  columns.splice(columns.indexOf('logonas_add'), 0, ...numbered)
  return columns
}

/** A template to fill in: the header row alone, Shift_JIS, CR LF [MFA-UI-020, MFA-CLI-016]. */
export function writeMfaTemplate(options: MfaTemplateOptions): Uint8Array {
  return encodeText(writeCsv([mfaHeaders(options)]), 'shift_jis')
}

/** A person as the list is exported; secrets are not in it [MFA-CLI-004]. */
export interface MfaUserToWrite {
  userid: string
  groupId: string
  username: string
  mail: string
  role: 1 | 2 | 3
  disable: boolean
  boEnable: boolean
  boDeletePeriod: number
  boUpdatePeriod: number
  /** Days, ISO 8601. */
  start: string | null
  end: string | null
}

/** A list that an import accepts unchanged: every row an update, and whatever is secret left out [MFA-CLI-003, MFA-CLI-004]. */
export function writeMfa(
  users: readonly MfaUserToWrite[],
  { entrance, encoding = 'shift_jis' }: { entrance: 'portal' | 'cli'; encoding?: FileEncoding },
): WrittenFile | { ok: false; faults: FileFault[] } {
  const columns = mfaFields.filter(
    (field) => !/^(?:template|logonas)/.test(field) && (entrance === 'cli' || field !== 'groupId'),
  )
  const rows = users.map((user) =>
    columns.map((field) => {
      if (field === 'mode') return 'update'
      const value = user[field as keyof MfaUserToWrite]
      if (field === 'start' || field === 'end') return (value ?? '').toString().replaceAll('-', '/')
      const text = String(value)
      // Only texts can begin so; as they stand they would be read without the first mark [MFA-CSV-018].
      return text.startsWith('!') ? `!${text}` : text
    }),
  )
  return writeTable([[...columns], ...rows], encoding)
}
