import {
  applyImport,
  discardImport,
  downloadImportReport,
  downloadImportTemplate,
  exportUsers,
  KaobanError,
  listImportRows,
  listImports,
  readImport,
  undoImport,
  uploadImport,
} from '@kaoban/contract'
import type { LicenceRule } from '../licences/licences.service.ts'
import type { Serve } from '../platform/http.ts'
import type { AnyTaskKind } from '../tasks/tasks.service.ts'
import { discard, listOf, listRowsOf, planKind, readOne } from './transfer.service.ts'
import { applyKind, startApplying, startUndoing, undoKind } from './transfer-apply.service.ts'
import { exportAll, reportOf, templateOf } from './transfer-files.service.ts'
import { takeUpload } from './transfer-upload.service.ts'

export function transferRoutes(serve: Serve, licences: LicenceRule): void {
  serve.stepwise(uploadImport, (steps, { files: [file] }) => {
    if (!file) throw new KaobanError('request.invalid', 'a file is missing')
    return takeUpload(steps, file)
  })
  serve(listImports, (ctx, query) => listOf(ctx, query))
  serve(downloadImportTemplate, (_ctx, input) => templateOf(input.encoding))
  serve(readImport, (ctx, input) => readOne(ctx, input.importId))
  serve(listImportRows, (ctx, query) => listRowsOf(ctx, query))
  serve(applyImport, (ctx, input) => startApplying(ctx, input.importId, input.deletions, licences))
  serve(undoImport, (ctx, input) => startUndoing(ctx, input.importId, licences))
  serve(discardImport, (ctx, input) => discard(ctx, input.importId))
  serve.stepwise(downloadImportReport, (steps, input) => reportOf(steps, input))
  serve.stepwise(exportUsers, (steps, input) => exportAll(steps, input))
}

export function transferKinds(licences: LicenceRule): AnyTaskKind[] {
  return [planKind, applyKind(licences), undoKind(licences)] as unknown as AnyTaskKind[]
}
