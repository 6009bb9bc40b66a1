import { checkOneTimePassword, type OneTimePasswordEntry } from '@kaoban/contract'

/** One-time passwords for the test bed; gallery.testing.ts hands their endpoints here. */
export interface OneTimePasswordsBed {
  /** Ids of those that are valid. */
  outstanding: string[]
}

export function newOneTimePasswordsBed(): OneTimePasswordsBed {
  return { outstanding: [] }
}

export const issuedPassword = '0123456789012'
const id = '0190a000-0000-7000-8000-000000000801'

/** Knows the account hanako, which has a password, and taro, which has none. */
export function answerOneTimePasswords(
  bed: OneTimePasswordsBed,
  { method, url, body }: { method: string; url: URL; body: unknown },
): { status: number; body: unknown } | undefined {
  if (!url.pathname.startsWith('/api/one-time-passwords')) return undefined
  if (method === 'DELETE') {
    bed.outstanding = bed.outstanding.filter((one) => !url.pathname.endsWith(one))
    return { status: 204, body: undefined }
  }
  const entry = body as OneTimePasswordEntry
  const fields = checkOneTimePassword(entry)
  if (fields.length === 0 && entry.name !== 'hanako')
    fields.push({ field: 'name', message: entry.name === 'taro' ? 'MSG-OTP-019' : 'MSG-OTP-018' })
  if (fields.length > 0) {
    const details = { fields }
    return {
      status: 400,
      body: { code: 'request.invalid', status: 400, message: 'refused', requestId: 'req-0080', details },
    }
  }
  bed.outstanding = [id]
  return {
    status: 201,
    body: { oneTimePasswordId: id, password: issuedPassword, validUntil: '2026-04-02T00:00:00.000Z' },
  }
}
