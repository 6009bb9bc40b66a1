import { rmSync } from 'node:fs'
import { Client } from 'pg'
import { startTestServer, type TestServer } from '../apps/server/src/platform/testing.ts'
import { postgresFolder } from '../tools/debian.ts'
import { startPostgres } from '../tools/postgres.ts'

/**
 * What `measure` finds on the embedded database, in its folder and thread as in the product, and on a PostgreSQL of
 * its own, which writes through the system's cache (no fsync). `--on embedded|postgresql` measures only one; a machine
 * without PostgreSQL measures the embedded one alone.
 */
export async function onBothDatabases<T>(
  args: string[],
  measure: (server: TestServer) => Promise<T>,
): Promise<{ embedded?: T; postgresql?: T }> {
  const at = args.indexOf('--on')
  const only = at === -1 ? undefined : args[at + 1]
  const results: { embedded?: T; postgresql?: T } = {}
  if (only !== 'postgresql') {
    delete process.env.KAOBAN_TEST_DATABASE_URL
    results.embedded = await measured(measure)
  }
  if (only !== 'embedded' && (only === 'postgresql' || postgresFolder() !== undefined)) {
    const postgres = await startPostgres()
    process.env.KAOBAN_TEST_DATABASE_URL = postgres.url
    try {
      results.postgresql = await measured(measure)
    } finally {
      await postgres.stop()
    }
  }
  return results
}

async function measured<T>(measure: (server: TestServer) => Promise<T>): Promise<T> {
  const server = await startTestServer({}, { inMemory: false })
  try {
    return await measure(server)
  } finally {
    await server.close()
    rmSync(server.dataFolder, { recursive: true })
  }
}

/** What autovacuum does within a minute of a change of everybody, and the server about what that left. */
export async function tidy(server: TestServer): Promise<void> {
  const url = server.platform.config.DATABASE_URL
  if (url !== undefined) {
    const client = new Client({ connectionString: url })
    await client.connect()
    // All that was written before is on the disk by then.
    await client.query('set synchronous_commit = on')
    await client.query('select pg_current_xact_id()')
    await client.query('vacuum (analyze)')
    await client.end()
  }
  await server.database.tidy()
}
