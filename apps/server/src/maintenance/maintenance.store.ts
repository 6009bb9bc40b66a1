import type { MaintenanceNotice } from '@kaoban/contract'
import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import { houseTenantId } from '../platform/identifiers.ts'

/** The notice as a column, for statements that every request makes anyway; in every tenant's transaction and role. */
export function noticeInForce() {
  return sql<MaintenanceNotice | null>`maintenance_in_force()`
}

export async function findNotice(db: Db): Promise<MaintenanceNotice | null> {
  const { rows } = await sql<{ notice: MaintenanceNotice | null }>`select ${noticeInForce()} as notice`.execute(db)
  return rows[0]!.notice
}

/** In the operator's transaction. */
export async function saveNotice(db: Db, notice: MaintenanceNotice | undefined): Promise<void> {
  if (notice === undefined) {
    await sql`delete from service_settings where name = 'maintenance'`.execute(db)
    return
  }
  const value = JSON.stringify(notice)
  await sql`insert into service_settings (tenant_id, name, value) values (${houseTenantId}, 'maintenance', ${value}::jsonb)
    on conflict (tenant_id, name) do update set value = excluded.value`.execute(db)
}
