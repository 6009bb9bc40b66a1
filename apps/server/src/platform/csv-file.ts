import type { CsvEncoding } from '@kaoban/contract'
import { stringify } from 'csv-stringify/sync'
import iconv from 'iconv-lite'

/** Twins that differ in Unicode between Windows and the rest of the world, and are one character in Shift_JIS. */
const twins: Readonly<Record<string, string>> = {
  '\u301c': '\uff5e', // wave dash
  '\u2212': '\uff0d', // minus
  '\u2016': '\u2225', // double bar
  '\u2014': '\u2015', // dash
  '\u00a2': '\uffe0', // cent
  '\u00a3': '\uffe1', // pound
  '\u00ac': '\uffe2', // not
}
const twin = new RegExp(`[${Object.keys(twins).join('')}]`, 'g')
const known = new Map<string, boolean>()

/** The characters of a text that code page 932 does not have, each once, in order. */
export function outsideShiftJis(text: string): string[] {
  const found = new Set<string>()
  for (const character of text) if (character > '\u007f' && !fits(character)) found.add(character)
  return [...found]
}

function fits(character: string): boolean {
  let answer = known.get(character)
  if (answer === undefined) {
    const wanted = twins[character] ?? character
    answer = iconv.decode(iconv.encode(wanted, 'cp932'), 'cp932') === wanted
    known.set(character, answer)
  }
  return answer
}

/**
 * Rows as bytes of a CSV file that spreadsheets open: CR LF, quotes where needed, cells that would run as a formula
 * neutralised [NFM-GEN-016]. The first part of a UTF-8 file carries the byte order mark.
 * @throws RangeError for a character that the encoding does not have; nothing is ever written as "?".
 */
export function csvBytes(rows: readonly (readonly string[])[], encoding: CsvEncoding, first: boolean): Uint8Array {
  // Without quoted_match a lone line feed, which is not the record delimiter, would stay bare and split the row.
  const text = stringify(rows as string[][], {
    record_delimiter: 'windows',
    escape_formulas: true,
    quoted_match: /[\r\n]/,
  })
  if (encoding === 'utf-8') return Buffer.from(first ? `\ufeff${text}` : text)
  const lost = outsideShiftJis(text)
  if (lost.length > 0) throw new RangeError(`not in Shift_JIS: ${lost.join(' ')}`)
  return iconv.encode(
    text.replace(twin, (character) => twins[character]!),
    'cp932',
  )
}

export function csvMedia(encoding: CsvEncoding): string {
  return `text/csv; charset=${encoding}`
}

/** 2026/11/22 10:39:06 in the tenant's zone: what spreadsheets take for a time. */
export function timeFormat(timeZone: string): (at: Date) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  return (at) => format.format(at).replaceAll('-', '/')
}
