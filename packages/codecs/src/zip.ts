import { Inflate } from 'fflate'
import { Cp932Decoder } from './cp932.ts'
import { type FileFault, shown } from './fault.ts'

/** Bytes that are read where they lie: a file, a blob, an array. Reads past the end give fewer bytes. */
export interface ByteSource {
  size: number
  read(offset: number, length: number): Promise<Uint8Array>
}

export function bytesSource(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: async (offset, length) => bytes.subarray(offset, offset + length) }
}

/** What a ZIP may be at most; everything is judged by its directory before a single entry is unpacked [NFM-IMP-030]. */
export interface ZipLimits {
  bytes: number
  entries: number
  /** Unpacked, of one entry and of all. */
  entryBytes: number
  totalBytes: number
  /** Unpacked size over packed size, asked of entries of more than a megabyte. */
  ratio: number
  /** Names may hold folders, as in a spreadsheet; never upwards. */
  folders?: boolean
}

const gigabyte = 1024 ** 3

export const zipLimits: ZipLimits = {
  bytes: 2 * gigabyte,
  entries: 60_000,
  entryBytes: 64 * 1024 * 1024,
  totalBytes: 4 * gigabyte,
  ratio: 200,
}

export interface ZipEntry {
  /** As the ZIP names it, decoded; never a path. */
  name: string
  /** Unpacked, as declared; `open` gives exactly so many bytes or a fault. */
  size: number
}

export interface Zip {
  entries: readonly ZipEntry[]
  /** Unpacks one entry: its bytes agree with the declared size and the check sum, or it is a fault. */
  open(entry: ZipEntry): Promise<{ ok: true; bytes: Uint8Array } | { ok: false; fault: FileFault }>
}

export type ZipReason =
  | 'damaged'
  | 'folder'
  | 'path'
  | 'special'
  | 'twice'
  | 'encrypted'
  | 'method'
  | 'tooLarge'
  | 'tooMany'
  | 'bomb'

export interface ZipFault {
  reason: ZipReason
  /** Of the entry it is about. */
  name?: string
}

interface Found extends ZipEntry {
  packed: number
  method: number
  checkSum: number
  /** Where its packed bytes begin. */
  data: number
}

const endMark = 0x06054b50
const end64Mark = 0x06064b50
const locator64Mark = 0x07064b50
const directoryMark = 0x02014b50
const localMark = 0x04034b50
/** Length of the record that ends every ZIP, and the longest comment after it. */
const endLength = 22
const longestComment = 0xffff

/** What makes a fault of a source whose bytes do not say what they should. */
class Damaged extends Error {}

function view(bytes: Uint8Array, length: number): DataView {
  if (bytes.length < length) throw new Damaged()
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
}

function large(data: DataView, at: number): number {
  const value = data.getBigUint64(at, true)
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new Damaged()
  return Number(value)
}

/**
 * Reads the directory of a ZIP and refuses it unless every entry is a plain file at its root with a name of its own,
 * not encrypted, within the limits, and laid out so that no byte is used twice.
 * @see APPNOTE.TXT 6.3.10 §4.3; Fifield, A better zip bomb, WOOT 2019, for overlapping entries.
 */
export async function openZip(
  source: ByteSource,
  limits: ZipLimits = zipLimits,
  /** Entries that are left out without a word, by their name. */
  isNoise: (name: string) => boolean = () => false,
): Promise<{ ok: true; zip: Zip } | { ok: false; fault: ZipFault }> {
  try {
    const read = await readDirectory(source, limits, isNoise)
    if ('fault' in read) return { ok: false, fault: read.fault }
    return { ok: true, zip: { entries: read.entries, open: (entry) => openEntry(source, entry as Found) } }
  } catch (error) {
    if (error instanceof Damaged) return { ok: false, fault: { reason: 'damaged' } }
    throw error
  }
}

async function readDirectory(
  source: ByteSource,
  limits: ZipLimits,
  isNoise: (name: string) => boolean,
): Promise<{ entries: Found[] } | { fault: ZipFault }> {
  if (source.size > limits.bytes) return { fault: { reason: 'tooLarge' } }
  const end = await readEnd(source)
  if (end.count > limits.entries) return { fault: { reason: 'tooMany' } }
  // An entry of a directory is at least 46 bytes and at most three texts of 64 KB: no count can make us read more.
  if (end.size > source.size || end.size > limits.entries * 1024) return { fault: { reason: 'tooMany' } }
  const directory = await source.read(end.offset, end.size)
  if (directory.length !== end.size) throw new Damaged()
  const entries: Found[] = []
  const names = new Set<string>()
  const spans: [from: number, to: number][] = []
  let total = 0
  let at = 0
  for (let count = 0; count < end.count; count++) {
    const listed = readListed(directory, at)
    at = listed.next
    const { name, size, packed } = listed
    const fault = (reason: ZipReason): { fault: ZipFault } => ({ fault: { reason, name: shown(name) } })
    const noise = isNoise(name)
    const wrong = noise ? undefined : judgeListed(listed, limits)
    if (wrong) return fault(wrong)
    const local = await readLocal(source, listed)
    spans.push([listed.local, local + packed])
    if (local + packed > end.offset) return fault('damaged')
    if (noise) continue
    const key = name.normalize('NFC').toLowerCase()
    if (names.has(key)) return fault('twice')
    names.add(key)
    total += size
    if (total > limits.totalBytes) return fault('tooLarge')
    entries.push({ name, size, packed, method: listed.method, checkSum: listed.checkSum, data: local })
  }
  if (at !== directory.length) throw new Damaged()
  spans.sort(([a], [b]) => a - b)
  for (const [index, [from]] of spans.entries())
    if (index > 0 && from < spans[index - 1]![1]) return { fault: { reason: 'bomb' } }
  return { entries }
}

