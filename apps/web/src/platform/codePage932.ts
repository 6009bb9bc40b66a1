/** Stands in the browser for what packages/codecs takes from iconv-lite: code page 932 alone, by the browser's own tables. */

const decoder = new TextDecoder('shift_jis')
let pairs: Map<string, number> | undefined

/** Of a character with several places the first one. */
function pairsOf(): Map<string, number> {
  if (pairs) return pairs
  pairs = new Map()
  for (let lead = 0x81; lead <= 0xfc; lead++)
    for (let trail = 0x40; trail <= 0xfc; trail++) {
      const text = decoder.decode(Uint8Array.of(lead, trail))
      if (text.length === 1 && text !== '\ufffd' && !pairs.has(text)) pairs.set(text, (lead << 8) | trail)
    }
  return pairs
}

export function decode(bytes: Uint8Array): string {
  return decoder.decode(bytes)
}

export function encode(text: string): Uint8Array {
  return Uint8Array.from(
    [...text].flatMap((character) => {
      const code = character.codePointAt(0)!
      if (code < 0x80) return [code]
      if (code >= 0xff61 && code <= 0xff9f) return [code - 0xff61 + 0xa1]
      const pair = pairsOf().get(character)
      return pair === undefined ? [0x3f] : [pair >> 8, pair & 0xff]
    }),
  )
}

export default { decode, encode }
