import { factorLimits } from '@kaoban/contract'
import type { MessageKey } from '@kaoban/messages'
import type { FileFault } from './fault.ts'
import { mfaFault } from './mfa-fault.ts'
import { isReportHeader } from './report-layout.ts'

/** Ranges of the CSV of the multi-factor product, with the requirement they come from. */
export const mfaLimits = {
  idManagerApps: factorLimits.idManagerApps,
  samlApps: factorLimits.samlApps,
  windowsIndex: factorLimits.windowsNumber,
  /** MFA-FLD-034 */
  idManagerColumns: 512,
  idManagerValue: factorLimits.appValue,
  /** MFA-FLD-004 */
  userid: { min: 3, max: 200 },
  /** MFA-FLD-007 */
  username: 30,
  /** MFA-FLD-009 */
  mail: { max: 254, local: 64 },
  /** MFA-FLD-010 */
  role: { min: 1, max: 3 },
  boDeletePeriod: factorLimits.carryOutDeleteDays,
  boUpdatePeriod: factorLimits.carryOutUpdateDays,
  /** MFA-FLD-020 */
  password: { min: 8, max: 32 },
  /** MFA-FLD-022; fewer than `advised` digits are warned of */
  totpDigits: { min: 20, max: 128, advised: 32 },
  /** MFA-FLD-026 */
  pin: 6,
  /** MFA-FLD-050 */
  windowsPassword: 256,
  windowsDescription: 100,
  /** MFA-FLD-046 */
  accountName: 200,
  /** MFA-FLD-041, MFA-FLD-042 */
  localName: 20,
  computerName: 15,
} as const

/** The columns with a fixed name, in the order of table A. */
export const mfaFields = [
  'mode',
  'userid',
  'groupId',
  'username',
  'mail',
  'role',
  'disable',
  'boEnable',
  'boDeletePeriod',
  'boUpdatePeriod',
  'template16',
  'template104',
  'template109',
  'template110',
  'template54',
  'template55',
  'logonas_add',
  'logonas_delete',
  'start',
  'end',
] as const
export type MfaField = (typeof mfaFields)[number]

export const idManagerParts = ['userid', 'password', 'param1', 'param2'] as const
export type IdManagerPart = (typeof idManagerParts)[number]
export const samlParts = ['spname', 'password'] as const
export type SamlPart = (typeof samlParts)[number]
export const windowsParts = ['username', 'password', 'description'] as const
export type WindowsPart = (typeof windowsParts)[number]

export type MfaColumn = {
  /** As the header spells it. */
  name: string
  /** What the column is called. */
  label: MessageKey
  /** Its values never appear in a fault, a result or a log [MFA-RES-004]. */
  secret: boolean
  /** Blanks at both ends are part of the value [MFA-CSV-016]. */
  verbatim: boolean
} & (
  | { kind: 'field'; field: MfaField }
  | { kind: 'idManager'; app: number; part: IdManagerPart }
  | { kind: 'saml'; app: number; part: SamlPart }
  | { kind: 'windows'; index: number; part: WindowsPart }
)

const secretFields: readonly MfaField[] = ['template16', 'template104', 'template109', 'template110']
const verbatimFields: readonly MfaField[] = ['template16', 'template109', 'template110']
const numbered = /^(idm|saml|winlogon)_(\d+)_([a-z0-9]+)$/

function within(id: number, { min, max }: { min: number; max: number }): boolean {
  return id >= min && id <= max
}

