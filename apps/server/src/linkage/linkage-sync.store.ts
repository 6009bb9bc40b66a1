import type { linkageItemKinds, linkageSyncStates } from '@kaoban/contract'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Db } from '../platform/database.ts'

interface LinkageSyncTable {
  tenantId: string
  syncId: string
  taskId: string
  state: (typeof linkageSyncStates)[number]
  startedBy: string
  startedAt: Date
  finishedAt: Date | null
  progressedAt: Date
  failure: string | null
}

interface LinkageItemTable {
  tenantId: string
  itemId: string
  syncId: string
  loginId: string
  loginIdKey: string
  startedAt: Date
  finishedAt: Date
  kind: (typeof linkageItemKinds)[number]
  fault: string | null
  userId: string | null
  former: string | null
  face: boolean
  told: boolean
}

declare module '../platform/database.ts' {
  interface Database {
    linkageSyncs: LinkageSyncTable
    linkageItems: LinkageItemTable
  }
}

export function findRunningSync(db: Db) {
  return db
    .selectFrom('linkageSyncs')
    .select(['syncId', 'taskId', 'progressedAt'])
    .where('state', '=', 'running')
    .executeTakeFirst()
}

export async function insertSync(
  db: Db,
  row: Pick<LinkageSyncTable, 'tenantId' | 'syncId' | 'taskId' | 'startedBy' | 'startedAt'>,
): Promise<void> {
  await db
    .insertInto('linkageSyncs')
    .values({ ...row, state: 'running', finishedAt: null, progressedAt: row.startedAt, failure: null })
    .execute()
}

/** Changes a run that is under way; false when it is over. */
export async function updateSync(
  db: Db,
  syncId: string,
  change: Partial<Pick<LinkageSyncTable, 'state' | 'finishedAt' | 'progressedAt' | 'failure'>>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('linkageSyncs')
    .set(change)
    .where('syncId', '=', syncId)
    .where('state', '=', 'running')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** How many items of a run are such. */
function items(such: RawBuilder<unknown>) {
  return sql<number>`(select count(*)::int from linkage_items i where i.tenant_id = linkage_syncs.tenant_id
    and i.sync_id = linkage_syncs.sync_id and ${such})`
}

export async function findSyncs(db: Db, page: number, size: number) {
  const { total } = await db
    .selectFrom('linkageSyncs')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await db
    .selectFrom('linkageSyncs')
    .select(['syncId', 'state', 'startedBy', 'startedAt', 'finishedAt', 'failure'])
    .select([
      items(sql`i.kind = 'added'`).as('added'),
      items(sql`i.kind = 'changed'`).as('changed'),
      items(sql`i.fault is not null`).as('failed'),
    ])
    .orderBy('startedAt', 'desc')
    .orderBy('syncId', 'desc')
    .limit(size)
    .offset((page - 1) * size)
    .execute()
  return { rows, total: Number(total) }
}

export async function findStart(db: Db, syncId: string): Promise<Date | undefined> {
  const row = await db.selectFrom('linkageSyncs').select('startedAt').where('syncId', '=', syncId).executeTakeFirst()
  return row?.startedAt
}

export async function hasSync(db: Db, syncId: string): Promise<boolean> {
  const row = await db.selectFrom('linkageSyncs').select('syncId').where('syncId', '=', syncId).executeTakeFirst()
  return row !== undefined
}

export interface NewItem extends Omit<LinkageItemTable, 'tenantId' | 'syncId' | 'loginIdKey' | 'former'> {
  /** Fields of a person before they were changed. */
  former: object | null
}

export async function insertItems(db: Db, tenantId: string, syncId: string, items: readonly NewItem[]): Promise<void> {
  if (items.length === 0) return
  await db
    .insertInto('linkageItems')
    .values(
      items.map(({ former, ...item }) => ({
        ...{ tenantId, syncId, ...item, loginIdKey: item.loginId.toLowerCase() },
        former: former === null ? null : JSON.stringify(former),
      })),
    )
    .execute()
}

export interface ItemQuery {
  syncId: string
  page: number
  size: number
  search: string
  sort: 'loginId' | 'startedAt'
  direction?: 'ascending' | 'descending' | undefined
  state?: 'good' | 'bad' | undefined
}

export async function findItems(db: Db, { syncId, page, size, search, sort, direction, state }: ItemQuery) {
  const found = db
    .selectFrom('linkageItems')
    .where('syncId', '=', syncId)
    .$if(search !== '', (query) => query.where(sql<SqlBool>`strpos(login_id_key, ${search.toLowerCase()}) > 0`))
    .$if(state !== undefined, (query) => query.where('fault', state === 'bad' ? 'is not' : 'is', null))
  const { total } = await found.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const order = direction === 'descending' ? 'desc' : 'asc'
  const rows = await found
    .select(['itemId', 'loginId', 'startedAt', 'finishedAt', 'kind', 'fault'])
    .orderBy(sort === 'loginId' ? 'loginIdKey' : 'startedAt', order)
    .orderBy('itemId', order)
    .limit(size)
    .offset((page - 1) * size)
    .execute()
  return { rows, total: Number(total) }
}

/** People whom the run added and who have not been told, one page. */
export async function findUntold(db: Db, syncId: string, limit: number): Promise<{ itemId: string; userId: string }[]> {
  const { rows } = await sql<{ itemId: string; userId: string }>`select item_id, user_id from linkage_items
    where sync_id = ${syncId} and not told order by item_id limit ${limit}`.execute(db)
  return rows
}

export async function markTold(db: Db, syncId: string, itemIds: readonly string[]): Promise<void> {
  await db
    .updateTable('linkageItems')
    .set({ told: true })
    .where('syncId', '=', syncId)
    .where(sql<SqlBool>`item_id = any(${itemIds}::uuid[])`)
    .execute()
}

export interface DoneItem {
  userId: string
  kind: 'added' | 'changed'
  former: Record<string, string> | null
  face: boolean
}

/** What a run did to people who are still there. */
export async function findDone(db: Db, syncId: string): Promise<DoneItem[]> {
  const { rows } = await sql<DoneItem>`select i.user_id, i.kind, i.former, i.face from linkage_items i
    join users u on u.tenant_id = i.tenant_id and u.user_id = i.user_id
    where i.sync_id = ${syncId} and i.kind in ('added', 'changed') order by i.item_id`.execute(db)
  return rows
}
