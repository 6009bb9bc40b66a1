import { type ApiKey, apiKeyText, proveSession } from '@kaoban/contract'

/** API keys for the test bed; gallery.testing.ts hands their endpoints here. */
export interface ApiKeysBed {
  keys: ApiKey[]
  /** The last proof is older than making a key allows. */
  proofOld: boolean
}

const at = '2026-04-01T00:00:00.000Z'

export function newApiKeysBed(): ApiKeysBed {
  const key = (n: number, name: string, more: Partial<ApiKey>): ApiKey => ({
    ...{ apiKeyId: `0190a000-0000-7000-8000-0000000000a${n}`, name, scope: 'users.write', state: 'usable' },
    ...{ madeBy: 'tanaka', madeAt: at, expiresAt: '2026-06-30T00:00:00.000Z', revokedAt: null },
    ...{ lastUsedAt: null, lastUsedFrom: '' },
    ...more,
  })
  return {
    proofOld: false,
    keys: [
      key(1, '人事サーバー', { lastUsedAt: at, lastUsedFrom: '192.0.2.7' }),
      key(2, '去年の移行', { scope: 'users.read', state: 'expired', expiresAt: '2026-01-01T00:00:00.000Z' }),
      key(3, '紛失したもの', { state: 'revoked', revokedAt: at }),
    ],
  }
}

export const madeSecret = apiKeyText('A'.repeat(86))

export function answerApiKeys(
  bed: ApiKeysBed,
  { method, url, body }: { method: string; url: URL; body: unknown },
): { status: number; body: unknown } | undefined {
  if (url.pathname === proveSession.path) {
    bed.proofOld = false
    return { status: 204, body: undefined }
  }
  if (!url.pathname.startsWith('/api/api-keys')) return undefined
  const known = bed.keys.find(({ apiKeyId }) => url.pathname.endsWith(apiKeyId))
  if (method === 'DELETE' && known) {
    bed.keys = bed.keys.map((key) => (key === known ? { ...key, state: 'revoked' as const, revokedAt: at } : key))
    return { status: 204, body: undefined }
  }
  if (method === 'POST' && bed.proofOld)
    return {
      status: 403,
      body: { code: 'session.proof-needed', status: 403, message: 'too long ago', requestId: 'req-0081', details: {} },
    }
  if (method === 'POST') {
    const { name, scope } = body as Pick<ApiKey, 'name' | 'scope'>
    const apiKey = { ...bed.keys[0]!, apiKeyId: '0190a000-0000-7000-8000-0000000000a9', name, scope, lastUsedAt: null }
    bed.keys = [apiKey, ...bed.keys]
    return { status: 201, body: { apiKey, secret: madeSecret } }
  }
  const state = url.searchParams.get('state')
  const rows = bed.keys.filter((key) => state === null || key.state === state)
  return { status: 200, body: { rows, total: rows.length, page: 1, size: 20 } }
}
