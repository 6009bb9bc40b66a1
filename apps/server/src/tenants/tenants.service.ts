import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/database.ts'
import { findTenantByCode, findTenantOf, type TenantFace } from './tenants.store.ts'

/** The open tenant of a code, looked up in the gate role before anybody is signed in. */
export async function findTenantAtGate(db: Db, code: string): Promise<{ tenantId: string } | undefined> {
  const tenant = await findTenantByCode(db, code)
  return tenant?.state === 'open' ? { tenantId: tenant.tenantId } : undefined
}

/** The tenant that the request belongs to. */
export function findOwnTenant(ctx: Context): Promise<TenantFace | undefined> {
  return findTenantOf(ctx.db)
}
