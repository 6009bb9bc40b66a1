import { type CsvFault, type CsvRecord, csvLimits, readCsv } from './csv.ts'
import { streamRecords } from './csv-stream.ts'
import { decodeTextAs, EncodingScan, type FileEncoding } from './encoding.ts'
import type { FileFault } from './fault.ts'
import type { MfaEntry } from './mfa-entry.ts'
import { mfaFault } from './mfa-fault.ts'
import { checkMfaJob, type MfaImage, type MfaJobLimits, PictureDesk } from './mfa-images.ts'
import { type MfaColumn, type MfaHeaderOptions, matchMfaHeader } from './mfa-layout.ts'
import { type MfaRowOptions, readMfaRow } from './mfa-row.ts'

export interface MfaOptions extends MfaHeaderOptions, MfaRowOptions {
  /** As the person said [MFA-CSV-008]; absent: UTF-8 with a byte order mark, else Shift_JIS. */
  encoding?: 'shift_jis' | 'utf-8'
}

export interface MfaFileRow {
  /** Name of the file, in a job of several. */
  file?: string
  /** Physical line at which the row begins. */
  line: number
  /** The row as it stands in the file, for the report of results. It holds secrets. */
  raw: string
  entry: MfaEntry
  /** Errors and warnings; a row with an error is not imported at all [MFA-CSV-026]. */
  faults: FileFault[]
  /** The pictures that template54 and template55 name, once they are found. */
  pictures: { legacyPicture?: MfaImage; picture?: MfaImage }
}

export interface MfaFileHeader {
  cells: readonly string[]
  raw: string
  columns: readonly (MfaColumn | undefined)[]
}

export interface MfaFile {
  ok: true
  encoding: FileEncoding
  ascii: boolean
  header: MfaFileHeader
  rows: MfaFileRow[]
}

/** Whether a row is refused; warnings refuse nothing. */
export function isRefused(row: { faults: readonly FileFault[] }): boolean {
  return row.faults.some(({ level }) => level !== 'warning')
}

/** Reads one file; the first fault of encoding, CSV or header ends it, and no row of it is used [MFA-CSV-009]. */
export function readMfaFile(bytes: Uint8Array, options: MfaOptions): MfaFile | { ok: false; faults: FileFault[] } {
  return readFile(bytes, options, new MfaRows(options))
}

function readFile(
  bytes: Uint8Array,
  options: MfaOptions,
  rows: MfaRows,
  file?: string,
): MfaFile | { ok: false; faults: FileFault[] } {
  const scan = new EncodingScan()
  scan.push(bytes)
  const found = judgeEncoding(scan, options)
  if (!found.ok) return { ok: false, faults: [found.fault] }
  const decoded = decodeTextAs(bytes, found.encoding)
  if (!decoded.ok) return { ok: false, faults: [encodingFault(decoded.line, decoded.offset)] }
  const { records, fault } = readCsv(decoded.text)
  if (fault) return { ok: false, faults: [csvFault(fault)] }
  const table = readTable(records, options, rows, file)
  return table.ok ? { ...table, encoding: found.encoding, ascii: scan.ascii } : table
}

/** The same from records, wherever they come from. */
export function readMfaTable(
  records: readonly CsvRecord[],
  options: MfaOptions,
): Pick<MfaFile, 'ok' | 'header' | 'rows'> | { ok: false; faults: FileFault[] } {
  return readTable(records, options, new MfaRows(options))
}

function readTable(
  [first, ...data]: readonly CsvRecord[],
  options: MfaOptions,
  rows: MfaRows,
  file?: string,
): Pick<MfaFile, 'ok' | 'header' | 'rows'> | { ok: false; faults: FileFault[] } {
  const header = readHeader(first, options)
  if (!header.ok) return header
  return { ok: true, header: header.header, rows: data.map((record) => rows.read(header.header, record, file)) }
}

/**
 * Finds and proves the encoding of a file that is too large to hold, in one pass over its chunks: bytes that do not
 * belong fail the file before any row of it is read [MFA-CSV-009].
 */
