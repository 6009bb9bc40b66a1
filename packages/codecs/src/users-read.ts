import { type CsvFault, type CsvRecord, csvLimits, readCsv } from './csv.ts'
import { streamRecords } from './csv-stream.ts'
import { decodeText, type EncodingFault, type FileEncoding } from './encoding.ts'
import { type FileFault, shown } from './fault.ts'
import { type HeaderFault, type MatchedHeader, matchHeader, type UserColumn } from './users-layout.ts'
import { readUserRow, type UserCells, type UserEntry, userFault } from './users-row.ts'

export interface UserFileRow {
  /** Physical line at which the row begins. */
  line: number
  /** Every cell as it stands in the file, by its column. */
  cells: UserCells
  /** The row as it stands in the file, for the report of results. */
  raw: string
  entry: UserEntry
  faults: FileFault[]
}

export interface UserFileHeader {
  /** Cells and text of the header row as they stand in the file. */
  cells: readonly string[]
  raw: string
  /** The column of each place; undefined: not ours to read. */
  columns: readonly (UserColumn | undefined)[]
}

export interface UserFile {
  ok: true
  encoding: FileEncoding
  /** Only ASCII: the encoding is not to be known from the file. */
  ascii: boolean
  header: UserFileHeader
  rows: UserFileRow[]
}

export interface Refused {
  ok: false
  /** At least one; nothing of the file may be used. */
  faults: FileFault[]
}

export interface UserFileOptions {
  /** Data rows that one run may have [NFM-IMP-003]. */
  maxRows?: number
}

/** NFM-IMP-003 */
export const defaultMaxRows = 1000

/** Reads a user list of the portal (NFM §25.1): records and faults, whatever the bytes are. */
export function readUsers(bytes: Uint8Array, options: UserFileOptions = {}): UserFile | Refused {
  const decoded = decodeText(bytes)
  if (!decoded.ok) return { ok: false, faults: [encodingFault(decoded)] }
  const { records, fault } = readCsv(decoded.text)
  if (fault) return { ok: false, faults: [csvFault(fault.line, fault.reason)] }
  const table = readUserTable(records, options)
  if (!table.ok) return table
  return { ok: true, encoding: decoded.encoding, ascii: decoded.ascii, header: table.header, rows: table.rows }
}

/** The same from records, wherever they come from. */
export function readUserTable(
  records: readonly CsvRecord[],
  { maxRows = defaultMaxRows }: UserFileOptions = {},
): Pick<UserFile, 'ok' | 'header' | 'rows'> | Refused {
  const [first, ...data] = records
  const header = readHeader(first)
  if (!header.ok) return header
  const filled = data.filter(({ cells }) => cells.some((cell) => cell !== ''))
  if (filled.length > maxRows) return { ok: false, faults: [tooManyRows(maxRows)] }
  const rows = new UserRows(header.header)
  return { ok: true, header: header.header, rows: filled.map((record) => rows.read(record)) }
}

/** What a stream of a user list yields: the header first, then row by row. */
export type UserStreamPart = { kind: 'header'; header: UserFileHeader } | { kind: 'row'; row: UserFileRow }

/**
 * Reads a list that is too large to hold, row by row, in an encoding that `detectEncoding` has found before. Ends with
 * a fault when the file cannot be read on; only the IDs and mail addresses seen so far are kept.
 */
export async function* streamUsers(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  encoding: FileEncoding,
): AsyncGenerator<UserStreamPart | { kind: 'refused'; faults: FileFault[] }, void> {
  let rows: UserRows | undefined
  for await (const batch of streamRecords(chunks, encoding)) {
    if (batch.kind !== 'records') {
      const fault =
        batch.kind === 'csv' ? csvFault(batch.line, batch.reason) : encodingFault({ ...batch, looksLike: 'unknown' })
      yield { kind: 'refused', faults: [fault] }
      return
    }
    for (const record of batch.records) {
      if (rows === undefined) {
        const header = readHeader(record)
        if (!header.ok) {
          yield { kind: 'refused', faults: header.faults }
          return
        }
        rows = new UserRows(header.header)
        yield { kind: 'header', header: header.header }
      } else if (record.cells.some((cell) => cell !== '')) yield { kind: 'row', row: rows.read(record) }
    }
  }
  if (rows === undefined) yield { kind: 'refused', faults: headerFaults(undefined) }
}

