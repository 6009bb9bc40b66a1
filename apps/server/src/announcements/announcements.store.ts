import type { AnnouncementCategory } from '@kaoban/contract'
import { type Generated, sql } from 'kysely'
import type { Db } from '../platform/database.ts'

interface AnnouncementTable {
  tenantId: string
  announcementId: string
  category: AnnouncementCategory
  titleJa: string
  titleEn: string
  bodyJa: string
  bodyEn: string
  shownFrom: Date
  shownUntil: Date | null
  beforeSignIn: boolean
  changedAt: Date
  version: Generated<number>
}

declare module '../platform/database.ts' {
  interface Database {
    announcements: AnnouncementTable
    announcementReads: { tenantId: string; userId: string; announcementId: string; readAt: Date }
  }
}

export type StoredAnnouncement = Omit<AnnouncementTable, 'version'> & { version: number }
export type NewAnnouncement = Omit<AnnouncementTable, 'version'>

/** What is shown now to everybody, newest first; in the transaction of any tenant. */
export async function findShown(db: Db, now: Date, beforeSignIn = false): Promise<StoredAnnouncement[]> {
  const { rows } = await sql<StoredAnnouncement>`select * from announcements_shown(${now}::timestamptz)
    where before_sign_in or not ${beforeSignIn}::boolean order by shown_from desc, announcement_id desc`.execute(db)
  return rows
}

/** When this person read which. */
export async function findReads(db: Db, userId: string): Promise<Map<string, Date>> {
  const rows = await db
    .selectFrom('announcementReads')
    .select(['announcementId', 'readAt'])
    .where('userId', '=', userId)
    .execute()
  return new Map(rows.map(({ announcementId, readAt }) => [announcementId, readAt]))
}

/** Marks these as read, and forgets the marks of those that are over. */
export async function saveReads(
  db: Db,
  reader: { tenantId: string; userId: string },
  read: { ids: readonly string[]; shown: readonly string[]; at: Date },
): Promise<void> {
  await db
    .deleteFrom('announcementReads')
    .where('userId', '=', reader.userId)
    .$if(read.shown.length > 0, (query) => query.where('announcementId', 'not in', read.shown))
    .execute()
  if (read.ids.length === 0) return
  await db
    .insertInto('announcementReads')
    .values(read.ids.map((announcementId) => ({ ...reader, announcementId, readAt: read.at })))
    .onConflict((conflict) =>
      conflict.columns(['tenantId', 'userId', 'announcementId']).doUpdateSet({ readAt: read.at }),
    )
    .execute()
}

export async function findKept(db: Db, page: number, size: number) {
  const { total } = await db
    .selectFrom('announcements')
    .select((eb) => eb.fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await db
    .selectFrom('announcements')
    .selectAll()
    .orderBy('shownFrom', 'desc')
    .orderBy('announcementId', 'desc')
    .limit(size)
    .offset((page - 1) * size)
    .execute()
  return { rows, total: Number(total) }
}

export function lockKept(db: Db, announcementId: string): Promise<StoredAnnouncement | undefined> {
  return db
    .selectFrom('announcements')
    .selectAll()
    .where('announcementId', '=', announcementId)
    .forUpdate()
    .executeTakeFirst()
}

export function insertKept(db: Db, row: NewAnnouncement): Promise<StoredAnnouncement> {
  return db.insertInto('announcements').values(row).returningAll().executeTakeFirstOrThrow()
}

export function updateKept(db: Db, { announcementId, tenantId: _, ...change }: NewAnnouncement) {
  return db
    .updateTable('announcements')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('announcementId', '=', announcementId)
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function deleteKept(db: Db, announcementId: string): Promise<void> {
  await db.deleteFrom('announcements').where('announcementId', '=', announcementId).execute()
}
