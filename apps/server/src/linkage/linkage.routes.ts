import {
  addLinkageEntry,
  agreeToLinkage,
  configureLinkage,
  deleteLinkageEntries,
  exportLinkageFilter,
  importLinkageFilter,
  listLinkageFaults,
  listLinkageFilter,
  listLinkageItems,
  listLinkageSyncs,
  readLinkage,
  readLinkageConnector,
  releaseLinkageSync,
  removeLinkage,
  retryLinkage,
  startLinkageSync,
  testLinkage,
} from '@kaoban/contract'
import type { Serve } from '../platform/http.ts'
import { agree, configure, readForOperator, readOverview, releaseSync, remove, test } from './linkage.service.ts'
import { addEntry, exportEntries, importEntries, listEntries, removeEntries } from './linkage-filter.service.ts'
import { listFaults, retry } from './linkage-outward.service.ts'
import { listItems, listSyncs, startSync } from './linkage-sync.service.ts'

export function linkageRoutes(serve: Serve): void {
  serve(readLinkageConnector, (ctx, { tenantId }) => readForOperator(ctx, tenantId))
  serve.stepwise(configureLinkage, (steps, input) => configure(steps, input))
  serve.stepwise(testLinkage, (steps, { tenantId }) => test(steps, tenantId))
  serve(releaseLinkageSync, (ctx, { tenantId }) => releaseSync(ctx, tenantId))
  serve(removeLinkage, (ctx, { tenantId }) => remove(ctx, tenantId))
  serve(readLinkage, (ctx) => readOverview(ctx))
  serve(agreeToLinkage, (ctx, { version }) => agree(ctx, version))
  serve(listLinkageFilter, (ctx, query) => listEntries(ctx, query))
  serve(addLinkageEntry, (ctx, { loginId }) => addEntry(ctx, loginId))
  serve(deleteLinkageEntries, (ctx, { selection }) => removeEntries(ctx, selection))
  serve.stepwise(importLinkageFilter, (steps, { files }) => importEntries(steps, files))
  serve.stepwise(exportLinkageFilter, (steps) => exportEntries(steps))
  serve(listLinkageFaults, (ctx, query) => listFaults(ctx, query))
  serve(retryLinkage, (ctx, { loginIds }) => retry(ctx, loginIds))
  serve(startLinkageSync, (ctx) => startSync(ctx))
  serve(listLinkageSyncs, (ctx, query) => listSyncs(ctx, query))
  serve(listLinkageItems, (ctx, query) => listItems(ctx, query))
}
