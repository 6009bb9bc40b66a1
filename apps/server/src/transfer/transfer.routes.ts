import {
  applyImport,
  discardImport,
  downloadGroupTemplate,
  downloadImportReport,
  downloadImportTemplate,
  exportUsers,
  importIntoGroup,
  KaobanError,
  listGroupImports,
  listImportRows,
  listImports,
  planImportAgain,
  readImport,
  readImportPace,
  undoImport,
  uploadImport,
  viewImportPicture,
} from '@kaoban/contract'
import type { FaceWorkers } from '@kaoban/face-node'
import type { LicenceRule } from '../licences/licences.service.ts'
import type { Serve } from '../platform/http.ts'
import { requireFreshProof } from '../sessions/sessions.service.ts'
import type { AnyTaskKind } from '../tasks/tasks.service.ts'
import { discard, listGroupImportsOf, listOf, listRowsOf, paceHere, readOne } from './transfer.service.ts'
import { applyKind, startApplying } from './transfer-apply.service.ts'
import { exportAll, reportOf, templateOf } from './transfer-files.service.ts'
import { groupTemplateOf, takeGroupUpload, watchGroupUpload } from './transfer-group.service.ts'
import { requireNobodyAtWork } from './transfer-lots.service.ts'
import { viewPortrait } from './transfer-pictures.service.ts'
import { planAgain, planKind } from './transfer-plan.service.ts'
import { startUndoing, undoKind } from './transfer-undo.service.ts'
import { takeUpload } from './transfer-upload.service.ts'

export function transferRoutes(serve: Serve, licences: LicenceRule): void {
  serve.stepwise(
    uploadImport,
    (steps, { files: [file], consent }) => {
      if (!file) throw new KaobanError('request.invalid', 'a file is missing')
      return takeUpload(steps, file, consent)
    },
    async (steps) => {
      await steps.inTransaction(requireFreshProof)
      return () => {}
    },
  )
  serve.stepwise(
    importIntoGroup,
    (steps, input) => takeGroupUpload(steps, input),
    (steps, { groupId }) => watchGroupUpload(steps, groupId),
  )
  serve(listGroupImports, (ctx, { groupId }) => listGroupImportsOf(ctx, groupId))
  serve(downloadGroupTemplate, (ctx, { groupId }) => groupTemplateOf(ctx, groupId))
  serve(listImports, (ctx, query) => listOf(ctx, query))
  serve(downloadImportTemplate, (_ctx, input) => templateOf(input))
  serve(readImportPace, (ctx) => paceHere(ctx))
  serve(readImport, (ctx, input) => readOne(ctx, input.importId))
  serve(viewImportPicture, async (ctx, { importId, row }) => ({ body: await viewPortrait(ctx, importId, row) }))
  serve(listImportRows, (ctx, query) => listRowsOf(ctx, query))
  serve(applyImport, async (ctx, { importId, deletions, ifFree }) => {
    if (ifFree) await requireNobodyAtWork(ctx, importId)
    return startApplying(ctx, importId, deletions, licences)
  })
  serve(planImportAgain, (ctx, { importId }) => planAgain(ctx, importId))
  serve(undoImport, (ctx, input) => startUndoing(ctx, input.importId, licences))
  serve(discardImport, (ctx, input) => discard(ctx, input.importId))
  serve.stepwise(downloadImportReport, (steps, input) => reportOf(steps, input))
  serve.stepwise(exportUsers, (steps, input) => exportAll(steps, input))
}

export function transferKinds(licences: LicenceRule, faces: FaceWorkers): AnyTaskKind[] {
  return [planKind(licences, faces), applyKind(licences), undoKind(licences)] as unknown as AnyTaskKind[]
}
