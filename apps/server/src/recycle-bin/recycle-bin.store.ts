import type { PersonFace, RecycledSelection } from '@kaoban/contract'
import { type SqlBool, sql } from 'kysely'
import type { Reach } from '../groups/groups.service.ts'
import type { Db } from '../platform/database.ts'

interface RecycledUserTable {
  tenantId: string
  userId: string
  loginId: string
  loginIdKey: string
  familyName: string
  middleName: string
  givenName: string
  mail: string
  faceState: PersonFace
  accountCount: number
  systemAdministrator: boolean
  groupAdministrator: boolean
  groupIds: (string | null)[]
  accountIds: string[]
  deletedAt: Date
  deletedBy: string
  batchId: string
  content: unknown
}

declare module '../platform/database.ts' {
  interface Database {
    recycledUsers: RecycledUserTable
  }
}

/**
 * The tables that a person comes back with, in the order in which they are filled. What else hangs on a person (sessions,
 * API keys, links, challenges, drafts) ends with the deletion; a test holds this list against the catalogue.
 */
export const restoredTables = [
  'users',
  'memberships',
  'windows_account_links',
  'consents',
  'faces',
  'departures',
  'user_factors',
  'app_credentials',
  'windows_logons',
  'delegations',
  'announcement_reads',
] as const
export const endedTables = [
  'app_sign_ins',
  'totp_uses',
  'computer_passes',
  'sessions',
  'api_keys',
  'password_links',
  'face_challenges',
  'face_drafts',
  'former_faces',
] as const

/** Rows between two people go with either, and come back once both are there again. */
const between: Readonly<Record<string, string>> = { delegations: 'delegator_id' }

function rowsOf(table: string) {
  const other = between[table]
  const isTheirs =
    other === undefined ? sql`t.user_id = u.user_id` : sql`(t.user_id = u.user_id or t.${sql.ref(other)} = u.user_id)`
  return sql`coalesce((select jsonb_agg(to_jsonb(t) order by to_jsonb(t)::text)
    from ${sql.table(table)} t where t.tenant_id = u.tenant_id and ${isTheirs}), '[]'::jsonb)`
}

/** Moves people into the bin with everything they come back with; returns how many there were. */
export async function recycle(
  db: Db,
  userIds: readonly string[],
  how: { at: Date; by: string; batchId: string },
): Promise<number> {
  const content = sql`jsonb_build_object(${sql.join(restoredTables.flatMap((table) => [sql.lit(table), rowsOf(table)]))})`
  await sql`insert into recycled_users (tenant_id, user_id, login_id, login_id_key, family_name, middle_name, given_name, mail,
      face_state, account_count, system_administrator, group_administrator, group_ids, account_ids,
      deleted_at, deleted_by, batch_id, content)
    select u.tenant_id, u.user_id, u.login_id, u.login_id_key, u.family_name, u.middle_name, u.given_name, u.mail,
      u.face_state, u.account_count, u.system_administrator, u.group_administrator,
      array(select m.group_id from memberships m where m.tenant_id = u.tenant_id and m.user_id = u.user_id order by m.slot),
      array(select l.account_id from windows_account_links l where l.tenant_id = u.tenant_id and l.user_id = u.user_id order by l.slot),
      ${how.at}, ${how.by}, ${how.batchId}, ${content}
    from users u where u.user_id = any(${userIds}::uuid[])`.execute(db)
  const { numAffectedRows } = await sql`delete from users where user_id = any(${userIds}::uuid[])`.execute(db)
  return Number(numAffectedRows)
}

/** The people of the bin that an administrator may see, by the groups they had. */
function withinReach(reach: Reach) {
  if (reach === 'all') return sql<SqlBool>`true`
  return sql<SqlBool>`(array_position(group_ids, null) is not null or group_ids && array(
    select a.group_id from memberships a where a.user_id = ${reach.administrator} and a.administrator))`
}

const columns = [
  'userId',
  'loginId',
  'loginIdKey',
  'familyName',
  'middleName',
  'givenName',
  'mail',
  'faceState',
  'accountCount',
  'systemAdministrator',
  'groupAdministrator',
  'deletedAt',
  'deletedBy',
] as const

export interface RecycledPage {
  search: string
  batchId: string | undefined
  sort: 'deletedAt' | 'loginId' | 'name'
  direction: 'asc' | 'desc'
  limit: number
  offset: number
}

export async function findRecycled(db: Db, reach: Reach, page: RecycledPage) {
  const found = db
    .selectFrom('recycledUsers')
    .where(withinReach(reach))
    .$if(page.batchId !== undefined, (query) => query.where('batchId', '=', page.batchId!))
    .$if(page.search !== '', (query) =>
      query.where(
        sql<SqlBool>`strpos(search_form(login_id || e'\n' || family_name || middle_name || given_name || e'\n' || mail),
          search_form(replace(${page.search}, ' ', ''))) > 0`,
      ),
    )
  const { total } = await found.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const order = {
    deletedAt: ['deletedAt'],
    loginId: ['loginIdKey'],
    name: ['familyName', 'middleName', 'givenName'],
  } as const
  let query = found.select(columns)
  for (const column of order[page.sort]) query = query.orderBy(column, page.direction)
  const rows = await query.orderBy('userId').limit(page.limit).offset(page.offset).execute()
  return { total: Number(total), rows }
}

