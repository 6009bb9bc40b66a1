import { Client } from 'pg'

/**
 * Cleans tables that autovacuum passed while somebody was still looking: it comes back only after more has changed, and
 * until then every list looks up in the table what it could read from its index. What changed since is left to it.
 * @param url of an account that owns the tables; those of others are left alone
 * @returns names of the tables that were cleaned
 * @throws Error when the database cannot be reached
 */
export async function cleanTables(url: string): Promise<string[]> {
  const client = new Client({ connectionString: url, application_name: 'kaoban-upkeep' })
  client.on('error', () => {}) // a server that stops meanwhile
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(`select oid::regclass::text as name from pg_class
      where relkind = 'r' and relnamespace = 'public'::regnamespace and pg_has_role(relowner, 'usage')
        and relpages > 20 and relallvisible < relpages * 0.95`)
    // Skipped while autovacuum, or another server of ours, is at it.
    for (const { name } of rows) await client.query(`vacuum (skip_locked) ${name}`)
    return rows.map(({ name }) => name)
  } finally {
    await client.end()
  }
}
