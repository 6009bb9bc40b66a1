import { currentConsent, KaobanError } from '@kaoban/contract'
import type { Context } from '../platform/context.ts'
import { personOf } from '../platform/context.ts'
import { newId } from '../platform/identifiers.ts'
import { findConsent, insertConsent, markWithdrawn } from './consents.store.ts'

/** The person's consent to the present text, if it holds. */
export async function readConsent(ctx: Context, userId: string) {
  const row = await findConsent(ctx.db, userId, currentConsent)
  return row ? { version: row.textVersion, givenAt: row.givenAt.toISOString() } : null
}

/** No face is taken in without the person's consent to the present text. */
export async function requireConsent(ctx: Context, userId: string): Promise<void> {
  if (!(await findConsent(ctx.db, userId, currentConsent)))
    throw new KaobanError('face.consent-needed', 'the consent to the present text is missing')
}

/** Records a consent; giving it again changes nothing. `givenBy` is an administrator who holds it on paper. */
export async function recordConsent(ctx: Context, userId: string, version: number, givenBy: string) {
  if (version !== currentConsent) throw new KaobanError('face.consent-needed', 'this is not the present text')
  const before = await readConsent(ctx, userId)
  if (before) return before
  const givenAt = ctx.clock.now()
  await insertConsent(ctx.db, {
    tenantId: ctx.tenantId,
    consentId: newId(),
    userId,
    textVersion: version,
    locale: ctx.locale,
    givenAt,
    givenBy,
    withdrawnAt: null,
  })
  return { version, givenAt: givenAt.toISOString() }
}

export function withdrawConsents(ctx: Context, userId: string): Promise<number> {
  return markWithdrawn(ctx.db, userId, ctx.clock.now())
}

/** The person's own consent. */
export async function giveOwnConsent(ctx: Context, version: number) {
  const { userId, loginId } = personOf(ctx)
  const consent = await recordConsent(ctx, userId, version, userId)
  await ctx.audit({ userId, loginId, version })
  return consent
}
