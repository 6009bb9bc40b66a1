import {
  type AnnouncementAtDoor,
  invalidFields,
  KaobanError,
  type KeptAnnouncement,
  type TypedAnnouncement,
} from '@kaoban/contract'
import { type Context, personOf } from '../platform/context.ts'
import { newId } from '../platform/identifiers.ts'
import { announcementFaults } from './announcements.rules.ts'
import {
  deleteKept,
  findKept,
  findReads,
  findShown,
  insertKept,
  lockKept,
  type NewAnnouncement,
  type StoredAnnouncement,
  saveReads,
  updateKept,
} from './announcements.store.ts'

/** What people are told before they sign in [NFM-ANN-002]. */
export async function announcementsAtDoor(ctx: Context): Promise<AnnouncementAtDoor[]> {
  return (await findShown(ctx.db, ctx.clock.now(), true)).map(wordsOf)
}

/** What is shown to the signed-in person, and what of it is new to them. */
export async function listShown(ctx: Context, page: number, size: number) {
  const shown = await findShown(ctx.db, ctx.clock.now())
  const isUnread = await unreadFor(ctx)
  const rows = shown.slice((page - 1) * size, page * size)
  return {
    rows: rows.map((one) => ({ ...wordsOf(one), unread: isUnread(one) })),
    total: shown.length,
    page,
    size,
  }
}

export async function countUnread(ctx: Context) {
  const shown = await findShown(ctx.db, ctx.clock.now())
  if (shown.length === 0) return { unread: 0 }
  return { unread: shown.filter(await unreadFor(ctx)).length }
}

/** One that was changed after it was read is new again. */
async function unreadFor(ctx: Context): Promise<(one: StoredAnnouncement) => boolean> {
  const reads = await findReads(ctx.db, personOf(ctx).userId)
  return ({ announcementId, changedAt }) => {
    const readAt = reads.get(announcementId)
    return readAt === undefined || readAt < changedAt
  }
}

export async function markRead(ctx: Context, announcementIds: readonly string[] | undefined) {
  const shown = (await findShown(ctx.db, ctx.clock.now())).map(({ announcementId }) => announcementId)
  await saveReads(
    ctx.db,
    { tenantId: ctx.tenantId, userId: personOf(ctx).userId },
    { ids: shown.filter((id) => announcementIds?.includes(id) ?? true), shown, at: ctx.clock.now() },
  )
  return countUnread(ctx)
}

export async function listKept(ctx: Context, page: number, size: number) {
  const { rows, total } = await findKept(ctx.db, page, size)
  return { rows: rows.map(keptOf), total, page, size }
}

export async function publish(ctx: Context, typed: TypedAnnouncement): Promise<KeptAnnouncement> {
  const kept = await insertKept(ctx.db, rowOf(ctx, newId(), typed))
  await ctx.audit({ announcementId: kept.announcementId, titleJa: kept.titleJa, beforeSignIn: kept.beforeSignIn })
  return keptOf(kept)
}

export async function change(
  ctx: Context,
  announcementId: string,
  typed: TypedAnnouncement & { version: number },
): Promise<KeptAnnouncement> {
  const row = rowOf(ctx, announcementId, typed)
  const former = (await lockKept(ctx.db, announcementId)) ?? missing()
  if (former.version !== typed.version)
    throw new KaobanError('request.conflict', 'the announcement was changed since it was opened')
  const kept = await updateKept(ctx.db, row)
  await ctx.audit({ announcementId, before: textsOf(former), after: textsOf(kept) })
  return keptOf(kept)
}

export async function remove(ctx: Context, announcementId: string): Promise<undefined> {
  const kept = (await lockKept(ctx.db, announcementId)) ?? missing()
  await deleteKept(ctx.db, announcementId)
  await ctx.audit({ announcementId, ...textsOf(kept) })
}

function missing(): never {
  throw new KaobanError('request.not-found', 'no such announcement')
}

function rowOf(ctx: Context, announcementId: string, typed: TypedAnnouncement): NewAnnouncement {
  const faults = announcementFaults(typed)
  if (faults.length > 0) throw invalidFields(faults)
  const { category, titleJa, titleEn, bodyJa, bodyEn, beforeSignIn, shownFrom, shownUntil } = typed
  return {
    ...{ tenantId: ctx.tenantId, announcementId, category, titleJa, titleEn, bodyJa, bodyEn, beforeSignIn },
    shownFrom: new Date(shownFrom),
    shownUntil: shownUntil === null ? null : new Date(shownUntil),
    changedAt: ctx.clock.now(),
  }
}

function textsOf({ titleJa, titleEn, bodyJa, bodyEn }: StoredAnnouncement) {
  return { titleJa, titleEn, bodyJa, bodyEn }
}

function wordsOf(one: StoredAnnouncement): AnnouncementAtDoor {
  return {
    announcementId: one.announcementId,
    category: one.category,
    title: { ja: one.titleJa, en: one.titleEn },
    body: { ja: one.bodyJa, en: one.bodyEn },
    shownFrom: one.shownFrom.toISOString(),
  }
}

function keptOf(one: StoredAnnouncement): KeptAnnouncement {
  const { beforeSignIn, version } = one
  return { ...wordsOf(one), shownUntil: one.shownUntil?.toISOString() ?? null, beforeSignIn, version }
}
