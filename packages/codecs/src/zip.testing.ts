import { deflateSync } from 'fflate'
import { joined } from './fuzz.testing.ts'
import { crc32 } from './zip.ts'

/** One entry of a ZIP that is made by hand, with as many lies as a test needs. */
export interface Planted {
  name: string | Uint8Array
  bytes?: Uint8Array
  stored?: boolean
  flags?: number
  method?: number
  /** Declared instead of the true values. */
  size?: number
  checkSum?: number
  /** Type and mode of a Unix file, for instance 0o120777 of a symbolic link. */
  unixMode?: number
  /** The local header names it so. */
  localName?: string
  /** Points at the local header of another entry. */
  local?: number
}

export function plantZip(entries: readonly Planted[], comment = ''): Uint8Array {
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  const encoder = new TextEncoder()
  let at = 0
  for (const entry of entries) {
    const name = typeof entry.name === 'string' ? encoder.encode(entry.name) : entry.name
    const localName = entry.localName === undefined ? name : encoder.encode(entry.localName)
    const bytes = entry.bytes ?? new Uint8Array(0)
    const packed = entry.stored ? bytes : deflateSync(bytes)
    const flags = entry.flags ?? 0x800
    const method = entry.method ?? (entry.stored ? 0 : 8)
    const checkSum = entry.checkSum ?? crc32(bytes)
    const size = entry.size ?? bytes.length
    const common = (to: DataView, from: number) => {
      to.setUint16(from, 20, true)
      to.setUint16(from + 2, flags, true)
      to.setUint16(from + 4, method, true)
      to.setUint32(from + 10, checkSum, true)
      to.setUint32(from + 14, packed.length, true)
      to.setUint32(from + 18, size, true)
      to.setUint16(from + 22, from === 4 ? localName.length : name.length, true)
    }
    const local = new DataView(new ArrayBuffer(30))
    local.setUint32(0, 0x04034b50, true)
    common(local, 4)
    const listed = new DataView(new ArrayBuffer(46))
    listed.setUint32(0, 0x02014b50, true)
    listed.setUint16(4, (entry.unixMode === undefined ? 0 : 3) << 8, true)
    common(listed, 6)
    listed.setUint32(38, (entry.unixMode ?? 0) * 0x10000, true)
    listed.setUint32(42, entry.local ?? at, true)
    directory.push(new Uint8Array(listed.buffer), name)
    if (entry.local !== undefined) continue
    parts.push(new Uint8Array(local.buffer), localName, packed)
    at += 30 + localName.length + packed.length
  }
  const list = joined(directory)
  const end = new DataView(new ArrayBuffer(22))
  end.setUint32(0, 0x06054b50, true)
  end.setUint16(8, entries.length, true)
  end.setUint16(10, entries.length, true)
  end.setUint32(12, list.length, true)
  end.setUint32(16, at, true)
  end.setUint16(20, comment.length, true)
  return joined([...parts, list, new Uint8Array(end.buffer), encoder.encode(comment)])
}
