import type { ImportTotals } from '@kaoban/contract'
import { type Context, personOf } from '../platform/context.ts'
import { findFiles, findImport, type ImportOptions, updateImport } from './transfer.store.ts'
import { endDirectoryRun } from './transfer-directory-end.service.ts'
import { deletePictures } from './transfer-pictures.store.ts'
import { countRows, eraseRecords } from './transfer-rows.store.ts'

/** What was done stays done and can be taken back; the rest of the rows stay as planned. They are counted unless they are. */
export async function settle(ctx: Context, importId: string, counted?: ImportTotals): Promise<void> {
  const row = (await findImport(ctx.db, importId, true))!
  // Stopped before its turn came.
  if (row.state === 'queued') {
    await updateImport(ctx.db, importId, { state: 'planned' })
    return
  }
  await updateImport(ctx.db, importId, { state: 'applied', totals: counted ?? (await countRows(ctx.db, importId)) })
  await deletePictures(ctx.db, importId)
  if (row.layout === 'directory') await endDirectoryRun(ctx, row)
  if (row.layout !== 'users') await eraseRecords(ctx.db, importId)
  await auditEnd(ctx, importId)
}

/** One row that says who imported what, from where, with which result and in which time [MFA-GEN-007]. */
export async function auditEnd(ctx: Context, importId: string): Promise<void> {
  const { fileName, layout, options, state, totals, createdAt } = (await findImport(ctx.db, importId))!
  const files = await findFiles(ctx.db, [importId])
  await ctx.audit(
    {
      ...{ importId, layout, fileName, state, totals },
      ...{ group: options.groupId, entrance: entranceOf(ctx, options) },
      ...{ from: createdAt.toISOString(), until: ctx.clock.now().toISOString() },
      files: files.map(({ name, sha256 }) => ({ name, sha256: Buffer.from(sha256).toString('hex') })),
    },
    layout === 'directory' ? 'directory.finished' : 'import.finished',
  )
}

/** Where an import came in. */
export function entranceOf(ctx: Context, { groupId }: ImportOptions): 'group page' | 'portal' | 'program' {
  if (personOf(ctx).apiKey) return 'program'
  return groupId === undefined ? 'portal' : 'group page'
}
