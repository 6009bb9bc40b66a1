import { Cp932Decoder, encodeShiftJis, inShiftJis, isAscii } from './cp932.ts'
import { codePoint, type FileFault } from './fault.ts'

/** `utf-8-bom`: with the byte order mark by which spreadsheets know it. */
export const fileEncodings = ['shift_jis', 'utf-8', 'utf-8-bom'] as const
export type FileEncoding = (typeof fileEncodings)[number]

export interface DecodedText {
  ok: true
  text: string
  encoding: FileEncoding
  /** Only ASCII: any of the encodings would be the same bytes. */
  ascii: boolean
}

/** Where the bytes stop being text: line from 1, offset in bytes from 0. */
export interface EncodingFault {
  ok: false
  line: number
  offset: number
  /** Bytes of UTF-16 or of no text at all, as far as can be told. */
  looksLike: 'utf-16' | 'binary' | 'unknown'
}

const byteOrderMark = [0xef, 0xbb, 0xbf] as const

export function startsWithUtf8Mark(bytes: Uint8Array): boolean {
  return byteOrderMark.every((byte, at) => bytes[at] === byte)
}

/** How much of a file is looked at to tell that it is no text at all. */
const headLength = 4096

function looksLike(bytes: Uint8Array): EncodingFault['looksLike'] {
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return 'utf-16'
  return bytes.subarray(0, headLength).includes(0) ? 'binary' : 'unknown'
}

/** Detects by byte order mark, then strict UTF-8, then code page 932; guesses nothing [NFM-IMP-002]. */
export function decodeText(bytes: Uint8Array): DecodedText | EncodingFault {
  if (looksLike(bytes) !== 'unknown') return { ok: false, line: 1, offset: 0, looksLike: looksLike(bytes) }
  if (startsWithUtf8Mark(bytes)) return decodeTextAs(bytes, 'utf-8-bom')
  const utf8 = decodeTextAs(bytes, 'utf-8')
  if (utf8.ok) return utf8
  const shiftJis = decodeTextAs(bytes, 'shift_jis')
  if (shiftJis.ok) return shiftJis
  // The encoding that holds for longer is the one that was meant.
  return utf8.offset > shiftJis.offset ? utf8 : shiftJis
}

/** Decodes in a given encoding, strictly. */
export function decodeTextAs(bytes: Uint8Array, encoding: FileEncoding): DecodedText | EncodingFault {
  const decoder = new TextChunks(encoding)
  const text = decoder.decode(bytes, true)
  if (decoder.fault) return { ok: false, ...decoder.fault, looksLike: looksLike(bytes) }
  return { ok: true, text, encoding, ascii: encoding !== 'utf-8-bom' && isAscii(bytes) }
}

/** Text from bytes that come in chunks, in bounded memory; strict, and silent after a fault. */
export class TextChunks {
  /** Line and byte offset of the first byte that is not of this encoding. */
  fault: { line: number; offset: number } | undefined
  readonly #shiftJis: Cp932Decoder | undefined
  readonly #utf8: Utf8Decoder | undefined
  #line = 1

  constructor(encoding: FileEncoding) {
    if (encoding === 'shift_jis') this.#shiftJis = new Cp932Decoder()
    else this.#utf8 = new Utf8Decoder(encoding === 'utf-8-bom')
  }

  decode(chunk: Uint8Array, last: boolean): string {
    if (this.fault) return ''
    const decoder = (this.#shiftJis ?? this.#utf8)!
    const text = decoder.decode(chunk, last)
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.#line++
    if (decoder.faultAt !== undefined) this.fault = { line: this.#line, offset: decoder.faultAt }
    return text
  }
}

class Utf8Decoder {
  faultAt: number | undefined
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  #dropMark: boolean
  #consumed = 0
  /** Bytes of an unfinished character at the end of the last chunk. */
  #rest = new Uint8Array(0)

  constructor(dropMark: boolean) {
    this.#dropMark = dropMark
  }

  decode(chunk: Uint8Array, last: boolean): string {
    let bytes = chunk
    if (this.#rest.length > 0) {
      bytes = new Uint8Array(this.#rest.length + chunk.length)
      bytes.set(this.#rest)
      bytes.set(chunk, this.#rest.length)
    }
    const end = last ? bytes.length : bytes.length - unfinished(bytes)
    this.#rest = bytes.slice(end)
    let text: string
    try {
      text = this.#decoder.decode(bytes.subarray(0, end))
    } catch {
      const good = validUtf8Length(bytes)
      this.faultAt = this.#consumed + good
      text = this.#decoder.decode(bytes.subarray(0, good))
    }
    this.#consumed += end
    if (this.#dropMark && text !== '') {
      this.#dropMark = false
      if (text.startsWith('\ufeff')) return text.slice(1)
    }
    return text
  }
}

/** How many bytes at the end begin a character that the next chunk may finish. */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0
  }
  return 0
}

/** Length of the beginning that is strict UTF-8 [RFC 3629 §4]. */
function validUtf8Length(bytes: Uint8Array): number {
  const follows = (at: number) => (bytes[at]! & 0xc0) === 0x80
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at]!
    const size = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0
    if (size === 0 || at + size > bytes.length) return at
    for (let next = 1; next < size; next++) if (!follows(at + next)) return at
    const second = bytes[at + 1]!
    if (
      (first === 0xe0 && second < 0xa0) ||
      (first === 0xed && second > 0x9f) ||
      (first === 0xf0 && second < 0x90) ||
      (first === 0xf4 && second > 0x8f)
    )
      return at
    at += size
  }
  return bytes.length
}

/** What the bytes of a file could be, looked at chunk by chunk. */
export class EncodingScan {
  /** Begins with the byte order mark of UTF-8. */
  marked = false
  ascii = true
  /** Has bytes that begin characters of three or four bytes, if it is UTF-8: kana and kanji. */
  wide = false
  looksLike: EncodingFault['looksLike'] = 'unknown'
  readonly utf8 = new TextChunks('utf-8')
  readonly shiftJis = new TextChunks('shift_jis')
  #head = new Uint8Array(0)

