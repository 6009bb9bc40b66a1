import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'

export interface AuthenticationTable {
  tenantId: string
  at: Date
  authenticationId: string
  receivedAt: Date
  succeeded: boolean
  means: string
  scene: string
  userId: string | null
  loginId: string
  windowsAccount: string
  windowsDomain: string
  windowsUpn: string
  terminalId: string | null
  terminalName: string
  serviceProviderUrl: string
  errorCode: string | null
}

export interface AuthenticationImageTable {
  tenantId: string
  at: Date
  authenticationId: string
  image: Uint8Array
}

declare module '../platform/database.ts' {
  interface Database {
    authentications: AuthenticationTable
    authenticationImages: AuthenticationImageTable
  }
}

export async function insertAuthentication(db: Db, row: AuthenticationTable): Promise<void> {
  await db.insertInto('authentications').values(row).execute()
}

export async function insertAuthenticationImage(db: Db, row: AuthenticationImageTable): Promise<void> {
  await db.insertInto('authenticationImages').values(row).execute()
}

export function countByHour(db: Db, since: Date) {
  return db
    .selectFrom('authentications')
    .select((e) => [
      sql<Date>`date_trunc('hour', at)`.as('hour'),
      'succeeded',
      e.fn.countAll<number>().$castTo<number>().as('count'),
    ])
    .where('at', '>=', since)
    .groupBy(['hour', 'succeeded'])
    .orderBy('hour')
    .execute()
}

export function findNewestOf(db: Db, userId: string, since: Date, limit: number) {
  return db
    .selectFrom('authentications')
    .select(['authenticationId', 'at', 'succeeded', 'means', 'scene', 'terminalName', 'errorCode'])
    .where('userId', '=', userId)
    .where('at', '>=', since)
    .orderBy('at', 'desc')
    .limit(limit)
    .execute()
}
