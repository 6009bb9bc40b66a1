import { readMfaFile } from '@kaoban/codecs'
import type { Context, Steps } from '../platform/context.ts'
import { backgroundContext } from '../platform/job-context.ts'
import type { TestPerson, TestServer, TestTenant } from '../platform/testing.ts'
import { personWithoutSession } from '../sessions/sessions.service.ts'
import {
  type FactorChange,
  type FactorEntry,
  type FactorWorld,
  factorsOf,
  factorWorld,
  type HeldFactors,
  judgeFactors,
  nothingHeld,
  type PreparedFactors,
  prepareFactors,
  putFactors,
} from './factors.service.ts'

/** Works in transactions as a person, the way tasks do. */
export function stepsAs(server: TestServer, tenant: TestTenant, by: TestPerson): Steps {
  const inTransaction = <T>(work: (ctx: Context) => Promise<T>) =>
    server.database.transaction({ tenantId: tenant.tenantId }, async (db) => {
      const actor = (await personWithoutSession(db, by.userId, 'test', server.clock.now()))!
      const who = { tenantId: tenant.tenantId, actor, locale: 'ja' as const, address: '' }
      return work(backgroundContext(server.platform, 'test', who, db))
    })
  const { clock, secrets } = server.platform
  return { clock, secrets, tenantId: tenant.tenantId, inTransaction } as unknown as Steps
}

/** Cells by column of one row of a list, in a file that is read as an import reads it. */
export type Cells = Record<string, string>

export function entryOf(loginId: string, cells: Cells, mode = 'update') {
  const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`
  const columns = { userid: loginId, mode, ...cells }
  const text = [Object.keys(columns), Object.values(columns)].map((row) => row.map(quote).join(',')).join('\r\n')
  const file = readMfaFile(Buffer.from(text), { entrance: 'portal', encoding: 'utf-8' })
  if (!file.ok) throw new Error(JSON.stringify(file.faults))
  return file.rows[0]!
}

/** Imports one row each for people who exist, as the importer does: nothing of it when anything is refused. */
export async function importRows(
  server: TestServer,
  tenant: TestTenant,
  rows: readonly { person: Pick<TestPerson, 'userId' | 'loginId'>; cells: Cells }[],
  by = tenant.administrator,
) {
  const steps = stepsAs(server, tenant, by)
  const asked = rows.map(({ person, cells }) => {
    const { entry, faults } = entryOf(person.loginId, cells)
    return { key: person.userId, userId: person.userId, entry, faults }
  })
  const prepared: ReadonlyMap<string, PreparedFactors> = await prepareFactors(steps, asked)
  return steps.inTransaction(async (ctx) => {
    const held: ReadonlyMap<string, HeldFactors> = await factorsOf(
      ctx,
      asked.map(({ userId }) => userId),
    )
    const world: FactorWorld = await factorWorld(ctx, asked)
    const judged = asked.map(({ userId, entry, faults }) => {
      const row: { entry: FactorEntry; line: number; userId: string } = { entry, line: 2, userId }
      const result = judgeFactors(row, held.get(userId) ?? nothingHeld, world, prepared.get(userId))
      return { ...result, faults: [...faults, ...result.faults] }
    })
    const refused = judged.some(({ faults }) => faults.some(({ level }) => level !== 'warning'))
    const changes: FactorChange[] = asked.map(({ userId, entry }) => ({
      userId,
      entry,
      prepared: prepared.get(userId)!,
    }))
    if (!refused) await putFactors(ctx, changes)
    return judged.map(({ faults, differences }) => ({
      faults: faults.map(({ code, column }) => `${code} ${column}`),
      differences: differences.map(({ field, before, after }) => `${field}: ${before} → ${after}`),
    }))
  })
}
