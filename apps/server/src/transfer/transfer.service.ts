import { readUsers, type UserEntry, type UserFileRow } from '@kaoban/codecs'
import { type Import, type ImportFault, type InputOf, KaobanError, limits, type listImportRows } from '@kaoban/contract'
import { administeredHere, groupsByKey, reachOf } from '../groups/groups.service.ts'
import type { Clock } from '../platform/clock.ts'
import { type Context, personOf, type Steps } from '../platform/context.ts'
import type { DatabaseHandle } from '../platform/database.ts'
import { newId } from '../platform/identifiers.ts'
import { listTenants } from '../platform/tenant-list.ts'
import { readSettings } from '../settings/settings.service.ts'
import { startTask, type TaskKind } from '../tasks/tasks.service.ts'
import { findMany, holdersOfMails } from '../users/users-many.service.ts'
import { accountsByKey } from '../windows-accounts/windows-accounts.service.ts'
import { deletionThreshold, judgeRow, type KnownPerson, type World } from './transfer.rules.ts'
import {
  countEverybody,
  countRows,
  deleteImportsBefore,
  deleteRows,
  findImport,
  findImports,
  findRows,
  findRowsAfter,
  insertImport,
  insertRows,
  noTotals,
  type StoredImport,
  savePlanned,
  type UploadedRow,
  updateImport,
  type WorkRow,
} from './transfer.store.ts'

const day = 86_400_000
const insertedAtOnce = 500
const plannedAtOnce = 200

/** What is sealed of a row. */
export interface RowRecord {
  entry: UserEntry
  /** The row as it stands in the file. */
  raw: string
}

function ownerOf(ctx: { tenantId: string }, importId: string) {
  return { tenantId: ctx.tenantId, userId: importId, kind: 'import-row' as const }
}

export async function openRecord(ctx: Context, importId: string, row: { record: Uint8Array }): Promise<RowRecord> {
  const opened = await ctx.secrets.open(ctx.db, ownerOf(ctx, importId), row.record)
  return JSON.parse(opened.toString()) as RowRecord
}

/** Reads a list, stores it sealed, and starts the task that makes the plan. */
export async function takeUpload(steps: Steps, file: { name: string; bytes: Uint8Array }) {
  if (!/\.csv$/i.test(file.name)) throw refusedFile([{ level: 'file', code: 'MSG-IMP-038', message: 'MSG-IMP-038' }])
  const maxRows = await steps.inTransaction(async (ctx) => (await readSettings(ctx))['import.maxRows'])
  const read = readUsers(file.bytes, { maxRows })
  if (!read.ok) throw refusedFile(read.faults as ImportFault[])
  const importId = newId()
  await steps.inTransaction(async (ctx) => {
    const { userId, loginId } = personOf(ctx)
    await insertImport(ctx.db, {
      tenantId: ctx.tenantId,
      importId,
      fileName: file.name.slice(0, 255),
      encoding: read.encoding,
      headerRaw: read.header.raw,
      totals: { ...noTotals, rows: read.rows.length },
      createdBy: userId,
      createdByLoginId: loginId,
      createdAt: ctx.clock.now(),
    })
  })
  for (let start = 0; start < read.rows.length; start += insertedAtOnce)
    await steps.inTransaction((ctx) => storeRows(ctx, importId, read.rows.slice(start, start + insertedAtOnce), start))
  return steps.inTransaction(async (ctx) => {
    const taskId = await startTask(ctx, planKind, { importId }, read.rows.length)
    await updateImport(ctx.db, importId, { taskId })
    await ctx.audit({ importId, fileName: file.name.slice(0, 255), rows: read.rows.length, encoding: read.encoding })
    return { import: describe(ctx, (await findImport(ctx.db, importId))!, await countEverybody(ctx.db)), taskId }
  })
}

function refusedFile(faults: readonly ImportFault[]): KaobanError {
  return new KaobanError('import.file-refused', 'the file cannot be imported', { details: { faults } })
}

async function storeRows(ctx: Context, importId: string, rows: readonly UserFileRow[], start: number): Promise<void> {
  const records = rows.map(({ entry, raw }): RowRecord => ({ entry, raw }))
  const sealed = await ctx.secrets.sealAll(
    ctx.db,
    ownerOf(ctx, importId),
    records.map((record) => Buffer.from(JSON.stringify(record))),
  )
  const stored = rows.map(
    ({ line, entry, faults }, index): UploadedRow => ({
      row: start + index + 1,
      line,
      loginId: entry.loginId.replaceAll('\0', '').toWellFormed().slice(0, 300),
      record: sealed[index]!,
      hasPassword: entry.password.kind === 'value' || entry.password.kind === 'reissue',
      faults: faults as ImportFault[],
    }),
  )
  await insertRows(ctx.db, ctx.tenantId, importId, stored)
}

/** Everything that these rows are judged against, as it is now; `hold` locks the people that they name. */
export async function lookAround(ctx: Context, entries: readonly UserEntry[], hold: boolean) {
  const people = await findMany(
    ctx,
    entries.map(({ loginId }) => loginId.toLowerCase()),
    hold,
  )
  const groups = await groupsByKey(
    ctx,
    entries.flatMap((entry) =>
      entry.groups.flatMap((cell) => (cell.kind === 'group' ? [cell.code.toLowerCase()] : [])),
    ),
  )
  const accounts = await accountsByKey(
    ctx,
    entries.flatMap((entry) => entry.windowsAccounts),
  )
  const mails = await holdersOfMails(
    ctx,
    entries.map(({ mail }) => mail.toLowerCase()).filter((mail) => mail !== ''),
  )
  const administered = await administeredHere(ctx)
  const world: World = {
    actor: { userId: personOf(ctx).userId, system: reachOf(ctx) === 'all', administered: administered ?? new Set() },
    groups,
    mails,
    accounts,
  }
  return { people, world }
}

/** Judges rows against the people as they are now. */
export async function judgeRows(ctx: Context, importId: string, rows: readonly WorkRow[], hold: boolean) {
  const records: RowRecord[] = []
  for (const row of rows) records.push(await openRecord(ctx, importId, row))
  const { people, world } = await lookAround(
    ctx,
    records.map(({ entry }) => entry),
    hold,
  )
  return rows.map((row, index) => {
    const { entry, raw } = records[index]!
    const known: KnownPerson | undefined = people.get(entry.loginId.toLowerCase())
    return {
      row,
      entry,
      raw,
      known,
      world,
      judged: judgeRow({ entry, line: row.line, faults: fromFile(row) }, known, world),
    }
  })
}

/** Faults that the file alone showed: planning again must not add to those of an earlier plan. */
function fromFile(row: WorkRow): ImportFault[] {
  return row.faults.filter(({ level }) => level !== 'warning')
}

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

export function describe(ctx: Context, row: StoredImport, people: number): Import {
  const undoableUntil = row.appliedAt && new Date(row.appliedAt.getTime() + limits.recycleDays * day)
  return {
    importId: row.importId,
    fileName: row.fileName,
    encoding: row.encoding,
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
  const people = await countEverybody(ctx.db)
  return { rows: rows.map((row) => describe(ctx, row, people)), total, page: query.page, size: query.size }
}

export async function readOne(ctx: Context, importId: string): Promise<Import> {
  return describe(ctx, await requireImport(ctx, importId), await countEverybody(ctx.db))
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
  if (row.state !== 'planned' && row.state !== 'planning')
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