/** Turns records into rows; remembers what may stand in a file once only. */
class UserRows {
  readonly #header: UserFileHeader
  readonly #ids = new Set<string>()
  readonly #mails = new Set<string>()

  constructor(header: UserFileHeader) {
    this.#header = header
  }

  read(record: CsvRecord): UserFileRow {
    const { columns } = this.#header
    const cells: Partial<Record<UserColumn, string>> = {}
    for (const [place, column] of columns.entries()) if (column !== undefined) cells[column] = record.cells[place] ?? ''
    const { entry, faults } = readUserRow(cells, record.line)
    const found = record.cells.length
    // The other cells of such a row stand in wrong columns: what they say would mislead.
    if (found !== columns.length) faults.splice(0, faults.length, cellCountFault(record.line, found, columns.length))
    else this.#remember(entry, record.line, faults)
    if (record.stray) faults.push(strayFault(record.line))
    return { line: record.line, cells, raw: record.raw, entry, faults }
  }

  #remember(entry: UserEntry, line: number, faults: FileFault[]): void {
    const id = entry.loginId.toLowerCase()
    if (id !== '' && this.#ids.has(id)) faults.push(userFault(line, 'loginId', 'MSG-IMP-041'))
    this.#ids.add(id)
    const mail = entry.mail.toLowerCase()
    if (mail === '' || entry.delete) return
    if (this.#mails.has(mail)) faults.push(userFault(line, 'mail', 'MSG-IMP-030'))
    this.#mails.add(mail)
  }
}

function readHeader(record: CsvRecord | undefined): { ok: true; header: UserFileHeader } | Refused {
  const matched = record && matchHeader(record.cells)
  if (!record || !matched || matched.faults.length > 0) return { ok: false, faults: headerFaults(matched) }
  return { ok: true, header: { cells: record.cells, raw: record.raw, columns: matched.columns } }
}

const layoutFault = { level: 'file', code: 'MSG-IMP-040', message: 'MSG-IMP-040' } as const
/** How many faults of a header are named; a file of another kind has all of them. */
const namedHeaders = 10

function headerFaults(matched: MatchedHeader | undefined): FileFault[] {
  const known = matched?.columns.some((column) => column !== undefined) ?? false
  if (!matched || !known) return [{ ...layoutFault, line: 1, remedy: 'transfer.remedy.noHeader' }]
  const remedies = {
    missing: 'transfer.remedy.columnMissing',
    unknown: 'transfer.remedy.columnUnknown',
    twice: 'transfer.remedy.columnTwice',
  } as const
  return matched.faults.slice(0, namedHeaders).map(({ reason, header }: HeaderFault): FileFault => {
    const column = shown(header)
    return { ...layoutFault, line: 1, column, params: { column }, remedy: remedies[reason] }
  })
}

function tooManyRows(max: number): FileFault {
  if (max === defaultMaxRows) return { level: 'file', code: 'MSG-IMP-037', message: 'MSG-IMP-037' }
  return { level: 'file', code: 'MSG-IMP-037', message: 'transfer.tooManyRows', params: { max } }
}

function encodingFault({ line, offset, looksLike }: Omit<EncodingFault, 'ok'>): FileFault {
  const remedy =
    looksLike === 'utf-16'
      ? 'transfer.remedy.utf16'
      : looksLike === 'binary'
        ? 'transfer.remedy.binary'
        : 'transfer.remedy.encodingAt'
  return { level: 'file', code: 'MSG-IMP-046', message: 'MSG-IMP-046', line, params: { line, offset }, remedy }
}

function csvFault(line: number, reason: CsvFault['reason']): FileFault {
  const remedies = {
    'quote-not-closed': 'transfer.remedy.quoteNotClosed',
    'too-many-columns': 'transfer.remedy.tooManyColumns',
    'record-too-long': 'transfer.remedy.recordTooLong',
  } as const
  return { ...layoutFault, line, params: { line, max: csvLimits.columns }, remedy: remedies[reason] }
}

function cellCountFault(line: number, found: number, expected: number): FileFault {
  return { ...layoutFault, level: 'row', line, params: { found, expected }, remedy: 'transfer.remedy.cellCount' }
}

function strayFault(line: number): FileFault {
  return { ...layoutFault, level: 'row', line, params: { line }, remedy: 'transfer.remedy.strayQuote' }
}
