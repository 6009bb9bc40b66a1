import {
  type AddressRange,
  type AddressStanding,
  addressRangesMax,
  invalidFields,
  isWithin,
  KaobanError,
  parseAddress,
  plainAddress,
  rangeFaults,
  type TypedRange,
} from '@kaoban/contract'
import type { Context } from '../platform/context.ts'
import { withinScope } from '../platform/database.ts'
import { newId } from '../platform/identifiers.ts'
import { requireTenant } from '../tenants/tenants.service.ts'
import {
  deleteAllRanges,
  deleteRanges,
  findRanges,
  findStanding,
  insertRange,
  lockRanges,
  type RangeQuery,
  standingAt,
} from './addresses.store.ts'

export { standingAt }

/** Where the request of an administrator comes from [NFM-IPA-002, NFM-IPA-005]. */
export function standingOf(ctx: Context): Promise<AddressStanding> {
  return findStanding(ctx.db, ctx.address)
}

export async function listRanges(ctx: Context, query: RangeQuery) {
  const { rows, total } = await findRanges(ctx.db, query)
  return { rows: rows.map(answerOf), total, page: query.page, size: query.size }
}

export function ownAddress(ctx: Context): string | null {
  return plainAddress(ctx.address) ?? null
}

interface NewRange extends TypedRange {
  lockOut: boolean
}

export async function addRange(ctx: Context, input: NewRange, ipv6: boolean): Promise<AddressRange> {
  const faults = rangeFaults(input, ipv6)
  if (faults.length > 0) throw invalidFields(faults)
  const ranges = await lockRanges(ctx.db)
  if (ranges.some((range) => isSame(range, input))) throw invalidFields([{ field: 'first', message: 'MSG-IPA-010' }])
  if (ranges.length >= addressRangesMax)
    throw new KaobanError('addresses.too-many', `a tenant may have ${addressRangesMax} ranges`)
  refuseLockOut(ctx, [...ranges, input], input.lockOut)
  const range = await insertRange(ctx.db, {
    tenantId: ctx.tenantId,
    rangeId: newId(),
    first: plainAddress(input.first)!,
    last: plainAddress(input.last)!,
    addedAt: ctx.clock.now(),
  })
  await ctx.audit({ first: range.first, last: range.last })
  return answerOf(range)
}

export async function removeRanges(ctx: Context, input: { rangeIds: string[]; lockOut: boolean }) {
  const ranges = await lockRanges(ctx.db)
  const gone = ranges.filter(({ rangeId }) => input.rangeIds.includes(rangeId))
  if (gone.length === 0) throw new KaobanError('request.not-found', 'no such range')
  const left = ranges.filter((range) => !gone.includes(range))
  if (left.length > 0) refuseLockOut(ctx, left, input.lockOut)
  await deleteRanges(
    ctx.db,
    gone.map(({ rangeId }) => rangeId),
  )
  await ctx.audit({ ranges: gone.map(({ first, last }) => ({ first, last })) })
  return { deleted: gone.length }
}

/** The operator lets a tenant in again that locked itself out; both logs say so [NFM-IPA-010, NFM-OPL-019]. */
export async function clearRanges(ctx: Context, tenantId: string) {
  await requireTenant(ctx, tenantId)
  const deleted = await withinScope(ctx.db, { tenantId }, async (db) => {
    const ranges = await deleteAllRanges(db)
    await { ...ctx, db, tenantId }.audit({ ranges })
    return ranges
  })
  await ctx.audit({ tenantId, ranges: deleted })
  return { deleted }
}

/** The own address stays allowed, or the administrator has said that it need not [NFM-IPA-008, NFM-IPA-009]. */
function refuseLockOut(ctx: Context, ranges: readonly TypedRange[], confirmed: boolean): void {
  if (confirmed || isWithin(plainAddress(ctx.address) ?? '', ranges)) return
  throw new KaobanError('addresses.lock-out', 'the address of this request would be shut out', {
    details: { message: 'MSG-IPA-007' },
  })
}

function isSame(one: TypedRange, other: TypedRange): boolean {
  const same = (a: string, b: string) => {
    const [left, right] = [parseAddress(a), parseAddress(b)]
    return left?.family === right?.family && left?.value === right?.value
  }
  return same(one.first, other.first) && same(one.last, other.last)
}

function answerOf(range: { rangeId: string; first: string; last: string; addedAt: Date }): AddressRange {
  return { ...range, addedAt: range.addedAt.toISOString() }
}
