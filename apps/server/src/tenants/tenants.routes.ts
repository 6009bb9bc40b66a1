import { listTenants } from '@kaoban/contract'
import type { Serve } from '../platform/http.ts'
import { listForOperator } from './tenants.service.ts'

export function tenantRoutes(serve: Serve): void {
  serve(listTenants, (ctx, input) => listForOperator(ctx, input))
}