async function readEnd(source: ByteSource): Promise<{ count: number; size: number; offset: number }> {
  const tailLength = Math.min(source.size, endLength + longestComment)
  const from = source.size - tailLength
  const tail = await source.read(from, tailLength)
  const data = view(tail, endLength)
  for (let at = tail.length - endLength; at >= 0; at--) {
    if (data.getUint32(at, true) !== endMark || at + endLength + data.getUint16(at + 20, true) !== tail.length) continue
    const plain = {
      count: data.getUint16(at + 10, true),
      size: data.getUint32(at + 12, true),
      offset: data.getUint32(at + 16, true),
    }
    const disks = data.getUint16(at + 4, true) + data.getUint16(at + 6, true)
    const wide = plain.count === 0xffff || plain.size === 0xffffffff || plain.offset === 0xffffffff
    if (wide) return readEnd64(source, from + at)
    if (disks !== 0 || data.getUint16(at + 8, true) !== plain.count || plain.offset + plain.size > from + at)
      throw new Damaged()
    return plain
  }
  throw new Damaged()
}

async function readEnd64(source: ByteSource, end: number): Promise<{ count: number; size: number; offset: number }> {
  if (end < 20) throw new Damaged()
  const locator = view(await source.read(end - 20, 20), 20)
  if (locator.getUint32(0, true) !== locator64Mark) throw new Damaged()
  const at = large(locator, 8)
  if (at + 56 > end) throw new Damaged()
  const record = view(await source.read(at, 56), 56)
  if (record.getUint32(0, true) !== end64Mark) throw new Damaged()
  const [count, size, offset] = [large(record, 32), large(record, 40), large(record, 48)]
  if (record.getUint32(16, true) + record.getUint32(20, true) !== 0 || offset + size > at) throw new Damaged()
  return { count, size, offset }
}

interface Listed {
  name: string
  rawName: Uint8Array
  flags: number
  method: number
  checkSum: number
  packed: number
  size: number
  local: number
  /** Type of the file where the ZIP was made on a Unix; 0 otherwise. */
  unixType: number
  next: number
}

function readListed(directory: Uint8Array, at: number): Listed {
  const data = view(directory.subarray(at), 46)
  if (data.getUint32(0, true) !== directoryMark) throw new Damaged()
  const [nameLength, extraLength, commentLength] = [28, 30, 32].map((place) => data.getUint16(place, true)) as [
    number,
    number,
    number,
  ]
  const next = at + 46 + nameLength + extraLength + commentLength
  if (next > directory.length) throw new Damaged()
  const rawName = directory.subarray(at + 46, at + 46 + nameLength)
  const extra = directory.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength)
  const flags = data.getUint16(8, true)
  const sizes = widen(extra, [data.getUint32(24, true), data.getUint32(20, true), data.getUint32(42, true)])
  const madeOnUnix = data.getUint8(5) === 3 || data.getUint8(5) === 19
  return {
    name: nameOf(rawName, (flags & 0x800) !== 0),
    rawName,
    flags,
    method: data.getUint16(10, true),
    checkSum: data.getUint32(16, true),
    size: sizes[0],
    packed: sizes[1],
    local: sizes[2],
    unixType: madeOnUnix ? (data.getUint16(40, true) & 0xf000) >> 12 : 0,
    next,
  }
}

