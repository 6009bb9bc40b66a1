import type { FactorNumber } from '@kaoban/contract'
import { type Generated, sql } from 'kysely'
import type { Db } from '../platform/database.ts'

interface AuthenticationSetTable {
  tenantId: string
  appId: number
  setId: string
  groupId: string | null
  alternatives: unknown
  version: Generated<number>
  changedAt: Date
  changedBy: string
}

declare module '../platform/database.ts' {
  interface Database {
    authenticationSets: AuthenticationSetTable
  }
}

/** The sets of one application, or of all: that of everybody first, then by the code of the group. */
export async function findSets(db: Db, appId?: number) {
  const rows = await db
    .selectFrom('authenticationSets as s')
    .leftJoin('groups as g', (join) => join.onRef('g.tenantId', '=', 's.tenantId').onRef('g.groupId', '=', 's.groupId'))
    .select(['s.appId', 's.groupId', 's.alternatives', 's.version', 's.changedAt', 's.changedBy', 'g.code', 'g.name'])
    .$if(appId !== undefined, (query) => query.where('s.appId', '=', appId!))
    .orderBy('s.appId')
    .orderBy('g.codeKey', (order) => order.asc().nullsFirst())
    .execute()
  return rows.map((row) => ({ ...row, alternatives: row.alternatives as FactorNumber[][] }))
}

export type StoredSet = Awaited<ReturnType<typeof findSets>>[number]

interface SetKey {
  appId: number
  groupId: string | null
}

/** @returns false when the set is not of that version any more; 0 stands for none. */
export async function saveSet(
  db: Db,
  row: SetKey & { tenantId: string; setId: string; alternatives: FactorNumber[][]; changedAt: Date; changedBy: string },
  version: number,
): Promise<boolean> {
  const { appId, groupId, changedAt, changedBy } = row
  const alternatives = sql<unknown>`${JSON.stringify(row.alternatives)}::jsonb`
  if (version === 0) {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('authenticationSets')
      .values({ ...row, alternatives })
      .onConflict((conflict) => conflict.columns(['tenantId', 'appId', 'groupId']).doNothing())
      .executeTakeFirst()
    return numInsertedOrUpdatedRows === 1n
  }
  const { numUpdatedRows } = await db
    .updateTable('authenticationSets')
    .set((eb) => ({ alternatives, changedAt, changedBy, version: eb('version', '+', 1) }))
    .where('appId', '=', appId)
    .where('groupId', 'is not distinct from', groupId)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function deleteSet(db: Db, { appId, groupId }: SetKey): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('authenticationSets')
    .where('appId', '=', appId)
    .where('groupId', 'is not distinct from', groupId)
    .executeTakeFirst()
  return numDeletedRows === 1n
}
