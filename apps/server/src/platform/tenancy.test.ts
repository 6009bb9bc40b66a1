import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshDatabase } from './fresh-database.testing.ts'
import { migrate } from './migrate.ts'
import { openEmbedded } from './pglite.ts'
import { type OwnerConnection, tenancyFaults } from './tenancy.testing.ts'

let owner: OwnerConnection
let close: () => Promise<void>

beforeAll(async () => {
  const url = process.env.KAOBAN_TEST_DATABASE_URL
  if (url === undefined) {
    const embedded = await openEmbedded(undefined)
    owner = { query: (text, values) => embedded.query(text, values) }
    close = () => embedded.close()
  } else {
    const client = new Client({ connectionString: await freshDatabase(url) })
    await client.connect()
    owner = { query: (text, values) => client.query(text, values as unknown[]) }
    close = () => client.end()
  }
  await migrate(owner, process.env.KAOBAN_MUTATION)
})
afterAll(() => close?.())

describe('tenants', () => {
  it('are kept apart by the database in every table', async () => {
    expect(await tenancyFaults(owner)).toEqual([])
  })

  it('would be noticed if one table lost its protection', async () => {
    await owner.query('alter table sessions disable row level security')
    try {
      const faults = await tenancyFaults(owner)
      expect(faults).toContain('a tenant sees 2 foreign rows of sessions')
      expect(faults).toContain('a tenant deletes foreign rows of sessions')
    } finally {
      await owner.query('alter table sessions enable row level security')
    }
  })
})
