import type { NoticeKind } from '@kaoban/contract'
import type { Locale } from '@kaoban/messages'
import { type ColumnType, type Generated, sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import type { NoticeContent } from './notices.rules.ts'

interface NoticeTable {
  tenantId: string
  noticeId: string
  kind: NoticeKind
  content: ColumnType<NoticeContent, string, never>
  writtenBy: string
  createdAt: Date
  lastTenant: Generated<string | null>
  tenantsDone: Generated<number>
  tenants: number
  mails: Generated<number>
  finishedAt: Generated<Date | null>
}

interface IncidentTable {
  tenantId: string
  incidentId: string
  confirmedAt: Date
  recordedBy: string
  mailedAt: Generated<Date | null>
  endedAt: Generated<Date | null>
}

declare module '../platform/database.ts' {
  interface Database {
    notices: NoticeTable
    incidents: IncidentTable
  }
}

const columns = [
  ...(['noticeId', 'kind', 'content', 'writtenBy', 'createdAt', 'lastTenant'] as const),
  ...(['tenantsDone', 'tenants', 'mails', 'finishedAt'] as const),
]

function notices(db: Db) {
  return db.selectFrom('notices').select(columns)
}

export type StoredNotice = NonNullable<Awaited<ReturnType<typeof findNotice>>>

/** Stores a notice that is to be sent; false when there is one of this id already. */
export async function insertNotice(
  db: Db,
  notice: Pick<NoticeTable, 'tenantId' | 'noticeId' | 'kind' | 'writtenBy' | 'createdAt' | 'tenants'> & {
    content: NoticeContent
  },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('notices')
    .values({ ...notice, content: JSON.stringify(notice.content) })
    .onConflict((conflict) => conflict.columns(['tenantId', 'noticeId']).doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

export function findNotice(db: Db, noticeId: string) {
  return notices(db).where('noticeId', '=', noticeId).executeTakeFirst()
}

/** The oldest notice that is not everywhere yet, held by this transaction; nothing while another server has it. */
export function lockUnfinished(db: Db) {
  return notices(db)
    .where('finishedAt', 'is', null)
    .orderBy('createdAt')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
}

export async function saveProgress(
  db: Db,
  noticeId: string,
  progress: { lastTenant: string | null; tenantsDone: number; tenants: number; mails: number; finishedAt: Date | null },
): Promise<void> {
  await db.updateTable('notices').set(progress).where('noticeId', '=', noticeId).execute()
}

export async function findPage(db: Db, page: number, size: number) {
  const { total } = await db
    .selectFrom('notices')
    .select((eb) => eb.fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await notices(db)
    .orderBy('createdAt', 'desc')
    .orderBy('noticeId', 'desc')
    .limit(size)
    .offset((page - 1) * size)
    .execute()
  return { rows, total: Number(total) }
}

/** Open tenants after one, in the order of their ids. */
export async function findTenantsAfter(db: Db, after: string | null, limit: number) {
  const { rows } = await sql<{ tenantId: string; timeZone: string }>`
    select tenant_id, time_zone from tenants
    where state = 'open' and (${after}::uuid is null or tenant_id > ${after}::uuid) order by tenant_id limit ${limit}`.execute(
    db,
  )
  return rows
}

export async function countTenants(db: Db): Promise<number> {
  const { rows } = await sql<{ count: string }>`select count(*) as count from tenants where state = 'open'`.execute(db)
  return Number(rows[0]!.count)
}

/** Within a tenant: its system administrators who have an address. */
export async function findAdministrators(db: Db) {
  const { rows } = await sql<{
    userId: string
    loginId: string
    familyName: string
    middleName: string
    givenName: string
    mail: string
    locale: Locale | null
  }>`select user_id, login_id, family_name, middle_name, given_name, mail, locale from users
    where system_administrator and mail <> '' order by login_id_key`.execute(db)
  return rows
}

export async function countAdministrators(db: Db): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    select count(*) as count from users where system_administrator and mail <> ''`.execute(db)
  return Number(rows[0]!.count)
}

export function findOpenIncident(db: Db, lock = false) {
  return db
    .selectFrom('incidents')
    .select(['incidentId', 'confirmedAt', 'recordedBy', 'mailedAt'])
    .where('endedAt', 'is', null)
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirst()
}

/** False when there is one that is not over. */
export async function insertIncident(
  db: Db,
  incident: Pick<IncidentTable, 'tenantId' | 'incidentId' | 'confirmedAt' | 'recordedBy'>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('incidents')
    .values(incident)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

export async function markIncident(
  db: Db,
  incidentId: string,
  change: { mailedAt: Date } | { endedAt: Date },
): Promise<void> {
  await db.updateTable('incidents').set(change).where('incidentId', '=', incidentId).execute()
}
