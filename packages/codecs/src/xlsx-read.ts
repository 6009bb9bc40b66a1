import { SaxesParser } from 'saxes'
import { type CsvRecord, writeCsv } from './csv.ts'
import type { FileFault } from './fault.ts'
import type { MfaFile, MfaOptions } from './mfa-read.ts'
import { readMfaTable } from './mfa-read.ts'
import { type Refused, readUserTable, type UserFile, type UserFileOptions } from './users-read.ts'
import { builtinFormat, shownNumber } from './xlsx-format.ts'
import { bytesSource, openZip, type Zip, type ZipLimits } from './zip.ts'

/** What a workbook may be at most; cells count with the empty ones before them in their row. */
export interface XlsxLimits {
  zip: ZipLimits
  cells: number
  columns: number
}

const megabyte = 1024 * 1024

export const xlsxLimits: XlsxLimits = {
  // Sheets are packed far better than pictures: the sizes bound them, not the ratio.
  zip: {
    bytes: 50 * megabyte,
    entries: 2000,
    entryBytes: 100 * megabyte,
    totalBytes: 250 * megabyte,
    ratio: 1100,
    folders: true,
  },
  cells: 3_000_000,
  columns: 2000,
}

class NoWorkbook extends Error {
  readonly fault: FileFault
  constructor(message: 'notOne' | 'oldOrLocked' | 'tooLarge' | 'notCalculated', cell?: string) {
    super(message)
    const key = `transfer.xlsx.${message}` as const
    this.fault = { level: 'file', code: key, message: key, ...(cell !== undefined && { params: { cell } }) }
  }
}

/**
 * The rows of the first sheet as a person sees them: numbers and days by their formats, formulas by the result that
 * was saved with them, never computed. Empty rows are left out; every row is as wide as the first.
 */
export async function readSheet(
  bytes: Uint8Array,
  limits: XlsxLimits = xlsxLimits,
): Promise<{ ok: true; records: CsvRecord[] } | Refused> {
  try {
    return { ok: true, records: await readRecords(bytes, limits) }
  } catch (error) {
    if (error instanceof NoWorkbook) return { ok: false, faults: [error.fault] }
    throw error
  }
}

/** A user list of the portal from a workbook; a report of its results is written as UTF-8. */
export async function readUsersXlsx(bytes: Uint8Array, options: UserFileOptions = {}): Promise<UserFile | Refused> {
  const sheet = await readSheet(bytes)
  if (!sheet.ok) return sheet
  const table = readUserTable(sheet.records, options)
  return table.ok ? { ...table, encoding: 'utf-8-bom', ascii: false } : table
}

/** A list of the multi-factor product from a workbook. */
export async function readMfaXlsx(bytes: Uint8Array, options: MfaOptions): Promise<MfaFile | Refused> {
  const sheet = await readSheet(bytes)
  if (!sheet.ok) return sheet
  const table = readMfaTable(sheet.records, options)
  return table.ok ? { ...table, encoding: 'utf-8-bom', ascii: false } : table
}

/** Whether bytes begin as an old or an encrypted workbook does. */
function isCompoundFile(bytes: Uint8Array): boolean {
  return [0xd0, 0xcf, 0x11, 0xe0].every((byte, at) => bytes[at] === byte)
}

async function readRecords(bytes: Uint8Array, limits: XlsxLimits): Promise<CsvRecord[]> {
  if (isCompoundFile(bytes)) throw new NoWorkbook('oldOrLocked')
  const opened = await openZip(bytesSource(bytes), limits.zip)
  if (!opened.ok) {
    const { reason } = opened.fault
    throw new NoWorkbook(reason === 'tooLarge' || reason === 'tooMany' || reason === 'bomb' ? 'tooLarge' : 'notOne')
  }
  const parts = new Parts(opened.zip)
  const book = await parts.target('_rels/.rels', '/officeDocument', '')
  const folder = book.slice(0, book.lastIndexOf('/') + 1)
  const relations = `${folder}_rels/${book.slice(folder.length)}.rels`
  const { sheet, since1904 } = readBook(await parts.text(book))
  const strings = await parts.maybe(await parts.find(relations, '/sharedStrings', folder))
  const styles = await parts.maybe(await parts.find(relations, '/styles', folder))
  const place = await parts.find(relations, sheet, folder)
  if (place === undefined) throw new NoWorkbook('notOne')
  const formats = styles === undefined ? [] : readFormats(styles)
  const texts = strings === undefined ? [] : readStrings(strings)
  return readRows(await parts.text(place), { texts, formats, since1904 }, limits)
}