/** The column of a header, or the fault of one that is none [MFA-CSV-012, MFA-CSV-013]. */
export function mfaColumn(name: string): MfaColumn | FileFault {
  const field = mfaFields.find((one) => one === name)
  if (field) {
    const label: MessageKey = `transfer.label.${field}`
    const [secret, verbatim] = [secretFields.includes(field), verbatimFields.includes(field)]
    return { name, label, secret, verbatim, kind: 'field', field }
  }
  const [, prefix, digits = '', partName] = numbered.exec(name) ?? []
  const id = Number(digits)
  const secret = partName === 'password'
  if (prefix === 'idm') {
    const part = idManagerParts.find((one) => one === partName)
    if (!part) return unknownColumn(name)
    if (digits !== String(id) || !within(id, mfaLimits.idManagerApps)) return outOfRange(name, mfaLimits.idManagerApps)
    const verbatim = secret || part.startsWith('param')
    return { name, label: `transfer.label.idm_${part}`, secret, verbatim, kind: 'idManager', app: id, part }
  }
  if (prefix === 'saml') {
    const part = samlParts.find((one) => one === partName)
    if (!part) return unknownColumn(name)
    if (digits !== String(id) || !within(id, mfaLimits.samlApps)) return outOfRange(name, mfaLimits.samlApps)
    return { name, label: `transfer.label.saml_${part}`, secret, verbatim: secret, kind: 'saml', app: id, part }
  }
  if (prefix === 'winlogon') {
    const part = windowsParts.find((one) => one === partName)
    if (!part) return unknownColumn(name)
    if (digits !== String(id) || !within(id, mfaLimits.windowsIndex))
      return headerFault('MFA-E-HEADER-UNKNOWN', name, {
        params: mfaLimits.windowsIndex,
        remedy: 'transfer.remedy.windowsIndex',
      })
    return {
      name,
      label: `transfer.label.winlogon_${part}`,
      secret,
      verbatim: secret,
      kind: 'windows',
      index: id,
      part,
    }
  }
  return unknownColumn(name)
}

function unknownColumn(name: string): FileFault {
  const right = mfaFields.find((one) => one.toLowerCase() === name.toLowerCase())
  if (right)
    return headerFault('MFA-E-HEADER-UNKNOWN', name, { params: { right }, remedy: 'transfer.remedy.letterCase' })
  const lower = name.toLowerCase()
  if (lower !== name && numbered.test(lower) && !('level' in mfaColumn(lower)))
    return headerFault('MFA-E-HEADER-UNKNOWN', name, { params: { right: lower }, remedy: 'transfer.remedy.letterCase' })
  return headerFault('MFA-E-HEADER-UNKNOWN', name)
}

function outOfRange(name: string, params: { min: number; max: number }): FileFault {
  return headerFault('MFA-E-HEADER-APPID', name, { params, remedy: 'transfer.remedy.appIdRange' })
}

function headerFault(
  code: 'MFA-E-HEADER-UNKNOWN' | 'MFA-E-HEADER-APPID',
  column: string,
  more: Pick<FileFault, 'params' | 'remedy'> = {},
): FileFault {
  return mfaFault('file', code, { ...more, line: 1, column, params: { ...more.params, column: column.slice(0, 100) } })
}

export interface MfaHeader {
  columns: (MfaColumn | undefined)[]
  faults: FileFault[]
}

export interface MfaHeaderOptions {
  entrance: 'portal' | 'cli'
  /** The command line may read past columns it does not know [MFA-CSV-013]. */
  ignoreUnknownColumns?: boolean
}

/** The columns of a header row; what is mandatory must be there [MFA-CSV-001..MFA-CSV-003, MFA-FLD-011, MFA-FLD-064]. */
export function matchMfaHeader(cells: readonly string[], options: MfaHeaderOptions): MfaHeader {
  const seen = new Set<string>()
  const faults: FileFault[] = []
  const columns = cells.map((cell) => {
    const name = cell.replace(/^[ \t\u3000]+|[ \t\u3000]+$/g, '')
    if (isReportHeader(name)) return undefined
    const column = mfaColumn(name)
    if ('level' in column) {
      const skipped = options.ignoreUnknownColumns && column.code === 'MFA-E-HEADER-UNKNOWN'
      // A spreadsheet that was one column wider leaves empty headers behind; they are unknown all the same.
      if (!skipped) faults.push(column)
      return undefined
    }
    if (seen.has(name))
      faults.push(mfaFault('file', 'MFA-E-HEADER-DUP', { line: 1, column: name, params: { column: name } }))
    seen.add(name)
    return column
  })
  for (const column of options.entrance === 'cli' ? ['mode', 'userid', 'groupId'] : ['mode', 'userid'])
    if (!seen.has(column))
      faults.push(mfaFault('file', 'MFA-E-HEADER-MISSING', { line: 1, column, params: { column } }))
  const idManager = columns.filter((column) => column?.kind === 'idManager').length
  const max = mfaLimits.idManagerColumns
  if (idManager > max) faults.unshift(mfaFault('file', 'MFA-E-HEADER-MANY', { line: 1, params: { max } }))
  return { columns, faults: faults.slice(0, 50) }
}
