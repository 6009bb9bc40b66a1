import type { AppKind, AppPart, WindowsLogonKind } from '@kaoban/contract'
import { type Generated, type SqlBool, sql } from 'kysely'
import { type Reach, withinReach } from '../groups/groups.service.ts'
import type { Db } from '../platform/database.ts'

interface RegisteredAppTable {
  tenantId: string
  appId: number
  kind: AppKind
  name: string
  registeredAt: Date
}

export interface UserFactorTable {
  tenantId: string
  userId: string
  totpSeed: Uint8Array | null
  totpAlgorithm: Generated<'SHA1' | 'SHA256' | 'SHA512'>
  totpDigits: Generated<number>
  totpSeconds: Generated<number>
  pinHash: string | null
  qrPinHash: string | null
  qrCode: 'none' | 'to-be-issued' | 'issued'
  carryOut: boolean
  carryOutDeleteDays: number
  carryOutUpdateDays: number
}

export interface AppCredentialTable {
  tenantId: string
  userId: string
  appId: number
  part: AppPart
  plain: string | null
  sealed: Uint8Array | null
}

export interface WindowsLogonTable {
  tenantId: string
  userId: string
  number: number
  description: string
  accountId: string | null
  kind: WindowsLogonKind | null
  place: string
  name: string
  password: Uint8Array | null
}

interface DelegationTable {
  tenantId: string
  userId: string
  delegatorId: string
  grantedAt: Date
  grantedBy: string
}

declare module '../platform/database.ts' {
  interface Database {
    registeredApps: RegisteredAppTable
    userFactors: UserFactorTable
    appCredentials: AppCredentialTable
    windowsLogons: WindowsLogonTable
    delegations: DelegationTable
  }
}

/** Rows of one insert: parameters of a statement are numbered with 16 bits. */
const rowsAtOnce = 1000

function lots<Row>(rows: readonly Row[]): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / rowsAtOnce) }, (_, lot) =>
    rows.slice(lot * rowsAtOnce, (lot + 1) * rowsAtOnce),
  )
}

const ofPeople = (userIds: readonly string[]) => sql<SqlBool>`user_id = any(${userIds}::uuid[])`

export function findUserFactors(db: Db, userIds: readonly string[]) {
  return db.selectFrom('userFactors').selectAll().where(ofPeople(userIds)).execute()
}

export type UserFactorRow = Awaited<ReturnType<typeof findUserFactors>>[number]

export async function saveUserFactors(db: Db, rows: readonly UserFactorRow[]): Promise<void> {
  for (const lot of lots(rows))
    await db
      .insertInto('userFactors')
      .values(lot)
      .onConflict((conflict) =>
        conflict.columns(['tenantId', 'userId']).doUpdateSet((eb) => ({
          totpSeed: eb.ref('excluded.totpSeed'),
          totpAlgorithm: eb.ref('excluded.totpAlgorithm'),
          totpDigits: eb.ref('excluded.totpDigits'),
          totpSeconds: eb.ref('excluded.totpSeconds'),
          pinHash: eb.ref('excluded.pinHash'),
          qrPinHash: eb.ref('excluded.qrPinHash'),
          qrCode: eb.ref('excluded.qrCode'),
          carryOut: eb.ref('excluded.carryOut'),
          carryOutDeleteDays: eb.ref('excluded.carryOutDeleteDays'),
          carryOutUpdateDays: eb.ref('excluded.carryOutUpdateDays'),
        })),
      )
      .execute()
}

export function findCredentials(db: Db, userIds: readonly string[]): Promise<AppCredentialTable[]> {
  return db.selectFrom('appCredentials').selectAll().where(ofPeople(userIds)).orderBy('appId').orderBy('part').execute()
}

export async function saveCredentials(db: Db, rows: readonly AppCredentialTable[]): Promise<void> {
  for (const lot of lots(rows))
    await db
      .insertInto('appCredentials')
      .values(lot)
      .onConflict((conflict) =>
        conflict
          .columns(['tenantId', 'userId', 'appId', 'part'])
          .doUpdateSet((eb) => ({ plain: eb.ref('excluded.plain'), sealed: eb.ref('excluded.sealed') })),
      )
      .execute()
}

export type CredentialKey = Pick<AppCredentialTable, 'userId' | 'appId' | 'part'>

export async function deleteCredentials(db: Db, keys: readonly CredentialKey[]): Promise<void> {
  if (keys.length === 0) return
  const wanted = JSON.stringify(keys.map(({ userId, appId, part }) => ({ u: userId, a: appId, p: part })))
  await sql`delete from app_credentials where (user_id, app_id, part) in
    (select u, a, p from jsonb_to_recordset(${wanted}::jsonb) as r (u uuid, a integer, p text))`.execute(db)
}

