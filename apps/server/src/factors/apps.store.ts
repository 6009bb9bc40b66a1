import type { AppKind, RegisteredApp } from '@kaoban/contract'
import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'

export function findApps(db: Db): Promise<RegisteredApp[]> {
  return db.selectFrom('registeredApps').select(['appId', 'kind', 'name']).orderBy('appId').execute()
}

/** How many people, those in the recycle bin included, have sign-in data for each application. */
export async function countUsersOfApps(db: Db): Promise<Map<number, number>> {
  const { rows } = await sql<{ appId: number; users: number }>`
    select app_id, count(distinct user_id)::int as users from (
      select app_id, user_id from app_credentials
      union all
      select (c ->> 'app_id')::int, r.user_id from recycled_users r
        cross join lateral jsonb_array_elements(coalesce(r.content -> 'app_credentials', '[]')) c) held
    group by app_id`.execute(db)
  return new Map(rows.map(({ appId, users }) => [appId, users]))
}

/** @returns false when the ID is taken. */
export async function insertApp(
  db: Db,
  row: { tenantId: string; appId: number; kind: AppKind; name: string; registeredAt: Date },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('registeredApps')
    .values(row)
    .onConflict((conflict) => conflict.columns(['tenantId', 'appId']).doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** Keeps others from giving people sign-in data for it until the end of the transaction. */
export function holdApp(db: Db, appId: number): Promise<RegisteredApp | undefined> {
  return db
    .selectFrom('registeredApps')
    .select(['appId', 'kind', 'name'])
    .where('appId', '=', appId)
    .forUpdate()
    .executeTakeFirst()
}

export async function updateAppName(db: Db, appId: number, name: string): Promise<void> {
  await db.updateTable('registeredApps').set({ name }).where('appId', '=', appId).execute()
}

export async function deleteApp(db: Db, appId: number): Promise<void> {
  await db.deleteFrom('registeredApps').where('appId', '=', appId).execute()
}

/** The SP user name of somebody, and how many others have it for the same application. */
export async function findSpName(db: Db, appId: number, userId: string) {
  const { rows } = await sql<{ name: string; others: number }>`
    select c.plain as name, (select count(*)::int from app_credentials o
      where o.app_id = c.app_id and o.part = 'spname' and o.plain = c.plain and o.user_id <> c.user_id) as others
    from app_credentials c where c.user_id = ${userId} and c.app_id = ${appId} and c.part = 'spname'
      and c.plain is not null`.execute(db)
  return rows[0]
}
