import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { Db } from './database.ts'
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
})
