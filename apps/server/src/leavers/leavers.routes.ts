import { previewDeparture, readDeparture, recordDeparture } from '@kaoban/contract'
import type { Serve } from '../platform/http.ts'
import { holdings } from './leavers.holdings.ts'
import { leave, previewLeaving, readLeaving } from './leavers.service.ts'

export function leaverRoutes(serve: Serve): void {
  serve(previewDeparture, (ctx, input) => previewLeaving(ctx, input.userId, holdings))
  serve(recordDeparture, (ctx, input) => leave(ctx, input.userId, holdings))
  serve(readDeparture, (ctx, input) => readLeaving(ctx, input.userId))
}
