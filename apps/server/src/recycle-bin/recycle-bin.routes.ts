import { eraseUsers, listRecycledUsers, restoreUsers } from '@kaoban/contract'
import type { LicenceRule } from '../licences/licences.service.ts'
import type { Serve } from '../platform/http.ts'
import { erasePeople, listBin, restorePeople } from './recycle-bin.service.ts'

export function recycleBinRoutes(serve: Serve, licences: LicenceRule): void {
  serve(listRecycledUsers, (ctx, query) => listBin(ctx, query))
  serve(restoreUsers, (ctx, input) => restorePeople(ctx, input.selection, licences))
  serve(eraseUsers, (ctx, input) => erasePeople(ctx, input.selection, input.expected))
}