/** Everybody whom a selection means and the administrator may see, locked until the end of the transaction. */
export function holdRecycled(db: Db, reach: Reach, selection: RecycledSelection) {
  return db
    .selectFrom('recycledUsers')
    .select(columns)
    .where(withinReach(reach))
    .$if('userIds' in selection, (query) =>
      query.where(sql<SqlBool>`user_id = any(${'userIds' in selection ? selection.userIds : []}::uuid[])`),
    )
    .$if('batchId' in selection, (query) =>
      query.where('batchId', '=', 'batchId' in selection ? selection.batchId : ''),
    )
    .orderBy('loginIdKey')
    .forUpdate()
    .execute()
}

/** Of IDs and mail addresses, those that somebody has by now. */
export async function findTakenAgain(db: Db, userIds: readonly string[]) {
  const { rows } = await sql<{ userId: string; loginId: boolean; mail: boolean }>`
    select r.user_id, exists (select 1 from users u where u.login_id_key = r.login_id_key) as login_id,
      r.mail <> '' and exists (select 1 from users u where u.mail_key = lower(r.mail)) as mail
    from recycled_users r where r.user_id = any(${userIds}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.userId, row]))
}

/** Columns of a table that may be written; those the database makes itself are left to it. */
async function writableColumns(db: Db, table: string): Promise<Set<string>> {
  const { rows } = await sql<{ name: string }>`select a.attname as name from pg_attribute a
    where a.attrelid = ${table}::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''`.execute(db)
  return new Set(rows.map(({ name }) => name))
}

/**
 * Puts people back as they were. Rows that an older version of the product put into the bin lack its newer columns: those
 * get their defaults.
 */
export async function putBack(db: Db, userIds: readonly string[]): Promise<void> {
  for (const table of restoredTables) {
    const writable = await writableColumns(db, table)
    const { rows: shapes } = await sql<{ names: string[] }>`
      select distinct array(select jsonb_object_keys(r.content -> ${table} -> 0) order by 1) as names
      from recycled_users r where r.user_id = any(${userIds}::uuid[]) and jsonb_array_length(r.content -> ${table}) > 0`.execute(
      db,
    )
    for (const { names } of shapes) {
      const columns = names.filter((name) => writable.has(name)).map((name) => sql.ref(name))
      // A slot of a group that is gone meanwhile cannot come back; groups with people in the bin are not deleted.
      await sql`insert into ${sql.table(table)} (${sql.join(columns)})
        select ${sql.join(columns)} from (
          select p.* from recycled_users r
          cross join lateral jsonb_populate_recordset(null::${sql.table(table)}, r.content -> ${table}) p
          where r.user_id = any(${userIds}::uuid[])
            and array(select jsonb_object_keys(r.content -> ${table} -> 0) order by 1) = ${names}::text[]) rows
        ${bothThere(table)}`.execute(db)
    }
  }
  await dropRecycled(db, userIds)
}

function bothThere(table: string) {
  const other = between[table]
  if (other === undefined) return sql``
  return sql`where exists (select 1 from users u where u.user_id = rows.user_id)
    and exists (select 1 from users u where u.user_id = rows.${sql.ref(other)}) on conflict do nothing`
}

export async function dropRecycled(db: Db, userIds: readonly string[]): Promise<string[]> {
  const rows = await db
    .deleteFrom('recycledUsers')
    .where(sql<SqlBool>`user_id = any(${userIds}::uuid[])`)
    .returning('accountIds')
    .execute()
  return rows.flatMap(({ accountIds }) => accountIds)
}

/** Forgets how people were before imports, which nobody will put back. */
export async function dropFormer(db: Db, userIds: readonly string[]): Promise<void> {
  for (const table of ['former_people', 'former_factors'])
    await sql`delete from ${sql.table(table)} where user_id = any(${userIds}::uuid[])`.execute(db)
}

export async function dropPictures(db: Db): Promise<number> {
  const { numAffectedRows } = await sql`update recycled_users set content = jsonb_set(content, '{faces}',
      (select jsonb_agg(face || '{"image": null}') from jsonb_array_elements(content -> 'faces') face))
    where jsonb_path_exists(content, '$.faces[*].image ? (@ != null)')`.execute(db)
  return Number(numAffectedRows)
}

export function findExpired(db: Db, deletedBefore: Date, limit: number) {
  return db
    .selectFrom('recycledUsers')
    .select(['userId', 'loginId', 'faceState'])
    .where('deletedAt', '<=', deletedBefore)
    .orderBy('deletedAt')
    .limit(limit)
    .execute()
}
