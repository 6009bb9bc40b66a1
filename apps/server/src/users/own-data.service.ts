import type { OwnData } from '@kaoban/contract'
import { lastAttemptsOf } from '../authentication-log/authentication-log.service.ts'
import { placesOf } from '../groups/groups.service.ts'
import { type Context, personOf } from '../platform/context.ts'
import { accountsOf } from '../windows-accounts/windows-accounts.service.ts'
import { findOwn } from './users.store.ts'

/** What the portal holds about the person who asks. */
export async function readOwn(ctx: Context): Promise<OwnData> {
  const { userId } = personOf(ctx)
  const { registeredAt, passwordChangedAt, ...person } = await findOwn(ctx.db, userId)
  return {
    ...person,
    registeredAt: registeredAt.toISOString(),
    passwordChangedAt: passwordChangedAt?.toISOString() ?? null,
    groups: (await placesOf(ctx, [userId])).get(userId)!,
    windowsAccounts: (await accountsOf(ctx, [userId])).get(userId)!,
  }
}

/** Sign-ins and refusals under the own ID, so that a stranger at the own account is noticed. */
export async function listOwn(ctx: Context, count: number) {
  const attempts = await lastAttemptsOf(ctx, personOf(ctx).userId, count)
  return { rows: attempts.map(({ at, ...attempt }) => ({ ...attempt, at: at.toISOString() })) }
}
