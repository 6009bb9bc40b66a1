import { type Import, type InputOf, KaobanError, limits, type listImportRows } from '@kaoban/contract'
import { reachOf } from '../groups/groups.service.ts'
import type { Clock } from '../platform/clock.ts'
import { type Context, personOf } from '../platform/context.ts'
import type { DatabaseHandle } from '../platform/database.ts'
import { listTenants } from '../platform/tenant-list.ts'
import type { TaskKind } from '../tasks/tasks.service.ts'
import { deletionThreshold } from './transfer.rules.ts'
import {
  countEverybody,
  countRows,
  deleteImportsBefore,
  deleteRows,
  findFiles,
  findImport,
  findImports,
  findRows,
  findRowsAfter,
  type StoredFile,
  type StoredImport,
  savePlanned,
  updateImport,
} from './transfer.store.ts'
import { judgeRows } from './transfer-judge.service.ts'

const day = 86_400_000
const plannedAtOnce = 200

/** Makes the plan, some rows a step; nothing but the plan is written. */
export const planKind: TaskKind<{ importId: string }, number, { importId: string }> = {
  name: 'import-plan',
  needs: 'transfer.use',
  async abandoned(ctx, { importId }) {
    await updateImport(ctx.db, importId, { state: 'discarded' })
    await deleteRows(ctx.db, importId)
  },
  async step(ctx, task) {
    const { importId } = task.input
    const rows = await findRowsAfter(ctx.db, importId, task.cursor ?? 0, plannedAtOnce)
    const judged = await judgeRows(ctx, importId, rows, false)
    await savePlanned(
      ctx.db,
      importId,
      judged.map(({ row, known, judged: { action, differences, faults } }) => ({
        row: row.row,
        action,
        userId: known?.reachable ? known.userId : null,
        baseVersion: known?.version ?? null,
        differences,
        faults,
      })),
    )
    const over = rows.length < plannedAtOnce
    if (over) await updateImport(ctx.db, importId, { state: 'planned', totals: await countRows(ctx.db, importId) })
    return {
      cursor: rows.at(-1)?.row ?? task.cursor ?? 0,
      done: task.done + rows.length,
      result: { importId },
      over,
    }
  },
}

function describe(ctx: Context, row: StoredImport, files: readonly StoredFile[], people: number): Import {
  const undoableUntil = row.appliedAt && new Date(row.appliedAt.getTime() + limits.recycleDays * day)
  return {
    importId: row.importId,
    fileName: row.fileName,
    layout: row.layout,
    files: files.map(({ name, encoding, faults }) => ({ name, encoding, faults })),
    state: row.state,
    totals: row.totals,
    createdBy: row.createdByLoginId,
    createdAt: row.createdAt.toISOString(),
    appliedAt: row.appliedAt?.toISOString() ?? null,
    undoableUntil:
      row.state === 'applied' && undoableUntil && undoableUntil > ctx.clock.now() ? undoableUntil.toISOString() : null,
    taskId: row.taskId,
    confirmDeletions: row.state === 'planned' && row.totals.delete >= deletionThreshold(people),
  }
}

/** The import of the request: a group administrator finds only the own ones. */
export async function requireImport(ctx: Context, importId: string, hold = false): Promise<StoredImport> {
  const row = await findImport(ctx.db, importId, hold)
  const own = row?.createdBy === personOf(ctx).userId || reachOf(ctx) === 'all'
  if (!row || !own || row.state === 'discarded') throw new KaobanError('request.not-found', 'no such import')
  return row
}

export async function listOf(ctx: Context, query: { page: number; size: number }) {
  const of = reachOf(ctx) === 'all' ? undefined : personOf(ctx).userId
  const { rows, total } = await findImports(ctx.db, of, {
    limit: query.size,
    offset: (query.page - 1) * query.size,
  })
  return { rows: await describeAll(ctx, rows), total, page: query.page, size: query.size }
}

export async function readOne(ctx: Context, importId: string): Promise<Import> {
  return (await describeAll(ctx, [await requireImport(ctx, importId)]))[0]!
}

async function describeAll(ctx: Context, rows: readonly StoredImport[]): Promise<Import[]> {
  const files = await findFiles(
    ctx.db,
    rows.map(({ importId }) => importId),
  )
  const people = await countEverybody(ctx.db)
  return rows.map((row) =>
    describe(
      ctx,
      row,
      files.filter(({ importId }) => importId === row.importId),
      people,
    ),
  )
}

export async function listRowsOf(ctx: Context, query: InputOf<typeof listImportRows>) {
  const { importId } = await requireImport(ctx, query.importId)
  const { rows, total } = await findRows(ctx.db, importId, {
    search: query.search.trim(),
    action: query.action,
    state: query.state,
    faulty: query.faulty === undefined ? undefined : query.faulty === 'true',
    limit: query.size,
    offset: (query.page - 1) * query.size,
  })
  return { rows, total, page: query.page, size: query.size }
}

/** Forgets a plan and everything that was uploaded with it. */
export async function discard(ctx: Context, importId: string): Promise<undefined> {
  const row = await requireImport(ctx, importId, true)
  if (!['uploading', 'planning', 'planned'].includes(row.state))
    throw new KaobanError('import.not-ready', `an import that is ${row.state} is not discarded`)
  await updateImport(ctx.db, importId, { state: 'discarded' })
  await deleteRows(ctx.db, importId)
  await ctx.audit({ importId, fileName: row.fileName })
}

/** Forgets uploaded lists once what they did cannot be taken back any more; returns how many. */
export async function purgeImports(database: DatabaseHandle, clock: Clock): Promise<number> {
  const before = new Date(clock.now().getTime() - limits.recycleDays * day)
  let forgotten = 0
  for (const { tenantId } of await listTenants(database))
    forgotten += await database.transaction({ tenantId }, (db) => deleteImportsBefore(db, before))
  return forgotten
}
