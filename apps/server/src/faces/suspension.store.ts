import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'

/** People with a face that is not suspended. */
export async function countFaces(db: Db): Promise<number> {
  const { people } = await db
    .selectFrom('faces')
    .select((eb) => eb.fn.countAll<number>().as('people'))
    .where('kind', '=', 'display')
    .where('suspendedUntil', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(people)
}

export async function countSuspended(db: Db): Promise<number> {
  const { people } = await db
    .selectFrom('faces')
    .select((eb) => eb.fn.countAll<number>().as('people'))
    .where('kind', '=', 'display')
    .where('suspendedUntil', 'is not', null)
    .executeTakeFirstOrThrow()
  return Number(people)
}

/** Suspends what is not suspended yet, or with null restores what is; returns how many people that concerns. */
export async function updateSuspension(db: Db, until: string | null): Promise<number> {
  const rows = await db
    .updateTable('faces')
    .set({ suspendedUntil: until })
    .where('suspendedUntil', until === null ? 'is not' : 'is', null)
    .returning('kind')
    .execute()
  return rows.filter(({ kind }) => kind === 'display').length
}

/** Deletes faces whose day has come, or all of them; returns how many people that concerns. */
export async function eraseFaces(db: Db, dueOn: string | undefined): Promise<number> {
  // An external system keeps the faces that the end of a licence takes away here [NFM-LNK-056].
  await sql`select set_config('app.linkage', 'licence', true)`.execute(db)
  const rows = await db
    .deleteFrom('faces')
    .$if(dueOn !== undefined, (query) => query.where(sql<boolean>`suspended_until <= ${dueOn}::date`))
    .returning('kind')
    .execute()
  await sql`select set_config('app.linkage', '', true)`.execute(db)
  return rows.filter(({ kind }) => kind === 'display').length
}

export async function findSuspended(
  db: Db,
  query: { page: number; size: number; search?: string | undefined; sort: 'loginId' | 'eraseOn'; descending: boolean },
) {
  const text = query.search?.trim() ?? ''
  const pattern = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
  const found = db
    .selectFrom('faces as f')
    .innerJoin('users as u', (join) => join.onRef('u.tenantId', '=', 'f.tenantId').onRef('u.userId', '=', 'f.userId'))
    .where('f.kind', '=', 'display')
    .where('f.suspendedUntil', 'is not', null)
    .$if(text !== '', (some) =>
      some.where((eb) =>
        eb.or([
          eb('u.loginId', 'ilike', pattern),
          eb(sql<string>`u.family_name || u.middle_name || u.given_name`, 'ilike', pattern),
        ]),
      ),
    )
  const { total } = await found.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const direction = query.descending ? 'desc' : 'asc'
  const rows = await found
    .select(['u.userId', 'u.loginId', 'u.familyName', 'u.middleName', 'u.givenName'])
    .select(sql<string>`f.suspended_until::text`.as('eraseOn'))
    .orderBy(query.sort === 'eraseOn' ? 'f.suspendedUntil' : 'u.loginIdKey', direction)
    .orderBy('u.loginIdKey')
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .execute()
  return { rows, total: Number(total) }
}
