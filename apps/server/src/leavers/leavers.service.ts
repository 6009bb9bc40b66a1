import { type Departure, invalidFields, KaobanError, type LeaverPlace, type RevokedPlace } from '@kaoban/contract'
import { requireReach } from '../groups/groups.service.ts'
import { type Context, personOf } from '../platform/context.ts'
import {
  closeAccount,
  countSignIns,
  exists,
  findDeparture,
  holdOtherAdministrators,
  saveDeparture,
} from './leavers.store.ts'

/** One place where people hold something that lets them in; features bring theirs (features.ts). */
export interface Holding {
  place: LeaverPlace
  /** How much a person holds there. */
  count(ctx: Context, userId: string): Promise<number>
  /** Takes it away; `pending` counts the copies that devices have not confirmed to have erased. */
  revoke(ctx: Context, userId: string): Promise<{ revoked: number; pending: number }>
}

/** The door itself: the record is locked, its password gone, its administration ended. */
const signIn: Holding = {
  place: 'sign-in',
  count: (ctx, userId) => countSignIns(ctx.db, userId),
  async revoke(ctx, userId) {
    const revoked = await countSignIns(ctx.db, userId)
    if (!(await closeAccount(ctx.db, userId, ctx.clock.now(), personOf(ctx).loginId)))
      throw new KaobanError('request.not-found', 'no such person')
    return { revoked, pending: 0 }
  },
}

export async function previewLeaving(ctx: Context, userId: string, holdings: readonly Holding[]) {
  await requireSeen(ctx, userId)
  const places: { place: LeaverPlace; held: number }[] = []
  for (const { place, count } of [signIn, ...holdings]) places.push({ place, held: await count(ctx, userId) })
  return { places }
}

/** Everything a person holds goes in one transaction: no place is forgotten, none half done. */
export async function leave(ctx: Context, userId: string, holdings: readonly Holding[]): Promise<Departure> {
  await requireReach(ctx, [userId], 'change')
  const actor = personOf(ctx)
  if (actor.userId === userId) throw invalidFields([{ field: 'userId', message: 'users.notYourself' }])
  if ((await holdOtherAdministrators(ctx.db, userId)) === 0)
    throw invalidFields([{ field: 'userId', message: 'MSG-USR-018' }])
  const places: RevokedPlace[] = []
  for (const { place, revoke } of [signIn, ...holdings]) places.push({ place, ...(await revoke(ctx, userId)) })
  const leftAt = ctx.clock.now()
  await saveDeparture(ctx.db, { tenantId: ctx.tenantId, userId, leftAt, leftBy: actor.loginId, places })
  await ctx.audit({ userId, places })
  return { leftAt: leftAt.toISOString(), by: actor.loginId, places }
}

async function requireSeen(ctx: Context, userId: string): Promise<void> {
  await requireReach(ctx, [userId], 'see')
  if (!(await exists(ctx.db, userId))) throw new KaobanError('request.not-found', 'no such person')
}

export async function readLeaving(ctx: Context, userId: string): Promise<{ departure: Departure | null }> {
  await requireSeen(ctx, userId)
  const row = await findDeparture(ctx.db, userId)
  return { departure: row ? { leftAt: row.leftAt.toISOString(), by: row.leftBy, places: row.places } : null }
}
