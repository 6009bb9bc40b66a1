import { addImportRows, closeImport, downloadMfaTemplate, exportMfaUsers, openImport } from '@kaoban/contract'
import type { Serve } from '../platform/http.ts'
import { addLot, closeLots, openLots } from './transfer-lots.service.ts'
import { exportMfa, mfaTemplateOf } from './transfer-mfa-files.service.ts'

/** What the command line needs beside the portal's own: imports of any size, a lot of rows at a time, and its lists. */
export function importLotRoutes(serve: Serve): void {
  serve(openImport, (ctx, input) => openLots(ctx, input))
  serve.stepwise(addImportRows, (steps, input) => addLot(steps, input))
  serve(closeImport, (ctx, input) => closeLots(ctx, input))
  serve(downloadMfaTemplate, (ctx, input) => mfaTemplateOf(ctx, input))
  serve.stepwise(exportMfaUsers, (steps, input) => exportMfa(steps, input))
}
