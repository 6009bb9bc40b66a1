/** One field of a protocol-buffers message, as offsets into the bytes it was read from. */
export type Field = {
  readonly number: number
  /** 0 varint, 1 eight bytes, 2 length-delimited, 5 four bytes. */
  readonly wire: number
  /** Start of the field including its tag. */
  readonly start: number
  /** The value: bytes of a length-delimited field, else of the number itself. */
  readonly from: number
  readonly to: number
}

/**
 * The fields of one message between two offsets, in order; nothing is copied.
 * @throws RangeError when the bytes are no message.
 * @see https://protobuf.dev/programming-guides/encoding
 */
export function* readFields(bytes: Uint8Array, from = 0, to = bytes.length): Generator<Field> {
  let at = from
  while (at < to) {
    const start = at
    const tag = readVarint(bytes, at, to)
    const number = Math.floor(tag.value / 8)
    const wire = tag.value % 8
    at = tag.next
    let valueFrom = at
    if (wire === 0) at = readVarint(bytes, at, to).next
    else if (wire === 1) at += 8
    else if (wire === 5) at += 4
    else if (wire === 2) {
      const length = readVarint(bytes, at, to)
      valueFrom = length.next
      at = valueFrom + length.value
    } else throw new RangeError(`unknown wire type ${wire} at byte ${start}`)
    if (at > to || number === 0) throw new RangeError(`message cut short at byte ${start}`)
    yield { number, wire, start, from: valueFrom, to: at }
  }
}

/** A variable-length number. Above 2^53 it loses precision, which lengths and tags never reach. */
export function readVarint(bytes: Uint8Array, at: number, to: number): { value: number; next: number } {
  let value = 0
  let factor = 1
  for (let i = at; i < to && i < at + 10; i++) {
    const byte = bytes[i]!
    value += (byte & 0x7f) * factor
    if (byte < 0x80) return { value, next: i + 1 }
    factor *= 128
  }
  throw new RangeError(`number cut short at byte ${at}`)
}

/** A length-delimited field with its tag and length. */
export function writeField(number: number, content: Uint8Array): Uint8Array {
  return joinBytes([fieldHead(number, content.length), content])
}

/** Tag and length of a length-delimited field, which its content follows. */
export function fieldHead(number: number, length: number): Uint8Array {
  return Uint8Array.from([...varint(number * 8 + 2), ...varint(length)])
}

/** A field of a whole number, not negative. */
export function writeNumber(number: number, value: number): Uint8Array {
  return Uint8Array.from([...varint(number * 8), ...varint(value)])
}

/** A text field. */
export function writeText(number: number, text: string): Uint8Array {
  return writeField(number, new TextEncoder().encode(text))
}

export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}

function varint(value: number): number[] {
  const out: number[] = []
  let rest = value
  while (rest >= 128) {
    out.push((rest % 128) + 128)
    rest = Math.floor(rest / 128)
  }
  out.push(rest)
  return out
}