export async function detectMfaEncoding(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: Pick<MfaOptions, 'encoding'> = {},
): Promise<{ ok: true; encoding: FileEncoding } | { ok: false; fault: FileFault }> {
  const scan = new EncodingScan()
  for await (const chunk of chunks) scan.push(chunk)
  return judgeEncoding(scan, options)
}

function judgeEncoding(
  scan: EncodingScan,
  { encoding }: Pick<MfaOptions, 'encoding'>,
): { ok: true; encoding: FileEncoding } | { ok: false; fault: FileFault } {
  const { marked, utf8, shiftJis, looksLike, wide } = scan.end()
  const refuse = (fault: FileFault): { ok: false; fault: FileFault } => ({ ok: false, fault })
  if (looksLike === 'utf-16') return refuse({ ...encodingFault(1, 0), remedy: 'transfer.remedy.utf16' })
  if (looksLike === 'binary') return refuse({ ...encodingFault(1, 0), remedy: 'transfer.remedy.binary' })
  if (marked || encoding === 'utf-8') {
    if (utf8.fault) return refuse(encodingFault(utf8.fault.line, utf8.fault.offset))
    return { ok: true, encoding: marked ? 'utf-8-bom' : 'utf-8' }
  }
  if (shiftJis.fault) {
    const fault = encodingFault(shiftJis.fault.line, shiftJis.fault.offset)
    return refuse(utf8.fault ? fault : { ...fault, remedy: 'transfer.remedy.utf8Mark' })
  }
  // Japanese in UTF-8 may pass for nonsense in Shift_JIS. Text that is really Shift_JIS is never UTF-8 with kanji.
  if (encoding === undefined && !utf8.fault && wide)
    return refuse({ ...encodingFault(1, 0), remedy: 'transfer.remedy.utf8Mark' })
  return { ok: true, encoding: 'shift_jis' }
}

export type MfaStreamPart =
  | { kind: 'header'; header: MfaFileHeader }
  | { kind: 'row'; row: MfaFileRow }
  | { kind: 'refused'; faults: FileFault[] }

/**
 * Reads a list that is too large to hold, row by row, in an encoding that {@link detectMfaEncoding} has found before.
 * Of the rows read only the IDs are kept. Pictures are left to the caller, see {@link ImageIndex}.
 */
export async function* streamMfa(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  encoding: FileEncoding,
  options: MfaOptions,
): AsyncGenerator<MfaStreamPart, void> {
  const rows = new MfaRows(options)
  let header: MfaFileHeader | undefined
  for await (const batch of streamRecords(chunks, encoding)) {
    if (batch.kind !== 'records') {
      yield {
        kind: 'refused',
        faults: [batch.kind === 'csv' ? csvFault(batch) : encodingFault(batch.line, batch.offset)],
      }
      return
    }
    for (const record of batch.records) {
      if (header) {
        yield { kind: 'row', row: rows.read(header, record) }
        continue
      }
      const read = readHeader(record, options)
      if (!read.ok) return yield { kind: 'refused', faults: read.faults }
      header = read.header
      yield { kind: 'header', header }
    }
  }
  if (!header) yield { kind: 'refused', faults: noHeader() }
}

export interface MfaJobInput {
  csv: readonly { name: string; bytes: Uint8Array }[]
  images: readonly MfaImage[]
}

export interface MfaJob {
  ok: true
  /** In the order in which they are processed: ascending by name [MFA-CSV-020]. */
  files: ({ name: string } & (MfaFile | { ok: false; faults: FileFault[] }))[]
  /** Pictures that no row names. */
  warnings: FileFault[]
}

/** Reads the files of one press of インポート: limits, files in order, repeated IDs over all files, and pictures. */
export function readMfaJob(
  { csv, images }: MfaJobInput,
  options: MfaOptions,
  limits?: MfaJobLimits,
): MfaJob | { ok: false; faults: FileFault[] } {
  const sizes = csv.map(({ name, bytes }) => ({ name, size: bytes.length }))
  const broken = checkMfaJob({ csv: sizes, images }, limits)
  if (broken) return { ok: false, faults: [broken] }
  const rows = new MfaRows(options)
  const desk = new PictureDesk(images)
  const files = [...csv]
    .sort((a, b) => byCodePoint(a.name, b.name))
    .map(({ name, bytes }) => {
      const file = readFile(bytes, options, rows, name)
      if (!file.ok) return { name, ok: false as const, faults: file.faults.map((fault) => ({ ...fault, file: name })) }
      for (const row of file.rows) takePictures(row, file.header, desk)
      return { name, ...file }
    })
  return { ok: true, files, warnings: desk.leftOver() }
}