export function findLogons(db: Db, userIds: readonly string[]): Promise<WindowsLogonTable[]> {
  return db.selectFrom('windowsLogons').selectAll().where(ofPeople(userIds)).orderBy('number').execute()
}

/** Gives these people exactly these rows. */
export async function replaceLogons(
  db: Db,
  userIds: readonly string[],
  rows: readonly WindowsLogonTable[],
): Promise<void> {
  if (userIds.length === 0) return
  await db.deleteFrom('windowsLogons').where(ofPeople(userIds)).execute()
  for (const lot of lots(rows)) await db.insertInto('windowsLogons').values(lot).execute()
}

/** Who may sign in as whom, of these people on either side, with the names of both. */
export async function findDelegations(db: Db, userIds: readonly string[]) {
  const names = (side: 'u' | 'd') =>
    sql`jsonb_build_object('userId', ${sql.ref(`${side}.user_id`)}, 'loginId', ${sql.ref(`${side}.login_id`)},
      'familyName', ${sql.ref(`${side}.family_name`)}, 'middleName', ${sql.ref(`${side}.middle_name`)},
      'givenName', ${sql.ref(`${side}.given_name`)})`
  const { rows } = await sql<{ delegate: DelegationParty; delegator: DelegationParty }>`
    select ${names('u')} as delegate, ${names('d')} as delegator from delegations g
    join users u on u.tenant_id = g.tenant_id and u.user_id = g.user_id
    join users d on d.tenant_id = g.tenant_id and d.user_id = g.delegator_id
    where g.user_id = any(${userIds}::uuid[]) or g.delegator_id = any(${userIds}::uuid[])
    order by u.login_id_key, d.login_id_key`.execute(db)
  return rows
}

export interface DelegationParty {
  userId: string
  loginId: string
  familyName: string
  middleName: string
  givenName: string
}

export interface Delegation {
  userId: string
  delegatorId: string
}

export async function saveDelegations(
  db: Db,
  tenantId: string,
  pairs: readonly Delegation[],
  granted: { at: Date; by: string },
): Promise<void> {
  for (const lot of lots(pairs))
    await db
      .insertInto('delegations')
      .values(lot.map((pair) => ({ tenantId, ...pair, grantedAt: granted.at, grantedBy: granted.by })))
      .onConflict((conflict) => conflict.columns(['tenantId', 'userId', 'delegatorId']).doNothing())
      .execute()
}

export async function deleteDelegations(db: Db, pairs: readonly Delegation[]): Promise<void> {
  if (pairs.length === 0) return
  const wanted = JSON.stringify(pairs.map(({ userId, delegatorId }) => ({ u: userId, d: delegatorId })))
  await sql`delete from delegations where (user_id, delegator_id) in
    (select u, d from jsonb_to_recordset(${wanted}::jsonb) as r (u uuid, d uuid))`.execute(db)
}

/** A group administrator decides about the own people, and not about those who administer. */
function changeable(reach: Reach) {
  if (reach === 'all') return sql<SqlBool>`true`
  return sql<SqlBool>`(${withinReach(reach)} and not system_administrator and not group_administrator)`
}

/** People by ID without case: those who were there before, and whether an administrator may decide about them. */
export async function findParties(db: Db, keys: readonly string[], reach: Reach, before: Date | undefined) {
  const { rows } = await sql<{ userId: string; loginIdKey: string; changeable: boolean }>`
    select user_id, login_id_key, (${changeable(reach)}) as changeable from users
    where login_id_key = any(${keys}::text[]) and (${before ?? null}::timestamptz is null or registered_at < ${before ?? null})`.execute(
    db,
  )
  return rows
}

/** Of these people, those whom an administrator sees. */
export async function findWithin(db: Db, userIds: readonly string[], reach: Reach): Promise<Set<string>> {
  const { rows } = await sql<{ userId: string }>`select user_id from users
    where user_id = any(${userIds}::uuid[]) and ${withinReach(reach)}`.execute(db)
  return new Set(rows.map(({ userId }) => userId))
}

/** Of these people, those whom an administrator decides about. */
export async function findChangeable(db: Db, userIds: readonly string[], reach: Reach): Promise<Set<string>> {
  const { rows } = await sql<{ userId: string }>`select user_id from users
    where user_id = any(${userIds}::uuid[]) and ${changeable(reach)}`.execute(db)
  return new Set(rows.map(({ userId }) => userId))
}

