import { sql } from 'kysely'
import type { DatabaseHandle } from './database.ts'
import { houseTenantId } from './identifiers.ts'

export interface ListedTenant {
  tenantId: string
  code: string
  timeZone: string
  state: 'open' | 'closed'
}

/** Every tenant, for work that goes through all of them one by one; the operator's own data is no tenant. */
export async function listTenants(database: DatabaseHandle): Promise<ListedTenant[]> {
  return database.transaction({ tenantId: houseTenantId, role: 'operator' }, async (db) => {
    const { rows } = await sql<ListedTenant>`
      select tenant_id, code, time_zone, state from tenants order by tenant_id`.execute(db)
    return rows
  })
}
