import {
  type CsvRecord,
  type FileFault,
  isJpeg,
  type MfaCode,
  type MfaFileRow,
  mfaFault,
  readCsv,
  readMfaTable,
  readUserTable,
  type UserFileRow,
  userFault,
} from '@kaoban/codecs'
import { importLots, type pictureProblems } from '@kaoban/contract'

export interface LotRow {
  line: number
  raw: string
  picture?: number | undefined
  pictureProblem?: (typeof pictureProblems)[number] | undefined
}

interface LotOptions {
  ignoreUnknownColumns?: boolean
  strict?: boolean
  password?: { min?: number; max?: number; refuseGuessable?: boolean }
}

/** Faults of a header row that is all there is of a file yet; none when rows may follow. */
export function headerFaults(layout: 'users' | 'mfa', header: string, options: LotOptions): FileFault[] {
  const records = readCsv(header).records
  const read = layout === 'users' ? readUserTable(records) : readMfaTable(records, { entrance: 'cli', ...options })
  return read.ok ? [] : read.faults
}

/** Rows of the portal's list under its header, in the order given. @throws RangeError for a text that is not one record */
export function readUserLot(header: string, rows: readonly LotRow[]): UserFileRow[] {
  const table = readUserTable(recordsOf(header, rows), { maxRows: Number.POSITIVE_INFINITY })
  if (!table.ok || table.rows.length !== rows.length) throw new RangeError('not the rows of a list')
  return table.rows
}

/** The same for the list of the multi-factor product. */
export function readMfaLot(header: string, rows: readonly LotRow[], options: LotOptions): MfaFileRow[] {
  const table = readMfaTable(recordsOf(header, rows), { entrance: 'cli', ...options })
  if (!table.ok || table.rows.length !== rows.length) throw new RangeError('not the rows of a list')
  return table.rows
}

function recordsOf(header: string, rows: readonly LotRow[]): CsvRecord[] {
  return [{ line: 1, raw: header }, ...rows].map(({ line, raw }) => {
    const { records, fault } = readCsv(raw)
    const [record] = records
    if (fault || !record || records.length > 1) throw new RangeError(`line ${line} is not one record`)
    return { ...record, line }
  })
}

const problemCodes = {
  missing: 'MFA-E-IMG-NOTFOUND',
  ambiguous: 'MFA-E-IMG-AMBIGUOUS',
  shared: 'MFA-E-IMG-SHARED',
  format: 'MFA-E-IMG-FORMAT',
  'too-large': 'MFA-E-LIMIT-IMGSIZE',
} as const satisfies Record<(typeof pictureProblems)[number], MfaCode>

/**
 * What is wrong with the picture of a row that names one: a file that cannot be used fails a row of the multi-factor
 * product [MFA-FACE-010]; of the portal's list the person is saved all the same [NFM-IMP-028].
 */
export function pictureFaults(
  layout: 'users' | 'mfa',
  row: LotRow,
  name: string | undefined,
  bytes: Uint8Array | undefined,
): FileFault[] {
  if (name === undefined) return []
  const problem = bytes ? (isJpeg(bytes) ? undefined : 'format') : (row.pictureProblem ?? 'missing')
  if (problem === undefined) return []
  const params = { name: name.slice(0, 200), max: importLots.pictureBytes / 1024 }
  const { line } = row
  if (layout === 'mfa') return [mfaFault('row', problemCodes[problem], { line, column: 'template55', params })]
  const remedy =
    problem === 'format' || problem === 'too-large' ? 'transfer.remedy.pictureKind' : 'transfer.remedy.pictureMissing'
  return [{ ...userFault(line, 'picture', 'MSG-IMP-028', { params, remedy }), level: 'warning' }]
}
