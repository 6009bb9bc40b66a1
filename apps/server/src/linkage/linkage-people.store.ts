import { type SqlBool, sql } from 'kysely'
import type { Db } from '../platform/database.ts'

interface LinkagePersonTable {
  tenantId: string
  loginIdKey: string
  externalId: string
  modifiedAt: Date | null
  face: Uint8Array | null
}

declare module '../platform/database.ts' {
  interface Database {
    linkagePeople: LinkagePersonTable
  }
}

export type SeenPerson = Omit<LinkagePersonTable, 'tenantId'>

/** How people with these IDs, without case, were last seen outside. */
export async function findSeen(db: Db, keys: readonly string[]): Promise<Map<string, SeenPerson>> {
  const rows = await db
    .selectFrom('linkagePeople')
    .select(['loginIdKey', 'externalId', 'modifiedAt', 'face'])
    .where(sql<SqlBool>`login_id_key = any(${keys}::text[])`)
    .execute()
  return new Map(rows.map((row) => [row.loginIdKey, row]))
}

export async function putSeen(db: Db, tenantId: string, people: readonly SeenPerson[]): Promise<void> {
  if (people.length === 0) return
  await db
    .insertInto('linkagePeople')
    .values(people.map((person) => ({ tenantId, ...person })))
    .onConflict((conflict) =>
      conflict.columns(['tenantId', 'loginIdKey']).doUpdateSet(({ ref }) => ({
        externalId: ref('excluded.externalId'),
        modifiedAt: ref('excluded.modifiedAt'),
        face: ref('excluded.face'),
      })),
    )
    .execute()
}