/** Sizes and offset from the ZIP64 field, for those that do not fit into the entry. */
function widen(extra: Uint8Array, plain: [number, number, number]): [number, number, number] {
  if (!plain.includes(0xffffffff)) return plain
  for (let at = 0; at + 4 <= extra.length; ) {
    const data = view(extra.subarray(at), 4)
    const length = data.getUint16(2, true)
    if (data.getUint16(0, true) === 1) {
      let place = 4
      return plain.map((value) => {
        if (value !== 0xffffffff) return value
        if (place + 8 > Math.min(4 + length, data.byteLength)) throw new Damaged()
        place += 8
        return large(data, place - 8)
      }) as [number, number, number]
    }
    at += 4 + length
  }
  throw new Damaged()
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** UTF-8 where the entry says so or it can be nothing else; else what Windows in Japan writes. */
function nameOf(bytes: Uint8Array, declaredUtf8: boolean): string {
  try {
    return strictUtf8.decode(bytes)
  } catch {
    if (declaredUtf8) throw new Damaged()
  }
  const decoder = new Cp932Decoder()
  const name = decoder.decode(bytes, true)
  if (decoder.faultAt !== undefined) throw new Damaged()
  return name
}

/** The first thing that is wrong with an entry by itself. */
function judgeListed(entry: Listed, limits: ZipLimits): ZipReason | undefined {
  const { name, flags, method, size, packed, unixType } = entry
  if (name === '' || /[\p{Cc}\p{Cs}]/u.test(name) || name.length > 255) return 'path'
  if (/^(?:[/\\]|[A-Za-z]:)/.test(name) || name.split(/[/\\]/).some((part) => part === '..' || part === '.'))
    return 'path'
  if (/[/\\]/.test(name) && !limits.folders) return 'folder'
  if (name.includes(':')) return 'path'
  // 8 is a regular file and 0 is unsaid; the rest are links, devices, sockets.
  if (unixType !== 0 && unixType !== 8) return unixType === 4 ? 'folder' : 'special'
  if ((flags & 0x2041) !== 0 || method === 99) return 'encrypted'
  if (method !== 0 && method !== 8) return 'method'
  if (method === 0 && packed !== size) return 'damaged'
  if (size > limits.entryBytes) return 'tooLarge'
  if (size > 1024 * 1024 && size > packed * limits.ratio) return 'bomb'
  return undefined
}

/** Where the bytes of an entry begin; its own header has to agree with the directory. */
async function readLocal(source: ByteSource, entry: Listed): Promise<number> {
  const length = 30 + entry.rawName.length
  const bytes = await source.read(entry.local, length)
  const data = view(bytes, length)
  const agrees =
    data.getUint32(0, true) === localMark &&
    data.getUint16(8, true) === entry.method &&
    (data.getUint16(6, true) & 0x41) === (entry.flags & 0x41) &&
    data.getUint16(26, true) === entry.rawName.length &&
    entry.rawName.every((byte, at) => bytes[30 + at] === byte)
  if (!agrees) throw new Damaged()
  return entry.local + length + data.getUint16(28, true)
}

/** How much is unpacked between two looks at the size: a packed piece grows at most a thousandfold. */
const pieceLength = 16 * 1024

async function openEntry(
  source: ByteSource,
  entry: Found,
): Promise<{ ok: true; bytes: Uint8Array } | { ok: false; fault: FileFault }> {
  const packed = await source.read(entry.data, entry.packed)
  const bytes = packed.length === entry.packed ? unpack(packed, entry) : undefined
  if (bytes?.length === entry.size && crc32(bytes) === entry.checkSum) return { ok: true, bytes }
  return { ok: false, fault: zipFault({ reason: 'damaged', name: shown(entry.name) }) }
}

/** @returns undefined when there is more than was declared, or it cannot be unpacked. */
function unpack(packed: Uint8Array, { method, size }: Found): Uint8Array | undefined {
  if (method === 0) return packed.slice()
  const bytes = new Uint8Array(size)
  let length = 0
  const inflate = new Inflate((chunk) => {
    if (length + chunk.length <= size) bytes.set(chunk, length)
    length += chunk.length
  })
  try {
    for (let at = 0; at < packed.length && length <= size; at += pieceLength)
      inflate.push(packed.subarray(at, at + pieceLength), at + pieceLength >= packed.length)
  } catch {
    return undefined
  }
  return length === size ? bytes : undefined
}

let crcTable: Uint32Array | undefined

/** Check sum of ZIP files, ISO 3309. */
export function crc32(bytes: Uint8Array): number {
  crcTable ??= Uint32Array.from({ length: 256 }, (_, index) => {
    let value = index
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
    return value
  })
  let sum = 0xffffffff
  for (const byte of bytes) sum = crcTable[(sum ^ byte) & 0xff]! ^ (sum >>> 8)
  return (sum ^ 0xffffffff) >>> 0
}

/** Words for what is wrong with a ZIP of people and pictures. */
export function zipFault({ reason, name }: ZipFault): FileFault {
  const params = { name: name ?? '' }
  const remedy =
    name === undefined && reason === 'tooLarge' ? 'transfer.zip.tooLargeInAll' : (`transfer.zip.${reason}` as const)
  const message = reason === 'folder' ? 'MSG-IMP-049' : remedy
  return { level: 'file', code: message, message, params, ...(reason === 'folder' && { remedy }) }
}
