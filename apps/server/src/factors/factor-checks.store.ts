import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'

interface FactorFailureTable {
  tenantId: string
  loginIdKey: string
  factor: number
  failures: number
  blockedUntil: Date | null
  updatedAt: Date
}

declare module '../platform/database.ts' {
  interface Database {
    factorFailures: FactorFailureTable
    totpUses: { tenantId: string; userId: string; step: number }
  }
}

interface Counted {
  tenantId: string
  loginIdKey: string
  factor: number
}

/**
 * Counts a failure unless the factor is blocked, and then answers false. One statement: of many requests at once each sees
 * what the ones before it counted. A block that is over starts the count anew.
 */
export async function countAttempt(
  db: Db,
  counted: Counted,
  { at, until, failures }: { at: Date; until: Date; failures: number },
): Promise<boolean> {
  const blocked = sql<Date | null>`case when ${failures} <= 1 then ${until}::timestamptz end`
  const row = await db
    .insertInto('factorFailures')
    .values({ ...counted, failures: 1, blockedUntil: blocked, updatedAt: at })
    .onConflict((conflict) =>
      conflict
        .columns(['tenantId', 'loginIdKey', 'factor'])
        .doUpdateSet((eb) => {
          const before = eb.ref('factorFailures.failures')
          const over = eb.ref('factorFailures.blockedUntil')
          const count = sql<number>`case when ${over} is not null then 1 else ${before} + 1 end`
          return {
            failures: count,
            blockedUntil: sql<Date | null>`case when ${count} >= ${failures} then ${until}::timestamptz end`,
            updatedAt: at,
          }
        })
        .where((eb) =>
          eb.or([eb('factorFailures.blockedUntil', 'is', null), eb('factorFailures.blockedUntil', '<=', at)]),
        ),
    )
    .returning('failures')
    .executeTakeFirst()
  return row !== undefined
}

export async function forgetFailures(db: Db, loginIdKeys: readonly string[], factor?: number): Promise<void> {
  if (loginIdKeys.length === 0) return
  await db
    .deleteFrom('factorFailures')
    .where('loginIdKey', 'in', loginIdKeys)
    .$if(factor !== undefined, (query) => query.where('factor', '=', factor!))
    .execute()
}

export async function forgetFailuresBefore(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('factorFailures').where('updatedAt', '<', before).execute()
}

/** @returns false when a code of this step, or of a later one, was accepted before. */
export async function useStep(db: Db, row: { tenantId: string; userId: string; step: number }): Promise<boolean> {
  const used = await db
    .insertInto('totpUses')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['tenantId', 'userId']).doUpdateSet({ step: row.step }).where('totpUses.step', '<', row.step),
    )
    .returning('userId')
    .executeTakeFirst()
  return used !== undefined
}