function takePictures(row: MfaFileRow, header: MfaFileHeader, desk: PictureDesk): void {
  const [record] = readCsv(row.raw).records
  for (const [place, column] of header.columns.entries())
    if (column?.name === 'template54' || column?.name === 'template55') desk.note((record?.cells[place] ?? '').trim())
  for (const [part, column] of [
    ['legacyPicture', 'template54'],
    ['picture', 'template55'],
  ] as const) {
    const cell = row.entry[part]
    const told = row.faults.some((fault) => fault.column === column && fault.level !== 'warning')
    if (cell === undefined || cell === 'clear' || told) continue
    const image = desk.take(row, column, cell.set)
    if (image) row.pictures[part] = image
  }
}

/** Turns records into rows; remembers the IDs of the whole job [MFA-CSV-023]. */
class MfaRows {
  readonly #options: MfaOptions
  readonly #ids = new Set<string>()

  constructor(options: MfaOptions) {
    this.#options = options
  }

  read({ columns }: MfaFileHeader, { line, cells, raw, stray }: CsvRecord, file?: string): MfaFileRow {
    const { entry, faults } = readMfaRow(columns, cells, line, this.#options)
    // The cells of such a row stand in wrong columns: nothing they say can be relied on, not even the ID.
    if (cells.length !== columns.length) {
      const params = { found: cells.length, expected: columns.length }
      faults.splice(
        0,
        faults.length,
        mfaFault('row', 'MFA-E-COLUMNS', { line, params, remedy: 'transfer.remedy.cellCount' }),
      )
    } else if (entry.userid !== '') {
      const id = entry.userid.toLowerCase()
      if (this.#ids.has(id)) faults.push(mfaFault('row', 'MFA-E-USERID-DUP', { line, column: 'userid' }))
      this.#ids.add(id)
    }
    if (stray)
      faults.push(mfaFault('row', 'MFA-E-COLUMNS', { line, params: { line }, remedy: 'transfer.remedy.strayQuote' }))
    const named = file === undefined ? faults : faults.map((fault) => ({ ...fault, file }))
    return { ...(file !== undefined && { file }), line, raw, entry, faults: named, pictures: {} }
  }
}

function readHeader(
  record: CsvRecord | undefined,
  options: MfaHeaderOptions,
): { ok: true; header: MfaFileHeader } | { ok: false; faults: FileFault[] } {
  if (!record) return { ok: false, faults: noHeader() }
  const { columns, faults } = matchMfaHeader(record.cells, options)
  if (faults.length > 0) return { ok: false, faults }
  return { ok: true, header: { cells: record.cells, raw: record.raw, columns } }
}

function noHeader(): FileFault[] {
  const fault = { line: 1, column: 'mode', params: { column: 'mode' }, remedy: 'transfer.remedy.noHeader' } as const
  return [mfaFault('file', 'MFA-E-HEADER-MISSING', fault)]
}

function encodingFault(line: number, offset: number): FileFault {
  return mfaFault('file', 'MFA-E-ENCODING', { line, params: { line, offset }, remedy: 'transfer.remedy.encodingAt' })
}

function csvFault({ line, reason }: CsvFault): FileFault {
  const remedies = {
    'quote-not-closed': 'transfer.remedy.quoteNotClosed',
    'too-many-columns': 'transfer.remedy.tooManyColumns',
    'record-too-long': 'transfer.remedy.recordTooLong',
  } as const
  const params = { line, max: csvLimits.columns }
  return mfaFault('file', 'MFA-E-COLUMNS', { line, params, remedy: remedies[reason] })
}

function byCodePoint(a: string, b: string): number {
  const [left, right] = [[...a], [...b]]
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const difference = left[at]!.codePointAt(0)! - right[at]!.codePointAt(0)!
    if (difference !== 0) return difference
  }
  return left.length - right.length
}
