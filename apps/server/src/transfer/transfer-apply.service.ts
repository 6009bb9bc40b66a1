import { setTimeout as rest } from 'node:timers/promises'
import { userFault } from '@kaoban/codecs'
import { type ImportFault, type ImportTotals, KaobanError } from '@kaoban/contract'
import { keepFactors } from '../factors/factors.service.ts'
import { reachOf } from '../groups/groups.service.ts'
import { type LicenceRule, roomLeft } from '../licences/licences.service.ts'
import type { Context } from '../platform/context.ts'
import { newId } from '../platform/identifiers.ts'
import { recyclePeople } from '../recycle-bin/recycle-bin.service.ts'
import { startTask, type TaskKind } from '../tasks/tasks.service.ts'
import { mayAdminister, requireAdministratorLeft } from '../users/users.service.ts'
import { countPeopleForPlanner, keepAsWas } from '../users/users-many.service.ts'
import { asksForDeletions, outdatedRows, requireImport } from './transfer.service.ts'
import { beginRun, type ImportOptions, mustWait, updateImport } from './transfer.store.ts'
import { saveLinksOf } from './transfer-directory-judge.service.ts'
import { settle } from './transfer-end.service.ts'
import { type Judged, judgeRows, nothingPrepared, type Prepared, prepareRows } from './transfer-judge.service.ts'
import { type HashedPasswords, hashAhead, hashPasswords, takeHashedAhead } from './transfer-passwords.service.ts'
import { changesAccounts, changesGroups, type Planned, type Run, writePeople } from './transfer-people.service.ts'
import { storeFacesOf } from './transfer-pictures.service.ts'
import { countForPlanner, findWork, saveResults, type WorkResult, type WorkRow } from './transfer-rows.store.ts'
import { countInPortions } from './transfer-totals.service.ts'

const appliedAtOnce = 300
/** Rows after which the people that an import has brought are worth counting: a search among fewer takes no time. */
const countedAfter = 1200
/** Hashes before one step: a core's work of about 30 ms each. */
const passwordsAtOnce = 48

/**
 * Starts to do what the plan says, as soon as no other import of the tenant is at work; the number of deletions is asked
 * for where it is large.
 */
export async function startApplying(
  ctx: Context,
  importId: string,
  deletions: number | undefined,
  licences: LicenceRule,
) {
  const row = await requireImport(ctx, importId, true)
  if (row.state !== 'planned' || row.options.trial)
    throw new KaobanError('import.not-ready', `an import that is ${row.state} is not applied`)
  const { totals } = row
  const outdated = await outdatedRows(ctx, row)
  if (outdated > 0)
    throw new KaobanError('import.outdated', 'people have changed since the plan was made', {
      details: { rows: outdated },
    })
  if ((await asksForDeletions(ctx, row)) && deletions !== totals.delete)
    throw new KaobanError('import.deletions-unconfirmed', 'the number of deletions has to be confirmed', {
      details: { deletions: totals.delete },
    })
  const work = totals.add + totals.change + totals.delete
  const taskId = await startTask(ctx, applyKind(licences), { importId }, work)
  const options = { ...row.options, byGroupAdministrator: reachOf(ctx) !== 'all' }
  await updateImport(ctx.db, importId, { state: 'queued', taskId, options })
  await ctx.audit({ importId, fileName: row.fileName, ...totals }, 'import.applied')
  return { taskId }
}

interface Hashed extends Prepared {
  /** Another import was at work: nothing is prepared. */
  waited?: true
  /** The lot: nobody but who holds the task changes its rows. */
  rows: WorkRow[]
  /** Of the whole import, when no row is left. */
  totals?: ImportTotals
  /** Hashes of passwords by row. */
  passwords: HashedPasswords
}

const waitMs = 100

/** What an import has done, or taken back, so far. */
export interface RunResult {
  importId: string
  failed: number
  failures: { name: string; problem: string }[]
}

const namedFailures = 100

