import type { OneTimePasswordMark } from '@kaoban/contract'
import type { Db } from '../platform/database.ts'

interface OneTimePasswordTable extends OneTimePasswordMark {
  tenantId: string
  oneTimePasswordId: string
  accountId: string
  validUntil: Date
  issuedAt: Date
  revokedAt: Date | null
}

declare module '../platform/database.ts' {
  interface Database {
    oneTimePasswords: OneTimePasswordTable
    oneTimePasswordKeys: { tenantId: string; accountId: string; key: Uint8Array }
  }
}

export async function findAccountKey(db: Db, accountId: string): Promise<Uint8Array | undefined> {
  const row = await db
    .selectFrom('oneTimePasswordKeys')
    .select('key')
    .where('accountId', '=', accountId)
    .executeTakeFirst()
  return row?.key
}

export async function insertAccountKey(
  db: Db,
  row: { tenantId: string; accountId: string; key: Uint8Array },
): Promise<void> {
  await db.insertInto('oneTimePasswordKeys').values(row).execute()
}

/** How many passwords of an account have this day and validity. */
export async function countMarked(
  db: Db,
  accountId: string,
  { day, days }: Pick<OneTimePasswordMark, 'day' | 'days'>,
): Promise<number> {
  const { passwords } = await db
    .selectFrom('oneTimePasswords')
    .select((eb) => eb.fn.countAll<number>().as('passwords'))
    .where('accountId', '=', accountId)
    .where('day', '=', day)
    .where('days', '=', days)
    .executeTakeFirstOrThrow()
  return Number(passwords)
}

export async function insertPassword(db: Db, row: Omit<OneTimePasswordTable, 'revokedAt'>): Promise<void> {
  await db
    .insertInto('oneTimePasswords')
    .values({ ...row, revokedAt: null })
    .execute()
}

/** The account that a password is for. */
export async function findAccountOf(db: Db, oneTimePasswordId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('oneTimePasswords')
    .select('accountId')
    .where('oneTimePasswordId', '=', oneTimePasswordId)
    .executeTakeFirst()
  return row?.accountId
}

/** Makes those that are still valid invalid, of one id or of one account where it is said; returns how many there were. */
export async function revokeOutstanding(
  db: Db,
  now: Date,
  which: { oneTimePasswordId?: string; accountId?: string } = {},
): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('oneTimePasswords')
    .set({ revokedAt: now })
    .where((eb) => eb.and(which))
    .where('revokedAt', 'is', null)
    .where('validUntil', '>', now)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Forgets those whose time was over before; returns how many. */
export async function deleteOverBefore(db: Db, before: Date): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('oneTimePasswords').where('validUntil', '<', before).executeTakeFirst()
  return Number(numDeletedRows)
}
