import { createHash, createPublicKey, type JsonWebKey, verify } from 'node:crypto'
import { KaobanError, type TerminalKey } from '@kaoban/contract'
import { parse, stringify } from 'uuid'

/** How far the clock of a registered device may be off. */
const clockToleranceMs = 60_000

/**
 * What a device calls itself: tenant, device and the first 16 bytes of its key's thumbprint (RFC 7638), so that a name
 * says which key it goes with. Not a secret.
 */
export function proofNameOf(tenantId: string, deviceId: string, key: TerminalKey): string {
  return Buffer.concat([parse(tenantId), parse(deviceId), thumbprint(key).subarray(0, 16)]).toString('base64url')
}

/** The device that a name claims to be; the tenant part was already used to get here. */
export function deviceOfName(name: string): string | undefined {
  if (!/^[A-Za-z0-9_-]{64}$/.test(name)) return undefined
  try {
    return stringify(Buffer.from(name, 'base64url').subarray(16, 32))
  } catch {
    return undefined
  }
}

function thumbprint({ crv, kty, x, y }: TerminalKey): Buffer {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest()
}

/** Whether these coordinates are a point of the curve at all. */
export function isUsableKey(key: TerminalKey): boolean {
  try {
    createPublicKey({ key: key as JsonWebKey, format: 'jwk' })
    return true
  } catch {
    return false
  }
}

/** Whether a text has the form of what {@link isSignedBy} looks at. */
export function isSignature(text: string): boolean {
  return /^[A-Za-z0-9_-]{86}$/.test(text)
}

/** ECDSA P-256 with SHA-256; the signature is r and s, 32 bytes each, base64url (IEEE P1363, what WebCrypto makes). */
export function isSignedBy(key: TerminalKey, text: string, signature: string): boolean {
  if (!isSignature(signature)) return false
  return verify(
    'sha256',
    Buffer.from(text),
    { key: createPublicKey({ key: key as JsonWebKey, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
}

/** @throws KaobanError terminal.clock-wrong, which tells what time it is */
export function requireRightClock({ at }: { at: number }, now: Date): void {
  if (!(Math.abs(now.getTime() - at) <= clockToleranceMs))
    throw new KaobanError('terminal.clock-wrong', 'the clock of the device is more than a minute off', {
      details: { serverTime: now.toISOString() },
    })
}
