import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { type Db, postpone } from './database.ts'
import { openTestTenant, testServer } from './testing.ts'

/** Whom the database takes the transaction for. */
async function standing(db: Db) {
  const { rows } = await sql<{ role: string; tenant: string }>`
    select current_user::text as role, current_setting('app.tenant', true) as tenant`.execute(db)
  return rows[0]!
}

describe('a transaction', () => {
  it('has its role and its tenant from the first statement on', async () => {
    const { database } = await testServer()
    const [one, other] = await Promise.all([openTestTenant(await testServer()), openTestTenant(await testServer())])
    const seen = await Promise.all([
      database.transaction({ tenantId: one.tenantId }, standing),
      database.transaction({ tenantId: other.tenantId, role: 'gate' }, standing),
    ])
    expect(seen).toMatchObject([
      { role: 'kaoban_app', tenant: one.tenantId },
      { role: 'kaoban_gate', tenant: other.tenantId },
    ])
  })

  it('that asks nothing, or throws before it asks, leaves nothing open', async () => {
    const { database } = await testServer()
    const { tenantId } = await openTestTenant(await testServer())
    expect(await database.transaction({ tenantId }, async () => 'done')).toBe('done')
    await expect(database.transaction({ tenantId }, () => Promise.reject(new Error('early')))).rejects.toThrow('early')
    const { rows } = await database.statement(`select coalesce(current_setting('app.tenant', true), '') as tenant`)
    expect(rows).toEqual([{ tenant: '' }])
  })

  it('is undone as a whole when its first or a later statement fails, and the next one works', async () => {
    const { database } = await testServer()
    const { tenantId, code } = await openTestTenant(await testServer())
    const rename = (db: Db) => sql`update tenants set name = 'half' where tenant_id = ${tenantId}`.execute(db)
    const fail = (db: Db) => sql`select nothing from nowhere`.execute(db)
    await expect(database.transaction({ tenantId }, fail)).rejects.toMatchObject({ code: '42P01' })
    await expect(
      database.transaction({ tenantId }, async (db) => {
        await rename(db)
        await fail(db)
      }),
    ).rejects.toMatchObject({ code: '42P01' })
    const { rows } = await database.transaction({ tenantId }, (db) =>
      sql`select code, name from tenants where tenant_id = ${tenantId}`.execute(db),
    )
    expect(rows).toEqual([{ code, name: '株式会社テスト' }])
  })

  it('that only read has left nothing behind for whoever comes next, also when it threw', async () => {
    const { database } = await testServer()
    const { tenantId } = await openTestTenant(await testServer())
    const outside = () => database.statement(`select coalesce(current_setting('app.tenant', true), '') as tenant`)
    await database.transaction({ tenantId }, standing)
    expect((await outside()).rows).toEqual([{ tenant: '' }])
    const late = database.transaction({ tenantId }, async (db) => {
      await standing(db)
      throw new Error('late')
    })
    await expect(late).rejects.toThrow('late')
    expect(await database.transaction({ tenantId, role: 'gate' }, standing)).toEqual({
      role: 'kaoban_gate',
      tenant: tenantId,
    })
    expect((await outside()).rows).toEqual([{ tenant: '' }])
  })
})

it('functions that write are asked outside of transactions only: one that only selects may end late', async () => {
  const { database } = await testServer()
  const { rows } = await database.statement(
    `select proname as name from pg_proc
     where pronamespace = 'public'::regnamespace and prokind = 'f' and prorettype <> 'trigger'::regtype
       and prosrc ~* '(insert into|update [a-z_]+ set|delete from|create table|drop table)'
     order by proname`,
  )
  // They look after the months of the authentication log, by `database.statement`.
  expect(rows.map(({ name }) => name)).toEqual(['drop_empty_authentication_months', 'open_authentication_months'])
})

describe('a statement that waits', () => {
  const nameOf = async (tenantId: string) => {
    const { database } = await testServer()
    const { rows } = await database.transaction({ tenantId }, (db) =>
      sql<{ name: string }>`select name from tenants`.execute(db),
    )
    return rows[0]!.name
  }
  const rename = (name: string) => sql`update tenants set name = ${name}`

  it('comes before the next of its transaction and takes part in its end', async () => {
    const { database } = await testServer()
    const { tenantId } = await openTestTenant(await testServer())
    const seen = await database.transaction({ tenantId }, async (db) => {
      await postpone(db, rename('first'))
      const { rows } = await sql`select name from tenants`.execute(db)
      await postpone(db, rename('last'))
      return rows
    })
    expect(seen).toEqual([{ name: 'first' }])
    expect(await nameOf(tenantId)).toBe('last')
  })

  it('may be all that a transaction does', async () => {
    const { database } = await testServer()
    const { tenantId } = await openTestTenant(await testServer())
    await database.transaction({ tenantId }, (db) => postpone(db, rename('alone')))
    expect(await nameOf(tenantId)).toBe('alone')
  })

  it('is undone with its transaction', async () => {
    const { database } = await testServer()
    const { tenantId } = await openTestTenant(await testServer())
    const thrown = database.transaction({ tenantId }, async (db) => {
      await postpone(db, rename('undone'))
      throw new Error('late')
    })
    await expect(thrown).rejects.toThrow('late')
    expect(await nameOf(tenantId)).toBe('株式会社テスト')
  })

  it('that fails undoes its transaction, and whoever comes next hears why', async () => {
    const { database } = await testServer()
    const { tenantId } = await openTestTenant(await testServer())
    const fail = sql`insert into tenants select * from tenants`
    const atEnd = database.transaction({ tenantId }, async (db) => {
      await rename('half').execute(db)
      await postpone(db, fail)
    })
    await expect(atEnd).rejects.toMatchObject({ code: '23505' })
    const before = database.transaction({ tenantId }, async (db) => {
      await postpone(db, rename('half'))
      await postpone(db, fail)
      await sql`select name from tenants`.execute(db)
    })
    await expect(before).rejects.toMatchObject({ code: '23505' })
    expect(await nameOf(tenantId)).toBe('株式会社テスト')
  })
})
