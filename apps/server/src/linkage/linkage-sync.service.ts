import { setTimeout as rest } from 'node:timers/promises'
import { KaobanError } from '@kaoban/contract'
import { revokeFacesOf } from '../faces/faces.service.ts'
import { type NewPassword, preparePasswords, welcomePeople } from '../passwords/passwords.service.ts'
import { type Context, personOf, type Steps } from '../platform/context.ts'
import { newId } from '../platform/identifiers.ts'
import { recyclePeople } from '../recycle-bin/recycle-bin.service.ts'
import { readSettings } from '../settings/settings.service.ts'
import { startTask, type TaskAtStep, type TaskKind } from '../tasks/tasks.service.ts'
import { findMany, findManyById, updateMany } from '../users/users-many.service.ts'
import { mayPass, overlapping } from './linkage.rules.ts'
import { connectionOf, requireConnector, requireConsent } from './linkage.service.ts'
import { updateConnector } from './linkage.store.ts'
import { countEntries, findEntriesAfter, markLookedUp } from './linkage-filter.store.ts'
import { type Engine, type FoundOutside, lookUp, settleArrivals } from './linkage-inward.service.ts'
import { beginInward, endInward } from './linkage-outbox.store.ts'
import {
  findDone,
  findItems,
  findRunningSync,
  findStart,
  findSyncs,
  findUntold,
  hasSync,
  type ItemQuery,
  insertItems,
  insertSync,
  markTold,
  updateSync,
} from './linkage-sync.store.ts'

/** IDs that one step looks up, all at once: their time-outs together stay below the lease of a task. */
const lookedUpAtOnce = 4
/** Hashes before one step: a core's work of about 30 ms each. */
const toldAtOnce = 16
/** Steps in a row in which the external system did not answer at all, before the run ends. */
const missesMax = 5
const restMs = 500

export async function listSyncs(ctx: Context, { page, size }: { page: number; size: number }) {
  await requireConnector(ctx)
  const { rows, total } = await findSyncs(ctx.db, page, size)
  return {
    rows: rows.map((row) => ({
      ...row,
      startedAt: row.startedAt.toISOString(),
      finishedAt: row.finishedAt?.toISOString() ?? null,
    })),
    total,
    page,
    size,
  }
}

export async function listItems(ctx: Context, query: ItemQuery) {
  if (!(await hasSync(ctx.db, query.syncId))) throw new KaobanError('request.not-found', 'no such bulk sync')
  const { rows, total } = await findItems(ctx.db, query)
  return {
    rows: rows.map((row) => ({
      ...row,
      startedAt: row.startedAt.toISOString(),
      finishedAt: row.finishedAt.toISOString(),
    })),
    total,
    page: query.page,
    size: query.size,
  }
}

/** 同期を開始する [NFM-LNK-032, NFM-LNK-033]. */
export async function startSync(ctx: Context): Promise<{ taskId: string }> {
  const { syncedAt, serviceName } = await requireConsent(ctx, true)
  if (await findRunningSync(ctx.db)) throw new KaobanError('linkage.sync-running', 'a bulk sync is under way')
  if (syncedAt) throw new KaobanError('linkage.sync-done', 'the bulk sync was completed')
  const entries = await countEntries(ctx.db)
  if (entries === 0)
    throw new KaobanError('linkage.filter-empty', 'the filter is empty', { details: { message: 'MSG-LNK-009' } })
  const syncId = newId()
  const taskId = await startTask(ctx, { name: syncKindName, needs: 'linkage.manage' }, { syncId }, entries)
  const startedBy = personOf(ctx).loginId
  await insertSync(ctx.db, { tenantId: ctx.tenantId, syncId, taskId, startedBy, startedAt: ctx.clock.now() })
  await ctx.audit({ syncId, serviceName, entries })
  return { taskId }
}

const syncKindName = 'linkage-sync'

interface Input {
  syncId: string
}