export function withFailures(before: RunResult, failures: RunResult['failures']): RunResult {
  return {
    ...before,
    failed: before.failed + failures.length,
    failures: [...before.failures, ...failures].slice(0, namedFailures),
  }
}

/** Does what the plan says, a lot of rows a step; a row that is no longer what was planned fails alone. */
export const applyKind = (licences: LicenceRule): TaskKind<{ importId: string }, number, RunResult, Hashed> => ({
  name: 'import-apply',
  needs: 'transfer.use',
  async abandoned(ctx, { importId }) {
    void takeHashedAhead(importId)
    await settle(ctx, importId)
  },
  async prepare(steps, task) {
    const { importId } = task.input
    const lotAfter = ({ db }: Context, row: number) => findWork(db, importId, row, appliedAtOnce, passwordsAtOnce)
    // What each row does was not known when the planner was told of them for the plan.
    if (task.cursor === undefined && task.total > appliedAtOnce)
      await steps.inTransaction(({ db }) => countForPlanner(db))
    if (task.done >= countedAfter && task.done < countedAfter + appliedAtOnce)
      await steps.inTransaction(({ db }) => countPeopleForPlanner(db))
    const rows = await steps.inTransaction(async (ctx) =>
      (await mustWait(ctx.db, importId)) ? undefined : await lotAfter(ctx, task.cursor ?? 0),
    )
    if (!rows) {
      await rest(waitMs)
      return { rows: [], passwords: new Map(), waited: true, ...nothingPrepared }
    }
    if (rows.length === 0)
      return { rows, passwords: new Map(), totals: await countInPortions(steps, importId), ...nothingPrepared }
    const prepared = await prepareRows(steps, importId, rows)
    const wanting = rows.filter(({ row, hasPassword }) => hasPassword && !prepared.same.has(row))
    const passwords = await hashPasswords(steps, importId, wanting, await takeHashedAhead(importId))
    if (wanting.length > 0 && prepared === nothingPrepared)
      hashAhead(steps, importId, async () => {
        const next = await steps.inTransaction((ctx) => lotAfter(ctx, rows.at(-1)!.row))
        return next.filter(({ hasPassword }) => hasPassword)
      })
    return { rows, passwords, ...prepared }
  },
  async step(ctx, task, hashed) {
    const { importId } = task.input
    const before = task.result ?? { importId, failed: 0, failures: [] }
    const going = hashed.waited ? undefined : await beginRun(ctx.db, importId, ctx.clock.now())
    if (!going) return { cursor: task.cursor ?? 0, done: task.done, result: before, over: false }
    const { rows } = hashed
    const lot = await judgeRows(ctx, going, rows, { hold: true, prepared: hashed })
    const { results, failures, faces } = await applyLot(ctx, going, lot, hashed, licences)
    await saveResults(ctx.db, importId, results, ctx.clock.now())
    const over = rows.length === 0
    if (over) await settle(ctx, importId, hashed.totals)
    else
      await ctx.audit(
        {
          ...{ importId, loginIds: lot.map(({ row }) => row.loginId), failed: failures.length },
          ...(faces.length > 0 && { faces, consent: true }),
        },
        'import.step',
      )
    return {
      cursor: rows.at(-1)?.row ?? task.cursor ?? 0,
      done: task.done + rows.length,
      result: withFailures(before, failures),
      over,
    }
  },
})

