import {
  type InputOf,
  invalidFields,
  KaobanError,
  limits,
  type listRecycledUsers,
  type RecycledSelection,
  type restoreHindrances,
} from '@kaoban/contract'
import { eraseLogImagesOf } from '../authentication-log/authentication-log.service.ts'
import { reachOf } from '../groups/groups.service.ts'
import { type LicenceRule, roomLeft } from '../licences/licences.service.ts'
import { type Context, personOf } from '../platform/context.ts'
import type { Platform } from '../platform/http.ts'
import { inTenant } from '../platform/job-context.ts'
import { listTenants } from '../platform/tenant-list.ts'
import { forgetUnusedAccounts } from '../windows-accounts/windows-accounts.service.ts'
import {
  dropFormer,
  dropPictures,
  dropRecycled,
  findExpired,
  findRecycled,
  findTakenAgain,
  holdRecycled,
  putBack,
  recycle,
} from './recycle-bin.store.ts'

const day = 86_400_000
/** IDs in one row of the operation log. */
const idsLogged = 200

/**
 * Moves people out of the product into the bin: from here on they can sign in nowhere and count for nothing, and their
 * sessions have ended. @throws KaobanError request.conflict when some of them are gone.
 */
export async function recyclePeople(
  ctx: Context,
  userIds: readonly string[],
  batchId: string,
  by = personOf(ctx).loginId,
): Promise<void> {
  const how = { at: ctx.clock.now(), by, batchId }
  if ((await recycle(ctx.db, userIds, how)) !== userIds.length)
    throw new KaobanError('request.conflict', 'somebody else deleted some of these people')
}

export async function listBin(ctx: Context, query: InputOf<typeof listRecycledUsers>) {
  const { sort, direction = sort === 'deletedAt' ? 'descending' : 'ascending', page, size } = query
  const { rows, total } = await findRecycled(ctx.db, reachOf(ctx), {
    search: query.search.trim(),
    batchId: query.batchId,
    sort,
    direction: direction === 'descending' ? 'desc' : 'asc',
    limit: size,
    offset: (page - 1) * size,
  })
  return {
    rows: rows.map(({ loginIdKey: _, faceState, accountCount, deletedAt, ...row }) => ({
      ...row,
      face: faceState,
      windowsAccounts: accountCount,
      deletedAt: deletedAt.toISOString(),
      erasedAt: new Date(deletedAt.getTime() + limits.recycleDays * day).toISOString(),
      changeable: mayChange(ctx, row),
    })),
    total,
    page,
    size,
  }
}

/** A group administrator does not decide about other administrators, deleted or not [NFM-ROL-012]. */
function mayChange(ctx: Context, person: { systemAdministrator: boolean; groupAdministrator: boolean }): boolean {
  return reachOf(ctx) === 'all' || !(person.systemAdministrator || person.groupAdministrator)
}

async function choose(ctx: Context, selection: RecycledSelection) {
  const chosen = await holdRecycled(ctx.db, reachOf(ctx), selection)
  const named = 'userIds' in selection ? new Set(selection.userIds).size : undefined
  if (named === 0) throw invalidFields([{ field: 'selection', message: 'MSG-USR-022' }])
  if (chosen.length === 0 || (named !== undefined && named !== chosen.length))
    throw new KaobanError('request.not-found', 'nobody like this is in the recycle bin')
  if (!chosen.every((person) => mayChange(ctx, person)))
    throw new KaobanError('user.out-of-reach', 'a chosen person administers something', {
      details: { message: 'MSG-USR-021' },
    })
  return chosen
}

type Hindrance = (typeof restoreHindrances)[number]

/** Brings people back as they were; who cannot come back stays in the bin and is named with the reason. */
export async function restorePeople(ctx: Context, selection: RecycledSelection, rule: LicenceRule) {
  const { back, hindered } = await putBackWho(ctx, await choose(ctx, selection), rule)
  await logEach(ctx, back, { hindered: hindered.length })
  return { users: back.length, faces: facesOf(back), hindered }
}

