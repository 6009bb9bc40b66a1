import { randomBytes } from 'node:crypto'
import { parse, stringify, v7 } from 'uuid'

/** The tenant id under which the operator's own data stands: operators, applications, their operation log. */
export const houseTenantId = '00000000-0000-0000-0000-000000000000'

/** A public id: UUIDv7 made by the application, so that ids sort by time on every database. */
export function newId(): string {
  return v7()
}

/** An unguessable code for URLs: 96 bits, 16 URL-safe characters [NFM-TEN-017]. */
export function newTenantCode(): string {
  return randomBytes(12).toString('base64url')
}

/**
 * A secret for cookies and links: the tenant it belongs to and 256 random bits. The tenant part lets the
 * database be asked under that tenant's row-level security; only the hash of the whole is stored.
 */
export function newToken(tenantId: string): string {
  return Buffer.concat([parse(tenantId), randomBytes(32)]).toString('base64url')
}

/** The body of an API key: tenant, key and 256 random bits, base64url. */
export function newKeyBody(tenantId: string, apiKeyId: string): string {
  return Buffer.concat([parse(tenantId), parse(apiKeyId), randomBytes(32)]).toString('base64url')
}

/** The tenant and the key that such a body claims to be of, or undefined when it cannot be one of ours. */
export function idsOfKey(body: string): { tenantId: string; apiKeyId: string } | undefined {
  const bytes = Buffer.from(body, 'base64url')
  try {
    return { tenantId: stringify(bytes, 0), apiKeyId: stringify(bytes, 16) }
  } catch {
    return undefined
  }
}

/** The tenant a token claims to belong to, or undefined when it cannot be one of ours. */
export function tenantOfToken(token: string): string | undefined {
  if (!/^[A-Za-z0-9_-]{64}$/.test(token)) return undefined
  try {
    return stringify(Buffer.from(token, 'base64url').subarray(0, 16))
  } catch {
    return undefined
  }
}
