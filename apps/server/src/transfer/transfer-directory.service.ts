import {
  type addDirectoryAccounts,
  type closeDirectoryRun,
  type DirectoryDomain,
  type DirectoryRun,
  directoryRuns,
  directorySilentHours,
  type InputOf,
  KaobanError,
  limits,
  type openDirectoryRun,
} from '@kaoban/contract'
import {
  countAccounts,
  countProvisioned,
  type DirectoryDomainTable,
  deleteLots,
  findDomains,
  findMissing,
  insertLot,
  requireDomain,
  requireTool,
  type StoredLink,
  updateDomain,
} from '../directory/directory.service.ts'
import { type Context, personOf } from '../platform/context.ts'
import { requireFreshProof } from '../sessions/sessions.service.ts'
import { readOwnTask, startTask } from '../tasks/tasks.service.ts'
import { findOwnTenant } from '../tenants/tenants.service.ts'
import { readOne, requireImport } from './transfer.service.ts'
import {
  deleteIdleRuns,
  findImport,
  findOpenRun,
  insertImport,
  noTotals,
  type StoredImport,
  updateImport,
} from './transfer.store.ts'
import { cut, type DirectoryEntry } from './transfer-directory.rules.ts'
import { judgeAccounts } from './transfer-directory-judge.service.ts'
import { planTask } from './transfer-plan.service.ts'
import { sealRecords } from './transfer-records.service.ts'
import { countAll, findErrors, insertRows } from './transfer-rows.store.ts'

/** Begins a run; one of a domain goes on at a time, and one that waits to be confirmed comes first. */
export async function openRun(ctx: Context, { importId, domain, tool, trial }: InputOf<typeof openDirectoryRun>) {
  if (await findImport(ctx.db, importId)) {
    await requireRun(ctx, importId)
    return { import: await readOne(ctx, importId) }
  }
  await requireFreshProof(ctx)
  await requireTool(ctx, domain, tool)
  const other = await findOpenRun(ctx.db, domain)
  if (other?.state === 'planned')
    throw new KaobanError('directory.waiting', 'a run that deletes many people waits to be confirmed', {
      details: { importId: other.importId, deletions: other.totals.delete },
    })
  if (other) throw new KaobanError('import.running', 'a run of this domain is under way')
  const { userId, loginId } = personOf(ctx)
  await insertImport(
    ctx.db,
    {
      ...{ tenantId: ctx.tenantId, importId, fileName: domain, layout: 'directory', state: 'uploading' },
      ...{ options: { domain, atOnce: true, ...(trial && { trial }) }, totals: noTotals },
      ...{ createdBy: userId, createdByLoginId: loginId, createdAt: ctx.clock.now() },
    },
    [{ file: 1, name: domain, encoding: 'utf-8', headerRaw: '', sha256: Buffer.alloc(0), faults: [] }],
  )
  return { import: await readOne(ctx, importId) }
}

/** The run of whoever began it, held for the transaction unless it is only read. */
async function requireRun(ctx: Context, importId: string, hold = true): Promise<StoredImport & { domain: string }> {
  const row = await requireImport(ctx, importId, hold)
  const { domain } = row.options
  if (domain === undefined || row.createdBy !== personOf(ctx).userId)
    throw new KaobanError('request.not-found', 'no such run')
  return { ...row, domain }
}

/** Takes a lot of accounts, and keeps of them those that mean something: mostly nothing has changed. */
export async function addAccounts(ctx: Context, { importId, from, accounts }: InputOf<typeof addDirectoryAccounts>) {
  const run = await requireRun(ctx, importId)
  if (run.state !== 'uploading')
    throw new KaobanError('import.not-ready', `a run that is ${run.state} takes no accounts`)
  const received = await countAccounts(ctx.db, importId)
  if (from > received + 1)
    throw new KaobanError('request.conflict', 'accounts are missing before this lot', { details: { received } })
  if (from <= received) return { received }
  const guids = accounts.map(({ objectGuid }) => objectGuid)
  await insertLot(ctx.db, { tenantId: ctx.tenantId, importId, first: from, guids })
  await storeChanges(
    ctx,
    run,
    from,
    accounts.map((account) => ({ ...account, gone: false })),
  )
  return { received: received + accounts.length }
}

async function storeChanges(
  ctx: Context,
  { importId, domain }: { importId: string; domain: string },
  first: number,
  entries: readonly DirectoryEntry[],
): Promise<void> {
  const rows = entries.map((entry, index) => ({ entry, line: first + index }))
  const judged = await judgeAccounts(ctx, domain, rows, false)
  const changes = rows.filter((_, index) => {
    const { action, link } = judged[index]!.judged
    return action !== 'none' || link !== undefined
  })
  const sealed = await sealRecords(
    ctx,
    importId,
    changes.map(({ entry }) => ({ layout: 'directory', entry, faults: [] })),
  )
  await insertRows(
    ctx.db,
    ctx.tenantId,
    importId,
    changes.map(({ entry, line }, index) => ({
      ...{ row: line, file: 1, line, record: sealed[index]!, hasPassword: false, faults: [], mail: '' },
      mode: entry.gone ? 'gone' : 'account',
      loginId: cut(entry.logonName, limits.windowsAccountName.max),
    })),
  )
}

