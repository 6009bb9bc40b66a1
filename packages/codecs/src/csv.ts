/** One record of a CSV file. */
export interface CsvRecord {
  /** Physical line at which it begins; the first line of the file is 1 [MFA-RES-005]. */
  line: number
  cells: string[]
  /** As it stands in the file, without its line end. */
  raw: string
  /** Text follows a closing quote: the cell is read, but hardly as it was meant. */
  stray?: true
}

/** Why a file cannot be read on from a line. */
export interface CsvFault {
  line: number
  reason: 'quote-not-closed' | 'too-many-columns' | 'record-too-long'
}

export interface CsvLimits {
  columns: number
  /** In UTF-16 units, line breaks and quotes included. */
  recordLength: number
}

/** More than any layout needs, and little enough that a crafted file costs nothing [MFA-SEC-003]. */
export const csvLimits: CsvLimits = { columns: 2000, recordLength: 1_000_000 }

const comma = 0x2c
const quote = 0x22
const carriageReturn = 0x0d
const lineFeed = 0x0a

/**
 * Records from text that comes in chunks, after RFC 4180: quotes, doubled quotes, line breaks inside quotes; CR LF, LF
 * or CR end a record, the last one may have no end; empty lines are skipped [MFA-CSV-011]. A quote inside an unquoted
 * cell is itself. Work and memory stay in proportion to the text whatever it holds.
 */
export class CsvReader {
  /** Set once the rest of the file cannot be read; nothing follows. */
  fault: CsvFault | undefined
  readonly #limits: CsvLimits
  #rest = ''
  #line = 1
  /** The rest is not looked at again before it has this length, so that small chunks do not cost their square. */
  #enough = 0

  constructor(limits: CsvLimits = csvLimits) {
    this.#limits = limits
  }

  push(text: string): CsvRecord[] {
    this.#rest += text
    return this.#rest.length < this.#enough ? [] : this.#take(false)
  }

  end(): CsvRecord[] {
    return this.#take(true)
  }

  #take(last: boolean): CsvRecord[] {
    const found: CsvRecord[] = []
    const text = this.#rest
    let at = 0
    while (at < text.length && !this.fault) {
      const one = readRecord(text, at, last, this.#limits)
      if (one === undefined) {
        if (text.length - at > this.#limits.recordLength) this.fault = { line: this.#line, reason: 'record-too-long' }
        break
      }
      if (typeof one === 'string') {
        this.fault = { line: this.#line, reason: one }
        break
      }
      if (one.contentEnd > at) {
        const raw = text.slice(at, one.contentEnd)
        found.push({ line: this.#line, cells: one.cells, raw, ...(one.stray && { stray: true }) })
      }
      this.#line += one.lines
      at = one.end
    }
    this.#rest = this.fault || last ? '' : text.slice(at)
    this.#enough = this.#rest.length * 2
    return found
  }
}

interface Read {
  cells: string[]
  contentEnd: number
  end: number
  lines: number
  stray: boolean
}

/** The record at a place; undefined when the text ends before it does. */
function readRecord(
  text: string,
  start: number,
  last: boolean,
  limits: CsvLimits,
): Read | CsvFault['reason'] | undefined {
  const cells: string[] = []
  const furthest = start + limits.recordLength
  let lines = 1
  let stray = false
  for (let at = start; ; ) {
    let cell = ''
    const quoted = text.charCodeAt(at) === quote
    if (quoted) {
      let from = at + 1
      let plain = from
      for (;;) {
        const close = text.indexOf('"', from)
        if (close > furthest || (close === -1 && text.length > furthest)) return 'record-too-long'
        if (close === -1) return last ? 'quote-not-closed' : undefined
        if (close + 1 === text.length && !last) return undefined
        if (text.charCodeAt(close + 1) !== quote) {
          cell += text.slice(plain, close)
          at = close + 1
          break
        }
        cell += text.slice(plain, close + 1)
        from = close + 2
        plain = from
      }
      lines += lineBreaks(cell)
    }
    const plain = at
    let code = text.charCodeAt(at)
    while (at < text.length && code !== comma && code !== lineFeed && code !== carriageReturn)
      code = text.charCodeAt(++at)
    if (at > furthest) return 'record-too-long'
    stray ||= quoted && at > plain
    cells.push(cell + text.slice(plain, at))
    if (cells.length > limits.columns) return 'too-many-columns'
    if (at >= text.length) return last ? { cells, contentEnd: at, end: at, lines, stray } : undefined
    if (code === comma) {
      at++
      continue
    }
    if (code === carriageReturn && at + 1 === text.length && !last) return undefined
    const pair = code === carriageReturn && text.charCodeAt(at + 1) === lineFeed
    return { cells, contentEnd: at, end: at + (pair ? 2 : 1), lines, stray }
  }
}

function lineBreaks(text: string): number {
  return text.includes('\n') || text.includes('\r') ? (text.match(/\r\n|\r|\n/g) ?? []).length : 0
}

/** Every record of a text that is held as a whole. */
export function readCsv(text: string, limits: CsvLimits = csvLimits): { records: CsvRecord[]; fault?: CsvFault } {
  const reader = new CsvReader(limits)
  const records = reader.push(text)
  for (const record of reader.end()) records.push(record)
  return reader.fault ? { records, fault: reader.fault } : { records }
}

/** One cell, quoted where it has to be; a record of one empty cell is quoted too, or it would be an empty line. */
export function writeCell(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

/** Rows as text, every line ended by CR LF. */
export function writeCsv(rows: Iterable<readonly string[]>): string {
  let text = ''
  for (const row of rows) text += `${row.length === 1 && row[0] === '' ? '""' : row.map(writeCell).join(',')}\r\n`
  return text
}

/**
 * A cell of a report that people open in a spreadsheet: one that would run as a formula begins with an apostrophe
 * [NFM-GEN-016]. Never used for a file that is read again [MFA-CSV-030].
 */
export function withoutFormula(cell: string): string {
  return /^[=+\-@\t\r\uff0b\uff0d\uff1d\uff20]/.test(cell) ? `'${cell}` : cell
}
