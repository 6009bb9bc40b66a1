import type { PersonFace } from '@kaoban/contract'
import type { Locale } from '@kaoban/messages'
import { type ColumnType, type Generated, type GeneratedAlways, type Insertable, sql, type Updateable } from 'kysely'
import { type Db, isUniqueViolation } from '../platform/database.ts'

export interface UserTable {
  tenantId: string
  userId: string
  loginId: string
  /** loginId without case, unique in the tenant */
  loginIdKey: string
  familyName: Generated<string>
  middleName: Generated<string>
  givenName: Generated<string>
  mail: Generated<string>
  mailKey: string | null
  systemAdministrator: Generated<boolean>
  appLoginAllowed: Generated<boolean>
  appLoginMethod: Generated<'none' | 'face' | 'face-and-password'>
  appLoginFailure: Generated<'login-screen' | 'again'>
  pauseAllowed: Generated<boolean>
  locale: Locale | null
  passwordHash: string | null
  passwordInitial: Generated<boolean>
  passwordChangedAt: Date | null
  failedSignIns: Generated<number>
  /** When a failure was counted last; null: not known. */
  lastFailedAt: Generated<Date | null>
  lockedUntil: Date | null
  registeredAt: Date
  updatedAt: Date
  version: Generated<number>
  /** ID of who changed the record last; null: not known. */
  updatedBy: Generated<string | null>
  /** What searches look through; made by the database. */
  searchText: GeneratedAlways<string>
  /** Written by a trigger when a display face comes, is confirmed or goes. */
  faceState: Generated<PersonFace>
  faceSince: Generated<Date | null>
  /** Locked by an administrator. */
  disabled: Generated<boolean>
  /** Days, ISO 8601. */
  validFrom: ColumnType<string | null, string | null | undefined, string | null>
  validUntil: ColumnType<string | null, string | null | undefined, string | null>
  /** Written by triggers that follow memberships and links. */
  groupAdministrator: GeneratedAlways<boolean>
  groupCount: GeneratedAlways<number>
  accountCount: GeneratedAlways<number>
}

declare module '../platform/database.ts' {
  interface Database {
    users: UserTable
  }
}

/** Columns of a person; days as text, because a Date of a day depends on the zone of the server. */
const personColumns = [
  'userId',
  'loginId',
  'familyName',
  'middleName',
  'givenName',
  'mail',
  'systemAdministrator',
  'appLoginAllowed',
  'appLoginMethod',
  'appLoginFailure',
  'pauseAllowed',
  'faceState',
  'registeredAt',
  'lockedUntil',
  'passwordInitial',
  'disabled',
  'groupAdministrator',
  'groupCount',
  'accountCount',
  'version',
  'updatedAt',
  'updatedBy',
  sql<string | null>`valid_from::text`.as('validFrom'),
  sql<string | null>`valid_until::text`.as('validUntil'),
] as const

/** People with the columns that the product speaks of. */
export function people(db: Db) {
  return db.selectFrom('users').select(personColumns)
}

export type StoredPerson = Awaited<ReturnType<ReturnType<typeof people>['executeTakeFirstOrThrow']>>
export type NewPerson = Insertable<UserTable>
export type PersonChange = Updateable<UserTable> & { updatedAt: Date; updatedBy: string }

export function findPerson(db: Db, userId: string, lock = false): Promise<StoredPerson | undefined> {
  return people(db)
    .where('userId', '=', userId)
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirst()
}

/** Which of an ID and a mail address somebody else of the tenant has already. */
export async function findTaken(
  db: Db,
  keys: { loginIdKey?: string; mailKey: string | null },
  except?: string,
): Promise<{ loginId: boolean; mail: boolean }> {
  const rows = await db
    .selectFrom('users')
    .select(['loginIdKey', 'mailKey'])
    .where((eb) => eb.or([eb('loginIdKey', '=', keys.loginIdKey ?? ''), eb('mailKey', '=', keys.mailKey)]))
    .$if(except !== undefined, (query) => query.where('userId', '!=', except!))
    .execute()
  return {
    loginId: rows.some((row) => row.loginIdKey === keys.loginIdKey),
    mail: rows.some((row) => keys.mailKey !== null && row.mailKey === keys.mailKey),
  }
}

export type TakenField = 'loginId' | 'mail'

/** Stores a person, or says which field another person got first. */
export async function insertPerson(db: Db, row: NewPerson): Promise<StoredPerson | TakenField> {
  try {
    return await db.insertInto('users').values(row).returning(personColumns).executeTakeFirstOrThrow()
  } catch (error) {
    return takenBy(error)
  }
}

/** Stores a change under a new version, or says that another person has the mail address. */
export async function updatePerson(db: Db, userId: string, change: PersonChange): Promise<StoredPerson | TakenField> {
  try {
    return await db
      .updateTable('users')
      .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
      .where('userId', '=', userId)
      .returning(personColumns)
      .executeTakeFirstOrThrow()
  } catch (error) {
    return takenBy(error)
  }
}

function takenBy(error: unknown): TakenField {
  if (isUniqueViolation(error, 'users_login_id')) return 'loginId'
  if (isUniqueViolation(error, 'users_mail')) return 'mail'
  throw error
}

/**
 * Every system administrator, locked until the end of the transaction. Always in the same order and before any other
 * person is locked, so that two requests wait for each other and never both forever [NFM-ROL-005].
 */
export async function lockSystemAdministrators(db: Db): Promise<Set<string>> {
  return idsOf(await systemAdministrators(db).forUpdate().execute())
}

export async function findSystemAdministrators(db: Db): Promise<Set<string>> {
  return idsOf(await systemAdministrators(db).execute())
}

/** Those who can administer today and every day: a lock or a last day takes it away as a demotion does. */
function systemAdministrators(db: Db) {
  return db
    .selectFrom('users')
    .select('userId')
    .where('systemAdministrator', '=', true)
    .where('disabled', '=', false)
    .where('validUntil', 'is', null)
    .orderBy('userId')
}

function idsOf(rows: readonly { userId: string }[]): Set<string> {
  return new Set(rows.map(({ userId }) => userId))
}

/** Locks people as an administrator; returns those who were not locked before. */
export function disable(db: Db, userIds: readonly string[], at: Date, by: string) {
  return db
    .updateTable('users')
    .set((eb) => ({ disabled: true, updatedAt: at, updatedBy: by, version: eb('version', '+', 1) }))
    .where(sql<boolean>`user_id = any(${userIds}::uuid[])`)
    .where('disabled', '=', false)
    .returning(['userId', 'loginId'])
    .execute()
}

/** A form that was opened before is refused from now on. */
export async function raiseVersions(db: Db, userIds: readonly string[], at: Date, by: string): Promise<void> {
  await db
    .updateTable('users')
    .set((eb) => ({ updatedAt: at, updatedBy: by, version: eb('version', '+', 1) }))
    .where(sql<boolean>`user_id = any(${userIds}::uuid[])`)
    .execute()
}

export function findOwn(db: Db, userId: string) {
  return db
    .selectFrom('users')
    .select(['loginId', 'familyName', 'middleName', 'givenName', 'mail', 'registeredAt', 'passwordChangedAt'])
    .select([
      sql<string | null>`valid_from::text`.as('validFrom'),
      sql<string | null>`valid_until::text`.as('validUntil'),
    ])
    .where('userId', '=', userId)
    .executeTakeFirstOrThrow()
}

/** Not a change of the record that an administrator edits, so its version stays. */
export async function updateLocale(db: Db, userId: string, locale: Locale): Promise<void> {
  await db.updateTable('users').set({ locale }).where('userId', '=', userId).execute()
}