/** The files of a workbook and how they point at each other. */
class Parts {
  readonly #zip: Zip

  constructor(zip: Zip) {
    this.#zip = zip
  }

  async maybe(name: string | undefined): Promise<string | undefined> {
    const entry = this.#zip.entries.find((one) => one.name.toLowerCase() === name?.toLowerCase())
    if (!entry) return undefined
    const opened = await this.#zip.open(entry)
    if (!opened.ok) throw new NoWorkbook('notOne')
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(opened.bytes)
    } catch {
      throw new NoWorkbook('notOne')
    }
  }

  async text(name: string): Promise<string> {
    const text = await this.maybe(name)
    if (text === undefined) throw new NoWorkbook('notOne')
    return text
  }

  /** Where a relation leads: found by the end of its type, or by its id. */
  async find(relations: string, wanted: string, folder: string): Promise<string | undefined> {
    let found: string | undefined
    parse(await this.text(relations), {
      open: (name, attributes) => {
        const { Id, Type = '', Target = '' } = attributes
        if (name !== 'Relationship' || found !== undefined) return
        if (wanted.startsWith('/') ? Type.endsWith(wanted) : Id === wanted) found = Target
      },
    })
    return found === undefined ? undefined : found.startsWith('/') ? found.slice(1) : folder + found
  }

  async target(relations: string, wanted: string, folder: string): Promise<string> {
    const found = await this.find(relations, wanted, folder)
    if (found === undefined) throw new NoWorkbook('notOne')
    return found
  }
}

interface Heard {
  open?(name: string, attributes: Record<string, string>): void
  close?(name: string): void
  text?(text: string): void
}

/** Reads XML without its namespaces; a document type, which could define entities, is refused. */
function parse(xml: string, heard: Heard): void {
  const parser = new SaxesParser({ position: false })
  const local = (name: string) => name.slice(name.indexOf(':') + 1)
  const refuse = () => {
    throw new NoWorkbook('notOne')
  }
  parser.on('error', refuse)
  parser.on('doctype', refuse)
  parser.on('opentag', ({ name, attributes }) => {
    const plain: Record<string, string> = {}
    for (const [key, value] of Object.entries(attributes)) plain[key === 'r:id' ? key : local(key)] = value as string
    heard.open?.(local(name), plain)
  })
  parser.on('closetag', ({ name }) => heard.close?.(local(name)))
  parser.on('text', (text) => heard.text?.(text))
  parser.on('cdata', (text) => heard.text?.(text))
  parser.write(xml).close()
}

function readBook(xml: string): { sheet: string; since1904: boolean } {
  let sheet: string | undefined
  let since1904 = false
  parse(xml, {
    open: (name, attributes) => {
      if (name === 'workbookPr') since1904 = /^(?:1|true|on)$/.test(attributes.date1904 ?? '')
      if (name === 'sheet') sheet ??= attributes['r:id'] ?? attributes.id
    },
  })
  if (sheet === undefined) throw new NoWorkbook('notOne')
  return { sheet, since1904 }
}

/** `_x000D_` is how a workbook writes a character that XML cannot hold. */
function unescaped(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}

/** Shared texts; of rich text all runs, but never the reading (furigana) that stands beside it. */
function readStrings(xml: string): string[] {
  const texts: string[] = []
  const text = new PlainText()
  parse(xml, {
    open: (name) => {
      if (name === 'si') text.begin()
      text.open(name)
    },
    close: (name) => {
      text.close(name)
      if (name === 'si') texts.push(text.value)
    },
    text: (piece) => text.add(piece),
  })
  return texts
}

/** Collects what stands in `t`, outside of `rPh`. */
class PlainText {
  value = ''
  #reading = false
  #inside = false
  #pieces = ''

  begin(): void {
    this.value = ''
  }

