import {
  addDirectoryAccounts,
  claimDirectory,
  closeDirectoryRun,
  openDirectoryRun,
  readDirectory,
  readDirectoryRun,
  releaseDirectory,
} from '@kaoban/contract'
import { claimDomain, releaseDomain } from '../directory/directory.service.ts'
import type { Serve } from '../platform/http.ts'
import {
  addAccounts,
  closeRun,
  describeDirectory,
  describeDomainNamed,
  openRun,
  readRun,
} from './transfer-directory.service.ts'

/** Accounts of Active Directory, which a tool beside it sends again and again. */
export function directoryRoutes(serve: Serve): void {
  serve(readDirectory, (ctx) => describeDirectory(ctx))
  serve(claimDirectory, async (ctx, input) => {
    await claimDomain(ctx, input)
    return describeDomainNamed(ctx, input.domain)
  })
  serve(releaseDirectory, (ctx, { domain }) => releaseDomain(ctx, domain))
  serve(openDirectoryRun, (ctx, input) => openRun(ctx, input))
  serve(addDirectoryAccounts, (ctx, input) => addAccounts(ctx, input))
  serve(closeDirectoryRun, (ctx, input) => closeRun(ctx, input))
  serve(readDirectoryRun, (ctx, { importId }) => readRun(ctx, importId))
}
