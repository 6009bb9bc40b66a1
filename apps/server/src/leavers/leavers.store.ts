import type { RevokedPlace } from '@kaoban/contract'
import { type ColumnType, sql } from 'kysely'
import type { Db } from '../platform/database.ts'

interface DepartureTable {
  tenantId: string
  userId: string
  leftAt: Date
  leftBy: string
  places: ColumnType<RevokedPlace[], string, string>
}

declare module '../platform/database.ts' {
  interface Database {
    departures: DepartureTable
  }
}

/** The departure of somebody who is still away: unlocking brings a person back. */
export function findDeparture(db: Db, userId: string) {
  return db
    .selectFrom('departures as d')
    .innerJoin('users as u', (join) => join.onRef('u.tenantId', '=', 'd.tenantId').onRef('u.userId', '=', 'd.userId'))
    .select(['d.leftAt', 'd.leftBy', 'd.places'])
    .where('d.userId', '=', userId)
    .where('u.disabled', '=', true)
    .executeTakeFirst()
}

/** Writes a departure over an earlier one of somebody who came back in between. */
export async function saveDeparture(
  db: Db,
  row: { tenantId: string; userId: string; leftAt: Date; leftBy: string; places: RevokedPlace[] },
): Promise<void> {
  const { leftAt, leftBy } = row
  const places = JSON.stringify(row.places)
  await db
    .insertInto('departures')
    .values({ ...row, places })
    .onConflict((conflict) => conflict.columns(['tenantId', 'userId']).doUpdateSet({ leftAt, leftBy, places }))
    .execute()
}

/** Administrators who would be left, the person not counted; held until the end of the transaction [NFM-ROL-005]. */
export async function holdOtherAdministrators(db: Db, userId: string): Promise<number> {
  const rows = await db
    .selectFrom('users')
    .select('userId')
    .where('systemAdministrator', '=', true)
    .where('disabled', '=', false)
    .where('validUntil', 'is', null)
    .orderBy('userId')
    .forUpdate()
    .execute()
  return rows.filter((row) => row.userId !== userId).length
}

/** Locks the record and takes every right to administer; the version rises. */
export async function closeAccount(db: Db, userId: string, at: Date, by: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('users')
    .set((eb) => ({
      disabled: true,
      systemAdministrator: false,
      passwordHash: null,
      updatedAt: at,
      updatedBy: by,
      version: eb('version', '+', 1),
    }))
    .where('userId', '=', userId)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function exists(db: Db, userId: string): Promise<boolean> {
  return (await db.selectFrom('users').select('userId').where('userId', '=', userId).execute()).length > 0
}

/** Whether somebody can still come in by password. */
export async function countSignIns(db: Db, userId: string): Promise<number> {
  const row = await db
    .selectFrom('users')
    .select(sql<number>`(password_hash is not null and not disabled)::int`.as('open'))
    .where('userId', '=', userId)
    .executeTakeFirst()
  return row?.open ?? 0
}
