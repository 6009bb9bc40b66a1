import { sql } from 'kysely'
import type { DatabaseHandle } from './database.ts'
import { houseTenantId } from './identifiers.ts'

/** Every tenant, for jobs that go through all of them one by one; the operator's own data is no tenant. */
export async function listTenantIds(database: DatabaseHandle): Promise<string[]> {
  return database.transaction({ tenantId: houseTenantId, role: 'operator' }, async (db) => {
    const { rows } = await sql<{ tenantId: string }>`select tenant_id from tenants order by tenant_id`.execute(db)
    return rows.map((row) => row.tenantId)
  })
}