/** `after`: the ID that was dealt with last; null: everybody is there, and people are being told. */
interface Cursor {
  after: string | null
  /** Steps without any answer, in a row. */
  misses: number
}

export interface SyncResult {
  added: number
  changed: number
  absent: number
  failed: number
}

interface LookedUp {
  kind: 'looked-up'
  rows: { loginId: string; loginIdKey: string; startedAt: Date; finishedAt: Date; found: FoundOutside }[]
  last: boolean
}

type Prepared = LookedUp | { kind: 'silent' } | { kind: 'passwords'; passwords: NewPassword[] }

/** 利用者情報一括同期: looks every ID of the filter up outside; when everybody is there, new people are told. */
export const syncKind = (engine: Engine): TaskKind<Input, Cursor, SyncResult, Prepared> => ({
  name: syncKindName,
  needs: 'linkage.manage',
  abandoned: (ctx, { syncId }, failure) => restore(ctx, syncId, failure === undefined ? 'stopped' : 'failed', failure),
  async prepare(steps, task) {
    const cursor = task.cursor ?? { after: '', misses: 0 }
    if (cursor.after === null) {
      const untold = await steps.inTransaction((ctx) => findUntold(ctx.db, task.input.syncId, toldAtOnce))
      return { kind: 'passwords', passwords: await preparePasswords(untold.length) }
    }
    if (cursor.misses > 0) await rest(cursor.misses * restMs)
    return lookUpNext(steps, engine, cursor.after)
  },
  async step(ctx, task, prepared) {
    const { syncId } = task.input
    if (!(await updateSync(ctx.db, syncId, { progressedAt: ctx.clock.now() })))
      throw new KaobanError('linkage.stalled', 'the run is over')
    const cursor = task.cursor ?? { after: '', misses: 0 }
    const result = task.result ?? { added: 0, changed: 0, absent: 0, failed: 0 }
    if (prepared.kind === 'silent') {
      if (cursor.misses + 1 >= missesMax)
        throw new KaobanError('linkage.no-answer', 'the external system does not answer')
      return { cursor: { ...cursor, misses: cursor.misses + 1 }, done: task.done, result, over: false }
    }
    if (prepared.kind === 'passwords') return tell(ctx, task, cursor, result, prepared.passwords)
    const { rows, last } = prepared
    const by = personOf(ctx)
    const how = { by: by.loginId, administrator: by.userId, mode: 'bulk' as const }
    const settled = await settleArrivals(ctx, engine.licences, rows, how)
    await insertItems(
      ctx.db,
      ctx.tenantId,
      syncId,
      settled.map((one, index) => ({
        ...{ itemId: newId(), startedAt: rows[index]!.startedAt, finishedAt: rows[index]!.finishedAt },
        ...one,
        told: one.kind !== 'added',
      })),
    )
    const of = (kind: string) => settled.filter((one) => one.kind === kind)
    const [added, changed] = [of('added'), of('changed')]
    const faces = settled.flatMap(({ face, loginId }) => (face ? [loginId] : []))
    if (added.length + changed.length > 0)
      await ctx.audit(
        { syncId, added: added.map(({ loginId }) => loginId), changed: changed.map(({ loginId }) => loginId), faces },
        'linkage.sync-step',
      )
    const done = task.done + rows.length
    return {
      cursor: { after: last ? null : rows.at(-1)!.loginIdKey, misses: 0 },
      done,
      // The filter may have grown meanwhile.
      total: last ? done : Math.max(task.total, done),
      result: {
        added: result.added + added.length,
        changed: result.changed + changed.length,
        absent: result.absent + of('absent').length,
        failed: result.failed + settled.filter(({ fault }) => fault !== null).length,
      },
      over: false,
    }
  },
})

