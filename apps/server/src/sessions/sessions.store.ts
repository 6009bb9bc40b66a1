import type { Locale } from '@kaoban/messages'
import type { Db } from '../platform/database.ts'

export interface SessionTable {
  tenantId: string
  sessionId: string
  tokenHash: Uint8Array
  userId: string
  means: 'password' | 'face'
  terminalId: string | null
  address: string
  userAgent: string
  openedAt: Date
  lastSeenAt: Date
}

declare module '../platform/database.ts' {
  interface Database {
    sessions: SessionTable
  }
}

/** Stores a session in the place of the one this browser had, in one statement. */
export async function insertSession(db: Db, row: SessionTable, former: Uint8Array | undefined): Promise<void> {
  if (former === undefined) await db.insertInto('sessions').values(row).execute()
  else
    await db
      .with('ended', (query) => query.deleteFrom('sessions').where('tokenHash', '=', former))
      .insertInto('sessions')
      .values(row)
      .execute()
}

export interface SessionPerson {
  sessionId: string
  means: 'password' | 'face'
  openedAt: Date
  lastSeenAt: Date
  userId: string
  loginId: string
  familyName: string
  middleName: string
  givenName: string
  systemAdministrator: boolean
  locale: Locale | null
  passwordInitial: boolean
}

/** The session of a token with its person; whether it is still good is the service's decision. */
export function findSession(db: Db, tokenHash: Uint8Array): Promise<SessionPerson | undefined> {
  return db
    .selectFrom('sessions as s')
    .innerJoin('users as u', (join) => join.onRef('u.tenantId', '=', 's.tenantId').onRef('u.userId', '=', 's.userId'))
    .select(['s.sessionId', 's.means', 's.openedAt', 's.lastSeenAt', 'u.userId', 'u.loginId'])
    .select(['u.familyName', 'u.middleName', 'u.givenName', 'u.systemAdministrator', 'u.locale', 'u.passwordInitial'])
    .where('s.tokenHash', '=', tokenHash)
    .executeTakeFirst()
}

/** The same facts of a person without a session. */
export function findSessionPerson(db: Db, userId: string) {
  return db
    .selectFrom('users as u')
    .select([
      'u.userId',
      'u.loginId',
      'u.familyName',
      'u.middleName',
      'u.givenName',
      'u.systemAdministrator',
      'u.locale',
    ])
    .where('u.userId', '=', userId)
    .executeTakeFirst()
}

export async function touchSession(db: Db, sessionId: string, at: Date): Promise<void> {
  await db.updateTable('sessions').set({ lastSeenAt: at }).where('sessionId', '=', sessionId).execute()
}

export async function deleteSession(db: Db, sessionId: string, userId: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('sessions')
    .where('sessionId', '=', sessionId)
    .where('userId', '=', userId)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

/** Ends every session of a person but the named one; returns how many ended. */
export async function deleteSessionsOf(db: Db, userId: string, keep?: string): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('sessions')
    .where('userId', '=', userId)
    .$if(keep !== undefined, (query) => query.where('sessionId', '!=', keep!))
    .executeTakeFirst()
  return Number(numDeletedRows)
}

export function findSessionsOf(db: Db, userId: string) {
  return db
    .selectFrom('sessions')
    .select(['sessionId', 'openedAt', 'lastSeenAt', 'means', 'address', 'userAgent'])
    .where('userId', '=', userId)
    .orderBy('lastSeenAt', 'desc')
    .execute()
}
