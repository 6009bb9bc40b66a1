import { readMaintenance, switchMaintenance } from '@kaoban/contract'
import type { Serve } from '../platform/http.ts'
import { maintenanceNotice, setMaintenance } from './maintenance.service.ts'

export function maintenanceRoutes(serve: Serve): void {
  serve(readMaintenance, async (ctx) => ({ notice: await maintenanceNotice(ctx) }))
  serve(switchMaintenance, (ctx, input) => setMaintenance(ctx, input))
}