  open(name: string): void {
    if (name === 'rPh') this.#reading = true
    if (name !== 't' || this.#reading) return
    this.#inside = true
    this.#pieces = ''
  }

  close(name: string): void {
    if (name === 'rPh') this.#reading = false
    if (name !== 't' || !this.#inside) return
    this.#inside = false
    this.value += unescaped(this.#pieces)
  }

  add(text: string): void {
    if (this.#inside) this.#pieces += text
  }
}

/** The format of each style of a cell. */
function readFormats(xml: string): string[] {
  const own = new Map<number, string>()
  const formats: string[] = []
  let inCells = false
  parse(xml, {
    open: (name, { numFmtId = '0', formatCode }) => {
      if (name === 'numFmt' && formatCode !== undefined) own.set(Number(numFmtId), formatCode)
      if (name === 'cellXfs') inCells = true
      if (name === 'xf' && inCells) formats.push(own.get(Number(numFmtId)) ?? builtinFormat(Number(numFmtId)))
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false
    },
  })
  return formats
}

interface Book {
  texts: readonly string[]
  formats: readonly string[]
  since1904: boolean
}

function columnOf(reference: string): number {
  let column = 0
  for (const letter of /^[A-Z]{1,3}/.exec(reference)?.[0] ?? '') column = column * 26 + letter.charCodeAt(0) - 64
  return column
}

function readRows(xml: string, book: Book, limits: XlsxLimits): CsvRecord[] {
  const rows: { line: number; cells: string[] }[] = []
  let row: { line: number; cells: string[] } = { line: 0, cells: [] }
  let count = 0
  let cell = { type: '', style: '', place: 0, name: '' }
  let value = ''
  let formula = false
  let valued = false
  let inValue = false
  const text = new PlainText()

  const shown = (): string => {
    const format = book.formats[Number(cell.style || 0)] ?? 'General'
    switch (cell.type) {
      case 's':
        return book.texts[Number(value)] ?? ''
      case 'inlineStr':
        return text.value
      case 'str':
      case 'e':
        return unescaped(value)
      case 'b':
        return value.trim() === '1' ? 'TRUE' : 'FALSE'
      case 'd':
        return value.trim().slice(0, 10).replaceAll('-', '/')
      default: {
        const number = Number(value)
        return value.trim() === '' || !Number.isFinite(number)
          ? value.trim()
          : shownNumber(number, format, book.since1904)
      }
    }
  }

  parse(xml, {
    open: (name, attributes) => {
      text.open(name)
      if (name === 'row') {
        const line = Number(attributes.r ?? row.line + 1)
        row = { line: Number.isSafeInteger(line) && line > row.line ? line : row.line + 1, cells: [] }
      } else if (name === 'c') {
        const place = attributes.r === undefined ? row.cells.length + 1 : columnOf(attributes.r)
        cell = { type: attributes.t ?? '', style: attributes.s ?? '', place, name: attributes.r ?? `${place}` }
        value = ''
        formula = false
        valued = false
        text.begin()
      } else if (name === 'v') {
        inValue = true
        valued = true
      } else if (name === 'f') formula = true
    },
    text: (piece) => {
      text.add(piece)
      if (inValue) value += piece
    },
    close: (name) => {
      text.close(name)
      if (name === 'v') inValue = false
      else if (name === 'c') {
        if (formula && !valued) throw new NoWorkbook('notCalculated', cell.name)
        const seen = valued || cell.type === 'inlineStr' ? shown() : ''
        if (seen === '') return
        if (cell.place < 1 || cell.place > limits.columns) throw new NoWorkbook('tooLarge')
        count += Math.max(0, cell.place - row.cells.length)
        if (count > limits.cells) throw new NoWorkbook('tooLarge')
        while (row.cells.length < cell.place - 1) row.cells.push('')
        row.cells[cell.place - 1] = seen
      } else if (name === 'row' && row.cells.length > 0) rows.push(row)
    },
  })
  const width = rows[0]?.cells.length ?? 0
  if (width * rows.length > limits.cells) throw new NoWorkbook('tooLarge')
  return rows.map(({ line, cells }) => {
    while (cells.length < width) cells.push('')
    return { line, cells, raw: writeCsv([cells]).slice(0, -2) }
  })
}