const storedAtOnce = 500

/** Takes linked accounts that did not come for deleted ones, and starts to plan; asked again, it says how the run stands. */
export async function closeRun(ctx: Context, { importId, accounts }: InputOf<typeof closeDirectoryRun>) {
  const run = await requireRun(ctx, importId)
  const { domain, options } = run
  if (run.state === 'uploading') {
    const received = await countAccounts(ctx.db, importId)
    if (received !== accounts)
      throw new KaobanError('request.conflict', 'accounts are missing', { details: { received } })
    const missing = await findMissing(ctx.db, domain, importId)
    for (let start = 0; start < missing.length; start += storedAtOnce)
      await storeChanges(ctx, run, accounts + start + 1, missing.slice(start, start + storedAtOnce).map(goneEntry))
    await deleteLots(ctx.db, importId)
    if (!options.trial) {
      await updateDomain(ctx.db, domain, { reportedAt: ctx.clock.now(), importId, accounts })
      await deleteIdleRuns(ctx.db, domain, importId)
    }
    await startPlanning(ctx, run)
  }
  await ctx.audit({ importId, domain, accounts, ...(options.trial && { trial: true }) })
  return describeRun(ctx, importId)
}

function goneEntry({ objectGuid, accountName, fullName }: StoredLink): DirectoryEntry {
  return { objectGuid, logonName: accountName, fullName, enabled: false, gone: true }
}

/** A run that found nothing to do is over. */
async function startPlanning(ctx: Context, { importId, options }: StoredImport): Promise<void> {
  const rows = await countAll(ctx.db, importId)
  if (rows === 0) {
    await updateImport(ctx.db, importId, { state: options.trial ? 'checked' : 'applied' })
    return
  }
  const taskId = await startTask(ctx, planTask, { importId }, rows)
  await updateImport(ctx.db, importId, { state: 'planning', taskId, totals: { ...noTotals, rows } })
}

export async function readRun(ctx: Context, importId: string): Promise<DirectoryRun> {
  await requireRun(ctx, importId, false)
  return describeRun(ctx, importId)
}

async function describeRun(ctx: Context, importId: string): Promise<DirectoryRun> {
  const described = await readOne(ctx, importId)
  const { totals, taskId } = described
  const task = taskId === null ? undefined : await readOwnTask(ctx, taskId).catch(untilForgotten)
  const errorCount = totals.refused + totals.failed
  const errors = errorCount > 0 ? await findErrors(ctx.db, importId, directoryRuns.errors) : []
  return {
    import: described,
    progress: task ? { done: task.done, total: task.total } : null,
    failure: task?.failure ?? null,
    errors: errors.map(({ loginId, action, faults }) => {
      const fault = faults.find(({ level }) => level !== 'warning')!
      const { logonName = loginId, operation = action } = fault.params ?? {}
      return { logonName: String(logonName), operation: operation as typeof action, fault }
    }),
    errorCount,
  }
}

/** Tasks are kept for a shorter time than imports. */
function untilForgotten(error: unknown): undefined {
  if (!(error instanceof KaobanError && error.code === 'request.not-found')) throw error
}

/** Every domain with what came of its last run [NFM-ADP-051..NFM-ADP-053]. */
export async function describeDirectory(ctx: Context) {
  const { code, name } = (await findOwnTenant(ctx))!
  const domains: DirectoryDomain[] = []
  for (const row of await findDomains(ctx.db)) domains.push(await describeDomain(ctx, row))
  return { tenant: { code, name }, domains }
}

export async function describeDomainNamed(ctx: Context, domain: string): Promise<DirectoryDomain> {
  return describeDomain(ctx, await requireDomain(ctx, domain))
}

async function describeDomain(ctx: Context, row: DirectoryDomainTable): Promise<DirectoryDomain> {
  const { domain, tool, onDisable, reportedAt, importId, accounts } = row
  const kept = importId !== null && (await findImport(ctx.db, importId))
  const shown = kept && kept.state !== 'discarded'
  return {
    ...{ domain, tool, onDisable, accounts },
    provisioned: await countProvisioned(ctx.db, domain),
    reportedAt: reportedAt.toISOString(),
    silent: ctx.clock.now().getTime() - reportedAt.getTime() >= directorySilentHours * 3_600_000,
    run: shown ? await describeRun(ctx, importId) : null,
  }
}
