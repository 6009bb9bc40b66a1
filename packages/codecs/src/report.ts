import { type Locale, type MessageKey, word } from '@kaoban/messages'
import { inShiftJis } from './cp932.ts'
import { readCsv, withoutFormula, writeCell, writeCsv } from './csv.ts'
import { encodeText, type FileEncoding } from './encoding.ts'
import { codePoint, type FileFault, wordFault } from './fault.ts'
import { isReportHeader, reportHeaders } from './report-layout.ts'

/** How a row ended; warnings are extra [MFA-RES-001]. */
export const rowResults = ['added', 'updated', 'unchanged', 'deleted', 'failed'] as const
export type RowResult = (typeof rowResults)[number]

export interface ReportedRow {
  /** As it stood in the uploaded file. */
  raw: string
  result: RowResult
  faults: readonly FileFault[]
}

export interface ReportedFile {
  encoding: FileEncoding
  ascii: boolean
  header: { cells: readonly string[]; raw: string }
}

/**
 * The uploaded rows in their own columns and encoding, with result and reasons after them. What was uploaded stays as
 * it was, so that the rejected rows can be corrected and imported again; the two columns of ours never run as a
 * formula [NFM-GEN-016, MFA-CSV-030]. A file of ASCII alone becomes UTF-8, because reasons may be in Japanese.
 */
export function writeReport(
  file: ReportedFile,
  rows: readonly ReportedRow[],
  locale: Locale,
  { only }: { only?: 'failed' } = {},
): Uint8Array {
  const encoding = file.ascii ? 'utf-8-bom' : file.encoding
  const kept = file.header.cells.map((header) => !isReportHeader(header.trim()))
  const own = (raw: string) => (kept.includes(false) ? withoutColumns(raw, kept) : raw)
  const lines = [`${own(file.header.raw)},${reportHeaders.join(',')}\r\n`]
  for (const { raw, result, faults } of rows) {
    if (only !== undefined && result !== only) continue
    const cells = [word(`transfer.result.${result}`, locale), reasonsOf(faults, locale)]
    lines.push(`${own(raw)},${cells.map((cell) => writeCell(writable(withoutFormula(cell), encoding))).join(',')}\r\n`)
  }
  return encodeText(lines.join(''), encoding)
}

/** A row of an earlier report without its results. */
function withoutColumns(raw: string, kept: readonly boolean[]): string {
  const [record] = readCsv(raw).records
  return (record?.cells ?? [])
    .filter((_, place) => kept[place] !== false)
    .map(writeCell)
    .join(',')
}

function reasonsOf(faults: readonly FileFault[], locale: Locale): string {
  return faults
    .map((fault) => {
      const { message, remedy } = wordFault(fault, locale)
      const place = fault.column === undefined ? '' : locale === 'ja' ? `${fault.column}：` : `${fault.column}: `
      return `${place}${message}${remedy === undefined ? '' : locale === 'ja' ? remedy : ` ${remedy}`}`
    })
    .join('\n')
}

/** Words of ours may name what the file's encoding does not have: by its code point then. */
function writable(text: string, encoding: FileEncoding): string {
  if (encoding !== 'shift_jis') return text
  return [...text].map((character) => (inShiftJis(character) ? character : codePoint(character))).join('')
}

/** One row of the result page of the portal. */
export interface PortalResult {
  line: number
  loginId: string
  result: RowResult
  faults: readonly FileFault[]
}

/** 結果を保存: number, ID, result and messages, UTF-8 with a byte order mark [NFM-IMP-013]; NFM §25.6. */
export function writePortalResults(rows: readonly PortalResult[], locale: Locale): Uint8Array {
  const headers: MessageKey[] = [
    'transfer.result.line',
    'transfer.result.loginId',
    'transfer.result.result',
    'transfer.result.message',
  ]
  const table = rows.map(({ line, loginId, result, faults }) => [
    String(line),
    loginId,
    word(`transfer.result.${result}`, locale),
    reasonsOf(faults, locale),
  ])
  return safeCsv([headers.map((key) => word(key, locale)), ...table])
}

/** One row of a job of the multi-factor product. */
export interface MfaResult {
  file: string
  line: number
  userid: string
  mode: string
  result: RowResult
  faults: readonly FileFault[]
}

/** One line for each message and at least one for each row, in both languages [MFA-RES-002]; no cell of a secret column. */
export function writeMfaResults(rows: readonly MfaResult[], others: readonly FileFault[] = []): Uint8Array {
  const words = (fault: FileFault) => [
    fault.code,
    fault.column ?? '',
    ...(['ja', 'en'] as const).map((locale) => {
      const { message, remedy } = wordFault(fault, locale)
      return remedy === undefined ? message : `${message} ${remedy}`
    }),
  ]
  const table = [['file', 'line', 'userid', 'mode', 'result', 'code', 'column', 'message_ja', 'message_en']]
  for (const { file, line, userid, mode, result, faults } of rows) {
    const row = [file, String(line), userid, mode, result]
    if (faults.length === 0) table.push([...row, '', '', '', ''])
    for (const fault of faults) table.push([...row, ...words(fault)])
  }
  for (const fault of others) {
    const result = fault.level === 'warning' ? '' : 'failed'
    table.push([fault.file ?? '', fault.line === undefined ? '' : String(fault.line), '', '', result, ...words(fault)])
  }
  return safeCsv(table)
}

function safeCsv(table: string[][]): Uint8Array {
  return encodeText(writeCsv(table.map((row) => row.map(withoutFormula))).toWellFormed(), 'utf-8-bom')
}
