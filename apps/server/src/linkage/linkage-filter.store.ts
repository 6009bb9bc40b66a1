import { type Generated, type SqlBool, sql } from 'kysely'
import type { Db } from '../platform/database.ts'

interface LinkageFilterTable {
  tenantId: string
  entryId: string
  loginId: string
  loginIdKey: string
  addedAt: Date
  automatic: boolean
  fresh: Generated<boolean>
}

declare module '../platform/database.ts' {
  interface Database {
    linkageFilter: LinkageFilterTable
  }
}

export interface FilterQuery {
  page: number
  size: number
  search: string
  sort: 'loginId' | 'addedAt'
  direction?: 'ascending' | 'descending' | undefined
}

const holds = (search: string) => sql<SqlBool>`strpos(login_id_key, ${search.toLowerCase()}) > 0`

export async function findEntries(db: Db, { page, size, search, sort, direction }: FilterQuery) {
  const found = db.selectFrom('linkageFilter').$if(search !== '', (query) => query.where(holds(search)))
  const { total } = await found.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const order = direction === 'descending' ? 'desc' : 'asc'
  const rows = await found
    .select(['entryId', 'loginId', 'addedAt', 'automatic'])
    .select(isKnown)
    .orderBy(sort === 'loginId' ? 'loginIdKey' : 'addedAt', order)
    .orderBy('entryId', order)
    .limit(size)
    .offset((page - 1) * size)
    .execute()
  return { rows, total: Number(total) }
}

const isKnown = sql<boolean>`exists (select from users u where u.tenant_id = linkage_filter.tenant_id
  and u.login_id_key = linkage_filter.login_id_key)`.as('known')

export async function countEntries(db: Db): Promise<number> {
  const { total } = await db
    .selectFrom('linkageFilter')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return Number(total)
}

/** Puts IDs into the filter; returns those that were not there. */
export async function insertEntries(
  db: Db,
  tenantId: string,
  entries: readonly { entryId: string; loginId: string }[],
  addedAt: Date,
) {
  if (entries.length === 0) return []
  const values = JSON.stringify(entries.map(({ entryId, loginId }) => ({ e: entryId, l: loginId })))
  const { rows } = await sql<{ entryId: string; loginId: string; loginIdKey: string; known: boolean }>`
    insert into linkage_filter (tenant_id, entry_id, login_id, login_id_key, added_at, automatic, fresh)
    select ${tenantId}::uuid, e, l, lower(l), ${addedAt}, false, true from jsonb_to_recordset(${values}::jsonb) as v (e uuid, l text)
    on conflict (tenant_id, login_id_key) do nothing
    returning entry_id, login_id, login_id_key, ${isKnown}`.execute(db)
  return rows
}

/** Whoever has a face already is linked from the first day on. */
export async function insertEntriesOfFaces(db: Db): Promise<number> {
  const { numAffectedRows } = await sql`insert into linkage_filter
      (tenant_id, entry_id, login_id, login_id_key, added_at, automatic)
    select tenant_id, gen_random_uuid(), login_id, login_id_key, coalesce(face_since, updated_at), true
    from users where face_state <> 'none' on conflict (tenant_id, login_id_key) do nothing`.execute(db)
  return Number(numAffectedRows)
}

export async function deleteEntries(
  db: Db,
  which: { entryIds: readonly string[] } | { search: string; except: readonly string[] },
): Promise<string[]> {
  const rows = await db
    .deleteFrom('linkageFilter')
    .$if('entryIds' in which, (query) =>
      query.where(sql<SqlBool>`entry_id = any(${'entryIds' in which ? which.entryIds : []}::uuid[])`),
    )
    .$if('search' in which, (query) =>
      query
        .where(holds('search' in which ? which.search : ''))
        .where(sql<SqlBool>`entry_id <> all(${'search' in which ? which.except : []}::uuid[])`),
    )
    .returning(['loginId', 'loginIdKey'])
    .execute()
  await unlink(
    db,
    rows.map(({ loginIdKey }) => loginIdKey),
  )
  return rows.map(({ loginId }) => loginId)
}

/** Nothing more is passed on of people who have left the filter. */
async function unlink(db: Db, keys: readonly string[]): Promise<void> {
  for (const table of ['linkagePeople', 'linkageOutbox'] as const)
    await db.deleteFrom(table).where(sql<SqlBool>`login_id_key = any(${keys}::text[])`).execute()
}

/** Takes IDs, without case, from the filter; returns those that were there. */
export async function deleteEntriesByKey(db: Db, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return []
  const rows = await db
    .deleteFrom('linkageFilter')
    .where(sql<SqlBool>`login_id_key = any(${keys}::text[])`)
    .returning('loginIdKey')
    .execute()
  const gone = rows.map(({ loginIdKey }) => loginIdKey)
  await unlink(db, gone)
  return gone
}

/** IDs of the filter in order, one page after a key. */
export function findEntriesAfter(db: Db, after: string, limit: number) {
  return db
    .selectFrom('linkageFilter')
    .select(['loginId', 'loginIdKey'])
    .where('loginIdKey', '>', after)
    .orderBy('loginIdKey')
    .limit(limit)
    .execute()
}

/** Of these IDs, without case, those that are in the filter. */
export async function findLinkedKeys(db: Db, keys: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('linkageFilter')
    .select('loginIdKey')
    .where(sql<SqlBool>`login_id_key = any(${keys}::text[])`)
    .execute()
  return new Set(rows.map(({ loginIdKey }) => loginIdKey))
}

/** IDs that were put there by hand and have not been looked up. */
export function findFresh(db: Db, limit: number) {
  return db
    .selectFrom('linkageFilter')
    .select(['loginId', 'loginIdKey'])
    .where('fresh', '=', true)
    .orderBy('loginIdKey')
    .limit(limit)
    .execute()
}

/** These IDs, or all of them, have been looked up. */
export async function markLookedUp(db: Db, keys?: readonly string[]): Promise<void> {
  await db
    .updateTable('linkageFilter')
    .set({ fresh: false })
    .where('fresh', '=', true)
    .$if(keys !== undefined, (query) => query.where(sql<SqlBool>`login_id_key = any(${keys ?? []}::text[])`))
    .execute()
}
