import { timingSafeEqual } from 'node:crypto'
import type { ApiKey } from '@kaoban/contract'

interface Span {
  expiresAt: Date
  revokedAt: Date | null
}

export function stateOf(key: Span, now: Date): ApiKey['state'] {
  if (key.revokedAt !== null) return 'revoked'
  return key.expiresAt <= now ? 'expired' : 'usable'
}

/** Compares in a time that tells nothing of how much of it is right. */
export function isSameHash(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}
