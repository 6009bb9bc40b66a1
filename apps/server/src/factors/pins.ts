import { hash, verify } from '@node-rs/argon2'
import type { Secrets } from '../platform/secrets.ts'

// As for passwords. A PIN has few values: without the pepper, which no database holds, a hash of it would soon be undone.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export type PinKind = 'pin' | 'qr-pin'

interface House {
  secrets: Secrets
  tenantId: string
}

function peppered({ secrets, tenantId }: House, kind: PinKind) {
  return { ...cost, secret: secrets.derive(`${kind} of ${tenantId}`) }
}

/** Computes for about 30 ms outside the event loop: never within a transaction [MFA-PIN-001]. */
export function hashPin(house: House, kind: PinKind, pin: string): Promise<string> {
  return hash(pin, peppered(house, kind))
}

export function verifyPin(house: House, kind: PinKind, stored: string, pin: string): Promise<boolean> {
  return verify(stored, pin, peppered(house, kind))
}
