import iconv from 'iconv-lite'

/**
 * Shift_JIS as Windows writes it: code page 932 with the extensions of NEC and IBM and the user-defined area, whose
 * characters are U+E000..U+E757. The tables come from iconv-lite; decoding is ours because it has to be strict, name
 * the place of a fault, and go on from one chunk to the next.
 * @see https://www.unicode.org/Public/MAPPINGS/VENDORS/MICSFT/WINDOWS/CP932.TXT
 */

/** Twins that differ in Unicode between Windows and the rest of the world, and are one character in Shift_JIS. */
const twins: Readonly<Record<string, string>> = {
  '\u301c': '\uff5e', // wave dash
  '\u2212': '\uff0d', // minus
  '\u2016': '\u2225', // double bar
  '\u2014': '\u2015', // dash
  '\u00a2': '\uffe0', // cent
  '\u00a3': '\uffe1', // pound
  '\u00ac': '\uffe2', // not
  '\u00a6': '\uffe4', // broken bar
}
const anyTwin = new RegExp(`[${Object.keys(twins).join('')}]`, 'g')

/** A text as it comes back from a Shift_JIS file: the twins are one. Two texts that agree in it are no difference. */
export function shiftJisForm(text: string): string {
  return text.replace(anyTwin, (character) => twins[character]!)
}

const isLead = (byte: number) => (byte >= 0x81 && byte <= 0x9f) || (byte >= 0xe0 && byte <= 0xfc)
const isTrail = (byte: number) => byte >= 0x40 && byte <= 0xfc && byte !== 0x7f
const isUserDefined = (lead: number) => lead >= 0xf0 && lead <= 0xf9

interface Tables {
  /** Two bytes -> code unit; 0: no character. Every character of the code page is in the basic plane. */
  units: Uint16Array
  /** Code unit -> one or two bytes; 0: no character, but U+0000 is itself. */
  bytes: Uint16Array
}
let tables: Tables | undefined

function readTables(): Tables {
  if (tables) return tables
  const units = new Uint16Array(0x10000)
  const bytes = new Uint16Array(0x10000)
  for (let lead = 0x81; lead <= 0xfc; lead++) {
    if (!isLead(lead)) continue
    for (let trail = 0x40; trail <= 0xfc; trail++) {
      if (!isTrail(trail)) continue
      const pair = (lead << 8) | trail
      if (isUserDefined(lead)) {
        const unit = 0xe000 + (lead - 0xf0) * 188 + trail - (trail > 0x7f ? 0x41 : 0x40)
        units[pair] = unit
        bytes[unit] = pair
        continue
      }
      const text = iconv.decode(Uint8Array.of(lead, trail), 'cp932')
      if (text.length !== 1 || text === '\ufffd') continue
      units[pair] = text.charCodeAt(0)
      // Some characters stand twice in the code page; Windows writes one of the places, and so does iconv-lite.
      const [first = 0, second = 0] = iconv.encode(text, 'cp932')
      bytes[text.charCodeAt(0)] = (first << 8) | second
    }
  }
  for (let byte = 0; byte < 0x80; byte++) bytes[byte] = byte
  for (let byte = 0xa1; byte <= 0xdf; byte++) bytes[0xff61 + byte - 0xa1] = byte
  tables = { units, bytes }
  return tables
}

const toText = new TextDecoder('utf-16le', { ignoreBOM: true })

const fromAscii = new TextDecoder('utf-8', { ignoreBOM: true })

export function isAscii(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at++) if (bytes[at]! > 0x7f) return false
  return true
}

/** Decodes chunk after chunk; stops for good at the first byte that is no Shift_JIS. */
export class Cp932Decoder {
  /** Offset in the file of the first byte that does not belong, once there is one. */
  faultAt: number | undefined
  #lead = 0
  #consumed = 0
  readonly #units = readTables().units

  /** @returns the text up to the end of the chunk, or up to the fault. */
  decode(chunk: Uint8Array, last: boolean): string {
    if (this.faultAt !== undefined) return ''
    if (this.#lead === 0 && isAscii(chunk)) {
      this.#consumed += chunk.length
      return fromAscii.decode(chunk)
    }
    const out = new Uint16Array(chunk.length + 1)
    let length = 0
    let lead = this.#lead
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at]!
      let unit: number
      if (lead !== 0) {
        unit = this.#units[(lead << 8) | byte]!
        if (unit === 0) {
          this.faultAt = this.#consumed + at - 1
          return toText.decode(out.subarray(0, length))
        }
        lead = 0
      } else if (byte < 0x80) unit = byte
      else if (byte >= 0xa1 && byte <= 0xdf) unit = 0xff61 + byte - 0xa1
      else if (isLead(byte)) {
        lead = byte
        continue
      } else {
        this.faultAt = this.#consumed + at
        return toText.decode(out.subarray(0, length))
      }
      out[length++] = unit
    }
    this.#lead = lead
    this.#consumed += chunk.length
    if (last && lead !== 0) this.faultAt = this.#consumed - 1
    return toText.decode(out.subarray(0, length))
  }
}

/** Whether the code page has a character, twins counted as one. */
export function inShiftJis(character: string): boolean {
  return bytesOf(character) !== undefined
}

function bytesOf(character: string): number | undefined {
  const one = twins[character] ?? character
  if (one.length !== 1) return undefined
  const unit = one.charCodeAt(0)
  return unit === 0 ? 0 : readTables().bytes[unit] || undefined
}

/** @throws RangeError for a character outside the code page: ask {@link inShiftJis} first, nothing becomes "?". */
export function encodeShiftJis(text: string): Uint8Array {
  const out = new Uint8Array(text.length * 2)
  let length = 0
  for (const character of text) {
    const bytes = bytesOf(character)
    if (bytes === undefined) throw new RangeError('a character is not in Shift_JIS')
    if (bytes > 0xff) out[length++] = bytes >> 8
    out[length++] = bytes & 0xff
  }
  return out.subarray(0, length)
}
