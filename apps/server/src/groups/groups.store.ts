import { groupKeyOf } from '@kaoban/contract'
import { type Expression, type SqlBool, sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import { newId } from '../platform/identifiers.ts'

interface GroupTable {
  tenantId: string
  groupId: string
  code: string
  /** code without case, unique in the tenant */
  codeKey: string
  name: string
  createdAt: Date
  version: number
}

interface MembershipTable {
  tenantId: string
  userId: string
  /** 1..5 */
  slot: number
  /** Null: 異動中. */
  groupId: string | null
  administrator: boolean
}

declare module '../platform/database.ts' {
  interface Database {
    groups: GroupTable
    memberships: MembershipTable
  }
}

/** Whose people: everybody, or the range of the group administrator with this user id. */
export type Reach = 'all' | { administrator: string }

/**
 * Whether `userId` is somebody within reach: for a group administrator everybody with a place in a group administered,
 * and everybody at 異動中 [NFM-ROL-010].
 */
export function withinReach(reach: Reach, userId: Expression<string | null> = sql.ref('user_id')): Expression<SqlBool> {
  if (reach === 'all') return sql<SqlBool>`true`
  // An array is gathered once and looked up by key; a subquery would be joined, most often by walking through everybody.
  return sql<SqlBool>`${userId} = any(array(
    select m.user_id from memberships m where m.group_id is null
    union all
    select m.user_id from memberships a join memberships m on m.tenant_id = a.tenant_id and m.group_id = a.group_id
      where a.user_id = ${reach.administrator} and a.administrator))`
}

/** Those of these people who are within reach and, where they are to be changed, no administrators [NFM-ROL-012]. */
export async function findWithin(
  db: Db,
  reach: Reach,
  userIds: readonly string[],
  toChange: boolean,
): Promise<Set<string>> {
  const rows = await db
    .selectFrom('users')
    .select('userId')
    .where(sql<SqlBool>`user_id = any(${userIds}::uuid[])`)
    .where(withinReach(reach))
    .$if(toChange, (query) => query.where('systemAdministrator', '=', false).where('groupAdministrator', '=', false))
    .execute()
  return new Set(rows.map(({ userId }) => userId))
}

export async function findAdministered(db: Db, userId: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('memberships')
    .select('groupId')
    .where('userId', '=', userId)
    .where('administrator', '=', true)
    .execute()
  return new Set(rows.map((row) => row.groupId!))
}

export async function clearAdministration(db: Db, userId: string): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('memberships')
    .set({ administrator: false })
    .where('userId', '=', userId)
    .where('administrator', '=', true)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

export interface GroupPage {
  search: string
  sort: 'code' | 'name' | 'members'
  direction: 'asc' | 'desc'
  limit: number
  offset: number
  /** Only these; undefined: all. */
  only: ReadonlySet<string> | undefined
}

export async function findGroups(db: Db, page: GroupPage) {
  const { search, only } = page
  const chosen = db
    .selectFrom('groups as g')
    // The name by any part of it, as people remember it; the ID by its beginning [NFM-GRP-001].
    .$if(search !== '', (query) =>
      query.where(
        sql<SqlBool>`(starts_with(g.code_key, lower(${search})) or strpos(search_form(g.name), (select search_form(${search}))) > 0)`,
      ),
    )
    .$if(only !== undefined, (query) => query.where(sql<SqlBool>`g.group_id = any(${[...(only ?? [])]}::uuid[])`))
  const { total } = await chosen.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const columns = { code: sql`g.code_key`, name: sql`g.name`, members: sql`members` }
  const rows = await chosen
    .select(['g.groupId', 'g.code', 'g.name', 'g.version'])
    .select([membersOf, administratorsOf])
    .orderBy(columns[page.sort], page.direction)
    .orderBy('g.groupId')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  return { total: Number(total), rows: rows.map(countedGroup) }
}

const membersOf = sql<number>`(select count(*) from memberships m where m.group_id = g.group_id)`.as('members')
const administratorsOf =
  sql<number>`(select count(*) from memberships m where m.group_id = g.group_id and m.administrator)`.as(
    'administrators',
  )

function countedGroup<Row extends { members: number; administrators: number }>(row: Row): Row {
  return { ...row, members: Number(row.members), administrators: Number(row.administrators) }
}

export async function findGroup(db: Db, groupId: string) {
  const row = await db
    .selectFrom('groups as g')
    .select(['g.groupId', 'g.code', 'g.name', 'g.version'])
    .select([membersOf, administratorsOf])
    .where('g.groupId', '=', groupId)
    .executeTakeFirst()
  return row && countedGroup(row)
}

export function findGroupsByKey(db: Db, keys: readonly string[]) {
  return db
    .selectFrom('groups')
    .select(['groupId', 'code', 'codeKey', 'name'])
    .where(sql<SqlBool>`code_key = any(${[...new Set(keys)]}::text[])`)
    .execute()
}

/** Groups with these names, without case. */
export function findGroupsByName(db: Db, names: readonly string[]) {
  return db
    .selectFrom('groups')
    .select(['groupId', 'code', 'name'])
    .where(sql<SqlBool>`lower(name) = any(${[...new Set(names)]}::text[])`)
    .execute()
}

/** Which of these groups exist; locked so that none is deleted before the transaction ends. */
export async function holdGroups(db: Db, groupIds: readonly string[]): Promise<Set<string>> {
  if (groupIds.length === 0) return new Set()
  const rows = await db
    .selectFrom('groups')
    .select('groupId')
    .where('groupId', 'in', groupIds)
    .orderBy('groupId')
    .forShare()
    .execute()
  return new Set(rows.map((row) => row.groupId))
}

/** Stores a group; undefined when its ID is taken. */
export async function insertGroup(
  db: Db,
  row: { tenantId: string; code: string; name: string; at: Date },
): Promise<string | undefined> {
  const groupId = newId()
  const { tenantId, code, name, at } = row
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('groups')
    .values({ tenantId, groupId, code, codeKey: groupKeyOf(code), name, createdAt: at, version: 1 })
    .onConflict((conflict) => conflict.constraint('groups_code').doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n ? groupId : undefined
}

/** Renames the version that was read; false when it is another by now. */
export async function renameGroup(db: Db, groupId: string, name: string, version: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('groups')
    .set((eb) => ({ name, version: eb('version', '+', 1) }))
    .where('groupId', '=', groupId)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Deletes a group that nobody belongs to, nobody in the recycle bin either; says who is left otherwise. */
export async function deleteEmptyGroup(
  db: Db,
  groupId: string,
): Promise<{ members: number; recycled: number } | 'deleted' | 'missing'> {
  const held = await db.selectFrom('groups').select('groupId').where('groupId', '=', groupId).forUpdate().execute()
  if (held.length === 0) return 'missing'
  const left = (
    await sql<{ members: number; recycled: number }>`select
      (select count(*) from memberships where group_id = ${groupId})::int as members,
      (select count(*) from recycled_users where group_ids @> array[${groupId}::uuid])::int as recycled`.execute(db)
  ).rows[0]!
  if (left.members > 0 || left.recycled > 0) return left
  await db.deleteFrom('groups').where('groupId', '=', groupId).execute()
  return 'deleted'
}

export interface StoredPlace {
  userId: string
  slot: number
  groupId: string | null
  administrator: boolean
  code: string | null
  name: string | null
}

/** The places of people that are not 未設定. */
export function findPlaces(db: Db, userIds: readonly string[]): Promise<StoredPlace[]> {
  if (userIds.length === 0) return Promise.resolve([])
  return db
    .selectFrom('memberships as m')
    .leftJoin('groups as g', (join) => join.onRef('g.tenantId', '=', 'm.tenantId').onRef('g.groupId', '=', 'm.groupId'))
    .select(['m.userId', 'm.slot', 'm.groupId', 'm.administrator', 'g.code', 'g.name'])
    .where(sql<SqlBool>`m.user_id = any(${userIds}::uuid[])`)
    .execute()
}

/** Puts these places where those of the person were. */
export async function replacePlaces(
  db: Db,
  tenantId: string,
  userId: string,
  places: readonly Pick<StoredPlace, 'slot' | 'groupId' | 'administrator'>[],
): Promise<void> {
  await db.deleteFrom('memberships').where('userId', '=', userId).execute()
  if (places.length > 0)
    await db
      .insertInto('memberships')
      .values(places.map((place) => ({ tenantId, userId, ...place })))
      .execute()
}

/**
 * Puts people into a group: into the place that stands at 異動中, else into the first one that is free. Those who have
 * it already stay as they are. Returns the users for whom there was no place.
 */
export async function addToGroup(db: Db, userIds: readonly string[], groupId: string): Promise<string[]> {
  const { rows } = await sql<{ userId: string }>`
    with wanted as (
      select u.tenant_id, u.user_id, coalesce(
        (select min(m.slot) from memberships m where m.user_id = u.user_id and m.group_id is null),
        (select min(s) from generate_series(1, 5) s
          where not exists (select 1 from memberships m where m.user_id = u.user_id and m.slot = s))) as slot
      from users u where u.user_id = any(${userIds}::uuid[])
        and not exists (select 1 from memberships m where m.user_id = u.user_id and m.group_id = ${groupId})
    ), put as (
      insert into memberships (tenant_id, user_id, slot, group_id)
      select tenant_id, user_id, slot, ${groupId}::uuid from wanted where slot is not null
      on conflict (tenant_id, user_id, slot) do update set group_id = excluded.group_id, administrator = false
    ) select user_id from wanted where slot is null`.execute(db)
  return rows.map((row) => row.userId)
}

/**
 * Moves people out of `from` (every group within `reach` when it is null, 異動中 included) into `to`, 異動中 when that is
 * null; who is in neither gets the first free place. Returns the users for whom there was no place.
 */
export async function moveToGroup(
  db: Db,
  userIds: readonly string[],
  movable: ReadonlySet<string> | undefined,
  to: string | null,
): Promise<string[]> {
  const groups = movable === undefined ? null : [...movable]
  await sql`delete from memberships where user_id = any(${userIds}::uuid[])
    and (group_id is null or ${groups}::uuid[] is null or group_id = any(${groups}::uuid[]))
    and group_id is distinct from ${to}::uuid`.execute(db)
  if (to !== null) return addToGroup(db, userIds, to)
  const { rows } = await sql<{ userId: string }>`
    with wanted as (
      select u.tenant_id, u.user_id, (select min(s) from generate_series(1, 5) s
          where not exists (select 1 from memberships m where m.user_id = u.user_id and m.slot = s)) as slot
      from users u where u.user_id = any(${userIds}::uuid[])
        and not exists (select 1 from memberships m where m.user_id = u.user_id and m.group_id is null)
    ), put as (
      insert into memberships (tenant_id, user_id, slot, group_id)
      select tenant_id, user_id, slot, null from wanted where slot is not null
    ) select user_id from wanted where slot is null`.execute(db)
  return rows.map((row) => row.userId)
}

/** Renames whatever the version is: a file says what a group is called, not what it was. */
export async function setGroupName(db: Db, groupId: string, name: string): Promise<void> {
  await db
    .updateTable('groups')
    .set((eb) => ({ name, version: eb('version', '+', 1) }))
    .where('groupId', '=', groupId)
    .execute()
}

export async function replaceManyPlaces(
  db: Db,
  tenantId: string,
  userIds: readonly string[],
  places: readonly { userId: string; slot: number; groupId: string | null; administrator: boolean }[],
): Promise<void> {
  if (userIds.length === 0) return
  await sql`delete from memberships where user_id = any(${userIds}::uuid[])`.execute(db)
  if (places.length === 0) return
  const rows = JSON.stringify(
    places.map(({ userId, slot, groupId, administrator }) => ({ u: userId, s: slot, g: groupId, a: administrator })),
  )
  await sql`insert into memberships (tenant_id, user_id, slot, group_id, administrator)
    select ${tenantId}::uuid, u, s, g, a from jsonb_to_recordset(${rows}::jsonb) as r (u uuid, s smallint, g uuid, a boolean)`.execute(
    db,
  )
}

export async function deleteMemberships(
  db: Db,
  userIds: readonly string[],
  groupIds: readonly string[],
): Promise<void> {
  await sql`delete from memberships where user_id = any(${userIds}::uuid[]) and group_id = any(${groupIds}::uuid[])`.execute(
    db,
  )
}
