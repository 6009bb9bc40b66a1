import { type ImportLayout, type ImportTotals, KaobanError } from '@kaoban/contract'
import type { FaceWorkers } from '@kaoban/face-node'
import type { LicenceRule } from '../licences/licences.service.ts'
import type { Context } from '../platform/context.ts'
import { startTask, type TaskKind } from '../tasks/tasks.service.ts'
import { asksForDeletions, requireImport } from './transfer.service.ts'
import { noTotals, type StoredImport, updateImport } from './transfer.store.ts'
import {
  type AlikeCursor,
  type AlikeFound,
  findLookAlikes,
  firstAlike,
  warnOfLookAlikes,
} from './transfer-alike.service.ts'
import { startApplying } from './transfer-apply.service.ts'
import { saveLinksOf } from './transfer-directory-judge.service.ts'
import { auditEnd } from './transfer-end.service.ts'
import { judgeRows, nothingPrepared, type Prepared, prepareRows } from './transfer-judge.service.ts'
import { lookAtPictures, untilUnseen, warnOfStrangers } from './transfer-pictures.service.ts'
import { deletePictures, hasNewFaces } from './transfer-pictures.store.ts'
import {
  countForPlanner,
  deleteRows,
  eraseRecords,
  findRowsAfter,
  rememberPlan,
  savePlanned,
  type WorkRow,
} from './transfer-rows.store.ts'
import { countInPortions } from './transfer-totals.service.ts'

const plannedAtOnce = 500
/** Passwords compared before one step: half a second of a core. */
const passwordsAtOnce = 16

/** How the task that makes a plan is started. */
export const planTask = { name: 'import-plan', needs: 'transfer.use' } as const

/** Makes the plan of the stored rows once more; the page shows which of them have come to mean something else. */
export async function planAgain(ctx: Context, importId: string) {
  const { state, fileName, options, totals } = await requireImport(ctx, importId, true)
  if (state !== 'planned' || options.trial)
    throw new KaobanError('import.not-ready', `an import that is ${state} is not planned again`)
  await rememberPlan(ctx.db, importId)
  const taskId = await startTask(ctx, planTask, { importId }, totals.rows)
  await updateImport(ctx.db, importId, { state: 'planning', taskId, totals: { ...noTotals, rows: totals.rows } })
  await ctx.audit({ importId, fileName, rows: totals.rows })
  return { taskId }
}

interface Found {
  /** The lot: nobody but who holds the task changes its rows. */
  rows: WorkRow[]
  prepared: Prepared
  alike?: AlikeFound
  /** Of the whole plan, when it is made. */
  totals?: ImportTotals
}

/** The last row that was planned; then where the search for look-alikes stands; then nothing but the end is left. */
type PlanCursor = number | AlikeCursor | 'end'

/** Makes the plan, some rows a step; nothing but the plan is written. */
export const planKind = (
  licences: LicenceRule,
  faces: FaceWorkers,
): TaskKind<{ importId: string }, PlanCursor, { importId: string }, Found> => ({
  ...planTask,
  async abandoned(ctx, { importId }) {
    await updateImport(ctx.db, importId, { state: 'discarded' })
    await deleteRows(ctx.db, importId)
    await deletePictures(ctx.db, importId)
  },
  async prepare(steps, task) {
    const { importId } = task.input
    const { cursor = 0 } = task
    if (cursor === 'end') return { rows: [], prepared: nothingPrepared, totals: await countInPortions(steps, importId) }
    if (typeof cursor === 'string')
      return { rows: [], prepared: nothingPrepared, alike: await findLookAlikes(steps, faces, importId, cursor) }
    if (cursor === 0 && task.total > plannedAtOnce) await steps.inTransaction(({ db }) => countForPlanner(db))
    const { rows, layout } = await steps.inTransaction(async (ctx) => {
      const { layout } = await requireImport(ctx, importId)
      return { rows: await nextRows(ctx, importId, layout, cursor), layout }
    })
    const pictured = rows.flatMap(({ row, picture }) => (picture === null ? [] : [row]))
    if (pictured.length > 0) await lookAtPictures(steps, faces, importId, layout, pictured)
    return { rows, prepared: await prepareRows(steps, importId, rows) }
  },
  async step(ctx, task, { rows: found, prepared, alike, totals }) {
    const { importId } = task.input
    const { cursor = 0 } = task
    const planned = await requireImport(ctx, importId)
    const { layout } = planned
    if (cursor === 'end') {
      await endPlan(ctx, importId, totals!, licences)
      return { cursor, done: task.done, result: { importId }, over: true }
    }
    if (typeof cursor === 'string') {
      await warnOfLookAlikes(ctx, importId, layout, alike!.found)
      return { cursor: alike!.cursor ?? 'end', done: task.done, result: { importId }, over: false }
    }
    const rows = await untilUnseen(ctx, importId, found)
    const judged = await judgeRows(ctx, planned, rows, { hold: false, prepared })
    const withFace = judged.filter(({ judged: { action, face } }) => face && action !== 'refused')
    const strangers = await warnOfStrangers(ctx, importId, layout, withFace, faces.manifest)
    await savePlanned(
      ctx.db,
      importId,
      judged.map(({ row, known, judged: { action, target, differences, faults } }) => ({
        row: row.row,
        action,
        userId: known?.reachable ? known.userId : null,
        baseVersion: known?.version ?? null,
        differences,
        faults: [...faults, ...(strangers.get(row.row) ?? [])],
        ...(layout === 'directory' && { hasPassword: target?.password !== undefined }),
      })),
    )
    if (layout === 'directory' && !planned.options.trial) await noteSeen(ctx, planned, judged)
    const last = rows.at(-1)?.row ?? cursor
    return {
      cursor: found.length === 0 ? ((await hasNewFaces(ctx.db, importId)) ? firstAlike : 'end') : last,
      done: task.done + rows.length,
      result: { importId },
      over: false,
    }
  },
})

/** What was seen of accounts that mean nothing for anybody. */
function noteSeen(ctx: Context, { options }: StoredImport, judged: Awaited<ReturnType<typeof judgeRows>>) {
  const idle = judged.filter(({ judged: { action } }) => action === 'none')
  return saveLinksOf(
    ctx,
    options.domain!,
    idle.map((one) => ({ ...one, userId: one.stored?.userId })),
  )
}

/** Only the multi-factor product's passwords are compared with those that people have. */
function nextRows(ctx: Context, importId: string, layout: ImportLayout, after: number) {
  return findRowsAfter(ctx.db, importId, after, plannedAtOnce, layout === 'mfa' ? passwordsAtOnce : plannedAtOnce)
}

/** A plan waits for somebody to look at it, unless it was a trial, or is to be applied as soon as it is made. */
async function endPlan(ctx: Context, importId: string, totals: ImportTotals, licences: LicenceRule): Promise<void> {
  const row = await requireImport(ctx, importId, true)
  const { trial, atOnce } = row.options
  if (trial) {
    await updateImport(ctx.db, importId, { state: 'checked', totals })
    await eraseRecords(ctx.db, importId)
    await deletePictures(ctx.db, importId)
    await auditEnd(ctx, importId)
    return
  }
  await updateImport(ctx.db, importId, { state: 'planned', totals })
  if (atOnce && !(await asksForDeletions(ctx, { ...row, totals })))
    await startApplying(ctx, importId, undefined, licences)
}
