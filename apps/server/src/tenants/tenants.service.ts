import { KaobanError } from '@kaoban/contract'
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/database.ts'
import {
  findTenantByCode,
  findTenantOf,
  findTenants,
  hasTenant,
  insertTenant,
  type NewTenant,
  type TenantFace,
  type TenantQuery,
} from './tenants.store.ts'

/** The open tenant of a code, looked up in the gate role before anybody is signed in. */
export async function findTenantAtGate(
  db: Db,
  code: string,
): Promise<{ tenantId: string; inMaintenance: boolean } | undefined> {
  const tenant = await findTenantByCode(db, code)
  if (tenant?.state !== 'open') return undefined
  return { tenantId: tenant.tenantId, inMaintenance: tenant.maintenance !== null }
}

/** The tenant that the request belongs to. */
export function findOwnTenant(ctx: Context): Promise<TenantFace | undefined> {
  return findTenantOf(ctx.db)
}

/** Stores a new tenant; runs in that tenant's own scope, with default settings. */
export async function addTenant(ctx: Context, tenant: NewTenant): Promise<void> {
  await insertTenant(ctx.db, { ...tenant, openedAt: ctx.clock.now() })
}

/** Refuses a tenant that the operator cannot see. */
export async function requireTenant(ctx: Context, tenantId: string): Promise<void> {
  if (!(await hasTenant(ctx.db, tenantId))) throw new KaobanError('request.not-found', 'no such tenant')
}

/** The tenants of the installation, for the operator's role: names and dates, nothing of their people. */
export async function listForOperator(ctx: Context, query: TenantQuery) {
  const { rows, total } = await findTenants(ctx.db, query)
  return {
    rows: rows.map((row) => ({ ...row, openedAt: row.openedAt.toISOString() })),
    total,
    page: query.page,
    size: query.size,
  }
}