/** Brings those of these people back who can come back; returns the ids of who did. */
export async function restoreChosen(ctx: Context, userIds: readonly string[], rule: LicenceRule): Promise<Set<string>> {
  const held = await holdRecycled(ctx.db, reachOf(ctx), { userIds: [...userIds] })
  const { back } = await putBackWho(ctx, held, rule)
  return new Set(back.map(({ userId }) => userId))
}

async function putBackWho(ctx: Context, chosen: Awaited<ReturnType<typeof holdRecycled>>, rule: LicenceRule) {
  const taken = await findTakenAgain(
    ctx.db,
    chosen.map(({ userId }) => userId),
  )
  const room = await roomLeft(ctx, rule)
  const hindered: { userId: string; loginId: string; reason: Hindrance }[] = []
  const back: typeof chosen = []
  for (const person of chosen) {
    const face = person.faceState === 'none' ? 0 : 1
    const has = taken.get(person.userId)
    const reason: Hindrance | undefined = has?.loginId
      ? 'login-id-taken'
      : has?.mail
        ? 'mail-taken'
        : room.people < 1 || room.faces < face
          ? 'no-licence-left'
          : undefined
    if (reason !== undefined) hindered.push({ userId: person.userId, loginId: person.loginId, reason })
    else {
      back.push(person)
      room.people--
      room.faces -= face
    }
  }
  await putBack(
    ctx.db,
    back.map(({ userId }) => userId),
  )
  return { back, hindered }
}

export async function erasePeople(ctx: Context, selection: RecycledSelection, expected?: number) {
  const chosen = await choose(ctx, selection)
  if (expected !== undefined && expected !== chosen.length)
    throw new KaobanError('request.conflict', 'the recycle bin holds other people than when the question was shown')
  await erase(ctx, chosen)
  await logEach(ctx, chosen)
  return { users: chosen.length, faces: facesOf(chosen) }
}

/** The one place where people are gone for good. */
async function erase(ctx: Context, people: readonly { userId: string }[]): Promise<void> {
  const userIds = people.map(({ userId }) => userId)
  await eraseLogImagesOf(ctx, userIds)
  await dropFormer(ctx.db, userIds)
  await forgetUnusedAccounts(ctx, await dropRecycled(ctx.db, userIds))
}

async function logEach(ctx: Context, people: readonly { loginId: string }[], more: object = {}): Promise<void> {
  const loginIds = people.map(({ loginId }) => loginId)
  for (let start = 0; start < Math.max(1, loginIds.length); start += idsLogged)
    await ctx.audit({ loginIds: loginIds.slice(start, start + idsLogged), ...more })
}

function facesOf(people: readonly { faceState: string }[]): number {
  return people.filter(({ faceState }) => faceState !== 'none').length
}

/** Takes the pictures, not the templates, of everybody in the bin; returns how many people had some. */
export function eraseRecycledPictures(ctx: Context): Promise<number> {
  return dropPictures(ctx.db)
}

const erasedAtOnce = 200

/** Erases people whose days in the bin are over; returns how many. */
export async function purgeBin(platform: Platform): Promise<number> {
  const before = new Date(platform.clock.now().getTime() - limits.recycleDays * day)
  let erased = 0
  for (const { tenantId } of await listTenants(platform.database)) {
    let people: Awaited<ReturnType<typeof findExpired>>
    do {
      people = await inTenant(platform, 'recycle-bin-purge', tenantId, async (ctx) => {
        const expired = await findExpired(ctx.db, before, erasedAtOnce)
        if (expired.length === 0) return expired
        await erase(ctx, expired)
        await ctx.audit({ loginIds: expired.map(({ loginId }) => loginId), days: limits.recycleDays }, 'user.erased')
        return expired
      })
      erased += people.length
    } while (people.length === erasedAtOnce)
  }
  return erased
}
