import type { FieldFault } from './error.ts'

/** An IP address as a number; of two families, IPv4 and IPv6. */
export interface ParsedAddress {
  family: 4 | 6
  value: bigint
}

/** Dotted decimal without leading zeros, which some programs read as octal. */
const octets = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.|$)){4}$/

function parseIpv4(text: string): bigint | undefined {
  if (!octets.test(text) || text.endsWith('.')) return undefined
  return text.split('.').reduce((value, octet) => value * 256n + BigInt(octet), 0n)
}

/** RFC 4291 §2.2: eight groups, `::` once for groups of zeros, the last 32 bits also dotted. */
function parseIpv6(text: string): bigint | undefined {
  const [, front = text, dotted] = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text) ?? []
  const last = dotted === undefined ? undefined : parseIpv4(dotted)
  if (dotted !== undefined && last === undefined) return undefined
  const plain = last === undefined ? text : `${front}${(last >> 16n).toString(16)}:${(last & 0xffffn).toString(16)}`
  const halves = plain.split('::')
  if (halves.length > 2) return undefined
  const [left = [], right = []] = halves.map((half) => (half === '' ? [] : half.split(':')))
  const missing = 8 - left.length - right.length
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined
  const groups = [...left, ...Array.from({ length: missing }, () => '0'), ...right]
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined
  return groups.reduce((value, group) => value * 65_536n + BigInt(`0x${group}`), 0n)
}

const mapped = 0xffffn << 32n

/** @returns undefined for what is no address; an IPv4 address written as IPv6 (RFC 4291 §2.5.5.2) is the IPv4 address. */
export function parseAddress(text: string): ParsedAddress | undefined {
  const ipv4 = parseIpv4(text)
  if (ipv4 !== undefined) return { family: 4, value: ipv4 }
  const ipv6 = parseIpv6(text)
  if (ipv6 === undefined) return undefined
  return ipv6 >> 32n === mapped >> 32n ? { family: 4, value: ipv6 & 0xffff_ffffn } : { family: 6, value: ipv6 }
}

/** The address of a connection as lists name it, or undefined: without a zone, IPv4 as IPv4. */
export function plainAddress(text: string): string | undefined {
  const bare = text.replace(/%.*$/, '')
  const address = parseAddress(bare)
  if (address === undefined) return undefined
  if (address.family === 6) return bare
  return textOf(4, address.value)
}

export interface TypedRange {
  first: string
  last: string
}

/** What is wrong with a range as typed [NFM-IPA-006]; a single address is its own first and last [NFM-IPA-007]. */
export function rangeFaults(typed: TypedRange, ipv6: boolean): FieldFault[] {
  const faults: FieldFault[] = []
  const read = (field: 'first' | 'last', empty: string) => {
    const text = typed[field].trim()
    const address = parseAddress(text)
    if (text === '') faults.push({ field, message: empty })
    else if (address === undefined || (address.family === 6 && !ipv6))
      faults.push({ field, message: ipv6 ? 'addresses.wrong' : 'MSG-IPA-002' })
    else return address
    return undefined
  }
  const [first, last] = [read('first', 'MSG-IPA-001'), read('last', 'MSG-IPA-003')]
  if (!first || !last) return faults
  if (first.family !== last.family) return [{ field: 'last', message: 'addresses.otherFamily' }]
  return first.value > last.value ? [{ field: 'last', message: 'MSG-IPA-006' }] : []
}

/** Whether an address lies in one of the ranges, ends included [NFM-IPA-007]; IPv6 is outside of every IPv4 range. */
export function isWithin(address: string, ranges: readonly TypedRange[]): boolean {
  const here = parseAddress(address)
  return ranges.some((range) => {
    const [first, last] = [parseAddress(range.first), parseAddress(range.last)]
    return (
      here && first && last && here.family === first.family && first.value <= here.value && here.value <= last.value
    )
  })
}

/** First and last address of a network such as 203.0.113.0/24, or undefined for anything else. */
export function rangeOfNetwork(text: string): TypedRange | undefined {
  const [, address = '', length = ''] = /^\s*([0-9a-f.:]+)\/(\d{1,3})\s*$/i.exec(text) ?? []
  const parsed = parseAddress(address)
  const bits = parsed?.family === 4 ? 32 : 128
  if (!parsed || Number(length) > bits) return undefined
  const free = BigInt(bits - Number(length))
  const first = (parsed.value >> free) << free
  return { first: textOf(parsed.family, first), last: textOf(parsed.family, first + (1n << free) - 1n) }
}

function textOf(family: 4 | 6, value: bigint): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.')
  return Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16)).join(':')
}
