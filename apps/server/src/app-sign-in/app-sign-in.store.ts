import { type Generated, sql } from 'kysely'
import type { Db } from '../platform/database.ts'

interface AppSignInTable {
  tenantId: string
  tokenHash: Uint8Array
  appId: number
  requestId: string | null
  relayState: string
  forced: boolean
  address: string
  userAgent: string
  loginId: string | null
  userId: string | null
  sessionId: string | null
  proven: Generated<number[]>
  startedAt: Date
  consumedAt: Date | null
}

declare module '../platform/database.ts' {
  interface Database {
    appSignIns: AppSignInTable
  }
}

export async function insertSignIn(
  db: Db,
  row: Omit<AppSignInTable, 'proven' | 'loginId' | 'userId' | 'sessionId' | 'consumedAt'>,
): Promise<void> {
  await db
    .insertInto('appSignIns')
    .values({ ...row, loginId: null, userId: null, sessionId: null, consumedAt: null })
    .execute()
}

/** Whether a request of a service provider was answered before. */
export async function isAnswered(db: Db, appId: number, requestId: string): Promise<boolean> {
  const row = await db
    .selectFrom('appSignIns')
    .select('appId')
    .where('appId', '=', appId)
    .where('requestId', '=', requestId)
    .where('consumedAt', 'is not', null)
    .executeTakeFirst()
  return row !== undefined
}

/** A sign-in that is not over, locked until the end of the transaction. */
export function holdSignIn(db: Db, tokenHash: Uint8Array, startedAfter: Date) {
  return db
    .selectFrom('appSignIns')
    .selectAll()
    .where('tokenHash', '=', tokenHash)
    .where('startedAt', '>', startedAfter)
    .where('consumedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst()
}

export type OpenSignIn = NonNullable<Awaited<ReturnType<typeof holdSignIn>>>

export async function bindSignIn(
  db: Db,
  tokenHash: Uint8Array,
  who: { loginId: string; userId: string | null; sessionId: string | null; proven: number[] },
): Promise<void> {
  await db.updateTable('appSignIns').set(who).where('tokenHash', '=', tokenHash).execute()
}

export async function consumeSignIn(db: Db, tokenHash: Uint8Array, at: Date): Promise<void> {
  await db.updateTable('appSignIns').set({ consumedAt: at }).where('tokenHash', '=', tokenHash).execute()
}

export async function deleteSignInsBefore(db: Db, before: Date): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('appSignIns').where('startedAt', '<', before).executeTakeFirst()
  return Number(numDeletedRows)
}

/** What service providers may be told about somebody. */
export async function findSubject(db: Db, userId: string) {
  const { rows } = await sql<{ loginId: string; mail: string; familyName: string; givenName: string }>`
    select login_id, mail, family_name, given_name from users where user_id = ${userId}`.execute(db)
  return rows[0]!
}

/** How a session was opened; undefined when it is over. */
export async function findMeans(db: Db, sessionId: string): Promise<string | undefined> {
  const { rows } = await sql<{ means: string }>`select means from sessions where session_id = ${sessionId}`.execute(db)
  return rows[0]?.means
}