async function lookUpNext(steps: Steps, { workers }: Engine, after: string): Promise<Prepared> {
  const { connection, entries, known, portrait } = await steps.inTransaction(async (ctx) => {
    const entries = await findEntriesAfter(ctx.db, after, lookedUpAtOnce)
    return {
      connection: await connectionOf(ctx, await requireConsent(ctx)),
      entries,
      known: await findMany(
        ctx,
        entries.map(({ loginIdKey }) => loginIdKey),
        false,
      ),
      portrait: (await readSettings(ctx))['face.retainImages'],
    }
  })
  const looked = await Promise.all(
    entries.map(async (entry) => {
      const startedAt = steps.clock.now()
      const face = !known.get(entry.loginIdKey)?.hasFace
      const { found, answer } = await lookUp(connection, workers, entry.loginId, { face, portrait })
      return { row: { ...entry, startedAt, finishedAt: steps.clock.now(), found }, answer }
    }),
  )
  const refused = looked.find(({ answer }) => !answer.ok && answer.fault === 'unauthorised')
  if (refused) throw new KaobanError('linkage.no-answer', 'the external system refuses the token')
  if (looked.length > 0 && looked.every(({ answer }) => !answer.ok && mayPass(answer.fault))) return { kind: 'silent' }
  return { kind: 'looked-up', rows: looked.map(({ row }) => row), last: entries.length < lookedUpAtOnce }
}

/** Everybody is there: new people get a password and MAIL-08 by the branches of a form [NFM-AUT-038]. */
async function tell(
  ctx: Context,
  task: TaskAtStep<Input, Cursor, SyncResult>,
  cursor: Cursor,
  result: SyncResult,
  passwords: readonly NewPassword[],
) {
  const { syncId } = task.input
  const untold = await findUntold(ctx.db, syncId, passwords.length)
  const people = await findManyById(
    ctx,
    untold.map(({ userId }) => userId),
    true,
  )
  const there = untold.filter(({ userId }) => people.has(userId))
  await welcomePeople(
    ctx,
    there.map(({ userId }, index) => ({ userId, ...passwords[index]! })),
  )
  await markTold(
    ctx.db,
    syncId,
    untold.map(({ itemId }) => itemId),
  )
  const over = untold.length === 0
  if (over) {
    const at = ctx.clock.now()
    await updateSync(ctx.db, syncId, { state: 'done', finishedAt: at })
    const startedAt = await findStart(ctx.db, syncId)
    await updateConnector(ctx.db, { syncedAt: at, fetchedTo: overlapping(startedAt ?? at), fetchFault: null })
    await markLookedUp(ctx.db)
    await ctx.audit({ syncId, ...result }, 'linkage.sync-finished')
  }
  return { cursor, done: task.done, result, over }
}

/**
 * The state before a run that was not completed: people whom it added go to the recycle bin, others have their fields
 * back and no face that they had not [NFM-LNK-034].
 */
export async function restore(
  ctx: Context,
  syncId: string,
  state: 'stopped' | 'failed',
  failure: string | null = null,
): Promise<void> {
  const at = ctx.clock.now()
  if (!(await updateSync(ctx.db, syncId, { state, failure, finishedAt: at }))) return
  const by = ctx.actor.kind === 'person' ? ctx.actor.loginId : 'linkage'
  const done = await findDone(ctx.db, syncId)
  await beginInward(ctx.db)
  const added = done.filter(({ kind }) => kind === 'added').map(({ userId }) => userId)
  await recyclePeople(ctx, added, syncId, by)
  const changed = done.filter(({ kind }) => kind === 'changed')
  const people = await findManyById(
    ctx,
    changed.map(({ userId }) => userId),
    true,
  )
  const former = changed.flatMap(({ userId, former }) => {
    const person = people.get(userId)
    return person && former ? [{ ...person, ...former, passwordHash: undefined }] : []
  })
  await updateMany(ctx.db, former, { at, by })
  for (const { userId, face } of changed) if (face) await revokeFacesOf(ctx, userId)
  await endInward(ctx.db)
  await ctx.audit({ syncId, state, removed: added.length, restored: changed.length }, 'linkage.sync-stopped')
}
