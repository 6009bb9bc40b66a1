import { Pool, type PoolClient } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshDatabase } from './fresh-database.testing.ts'
import { keepStatements } from './postgres-statements.ts'

const url = process.env.KAOBAN_TEST_DATABASE_URL

describe.runIf(url)('statements that come again to PostgreSQL', () => {
  let pool: Pool
  let client: PoolClient
  const rowsOf = async (text: string, ...values: unknown[]) => (await client.query(text, values)).rows
  const thrice = async (text: string, ...values: unknown[]) => [
    await rowsOf(text, ...values),
    await rowsOf(text, ...values),
    await rowsOf(text, ...values),
  ]
  const keptTexts = async () =>
    (await client.query({ text: 'select statement from pg_prepared_statements' })).rows.map((row) => row.statement)

  beforeAll(async () => {
    pool = new Pool({ connectionString: await freshDatabase(url!), max: 1 })
    pool.on('connect', (opened) => keepStatements(opened, 0))
    client = await pool.connect()
    await client.query(`create table people (name text primary key, more jsonb);
      create role guest; create role member; grant all on people to guest, member;
      alter table people enable row level security;
      create policy guests on people to guest using (name = '𠮷田');
      create policy members on people to member using (true);
      insert into people values ('𠮷田'), ('髙﨑')`)
  })
  afterAll(async () => {
    await client.query('drop owned by guest, member; drop role guest, member')
    client.release()
    await pool.end()
  })

  it('are kept from the second time on and answer what they did', async () => {
    const text = 'select name, more from people where name = $1'
    expect(await rowsOf(text, '髙﨑')).toEqual([{ name: '髙﨑', more: null }])
    expect(await keptTexts()).not.toContain(text)
    expect(await rowsOf(text, '髙﨑')).toEqual([{ name: '髙﨑', more: null }])
    expect(await keptTexts()).toContain(text)
    expect(await rowsOf(text, '𠮷田')).toEqual([{ name: '𠮷田', more: null }])
    expect(await rowsOf('update people set more = $1', { x: [1] })).toEqual([])
    const again = await client.query('update people set more = $1', [{ x: [1] }])
    expect(again.rowCount).toBe(2)
  })

  it('are not kept when they ask for whatever columns there are, name many values or are several', async () => {
    const many = `select $1::int ${Array.from({ length: 30 }, (_, index) => `+ $${index + 2}::int`).join('')} as sum`
    const numbers = Array.from({ length: 31 }, () => 1)
    const texts = ['select * from people', 'select p.* from people p', 'delete from people where false returning *']
    const before = await keptTexts()
    for (const text of texts) await thrice(text)
    expect(await thrice(many, ...numbers)).toEqual([31, 31, 31].map((sum) => [{ sum }]))
    for (let turn = 0; turn < 3; turn++) await client.query('set local work_mem = 4096; select 1')
    expect(await keptTexts()).toEqual(before)
    await client.query('alter table people add column born date')
    expect((await rowsOf(texts[0]!))[0]).toHaveProperty('born', null)
  })

  it('show each role only what its policies allow, whoever asked before', async () => {
    const text = 'select count(*)::int as people from people'
    const asked: unknown[] = []
    for (const role of ['member', 'guest', 'member', 'guest', 'guest', 'member']) {
      await client.query(`begin; set local role ${role}`)
      asked.push((await rowsOf(text))[0])
      await client.query('commit')
    }
    expect(asked).toEqual([2, 1, 2, 1, 1, 2].map((people) => ({ people })))
    expect(await keptTexts()).toContain(text)
  })

  it('fail as others do, also within a transaction, and the next one is answered', async () => {
    const insert = 'insert into people (name) values ($1)'
    await rowsOf(insert, 'once')
    for (let turn = 0; turn < 3; turn++)
      await expect(client.query(insert, ['once'])).rejects.toMatchObject({ code: '23505', constraint: 'people_pkey' })
    for (let turn = 0; turn < 3; turn++)
      await expect(client.query('select nothing from nowhere')).rejects.toMatchObject({ code: '42P01' })
    for (let turn = 0; turn < 3; turn++) {
      await client.query('begin; set local work_mem = 4096')
      await expect(client.query(insert, ['𠮷田'])).rejects.toMatchObject({ code: '23505' })
      await expect(client.query('select name from people where name = $1', ['x'])).rejects.toMatchObject({
        code: '25P02',
      })
      await client.query('rollback')
    }
    expect(await rowsOf('select name from people where name = $1', 'once')).toEqual([{ name: 'once' }])
  })

  it('leave a transaction its choice of isolation, whose plans were made anew as it began', async () => {
    for (let turn = 0; turn < 3; turn++) {
      await client.query("begin; set local work_mem = 4096; set local app.tenant = 'x'")
      await client.query('set transaction isolation level repeatable read')
      expect(await rowsOf('show transaction_isolation')).toEqual([{ transaction_isolation: 'repeatable read' }])
      await client.query('commit')
    }
  })

  it('end at five hundred; the others are answered all the same', async () => {
    for (let number = 0; number < 600; number++)
      expect(await thrice(`select ${number} as number`)).toEqual(Array.from({ length: 3 }, () => [{ number }]))
    // One of the names went to the statement that found no table.
    expect((await keptTexts()).length).toBe(499)
  })
})
