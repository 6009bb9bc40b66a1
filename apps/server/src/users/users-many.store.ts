import { sql } from 'kysely'
import { type Reach, withinReach } from '../groups/groups.service.ts'
import type { Db } from '../platform/database.ts'
import { people } from './users.store.ts'
import { readWithBelongings } from './users-listed.store.ts'

/** People with these IDs (without case), their places and accounts, and whether each is within reach. */
export function findByLoginIds(db: Db, keys: readonly string[], reach: Reach, lock: boolean) {
  const found = people(db)
    .select(sql<boolean>`${withinReach(reach)}`.as('reachable'))
    .select(sql<boolean>`password_hash is not null`.as('passwordSet'))
    .where(sql<boolean>`login_id_key = any(${keys}::text[])`)
    .orderBy('userId')
  return readWithBelongings(db, lock ? found.forUpdate() : found, reach)
}

/** The same by id. */
export function findByIds(db: Db, userIds: readonly string[], reach: Reach, lock: boolean) {
  const found = people(db)
    .select(sql<boolean>`${withinReach(reach)}`.as('reachable'))
    .select(sql<boolean>`password_hash is not null`.as('passwordSet'))
    .where(sql<boolean>`user_id = any(${userIds}::uuid[])`)
    .orderBy('userId')
  return readWithBelongings(db, lock ? found.forUpdate() : found, reach)
}

/** Which of these IDs (without case) somebody has. */
export function findTakenIds(db: Db, keys: readonly string[]) {
  return db.selectFrom('users').select('loginIdKey').where(sql<boolean>`login_id_key = any(${keys}::text[])`).execute()
}

/** A page of people within reach by ID, with what an export says of secrets and faces. */
export function findAfter(db: Db, reach: Reach, after: string, limit: number) {
  const found = people(db)
    .select(sql<boolean>`password_hash is not null`.as('passwordSet'))
    .select(
      sql<boolean>`exists (select 1 from faces f where f.tenant_id = users.tenant_id and f.user_id = users.user_id and f.kind = 'learned')`.as(
        'learned',
      ),
    )
    .where(sql<boolean>`login_id_key > ${after}`)
    .where(withinReach(reach))
    .orderBy('loginIdKey')
    .limit(limit)
  return readWithBelongings(db, found, reach)
}

/** Who has these mail addresses (without case). */
export function findMailHolders(db: Db, keys: readonly string[]) {
  return db
    .selectFrom('users')
    .select(['userId', 'mailKey'])
    .where(sql<boolean>`mail_key = any(${keys}::text[])`)
    .execute()
}

export interface ManyFields {
  userId: string
  familyName: string
  middleName: string
  givenName: string
  mail: string
  systemAdministrator: boolean
  appLoginAllowed: boolean
  appLoginMethod: string
  appLoginFailure: string
  pauseAllowed: boolean
  disabled: boolean
  validFrom: string | null
  validUntil: string | null
}

/** A password to be stored; undefined keeps the present one, null takes it away. */
interface ManyPassword {
  passwordHash: string | null | undefined
  /** Has to be replaced at the first sign-in; unless said, because somebody else gave it [NFM-AUT-010]. */
  passwordInitial?: boolean
}

const record = sql`(user_id uuid, login_id text, family_name text, middle_name text, given_name text, mail text,
  system_administrator boolean, app_login_allowed boolean, app_login_method text, app_login_failure text,
  pause_allowed boolean, disabled boolean, valid_from date, valid_until date, password_hash text, password_initial boolean,
  password_cleared boolean)`

function rowsOf(rows: readonly (ManyFields & ManyPassword & { loginId?: string })[]) {
  return JSON.stringify(
    rows.map((row) => ({
      user_id: row.userId,
      login_id: row.loginId,
      family_name: row.familyName,
      middle_name: row.middleName,
      given_name: row.givenName,
      mail: row.mail,
      system_administrator: row.systemAdministrator,
      app_login_allowed: row.appLoginAllowed,
      app_login_method: row.appLoginMethod,
      app_login_failure: row.appLoginFailure,
      pause_allowed: row.pauseAllowed,
      disabled: row.disabled,
      valid_from: row.validFrom,
      valid_until: row.validUntil,
      password_hash: row.passwordHash ?? null,
      password_initial: row.passwordInitial ?? true,
      password_cleared: row.passwordHash === null,
    })),
  )
}

