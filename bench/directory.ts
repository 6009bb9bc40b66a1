import { changeTenantSettings } from '@kaoban/contract'
import { sql } from 'kysely'
import { openTestTenant, type TestServer } from '../apps/server/src/platform/testing.ts'
import { TestDirectory } from '../apps/server/src/transfer/transfer-directory.testing.ts'
import { onBothDatabases, tidy } from './databases.ts'

const people = Number(process.env.KAOBAN_BENCH_PEOPLE ?? 24_774)
const renamed = Math.ceil(people / 100)
const gates = { firstSeconds: 60, unchangedSeconds: 60, unchangedWrites: 0 }

/**
 * Seconds of a run of the directory tool from its first account to the end, without the reading of LDAP: everybody new,
 * nothing changed, and one in a hundred renamed. Nobody is told passwords, so none are made: one takes a core 30 ms.
 */
export async function run(args: string[] = []): Promise<void> {
  const results = await onBothDatabases(args, measure)
  const passed = Object.values(results).every(
    ({ firstSeconds, unchangedSeconds, unchangedWrites }) =>
      firstSeconds <= gates.firstSeconds &&
      unchangedSeconds <= gates.unchangedSeconds &&
      unchangedWrites === gates.unchangedWrites,
  )
  console.log(JSON.stringify({ people, ...results, gates, passed }, null, 2))
  if (!passed) process.exitCode = 1
}

async function measure(server: TestServer) {
  const tenant = await openTestTenant(server)
  await tenant.administrator.browser.call(changeTenantSettings, {
    version: 1,
    settings: { 'mail.noAddressToAdmins': false },
  })
  const directory = await TestDirectory.open(server, tenant)
  for (let n = 0; n < people; n++) directory.put(`user${n}`, { fullName: `髙橋 太郎${n}` })
  const first = await timed(directory)
  if (first.totals.added !== people) throw new Error(`${first.totals.added} of ${people} were registered`)
  await tidy(server)
  const before = await written(server, tenant.tenantId)
  const unchanged = await timed(directory)
  const after = await written(server, tenant.tenantId)
  for (let n = 0; n < renamed; n++) directory.put(`user${n}`, { fullName: `佐藤 太郎${n}` })
  const changed = await timed(directory)
  if (changed.totals.updated !== renamed) throw new Error(`${changed.totals.updated} of ${renamed} were renamed`)
  return {
    ...{ firstSeconds: first.seconds, unchangedSeconds: unchanged.seconds, renamedSeconds: changed.seconds },
    unchangedWrites: [...after].filter((row) => !before.has(row)).length,
    rssMiB: Math.round(process.memoryUsage.rss() / 1_048_576),
  }
}

async function timed(directory: TestDirectory) {
  const began = performance.now()
  const { import: run } = await directory.run()
  if (run.state !== 'applied') throw new Error(`the run is ${run.state}`)
  return { seconds: Math.round((performance.now() - began) / 100) / 10, totals: run.totals }
}

/** Every row about people, with the transaction that wrote it. */
async function written(server: TestServer, tenantId: string): Promise<Set<string>> {
  const tables = ['users', 'memberships', 'windows_accounts', 'windows_account_links', 'directory_links']
  const rows = await Promise.all(
    tables.map((table) =>
      server.database.transaction({ tenantId }, async (db) => {
        const found = await sql<{
          row: string
        }>`select t::text || t.xmin::text as row from ${sql.table(table)} t`.execute(db)
        return found.rows.map(({ row }) => row)
      }),
    ),
  )
  return new Set(rows.flat())
}