  push(chunk: Uint8Array): void {
    if (this.#head.length < headLength) {
      const joined = new Uint8Array(this.#head.length + chunk.length)
      joined.set(this.#head)
      joined.set(chunk, this.#head.length)
      this.#head = joined.slice(0, headLength)
    }
    if (!isAscii(chunk)) {
      this.ascii = false
      this.wide ||= chunk.some((byte) => byte >= 0xe0)
    }
    this.utf8.decode(chunk, false)
    this.shiftJis.decode(chunk, false)
  }

  end(): this {
    this.utf8.decode(new Uint8Array(0), true)
    this.shiftJis.decode(new Uint8Array(0), true)
    this.marked = startsWithUtf8Mark(this.#head)
    this.looksLike = looksLike(this.#head)
    return this
  }
}

/** Finds the encoding of a file that is too large to hold, in one pass over its chunks [NFM-IMP-002]. */
export async function detectEncoding(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<{ ok: true; encoding: FileEncoding; ascii: boolean } | EncodingFault> {
  const scan = new EncodingScan()
  for await (const chunk of chunks) {
    scan.push(chunk)
    if (scan.utf8.fault && scan.shiftJis.fault) break
  }
  const { marked, ascii, utf8, shiftJis, looksLike } = scan.end()
  if (looksLike !== 'unknown') return { ok: false, line: 1, offset: 0, looksLike }
  if (!utf8.fault) return { ok: true, encoding: marked ? 'utf-8-bom' : 'utf-8', ascii }
  if (!marked && !shiftJis.fault) return { ok: true, encoding: 'shift_jis', ascii: false }
  const meant = !marked && shiftJis.fault && shiftJis.fault.offset >= utf8.fault.offset ? shiftJis.fault : utf8.fault
  return { ok: false, ...meant, looksLike }
}

/** A character that a file in Shift_JIS cannot hold, and where it would stand. */
export interface LostCharacter {
  /** Line of the file, the header being 1; rows with line breaks in a cell count once. */
  row: number
  column: string
  character: string
  codePoint: string
}

/** How many lost characters are named before the list ends. */
const named = 1000

/** The characters of a table that an encoding does not have, each with its place; empty when all of it fits. */
export function lostCharacters(rows: readonly (readonly string[])[], encoding: FileEncoding): LostCharacter[] {
  const lost: LostCharacter[] = []
  const header = rows[0] ?? []
  // UTF-8 has every character, but no halves of characters.
  const fits = encoding === 'shift_jis' ? inShiftJis : (character: string) => character.isWellFormed()
  for (const [index, row] of rows.entries()) {
    for (const [place, cell] of row.entries()) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the quick answer for ASCII, which is most cells
      if (/^[\x00-\x7f]*$/.test(cell)) continue
      for (const character of cell) {
        if (fits(character)) continue
        if (lost.length === named) return lost
        const column = header[place] ?? String(place + 1)
        lost.push({ row: index + 1, column, character, codePoint: codePoint(character) })
      }
    }
  }
  return lost
}

/** The fault that names a lost character with row, column and code point, and says what to do. */
export function lostCharacterFault(lost: LostCharacter): FileFault {
  // A variation selector or a combining mark is nothing to see; its code point says what it is.
  const visible = /[\p{M}\p{Cc}\p{Cf}\p{Cs}\p{Variation_Selector}]/u.test(lost.character) ? '' : lost.character
  return {
    level: 'file',
    code: 'transfer.lostCharacter',
    message: 'transfer.lostCharacter',
    params: { row: lost.row, column: lost.column, character: visible, codePoint: lost.codePoint },
    remedy: 'transfer.remedy.useUtf8',
    line: lost.row,
    column: lost.column,
  }
}

const utf8Encoder = new TextEncoder()

/**
 * A text as bytes of a file. Twins of Windows become one in Shift_JIS, see {@link shiftJisForm}.
 * @throws RangeError for a character that Shift_JIS does not have: ask {@link lostCharacters} first.
 */
export function encodeText(text: string, encoding: FileEncoding): Uint8Array {
  if (encoding === 'shift_jis') return encodeShiftJis(text)
  return utf8Encoder.encode(encoding === 'utf-8-bom' ? `\ufeff${text}` : text)
}