/** When and by whom people are written. */
interface Write {
  at: Date
  by: string
}

/** Registers people in one statement; IDs and addresses were checked in the same transaction. */
export async function insertMany(
  db: Db,
  tenantId: string,
  rows: readonly (ManyFields & ManyPassword & { loginId: string })[],
  { at, by }: Write,
): Promise<void> {
  if (rows.length === 0) return
  await sql`insert into users (tenant_id, user_id, login_id, login_id_key, family_name, middle_name, given_name, mail, mail_key,
      system_administrator, app_login_allowed, app_login_method, app_login_failure, pause_allowed, disabled, valid_from,
      valid_until, password_hash, password_initial, registered_at, updated_at, updated_by)
    select ${tenantId}::uuid, user_id, login_id, lower(login_id), family_name, middle_name, given_name, mail, nullif(lower(mail), ''),
      system_administrator, app_login_allowed, app_login_method, app_login_failure, pause_allowed, disabled, valid_from,
      valid_until, password_hash, password_initial, ${at}, ${at}, ${by}
    from jsonb_to_recordset(${rowsOf(rows)}::jsonb) as r ${record}`.execute(db)
}

/** Changes people in one statement. */
export async function updateMany(
  db: Db,
  rows: readonly (ManyFields & ManyPassword)[],
  { at, by }: Write,
): Promise<void> {
  if (rows.length === 0) return
  await sql`update users u set family_name = r.family_name, middle_name = r.middle_name, given_name = r.given_name,
      mail = r.mail, mail_key = nullif(lower(r.mail), ''), system_administrator = r.system_administrator,
      app_login_allowed = r.app_login_allowed, app_login_method = r.app_login_method,
      app_login_failure = r.app_login_failure, pause_allowed = r.pause_allowed,
      disabled = r.disabled, valid_from = r.valid_from, valid_until = r.valid_until,
      password_hash = case when r.password_cleared then null else coalesce(r.password_hash, u.password_hash) end,
      password_initial = case when r.password_hash is null then u.password_initial else r.password_initial end,
      password_changed_at = case when r.password_hash is null then u.password_changed_at else ${at} end,
      failed_sign_ins = case when r.password_hash is null then u.failed_sign_ins else 0 end,
      locked_until = case when r.password_hash is null then u.locked_until end,
      updated_at = ${at}, updated_by = ${by}, version = u.version + 1
    from jsonb_to_recordset(${rowsOf(rows)}::jsonb) as r ${record}
    where u.user_id = r.user_id`.execute(db)
}

/** Lets the planner know of people who have come in numbers. */
export async function countPeopleForPlanner(db: Db): Promise<void> {
  await sql`call count_people()`.execute(db)
}

export async function findVersions(db: Db, userIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('users')
    .select(['userId', 'version'])
    .where(sql<boolean>`user_id = any(${userIds}::uuid[])`)
    .execute()
  return new Map(rows.map(({ userId, version }) => [userId, version]))
}

/** What an import changes of a person's own row, beside the version. */
const changed = [
  ...['family_name', 'middle_name', 'given_name', 'mail', 'mail_key', 'system_administrator', 'app_login_allowed'],
  ...['app_login_method', 'app_login_failure', 'pause_allowed', 'disabled', 'valid_from', 'valid_until'],
]
const ofPassword = ['password_hash', 'password_initial', 'password_changed_at']
const kept = ['memberships', 'windows_account_links'] as const

/**
 * Keeps people as they are, to be put back by `putBackAsWas`; with places, links and their Windows accounts where these
 * are about to change.
 */
export async function keepAsWas(
  db: Db,
  importId: string,
  people: readonly { userId: string; withBelongings: boolean }[],
): Promise<void> {
  const own = sql`'users', json_build_array((select row_to_json(own) from (select
    ${sql.join(['user_id', ...changed, ...ofPassword].map((column) => sql.ref(`u.${column}`)))}) own))`
  const rowsIn = (table: string) =>
    sql`coalesce((select json_agg(t) from ${sql.table(table)} t where t.user_id = u.user_id), '[]')`
  const belongings = sql`${sql.join(kept.flatMap((table) => [sql.lit(table), rowsIn(table)]))},
    'windows_accounts', coalesce((select json_agg(a) from windows_account_links l
      join windows_accounts a on a.tenant_id = l.tenant_id and a.account_id = l.account_id where l.user_id = u.user_id), '[]')`
  for (const [withBelongings, content] of [[false, own] as const, [true, sql`${own}, ${belongings}`] as const]) {
    const userIds = people.flatMap((one) => (one.withBelongings === withBelongings ? [one.userId] : []))
    if (userIds.length > 0)
      await sql`insert into former_people (tenant_id, import_id, user_id, content)
        select u.tenant_id, ${importId}, u.user_id, json_build_object(${content})
        from users u where u.user_id = any(${userIds}::uuid[])`.execute(db)
  }
}

