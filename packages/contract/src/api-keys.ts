import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { lengthOf } from './limits.ts'
import { PageQuery, pageOf } from './paging.ts'

/** What a key may be used for; `users.write` includes `users.read`, and `directory.sync` is for nothing else. */
export const apiKeyScopes = ['users.read', 'users.write', 'directory.sync'] as const
export type ApiKeyScope = (typeof apiKeyScopes)[number]

export function scopeCovers(scope: ApiKeyScope, needed: ApiKeyScope): boolean {
  return scope === needed || (scope === 'users.write' && needed === 'users.read')
}

/** Days for which a key is good; our own limits. */
export const apiKeyDays = { min: 1, max: 365, default: 90 } as const
export const apiKeyNameMax = 80
/** Usable keys of one person. */
export const apiKeysMax = 20

const prefix = 'kbn_'
/** Tenant, key and 256 random bits: 64 bytes, base64url. */
const bodyLength = 86
const checkLength = 7

/**
 * The secret of a key: `kbn_`, its 64 bytes, and their CRC-32 in seven characters, so that a mistyped key is told from a
 * wrong one without asking anybody.
 */
export function apiKeyText(body: string): string {
  return `${prefix}${body}${checkOf(body)}`
}

/** The 64 bytes of a key in base64url; undefined for a text that is no key, or one with a mistake in it. */
export function apiKeyBody(text: string): string | undefined {
  const body = text.slice(prefix.length, prefix.length + bodyLength)
  return /^kbn_[A-Za-z0-9_-]{93}$/.test(text) && checkOf(body) === text.slice(-checkLength) ? body : undefined
}

function checkOf(body: string): string {
  return crc32(body).toString(36).padStart(checkLength, '0')
}

/** CRC-32 of ISO 3309, bit by bit: a key is short. */
function crc32(text: string): number {
  let rest = 0xff_ff_ff_ff
  for (const character of text) {
    rest ^= character.charCodeAt(0)
    for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xed_b8_83_20 : rest >>> 1
  }
  return (rest ^ 0xff_ff_ff_ff) >>> 0
}

export const apiKeyStates = ['usable', 'expired', 'revoked'] as const

export const ApiKey = z.object({
  apiKeyId: z.uuid(),
  name: z.string(),
  scope: z.enum(apiKeyScopes),
  state: z.enum(apiKeyStates),
  /** The person as whom it acts, by ID. */
  madeBy: z.string(),
  madeAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  revokedAt: z.iso.datetime().nullable(),
  /** To the minute. */
  lastUsedAt: z.iso.datetime().nullable(),
  lastUsedFrom: z.string(),
})
export type ApiKey = z.output<typeof ApiKey>

export const listApiKeys = endpoint({
  method: 'GET',
  path: '/api/api-keys',
  needs: 'api-keys.manage',
  summary: 'API keys: all of the tenant for system administrators, own ones for group administrators',
  query: PageQuery.extend({
    search: z.string().max(100).optional(),
    sort: z.enum(['name', 'madeAt', 'expiresAt', 'lastUsedAt']).default('madeAt'),
    state: z.enum(apiKeyStates).optional(),
  }),
  answer: pageOf(ApiKey),
  audit: { none: 'reads no personal data' },
})

export const makeApiKey = endpoint({
  method: 'POST',
  path: '/api/api-keys',
  needs: 'api-keys.manage',
  summary: 'Make an API key that acts as the person who makes it; its secret is in this answer only',
  body: z.strictObject({
    name: z
      .string()
      .trim()
      .min(1)
      .refine((text) => lengthOf(text) <= apiKeyNameMax),
    scope: z.enum(apiKeyScopes),
    days: z.number().int().min(apiKeyDays.min).max(apiKeyDays.max).default(apiKeyDays.default),
  }),
  answer: z.object({ apiKey: ApiKey, secret: z.string() }),
  status: 201,
  limit: { max: 30, perSeconds: 60 },
  audit: 'api-key.made',
})

export const revokeApiKey = endpoint({
  method: 'DELETE',
  path: '/api/api-keys/:apiKeyId',
  needs: 'api-keys.manage',
  summary: 'Revoke an API key at once and for good',
  params: z.object({ apiKeyId: z.uuid() }),
  answer: z.undefined(),
  status: 204,
  audit: 'api-key.revoked',
})

/** What a key is and as whom it acts, for whoever holds it. */
export const readOwnApiKey = endpoint({
  method: 'GET',
  path: '/api/api-key',
  needs: 'transfer.use',
  apiKey: 'users.read',
  summary: 'The API key of this request',
  answer: z.object({
    name: z.string(),
    scope: z.enum(apiKeyScopes),
    expiresAt: z.iso.datetime(),
    person: z.object({ loginId: z.string(), displayName: z.string() }),
    tenant: z.object({ code: z.string(), name: z.string(), timeZone: z.string() }),
  }),
  audit: { none: 'reads what the caller already is' },
})
