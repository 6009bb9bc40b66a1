import { sql } from 'kysely'
import type { DatabaseHandle } from './database.ts'
import { houseTenantId } from './identifiers.ts'

/** Every tenant, for work that goes through all of them one by one; the operator's own data is no tenant. */
export async function listTenants(database: DatabaseHandle): Promise<{ tenantId: string; code: string }[]> {
  return database.transaction({ tenantId: houseTenantId, role: 'operator' }, async (db) => {
    const { rows } = await sql<{ tenantId: string; code: string }>`
      select tenant_id, code from tenants order by tenant_id`.execute(db)
    return rows
  })
}
