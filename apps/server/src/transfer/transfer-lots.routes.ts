import { addImportRows, closeImport, openImport } from '@kaoban/contract'
import type { Serve } from '../platform/http.ts'
import { addLot, closeLots, openLots } from './transfer-lots.service.ts'

/** Imports of any size, a lot of rows at a time: the command line's. */
export function importLotRoutes(serve: Serve): void {
  serve(openImport, (ctx, input) => openLots(ctx, input))
  serve.stepwise(addImportRows, (steps, input) => addLot(steps, input))
  serve(closeImport, (ctx, input) => closeLots(ctx, input))
}
