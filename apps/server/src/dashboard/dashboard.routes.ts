import { readDashboard } from '@kaoban/contract'
import type { Serve } from '../platform/http.ts'
import { readOverview } from './dashboard.service.ts'

export function dashboardRoutes(serve: Serve): void {
  serve(readDashboard, (ctx) => readOverview(ctx))
}