/**
 * Puts people back as they were kept; the version rises all the same, because forms may be open. A password comes back
 * only to those to whom the import gave one (`password`), and neither it nor a Windows account where it was changed
 * after `writtenAt`.
 * @returns who has another password, other rights or a lock now: sessions of theirs stood on what is no more.
 */
export async function putBackAsWas(
  db: Db,
  importId: string,
  people: readonly { userId: string; password: boolean; writtenAt: string | undefined }[],
  { at, by }: Write,
): Promise<{ admittedAnew: string[] }> {
  if (people.length === 0) return { admittedAnew: [] }
  const userIds = people.map(({ userId }) => userId)
  const given = sql`jsonb_to_recordset(${JSON.stringify(
    people.map(({ userId, password, writtenAt }) => ({ u: userId, p: password, w: writtenAt ?? null })),
  )}::jsonb) as v (u uuid, p boolean, w timestamptz)`
  const rows = (table: string) => sql`(select p.* from former_people f
    cross join lateral json_populate_recordset(null::${sql.table(table)}, f.content -> ${table}) p
    where f.import_id = ${importId} and f.user_id = any(${userIds}::uuid[]))`
  const set = (columns: readonly string[]) =>
    sql.join(columns.map((column) => sql`${sql.ref(column)} = ${sql.ref(`r.${column}`)}`))
  const administrates = sql`exists (select from json_populate_recordset(null::memberships, f.content -> 'memberships') m
    where m.administrator)`
  const { rows: others } = await sql<{ userId: string }>`select u.user_id from users u
    join ${rows('users')} r on r.user_id = u.user_id
    join former_people f on f.tenant_id = u.tenant_id and f.import_id = ${importId} and f.user_id = u.user_id
    where r.system_administrator <> u.system_administrator or (r.disabled and not u.disabled)
      or (f.content -> 'memberships' is not null and ${administrates} <> u.group_administrator)`.execute(db)
  const { rows: passwords } = await sql<{ userId: string }>`update users u set ${set(ofPassword)}
    from ${rows('users')} r join ${given} on v.u = r.user_id
    where u.user_id = r.user_id and v.p and (u.password_changed_at is null or u.password_changed_at <= v.w)
    returning u.user_id`.execute(db)
  await sql`update users u set ${set(changed)}, updated_at = ${at}, updated_by = ${by}, version = u.version + 1
    from ${rows('users')} r where u.user_id = r.user_id`.execute(db)
  const accounts = sql`(select distinct on (p.account_id) p.*, coalesce(v.w, 'infinity') as written_at from former_people f
    join ${given} on v.u = f.user_id
    cross join lateral json_populate_recordset(null::windows_accounts, f.content -> 'windows_accounts') p
    where f.import_id = ${importId} order by p.account_id, written_at desc) r`
  await sql`update windows_accounts a set name = r.name, place = r.place, upn = r.upn, password = r.password, updated_at = ${at}
    from ${accounts} where a.account_id = r.account_id and a.updated_at <= r.written_at`.execute(db)
  await sql`update windows_accounts a set unused_since = null
    from ${accounts} where a.account_id = r.account_id and a.unused_since is not null`.execute(db)
  for (const table of kept) {
    await sql`delete from ${sql.table(table)} where user_id in (select f.user_id from former_people f
      where f.import_id = ${importId} and f.user_id = any(${userIds}::uuid[]) and f.content -> ${table} is not null)`.execute(
      db,
    )
    await sql`insert into ${sql.table(table)} select * from ${rows(table)} r`.execute(db)
  }
  return { admittedAnew: [...new Set([...others, ...passwords].map(({ userId }) => userId))] }
}
