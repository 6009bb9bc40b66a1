import { readLinkageFilter, writeLinkageFilter } from '@kaoban/codecs'
import {
  checkLinkageId,
  invalidFields,
  KaobanError,
  type LinkageEntry,
  type LinkageRow,
  linkageFileRows,
  linkageRowsTold,
  type UploadedFile,
} from '@kaoban/contract'
import type { Context, Steps } from '../platform/context.ts'
import { dayIn } from '../platform/days.ts'
import { newId } from '../platform/identifiers.ts'
import { findOwnTenant } from '../tenants/tenants.service.ts'
import { requireConnector, requireConsent } from './linkage.service.ts'
import {
  deleteEntries,
  deleteEntriesByKey,
  type FilterQuery,
  findEntries,
  findEntriesAfter,
  insertEntries,
} from './linkage-filter.store.ts'

/** IDs in one row of the operation log. */
const idsLogged = 200

export async function listEntries(ctx: Context, query: FilterQuery) {
  await requireConnector(ctx)
  const { rows, total } = await findEntries(ctx.db, query)
  const shown = rows.map((row) => ({ ...row, addedAt: row.addedAt.toISOString() }))
  return { rows: shown, total, page: query.page, size: query.size }
}

/** 追加する [NFM-LNK-016]. */
export async function addEntry(ctx: Context, typed: string): Promise<LinkageEntry> {
  await requireConsent(ctx, true)
  const loginId = typed.trim()
  const message = checkLinkageId(loginId)
  if (message !== undefined) throw invalidFields([{ field: 'loginId', message }])
  const addedAt = ctx.clock.now()
  const [entry] = await insertEntries(ctx.db, ctx.tenantId, [{ entryId: newId(), loginId }], addedAt)
  if (!entry) throw invalidFields([{ field: 'loginId', message: 'MSG-LNK-008' }])
  await ctx.audit({ loginIds: [loginId] })
  const { entryId, known } = entry
  return { entryId, loginId, addedAt: addedAt.toISOString(), automatic: false, known }
}

/** 削除する: the users stay [NFM-LNK-017]. */
export async function removeEntries(ctx: Context, which: Parameters<typeof deleteEntries>[1]) {
  await requireConnector(ctx, true)
  const loginIds = await deleteEntries(ctx.db, which)
  if (loginIds.length === 0) throw new KaobanError('request.not-found', 'no such entry')
  await logEach(loginIds, (some) => ctx.audit({ loginIds: some }))
  return { deleted: loginIds.length }
}

async function logEach(ids: readonly string[], log: (some: string[]) => Promise<void>): Promise<void> {
  for (let start = 0; start < ids.length; start += idsLogged) await log(ids.slice(start, start + idsLogged))
}

/** インポート: rows add or take away; what is there already, or is not, is told and stops nothing (portal.md §25.3). */
export async function importEntries(steps: Steps, files: readonly UploadedFile[]) {
  const [file] = files
  if (!file || !/\.csv$/i.test(file.name))
    throw refusedFile([{ level: 'file', code: 'MSG-IMP-038', message: 'MSG-IMP-038' }])
  await steps.inTransaction((ctx) => requireConsent(ctx))
  const read = readLinkageFilter(file.bytes, linkageFileRows)
  if (!read.ok) throw refusedFile(read.faults)
  return steps.inTransaction(async (ctx) => {
    await requireConsent(ctx, true)
    // A later row about the same ID decides.
    const last = new Map(read.rows.filter((row) => !row.message).map((row) => [row.loginId.toLowerCase(), row]))
    const wanted = [...last.values()]
    const coming = wanted.filter(({ remove }) => !remove)
    const at = ctx.clock.now()
    const entries = coming.map(({ loginId }) => ({ entryId: newId(), loginId }))
    const added = new Set((await insertEntries(ctx.db, ctx.tenantId, entries, at)).map((row) => row.loginIdKey))
    const leaving = wanted.filter(({ remove }) => remove).map(({ loginId }) => loginId.toLowerCase())
    const gone = new Set(await deleteEntriesByKey(ctx.db, leaving))
    const counts = { added: added.size, deleted: gone.size, unchanged: 0, failed: 0 }
    const told: LinkageRow[] = []
    for (const row of read.rows) {
      const key = row.loginId.toLowerCase()
      const { line, loginId, message, remove } = row
      if (message === undefined && last.get(key) === row && (remove ? gone : added).has(key)) continue
      const result = message === undefined ? 'unchanged' : 'failed'
      counts[result]++
      const twice = last.get(key) !== row ? 'linkage.row.twice' : remove ? 'linkage.row.absent' : 'MSG-LNK-008'
      told.push({ line, loginId, result, message: message ?? twice })
    }
    await ctx.audit({ fileName: file.name.slice(0, 255), ...counts })
    await logEach([...added], (loginIds) => ctx.audit({ loginIds }, 'linkage.entries-added'))
    await logEach([...gone], (loginIds) => ctx.audit({ loginIds }, 'linkage.entries-deleted'))
    return { ...counts, rows: told.slice(0, linkageRowsTold) }
  })
}

function refusedFile(faults: readonly object[]): KaobanError {
  return new KaobanError('import.file-refused', 'the file cannot be imported', { details: { faults } })
}

const writtenAtOnce = 2000

/** エクスポート, read a page at a time. */
export async function exportEntries(steps: Steps) {
  const day = await steps.inTransaction(async (ctx) => {
    await requireConnector(ctx)
    await ctx.audit({})
    return dayIn((await findOwnTenant(ctx))?.timeZone ?? 'Asia/Tokyo', ctx.clock.now())
  })
  return { fileName: `linkage_filter_${day.replaceAll('-', '')}.csv`, body: piecesOf(steps) }
}

async function* piecesOf(steps: Steps): AsyncGenerator<Uint8Array> {
  let after = ''
  for (let first = true; ; first = false) {
    const page = await steps.inTransaction((ctx) => findEntriesAfter(ctx.db, after, writtenAtOnce))
    yield writeLinkageFilter(
      page.map(({ loginId }) => loginId),
      first,
    )
    if (page.length < writtenAtOnce) return
    after = page.at(-1)!.loginIdKey
  }
}
