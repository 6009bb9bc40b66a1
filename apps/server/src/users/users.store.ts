import type { PersonFace } from '@kaoban/contract'
import type { Locale } from '@kaoban/messages'
import type { Generated, GeneratedAlways, Insertable, Selectable, Updateable } from 'kysely'
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
  lockedUntil: Date | null
  registeredAt: Date
  updatedAt: Date
  version: Generated<number>
  /** What searches look through; made by the database. */
  searchText: GeneratedAlways<string>
  /** Written by a trigger when a display face comes, is confirmed or goes. */
  faceState: Generated<PersonFace>
  faceSince: Generated<Date | null>
}

declare module '../platform/database.ts' {
  interface Database {
    users: UserTable
  }
}

export const personColumns = [
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
  'version',
  'updatedAt',
] as const satisfies readonly (keyof UserTable)[]

export type StoredPerson = Pick<Selectable<UserTable>, (typeof personColumns)[number]>
export type NewPerson = Insertable<UserTable>
export type PersonChange = Updateable<UserTable>

export function findPerson(db: Db, userId: string, lock = false): Promise<StoredPerson | undefined> {
  return db
    .selectFrom('users')
    .select(personColumns)
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

function systemAdministrators(db: Db) {
  return db.selectFrom('users').select('userId').where('systemAdministrator', '=', true).orderBy('userId')
}

function idsOf(rows: readonly { userId: string }[]): Set<string> {
  return new Set(rows.map(({ userId }) => userId))
}

/** Deletes people with all that hangs on them; returns how many there were. */
export async function deletePeople(db: Db, userIds: readonly string[]): Promise<number> {
  let deleted = 0
  for (let start = 0; start < userIds.length; start += 1000) {
    const { numDeletedRows } = await db
      .deleteFrom('users')
      .where('userId', 'in', userIds.slice(start, start + 1000))
      .executeTakeFirst()
    deleted += Number(numDeletedRows)
  }
  return deleted
}

/** Not a change of the record that an administrator edits, so its version stays. */
export async function updateLocale(db: Db, userId: string, locale: Locale): Promise<void> {
  await db.updateTable('users').set({ locale }).where('userId', '=', userId).execute()
}
