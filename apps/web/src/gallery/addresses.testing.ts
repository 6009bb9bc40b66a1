/** A list of allowed IP addresses for the test bed; gallery.testing.ts hands its endpoints here. */
export interface AddressesBed {
  ranges: { rangeId: string; first: string; last: string; addedAt: string }[]
  /** What the session says about where the administrator is. */
  restriction: 'outside' | 'unknown' | null
}

export const here = '203.0.113.7'

export function newAddressesBed(): AddressesBed {
  return { ranges: [], restriction: null }
}

/** The answer to a request, or undefined when it is none of these; only the very address counts as inside. */
export function answerAddresses(
  bed: AddressesBed,
  { method, url, body }: { method: string; url: URL; body: unknown },
): { status: number; body: unknown } | undefined {
  const sent = body as { first?: string; last?: string; rangeIds?: string[]; lockOut?: boolean }
  const shutOut = (ranges: AddressesBed['ranges']) =>
    sent.lockOut !== true && ranges.length > 0 && !ranges.some(({ first }) => first === here)
  const refusal = {
    status: 409,
    body: { code: 'addresses.lock-out', status: 409, message: 'refused', requestId: 'req-0060' },
  }
  if (url.pathname === '/api/addresses/own') return { status: 200, body: { address: here, ipv6: false } }
  if (url.pathname === '/api/addresses/delete') {
    const left = bed.ranges.filter(({ rangeId }) => !sent.rangeIds!.includes(rangeId))
    if (shutOut(left)) return refusal
    const deleted = bed.ranges.length - left.length
    bed.ranges = left
    return { status: 200, body: { deleted } }
  }
  if (url.pathname !== '/api/addresses') return undefined
  if (method === 'GET') {
    const rows = bed.ranges
    return { status: 200, body: { rows, total: rows.length, page: 1, size: 100 } }
  }
  const range = {
    rangeId: `0190a000-0000-7000-8000-00000000030${bed.ranges.length}`,
    ...{ first: sent.first!, last: sent.last!, addedAt: '2026-04-01T00:00:00.000Z' },
  }
  if (shutOut([...bed.ranges, range])) return refusal
  bed.ranges = [...bed.ranges, range]
  return { status: 201, body: range }
}
