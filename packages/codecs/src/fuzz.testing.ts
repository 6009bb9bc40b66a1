import { word } from '@kaoban/messages'
import fc from 'fast-check'
import type { FileFault } from './fault.ts'

/** Inputs per property: few in every check, five times as many in `npm test`, and as many as one likes by `npm run fuzz`. */
export const runs = Number(process.env.KAOBAN_FUZZ_RUNS ?? 2000)

/** No input may take longer than so many milliseconds of a processor, whatever it is. */
export const patience = 1000

/** Milliseconds that this thread has worked, however long it had to wait for a processor. */
export function worked(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/** As fast-check's unit `binary`, which lists all of them for a second before the first text. */
export const character = fc.integer({ min: 0, max: 0x10ffff - 0x800 }).map(
  (place) => String.fromCodePoint(place < 0xd800 ? place : place + 0x800),
  (text) => {
    const code = typeof text === 'string' ? text.codePointAt(0) : undefined
    if (code === undefined || text !== String.fromCodePoint(code) || (code >= 0xd800 && code < 0xe000))
      throw new Error('not one character')
    return code < 0xd800 ? code : code - 0x800
  },
)

/** Bytes that look enough like a file to get past the first check: pieces of CSV, encodings and quotes at random. */
export function fileBytes(pieces: readonly string[]): fc.Arbitrary<Uint8Array> {
  const encoder = new TextEncoder()
  const piece = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...pieces).map((text) => encoder.encode(text)) },
    { weight: 3, arbitrary: fc.constantFrom(',', '"', '\r\n', '\n', '\r', '""', ',"').map((c) => encoder.encode(c)) },
    { weight: 2, arbitrary: fc.string({ unit: character, maxLength: 20 }).map((text) => encoder.encode(text)) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 20 }) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom([0x82, 0xa0], [0x83, 0x5c], [0x81], [0xef, 0xbb, 0xbf], [0])
        .map((b) => Uint8Array.from(b)),
    },
  )
  return fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.array(piece, { maxLength: 60 }).map((parts) => joined(parts)),
  )
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** Cuts bytes into chunks of at most a size, as a stream would. */
export function* chunked(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

/** Characters that a Shift_JIS file of Windows can hold, difficult ones before all. */
export const shiftJisCharacter = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...'㈱①Ⅳ髙﨑～－∥―￠ｱｲﾞﾟソ表能予￥＼♪纊∵≒￢\ue000\ue757') },
  { weight: 3, arbitrary: fc.constantFrom(...'abcXYZ019 ,"\r\n=+-@\'\\~') },
  { weight: 2, arbitrary: fc.integer({ min: 0x3041, max: 0x3093 }).map((code) => String.fromCharCode(code)) },
)

/** Any text that UTF-8 can hold, without U+0000, which no file of ours has. */
export const anyText = fc
  .string({ unit: character, maxLength: 12 })
  .map((text) => text.replaceAll('\0', '').replaceAll('\ufeff', ''))

/** Marks of a fault's sentence that have no words; what stands in braces in a file is none. */
export function unfilled({ message, params, labels }: FileFault): string[] {
  const filled = { ...params, ...labels }
  return [...word(message, 'ja').matchAll(/\{(\w+)\}/g)].flatMap(([, mark]) => (mark! in filled ? [] : [mark!]))
}
