/** The picture formats we read. */
export type PictureFormat = 'jpeg' | 'png' | 'bmp'

/** Why a picture file is refused; each is a code of its own, none is an exception. */
export const pictureFaults = [
  'empty',
  'too-many-bytes',
  'unknown-format',
  'malformed',
  'truncated',
  'animated',
  'polyglot',
  'too-many-pixels',
  'too-small',
] as const
export type PictureFault = (typeof pictureFaults)[number]

export type PictureHeader = { readonly format: PictureFormat; readonly width: number; readonly height: number }
export type HeaderResult =
  | ({ readonly ok: true } & PictureHeader)
  | { readonly ok: false; readonly reason: PictureFault }

/**
 * Reads format and size from the structure of a picture file, without decoding a pixel, and walks to its end: files
 * that stop early, that move, or that carry another file behind the picture are refused here.
 */
export function inspectPicture(bytes: Uint8Array): HeaderResult {
  if (bytes.length === 0) return refuse('empty')
  if (starts(bytes, [0xff, 0xd8, 0xff])) return inspectJpeg(bytes)
  if (starts(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return inspectPng(bytes)
  if (starts(bytes, [0x42, 0x4d])) return inspectBmp(bytes)
  return refuse('unknown-format')
}

// Progressive pictures have about ten scans; thousands of them are an attack on the decoder's time.
const maxScans = 100

function inspectJpeg(bytes: Uint8Array): HeaderResult {
  let size: { width: number; height: number } | undefined
  let scans = 0
  let at = 2
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return refuse('malformed')
    const marker = bytes[at + 1]!
    if (marker === 0xff) {
      at++
      continue
    }
    if (marker === 0xd9) break
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
      at += 2
      continue
    }
    const length = bytes[at + 2]! * 256 + bytes[at + 3]!
    if (length < 2) return refuse('malformed')
    if (at + 2 + length > bytes.length) return refuse('truncated')
    if (isFrame(marker)) {
      if (length < 8 || size) return refuse('malformed')
      size = { height: bytes[at + 5]! * 256 + bytes[at + 6]!, width: bytes[at + 7]! * 256 + bytes[at + 8]! }
    }
    at += 2 + length
    if (marker === 0xda) {
      if (!size || ++scans > maxScans) return refuse('malformed')
      at = endOfScan(bytes, at)
    }
  }
  if (bytes[at] !== 0xff || bytes[at + 1] !== 0xd9) return refuse('truncated')
  if (!size || scans === 0) return refuse('malformed')
  const behind = bytes.subarray(at + 2)
  // Phones append a second picture (gain map, preview) and, where they say so in XMP, a short film.
  const film = contains(bytes.subarray(0, 65536), 'MotionPhoto') || contains(bytes.subarray(0, 65536), 'MicroVideo')
  return finish('jpeg', size, behind, bytes, [...(film ? ['film' as const] : []), 'jpeg'])
}

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

function endOfScan(bytes: Uint8Array, from: number): number {
  let at = from
  for (;;) {
    at = bytes.indexOf(0xff, at)
    if (at < 0 || at + 1 >= bytes.length) return bytes.length
    const next = bytes[at + 1]!
    if (next === 0 || (next >= 0xd0 && next <= 0xd7)) at += 2
    else if (next === 0xff) at++
    else return at
  }
}

function inspectPng(bytes: Uint8Array): HeaderResult {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  let size: { width: number; height: number } | undefined
  let hasData = false
  let at = 8
  while (at + 12 <= bytes.length) {
    const length = view.getUint32(at)
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    if (at + 12 + length > bytes.length) return refuse('truncated')
    if (!size && type !== 'IHDR') return refuse('malformed')
    if (type === 'IHDR') {
      if (length !== 13 || size) return refuse('malformed')
      size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) }
    }
    if (type === 'acTL' || type === 'fcTL') return refuse('animated')
    if (type === 'IDAT') hasData = true
    at += 12 + length
    if (type === 'IEND') {
      if (!size || !hasData) return refuse('malformed')
      return finish('png', size, bytes.subarray(at), bytes, [])
    }
  }
  return refuse('truncated')
}

function inspectBmp(bytes: Uint8Array): HeaderResult {
  if (bytes.length < 26) return refuse('truncated')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const pixels = view.getUint32(10, true)
  const header = view.getUint32(14, true)
  if (header < 40 || header > 124 || bytes.length < 14 + header)
    return refuse(bytes.length < 54 ? 'truncated' : 'malformed')
  const width = view.getInt32(18, true)
  const height = Math.abs(view.getInt32(22, true))
  const bits = view.getUint16(28, true)
  const compression = view.getUint32(30, true)
  if (width <= 0 || height === 0) return refuse('malformed')
  if (![1, 4, 8, 16, 24, 32].includes(bits) || compression > 3 || pixels < 14 + header) return refuse('malformed')
  if (compression === 1 || compression === 2) return finish('bmp', { width, height }, new Uint8Array(), bytes, [])
  const end = pixels + Math.ceil((width * bits) / 32) * 4 * height
  if (end > bytes.length) return refuse('truncated')
  return finish('bmp', { width, height }, bytes.subarray(end), bytes, [])
}

function finish(
  format: PictureFormat,
  size: { width: number; height: number },
  behind: Uint8Array,
  bytes: Uint8Array,
  allowed: readonly ForeignFile[],
): HeaderResult {
  if (size.width === 0 || size.height === 0) return refuse('malformed')
  const foreign = foreignFileIn(behind, bytes)
  if (foreign && !allowed.includes(foreign)) return refuse('polyglot')
  return { ok: true, format, ...size }
}

type ForeignFile = 'jpeg' | 'film' | 'other'

/** A file of another kind behind the end of the picture, or an archive whose directory lies at the end of the file. */
function foreignFileIn(behind: Uint8Array, bytes: Uint8Array): ForeignFile | undefined {
  if (contains(bytes.subarray(-66000), 'PK\x05\x06')) return 'other'
  if (behind.every((byte) => byte === 0)) return undefined
  if (foreignMarks.some((mark) => contains(behind, mark))) return 'other'
  if (starts(behind, [0xff, 0xd8, 0xff])) return 'jpeg'
  if (contains(behind.subarray(0, 4096), 'ftyp')) return 'film'
  return executableMarks.some((mark) => startsText(behind, mark)) ? 'other' : undefined
}

// Anywhere behind the picture: readers of these formats look for them beyond the first byte.
const foreignMarks = [
  'PK\x03\x04',
  '%PDF-',
  '<html',
  '<HTML',
  '<script',
  '<SCRIPT',
  '<?php',
  '<?xml',
  '<svg',
  '<!DOCTYPE',
  'Rar!\x1a',
  '7z\xbc\xaf\x27',
  '\x89PNG\r\n',
]
// Only where the payload begins: too short to mean anything elsewhere.
const executableMarks = [
  'MZ',
  '\x7fELF',
  '#!',
  'GIF8',
  'BM',
  'RIFF',
  '\xca\xfe\xba\xbe',
  '\xcf\xfa\xed\xfe',
  '\x1f\x8b',
  '\0asm',
  'dex\n',
  'OggS',
  'ID3',
]

function contains(bytes: Uint8Array, text: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(text, 0, 'latin1')
}

function startsText(bytes: Uint8Array, text: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, text.length)).toString('latin1') === text
}

function starts(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((value, i) => bytes[i] === value)
}

function refuse(reason: PictureFault): { ok: false; reason: PictureFault } {
  return { ok: false, reason }
}
