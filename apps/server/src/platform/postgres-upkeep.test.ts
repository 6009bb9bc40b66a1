import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshDatabase } from './fresh-database.testing.ts'
import { cleanTables } from './postgres-upkeep.ts'

const url = process.env.KAOBAN_TEST_DATABASE_URL

describe.runIf(url)('the upkeep of PostgreSQL', () => {
  let address: string
  let client: Client
  const connected = async () => {
    const opened = new Client({ connectionString: address })
    await opened.connect()
    return opened
  }
  const unclean = async () => {
    const { rows } = await client.query(
      `select relpages - relallvisible as pages from pg_class where oid = 'watched'::regclass`,
    )
    return rows[0].pages as number
  }

  beforeAll(async () => {
    address = await freshDatabase(url!)
    client = await connected()
  })
  afterAll(() => client.end())

  it('cleans what a vacuum had to leave because somebody was looking, and nothing else', async () => {
    // What is not written yet does not count as seen by everybody.
    await client.query('set synchronous_commit = on')
    await client.query('create table watched (content text) with (autovacuum_enabled = off)')
    const watcher = await connected()
    await watcher.query('begin isolation level repeatable read; select 1')
    await client.query("insert into watched select repeat('x', 500) from generate_series(1, 1000)")
    await client.query('vacuum watched')
    expect(await unclean()).toBeGreaterThan(20)
    await watcher.query('commit')
    await watcher.end()
    expect(await cleanTables(address)).toEqual(['watched'])
    expect(await unclean()).toBe(0)
    expect(await cleanTables(address)).toEqual([])
  })
})
