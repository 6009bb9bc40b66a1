import { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keepingStatements } from './pglite-statements.ts'

describe('statements that come again', () => {
  let database: PGlite
  let query: ReturnType<typeof keepingStatements>['query']
  let script: ReturnType<typeof keepingStatements>['script']
  const rowsOf = async (text: string, ...parameters: unknown[]) => (await query(text, parameters)).rows
  const thrice = async (text: string, ...parameters: unknown[]) => [
    await rowsOf(text, ...parameters),
    await rowsOf(text, ...parameters),
    await rowsOf(text, ...parameters),
  ]
  const keptNames = async () => (await database.query('select name from pg_prepared_statements')).rows.length

  beforeAll(async () => {
    database = await PGlite.create()
    ;({ query, script } = keepingStatements(database, 0))
    await database.exec(`create table people (name text primary key, born date, picture bytea, tags text[], more jsonb);
      create role guest; create role member; grant all on people to guest, member;
      alter table people enable row level security;
      create policy guests on people to guest using (name = '𠮷田');
      create policy members on people to member using (true);`)
  })
  afterAll(() => database.close())

  test('are kept from the second time on and answer what they did', async () => {
    const written = {
      name: '髙﨑',
      born: '2001-02-03',
      picture: new Uint8Array([0, 255]),
      tags: ['a"b', 'ｱ,'],
      more: { x: [1] },
    }
    const insert =
      'insert into people values ($1, $2, $3, $4, $5) on conflict (name) do update set born = excluded.born returning *'
    const before = await keptNames()
    const [first, second, third] = await thrice(insert, ...Object.values(written))
    expect(first).toEqual([{ ...written, born: new Date('2001-02-03') }])
    expect(second).toEqual(first)
    expect(third).toEqual(first)
    expect(await keptNames()).toBe(before + 1)
    await rowsOf(insert, '𠮷田', null, null, null, undefined)
    expect(await rowsOf('select name, more from people order by name')).toEqual([
      { name: '髙﨑', more: { x: [1] } },
      { name: '𠮷田', more: null },
    ])
    expect(await query('update people set born = null', [])).toMatchObject({ affectedRows: 2 })
    expect(await query('update people set born = null', [])).toMatchObject({ affectedRows: 2 })
  })

  test('go in one message when they are several, and the last one answers', async () => {
    expect(await script("select 1; select 'two' as number; ")).toMatchObject({ rows: [{ number: 'two' }] })
    expect(await script('')).toMatchObject({ rows: [] })
    await expect(script('begin; select nothing from nowhere; select 1')).rejects.toMatchObject({ code: '42P01' })
    await script('rollback')
    expect(await rowsOf('select 1 as next')).toEqual([{ next: 1 }])
  })

  test('fail as others do, and the next one is answered', async () => {
    const insert = 'insert into people (name) values ($1)'
    await rowsOf(insert, 'once')
    for (let turn = 0; turn < 3; turn++)
      await expect(query(insert, ['once'])).rejects.toMatchObject({ code: '23505', constraint: 'people_pkey' })
    for (let turn = 0; turn < 3; turn++)
      await expect(query('select nothing from nowhere', [])).rejects.toMatchObject({ code: '42P01' })
    expect(await rowsOf('select name from people where name = $1', 'once')).toEqual([{ name: 'once' }])
  })

  test('show each role only what its policies allow, whoever asked before', async () => {
    const text = 'select count(*)::int as people from people'
    const asked: unknown[] = []
    for (const role of ['member', 'guest', 'member', 'guest', 'guest', 'member']) {
      await database.exec(`begin; set local role ${role}`)
      asked.push((await rowsOf(text))[0])
      await database.exec('commit')
    }
    expect(asked).toEqual([3, 1, 3, 1, 1, 3].map((people) => ({ people })))
  })

  test('in a transaction that is undone stay usable', async () => {
    const text = 'update people set born = now() where name = $1'
    await database.exec('begin')
    await thrice(text, '𠮷田')
    await database.exec('rollback')
    await thrice(text, 'nobody')
    expect(await rowsOf('select born from people where name = $1', '𠮷田')).toEqual([{ born: null }])
  })

  test('end a transaction that failed', async () => {
    for (let turn = 0; turn < 3; turn++) {
      await query('begin', [])
      await expect(query('insert into people (name) values ($1)', ['𠮷田'])).rejects.toMatchObject({ code: '23505' })
      await expect(query('select name from people', [])).rejects.toMatchObject({ code: '25P02' })
      await query('rollback', [])
    }
    expect(await rowsOf('select 1 as one')).toEqual([{ one: 1 }])
  })
})
