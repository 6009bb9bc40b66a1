import { type ImportFault, type ImportTotals, KaobanError } from '@kaoban/contract'
import { facesAsGiven, putFacesBack } from '../faces/photos.service.ts'
import { restoreFactors } from '../factors/factors.service.ts'
import { changeableOf, dropEmptyGroups, leaveGroups } from '../groups/groups.service.ts'
import type { LicenceRule } from '../licences/licences.service.ts'
import { dropLinksOf } from '../passwords/passwords.service.ts'
import { type Context, personOf } from '../platform/context.ts'
import { newId } from '../platform/identifiers.ts'
import { recyclePeople, restoreChosen } from '../recycle-bin/recycle-bin.service.ts'
import { endSessionsOf } from '../sessions/sessions.service.ts'
import { startTask, type TaskKind } from '../tasks/tasks.service.ts'
import { requireAdministratorLeft } from '../users/users.service.ts'
import { putBackAsWas, versionsOf } from '../users/users-many.service.ts'
import { mayTakeBack, requireImport } from './transfer.service.ts'
import { type StoredImport, updateImport } from './transfer.store.ts'
import { type RunResult, withFailures } from './transfer-apply.service.ts'
import { settle } from './transfer-end.service.ts'
import { findDoneBefore, saveResults, type WorkResult } from './transfer-rows.store.ts'
import { countInPortions } from './transfer-totals.service.ts'

const undoneAtOnce = 200

/** Starts to take an applied import back. */
export async function startUndoing(ctx: Context, importId: string, licences: LicenceRule) {
  const row = await requireImport(ctx, importId, true)
  if (row.state !== 'applied')
    throw new KaobanError('import.not-ready', `an import that is ${row.state} is not taken back`)
  if (!mayTakeBack(ctx, row)) throw new KaobanError('request.forbidden', 'a system administrator applied this import')
  const taskId = await startTask(ctx, undoKind(licences), { importId }, row.totals.done)
  if (!(await updateImport(ctx.db, importId, { state: 'undoing', taskId })))
    throw new KaobanError('import.running', 'another import of this tenant is running', {
      details: { message: 'MSG-IMP-048' },
    })
  await ctx.audit({ importId, fileName: row.fileName })
  return { taskId }
}

interface Found {
  /** The lot: nobody but who holds the task changes its rows. */
  rows: DoneRow[]
  /** Of the whole import, when no row is left. */
  totals?: ImportTotals
}

type DoneRow = Awaited<ReturnType<typeof findDoneBefore>>[number]

/** Takes rows back, the last first: new people go to the recycle bin, deleted ones come back, changed ones are as before. */
export const undoKind = (licences: LicenceRule): TaskKind<{ importId: string }, number, RunResult, Found> => ({
  name: 'import-undo',
  needs: 'transfer.use',
  abandoned: (ctx, { importId }) => settle(ctx, importId),
  async prepare(steps, { input: { importId }, cursor = 2_147_483_647 }) {
    const rows = await steps.inTransaction(({ db }) => findDoneBefore(db, importId, cursor, undoneAtOnce))
    return rows.length > 0 ? { rows } : { rows, totals: await countInPortions(steps, importId) }
  },
  async step(ctx, task, { rows, totals }) {
    const { importId } = task.input
    const over = rows.length === 0
    const undone = await requireImport(ctx, importId, true)
    const { groupsMade } = undone
    const { results, failures } = over ? { results: [], failures: [] } : await undoLot(ctx, undone, rows, licences)
    await saveResults(ctx.db, importId, results, ctx.clock.now())
    if (over) {
      await dropEmptyGroups(ctx, groupsMade)
      await updateImport(ctx.db, importId, { state: 'undone', totals: totals! })
    } else await ctx.audit({ importId, loginIds: rows.map(({ loginId }) => loginId), undo: true }, 'import.step')
    const before = task.result ?? { importId, failed: 0, failures: [] }
    return {
      cursor: rows.at(-1)?.row ?? task.cursor ?? 0,
      done: task.done + rows.length,
      result: withFailures(before, failures),
      over,
    }
  },
})

async function undoLot(ctx: Context, undone: StoredImport, rows: readonly DoneRow[], licences: LicenceRule) {
  const { importId, groupsMade } = undone
  const results: WorkResult[] = []
  const failures: RunResult['failures'] = []
  const fail = (row: DoneRow) => {
    const fault: ImportFault = { level: 'row', code: 'MSG-GEN-004', message: 'MSG-GEN-004', line: row.line }
    results.push({ row: row.row, state: 'failed', faults: [...row.faults, fault] })
    failures.push({ name: row.loginId, problem: 'request.conflict' })
  }
  const versions = await versionsOf(
    ctx,
    rows.flatMap(({ userId }) => userId ?? []),
  )
  const self = personOf(ctx).userId
  const changeable = mayTakeBack(ctx, undone) ? await changeableOf(ctx, [...versions.keys()]) : new Set<string>()
  const added = rows.filter(({ action }) => action === 'add')
  const changed = rows.filter(({ action }) => action === 'change')
  const refaced = changed.flatMap(({ userId, undo }) => (undo?.face ? [userId!] : []))
  const asGiven = await facesAsGiven(ctx, importId, refaced)
  // Somebody changed since is left alone, as is who has another face by now or is not for this person to change, and
  // nobody takes the own record away.
  const untouched = ({ action, userId, undo }: DoneRow) =>
    versions.get(userId!) === undo?.version &&
    changeable.has(userId!) &&
    !(action === 'add' && userId === self) &&
    !(action === 'change' && undo?.face && !asGiven.has(userId!))
  const deleted = rows.filter(({ action }) => action === 'delete')
  for (const row of [...added, ...changed]) if (!untouched(row)) fail(row)
  const leaving = added.filter(untouched)
  const leavingIds = leaving.map(({ userId }) => userId!)
  // Groups of this import go with it: the people wait in the recycle bin without them.
  await leaveGroups(ctx, leavingIds, groupsMade)
  if (leaving.length > 0) await recyclePeople(ctx, leavingIds, newId())
  const returned =
    deleted.length === 0
      ? new Set<string>()
      : await restoreChosen(
          ctx,
          deleted.map(({ userId }) => userId!),
          licences,
        )
  const back = changed.filter(untouched)
  const { admittedAnew } = await putBackAsWas(
    ctx.db,
    importId,
    back.map(({ userId, undo }) => ({ userId: userId!, password: undo?.password === true, writtenAt: undo?.at })),
    { at: ctx.clock.now(), by: personOf(ctx).loginId },
  )
  await dropLinksOf(
    ctx,
    back.map(({ userId }) => userId!),
  )
  for (const userId of admittedAnew)
    await endSessionsOf(ctx, userId, userId === self ? personOf(ctx).sessionId : undefined)
  await putFacesBack(
    ctx,
    importId,
    back.flatMap(({ userId, undo }) => (undo?.face ? [userId!] : [])),
  )
  await restoreFactors(
    ctx,
    importId,
    back.map(({ userId }) => userId!),
  )
  for (const row of deleted) if (!returned.has(row.userId!)) fail(row)
  for (const row of [...leaving, ...back, ...deleted.filter(({ userId }) => returned.has(userId!))])
    results.push({ row: row.row, state: 'undone' })
  // What the import had made somebody may be all that administers the tenant by now.
  await requireAdministratorLeft(ctx)
  return { results, failures }
}
