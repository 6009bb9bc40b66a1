import type { Locale } from '@kaoban/messages'
import type { Db } from '../platform/database.ts'

export interface ConsentTable {
  tenantId: string
  consentId: string
  userId: string
  textVersion: number
  locale: Locale
  givenAt: Date
  givenBy: string
  withdrawnAt: Date | null
}

declare module '../platform/database.ts' {
  interface Database {
    consents: ConsentTable
  }
}

export async function insertConsent(db: Db, row: ConsentTable): Promise<void> {
  await db.insertInto('consents').values(row).execute()
}

/** The consent to this text that has not been withdrawn. */
export function findConsent(db: Db, userId: string, textVersion: number): Promise<ConsentTable | undefined> {
  return db
    .selectFrom('consents')
    .selectAll()
    .where('userId', '=', userId)
    .where('textVersion', '=', textVersion)
    .where('withdrawnAt', 'is', null)
    .orderBy('givenAt', 'desc')
    .executeTakeFirst()
}

/** Returns how many consents were open. */
export async function markWithdrawn(db: Db, userId: string, at: Date): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('consents')
    .set({ withdrawnAt: at })
    .where('userId', '=', userId)
    .where('withdrawnAt', 'is', null)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}