/** Locks people in one order and raises their versions: forms that are open are refused, undoing notices. */
export async function touchPeople(db: Db, userIds: readonly string[], at: Date, by: string): Promise<number> {
  await sql`select 1 from users where user_id = any(${userIds}::uuid[]) order by user_id for update`.execute(db)
  const { numAffectedRows } =
    await sql`update users set version = version + 1, updated_at = ${at}, updated_by = ${by} where user_id = any(${userIds}::uuid[])`.execute(
      db,
    )
  return Number(numAffectedRows)
}

export function findFactorPerson(db: Db, userId: string, lock: boolean) {
  return db
    .selectFrom('users')
    .select(['loginId', 'faceState', 'version', sql<boolean>`password_hash is not null`.as('password')])
    .where('userId', '=', userId)
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirst()
}

/** How much of each kind somebody has. */
export interface Held {
  factors: number
  /** Applications. */
  credentials: number
  /** Windows accounts that the portal cannot hold. */
  logons: number
  delegations: number
}

export async function countHeld(db: Db, userId: string): Promise<Held> {
  const { rows } = await sql<Held>`select
    coalesce((select (totp_seed is not null)::int + (pin_hash is not null)::int + (qr_pin_hash is not null)::int
      from user_factors where user_id = ${userId}), 0) as factors,
    (select count(distinct app_id) from app_credentials where user_id = ${userId})::int as credentials,
    (select count(*) from windows_logons where user_id = ${userId} and kind is not null)::int as logons,
    (select count(*) from delegations where user_id = ${userId} or delegator_id = ${userId})::int as delegations`.execute(
    db,
  )
  return rows[0]!
}

export async function deleteHeld(db: Db, userId: string, what: keyof Held): Promise<void> {
  if (what === 'factors') await db.deleteFrom('userFactors').where('userId', '=', userId).execute()
  if (what === 'credentials') await db.deleteFrom('appCredentials').where('userId', '=', userId).execute()
  if (what === 'logons') await db.deleteFrom('windowsLogons').where('userId', '=', userId).execute()
  if (what !== 'delegations') return
  await db
    .deleteFrom('delegations')
    .where((eb) => eb.or([eb('userId', '=', userId), eb('delegatorId', '=', userId)]))
    .execute()
  // Somebody in the recycle bin does not bring one back.
  await sql`update recycled_users set content = jsonb_set(content, '{delegations}', coalesce(
      (select jsonb_agg(g) from jsonb_array_elements(content -> 'delegations') g
        where ${userId} not in (g ->> 'user_id', g ->> 'delegator_id')), '[]'))
    where jsonb_path_exists(content, '$.delegations[*] ? (@.user_id == $one || @.delegator_id == $one)',
      jsonb_build_object('one', ${userId}::text))`.execute(db)
}

const own = ['user_factors', 'app_credentials', 'windows_logons', 'delegations'] as const

/** Keeps everything of these people as it stands, sealed values sealed; delegations as those to whom they are given. */
export async function keepRows(db: Db, importId: string, userIds: readonly string[]): Promise<void> {
  const rowsIn = (table: string) =>
    sql`coalesce((select jsonb_agg(to_jsonb(t)) from ${sql.table(table)} t where t.user_id = u.user_id), '[]')`
  await sql`insert into former_factors (tenant_id, import_id, user_id, content)
    select u.tenant_id, ${importId}, u.user_id,
      jsonb_build_object(${sql.join(own.flatMap((table) => [sql.lit(table), rowsIn(table)]))})
    from users u where u.user_id = any(${userIds}::uuid[])`.execute(db)
}

/** Puts back what was kept; what refers to an application or a person that is gone stays away. */
export async function restoreRows(db: Db, importId: string, userIds: readonly string[]): Promise<void> {
  const kept = sql`former_factors f where f.import_id = ${importId} and f.user_id = any(${userIds}::uuid[])`
  const needed: Record<(typeof own)[number], ReturnType<typeof sql>> = {
    user_factors: sql`true`,
    windows_logons: sql`true`,
    app_credentials: sql`exists (select 1 from registered_apps a where a.app_id = r.app_id)`,
    delegations: sql`exists (select 1 from users d where d.user_id = r.delegator_id)`,
  }
  for (const table of own) {
    await sql`delete from ${sql.table(table)} where user_id in (select f.user_id from ${kept})`.execute(db)
    await sql`insert into ${sql.table(table)} select r.* from (select f.content from ${kept}) k
      cross join lateral jsonb_populate_recordset(null::${sql.table(table)}, k.content -> ${table}) r
      where ${needed[table]}`.execute(db)
  }
}