async function applyLot(
  ctx: Context,
  { importId, options }: Run,
  lot: readonly Judged[],
  hashed: Hashed,
  licences: LicenceRule,
) {
  const results: WorkResult[] = []
  const failures: RunResult['failures'] = []
  const fail = ({ row }: Judged, faults: ImportFault[]) => {
    const warned = row.faults.filter(
      ({ level, code }) => level === 'warning' && !faults.some((one) => one.code === code),
    )
    results.push({ row: row.row, state: 'failed', faults: [...warned, ...faults] })
    failures.push({ name: row.loginId, problem: 'request.conflict' })
  }
  const going: Judged[] = []
  let room = lot.some(({ judged }) => judged.action === 'add') ? (await roomLeft(ctx, licences)).people : 0
  for (const one of lot) {
    const changed = faultsSincePlan(one, options)
    if (changed.length > 0) fail(one, changed)
    else if (one.judged.action === 'add' && room-- < 1) fail(one, [...one.judged.faults, noRoom(one.row.line)])
    else going.push(one)
  }
  const kept = going.filter(({ judged }) => judged.target !== undefined)
  const people = kept.map(
    (one): Planned => ({ ...one, userId: one.known?.userId ?? newId(), target: one.judged.target! }),
  )
  await keepAsWas(
    ctx.db,
    importId,
    people.flatMap(({ known, record, judged }) =>
      known
        ? [
            {
              userId: known.userId,
              withBelongings: record.layout === 'mfa' || changesGroups(judged) || changesAccounts(judged),
            },
          ]
        : [],
    ),
  )
  await keepFactors(
    ctx,
    importId,
    people.flatMap(({ known, record }) => (known && record.layout === 'mfa' ? [known.userId] : [])),
  )
  await writePeople(ctx, { importId, options }, people, hashed)
  const layout = people[0]?.record.layout ?? 'users'
  const withFace = people.filter(({ judged }) => judged.face)
  const faces = await storeFacesOf(ctx, importId, layout, withFace, licences)
  for (const { row, userId, judged, target } of people) {
    const undo: WorkResult['undo'] = {}
    if (target.password) undo.password = true
    if (faces.given.has(row.row)) undo.face = true
    const warnings = [...judged.faults, ...(faces.warnings.get(row.row) ?? [])].filter(
      ({ code }) => !row.faults.some((before) => before.code === code),
    )
    const faults = warnings.length > 0 && [...row.faults, ...warnings]
    results.push({ row: row.row, state: 'done', userId, undo, ...(faults && { faults }) })
  }
  if (options.domain !== undefined) {
    const gone = going.filter(({ judged }) => judged.target === undefined)
    const others = gone.map((one) => ({ ...one, userId: one.stored?.userId }))
    await saveLinksOf(ctx, options.domain, [...people, ...others])
  }
  // Last, because other rows may have come to refer to them.
  const leaving = going.filter(({ judged }) => judged.action === 'delete')
  if (leaving.length > 0) {
    await recyclePeople(
      ctx,
      leaving.map(({ known }) => known!.userId),
      importId,
    )
    for (const { row, known } of leaving) results.push({ row: row.row, state: 'done', userId: known!.userId })
  }
  if (
    going.some(
      ({ judged, known }) =>
        known?.systemAdministrator &&
        (judged.action === 'delete' || (judged.target && !mayAdminister(judged.target.fields))),
    )
  )
    await requireAdministratorLeft(ctx)
  return { results, failures, faces: people.flatMap(({ row }) => (faces.given.has(row.row) ? [row.loginId] : [])) }
}

function noRoom(line: number): ImportFault {
  return { level: 'row', code: 'licence.trial-full', message: 'problem.licence.trial-full', line }
}

/** What has come between plan and act: somebody else changed, made or deleted the person, or took an address. */
function faultsSincePlan({ row, record, known, judged }: Judged, { atOnce }: ImportOptions): ImportFault[] {
  const faults = judged.faults.filter(({ level }) => level !== 'warning')
  if (faults.length > 0) return judged.faults
  // Nobody has looked at such a plan: what the row means now is what it means.
  if (atOnce) return []
  const same = judged.action === row.action || (row.action === 'change' && judged.action === 'none')
  if (same && (known?.version ?? null) === row.baseVersion) return []
  const { line } = row
  const column = record.layout === 'mfa' ? 'userid' : userColumn(row.action === 'delete' ? 'delete' : 'loginId')
  return [...judged.faults, { level: 'row', code: 'MSG-GEN-004', message: 'MSG-GEN-004', line, column }]
}

function userColumn(field: 'delete' | 'loginId'): string {
  return userFault(0, field, 'MSG-GEN-004').column ?? field
}
