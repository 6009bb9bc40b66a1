import { KaobanError, mayUse } from '@kaoban/contract'
import { hasMessage, type Locale, word } from '@kaoban/messages'
import { queueMailTo } from '../mails/mails.service.ts'
import type { Actor, Context, Steps } from '../platform/context.ts'
import { type DatabaseHandle, type Db, isUniqueViolation } from '../platform/database.ts'
import type { Platform } from '../platform/http.ts'
import { houseTenantId, newId } from '../platform/identifiers.ts'
import { backgroundContext } from '../platform/job-context.ts'
import { listTenants } from '../platform/tenant-list.ts'
import { personWithoutSession } from '../sessions/sessions.service.ts'
import { type AnyTaskKind, secretOf, type TaskAtStep } from './tasks.service.ts'
import {
  claimTask,
  endTask,
  findDueTasks,
  insertSecret,
  lockStep,
  purge,
  releaseTask,
  saveStep,
} from './tasks.store.ts'

export interface TaskRunner {
  /** Runs everything that is due now to its end. */
  runDue(): Promise<void>
  /** Finishes the step under way and gives the tasks to other servers. */
  close(): Promise<void>
}

/** A task that this runner has. */
interface Held {
  tenantId: string
  taskId: string
  kind: AnyTaskKind
  input: unknown
  attempts: number
  starter: { userId: string; loginId: string; address: string; locale: Locale }
}

const pollEvery = 500
/** Renewed by each step; many tasks may wait for their turn in between. */
const leaseFor = 30_000
const heldAtOnce = 20
/**
 * Servers may die over one step this often, for most of them die of something else. A step that breaks costs as much as
 * four deaths, the taking included: it is tried three times.
 */
const maxAttempts = 11
const brokenStep = 3
const restAfterBreak = 5000

/**
 * Runs started tasks while the server runs: of every tenant and kind one, in turns, a step each. Several servers may
 * share one database. It asks so often what is due that nobody has to call it.
 */
export function startTaskRunner(
  platform: Platform,
  kinds: readonly AnyTaskKind[],
  options: { polls: boolean } = { polls: true },
): TaskRunner {
  // The embedded database has one server: whoever held a task there was this server before it died.
  const runner = newRunner(platform, kinds, options.polls && platform.database.kind === 'embedded')
  let running: Promise<void> = Promise.resolve()
  const runDue = () => {
    running = running.then(() => runner.drain())
    return running
  }
  let timer: NodeJS.Timeout | undefined
  let closed = false
  const poll = async () => {
    await runDue()
    if (!closed) timer = setTimeout(poll, pollEvery).unref()
  }
  if (options.polls) timer = setTimeout(poll, pollEvery).unref()
  return {
    runDue,
    async close() {
      closed = true
      clearTimeout(timer)
      runner.stop()
      await running
    },
  }
}

function newRunner(platform: Platform, kinds: readonly AnyTaskKind[], inherits = false) {
  const leaseBy = newId()
  const byName = new Map(kinds.map((kind) => [kind.name, kind]))
  const held = new Map<string, Held>()
  let stopped = false
  let first = true
  const lease = () => {
    const now = platform.clock.now()
    const until = new Date(now.getTime() + leaseFor)
    return { by: leaseBy, now, until, overBy: first && inherits ? until : now }
  }

  async function takeDue(): Promise<void> {
    const room = heldAtOnce - held.size
    if (room === 0) return
    const due = await platform.database.transaction({ tenantId: houseTenantId, role: 'gate' }, (db) =>
      findDueTasks(db, [...byName.keys()], lease().overBy, room),
    )
    for (const { tenantId, taskId, kind } of due) {
      const claimed = await platform.database
        .transaction({ tenantId }, (db) => claimTask(db, taskId, lease()))
        .catch((error) => {
          if (isUniqueViolation(error, 'tasks_running')) return undefined
          throw error
        })
      if (!claimed) continue
      const { input, attempts, ...starter } = claimed
      held.set(taskId, { tenantId, taskId, kind: byName.get(kind)!, input, attempts, starter })
    }
    first = false
  }

  /** One step of a task; false when there is none left for this runner. */
  async function turn(task: Held): Promise<boolean> {
    try {
      if (task.attempts > maxAttempts) return await end(task, 'server.broken')
      const more = await takeStep(platform, task, leaseBy, lease().until)
      task.attempts = 1
      return more
    } catch (error) {
      if (error instanceof KaobanError) return await end(task, error.code)
      const { taskId, tenantId, attempts } = task
      platform.log.error({ err: error, taskId, kind: task.kind.name, attempts }, 'a step of a task broke')
      const again = new Date(platform.clock.now().getTime() + restAfterBreak)
      await platform.database.transaction({ tenantId }, (db) =>
        releaseTask(db, taskId, leaseBy, again, { broken: brokenStep }),
      )
      return false
    }
  }

  async function end(task: Held, failure: string): Promise<false> {
    await platform.database.transaction({ tenantId: task.tenantId }, async (db) => {
      const row = await lockStep(db, task.taskId, leaseBy)
      if (row) await finish(await contextOf(platform, task, db), task, row, 'failed', failure)
    })
    return false
  }

  return {
    async drain(): Promise<void> {
      try {
        while (!stopped) {
          await takeDue()
          if (held.size === 0) return
          for (const task of [...held.values()]) {
            if (stopped) break
            if (!(await turn(task))) held.delete(task.taskId)
            // Whoever waited for the one connection of the embedded database comes first.
            await new Promise(setImmediate)
          }
        }
        for (const { tenantId, taskId } of held.values())
          await platform.database.transaction({ tenantId }, (db) =>
            releaseTask(db, taskId, leaseBy, platform.clock.now()),
          )
      } catch (error) {
        if (!stopped) platform.log.error({ err: error }, 'tasks cannot be run now')
      }
      // Whatever could not be given back falls to the next runner when its lease is over.
      held.clear()
    },
    stop() {
      stopped = true
    },
  }
}

type Row = NonNullable<Awaited<ReturnType<typeof lockStep>>>

async function takeStep(platform: Platform, task: Held, leaseBy: string, leaseUntil: Date): Promise<boolean> {
  const { kind, tenantId, taskId } = task
  const prepared = kind.prepare ? await prepare(platform, task, leaseBy) : undefined
  if (prepared === over) return false
  return platform.database.transaction({ tenantId }, async (db) => {
    const row = await lockStep(db, taskId, leaseBy)
    if (!row) return false
    const ctx = await contextOf(platform, task, db)
    if (row.cancelRequested) return finish(ctx, task, row, 'cancelled')
    if (!mayGoOn(ctx, kind)) return finish(ctx, task, row, 'failed', 'task.starter-refused')
    const step = await kind.step(ctx, atStep(task, row), prepared)
    const { done, total = row.total, cursor, result, secret } = step
    if (secret !== undefined && secret !== '') {
      const sealed = await platform.secrets.seal(db, secretOf(tenantId, taskId), Buffer.from(secret))
      await insertSecret(db, { tenantId, taskId, sealed })
    }
    await saveStep(db, taskId, { done, total, progress: cursor, result, leaseUntil })
    return step.over ? finish(ctx, task, { ...row, done, total }, 'done') : true
  })
}

const over = Symbol('another runner has the task')

/** What a kind computes between transactions; nothing for a task that will not take its step anyway. */
async function prepare(platform: Platform, task: Held, leaseBy: string): Promise<unknown> {
  const { tenantId, kind } = task
  const look = await platform.database.transaction({ tenantId }, async (db) => {
    const row = await lockStep(db, task.taskId, leaseBy)
    return row && { row, ctx: await contextOf(platform, task, db) }
  })
  if (!look) return over
  if (look.row.cancelRequested || !mayGoOn(look.ctx, kind)) return undefined
  const { db: _, audit: __, ...circumstances } = look.ctx
  const steps: Steps = {
    ...circumstances,
    inTransaction: (step) =>
      platform.database.transaction({ tenantId }, async (db) => step(await contextOf(platform, task, db))),
  }
  return kind.prepare?.(steps, atStep(task, look.row))
}

function atStep({ taskId, input }: Held, row: Row): TaskAtStep<unknown, unknown, unknown> {
  const { progress, result, done, total } = row
  return { taskId, input, cursor: progress ?? undefined, done, total, result: result ?? undefined }
}

/** The step runs as the person who started the task, with the rights this person has now. */
async function contextOf(platform: Platform, { tenantId, taskId, kind, starter }: Held, db: Db): Promise<Context> {
  const { userId, loginId, address, locale } = starter
  const person = await personWithoutSession(db, userId, taskId, platform.clock.now())
  const gone: Actor = { kind: 'guest', claims: loginId }
  const who = { tenantId, actor: person ?? gone, address, locale: person?.locale ?? locale }
  return backgroundContext(platform, `task ${kind.name}`, who, db)
}

function mayGoOn({ actor }: Context, kind: AnyTaskKind): boolean {
  return actor.kind === 'person' && mayUse(actor.role, kind.needs)
}

async function finish(
  ctx: Context,
  { taskId, kind, input, starter }: Held,
  { done, total, createdAt }: Pick<Row, 'done' | 'total' | 'createdAt'>,
  state: 'done' | 'failed' | 'cancelled',
  failure?: string,
): Promise<false> {
  await endTask(ctx.db, taskId, { state, failure: failure ?? null, finishedAt: ctx.clock.now() })
  const details = {
    taskId,
    kind: kind.name,
    state,
    done,
    total,
    ...(failure === undefined ? {} : { problem: failure }),
  }
  if (state !== 'done') await kind.abandoned?.(ctx, input, failure)
  await ctx.audit(details, 'task.finished', state !== 'failed')
  if (state !== 'cancelled' && ctx.clock.now().getTime() - createdAt.getTime() >= long)
    await queueMailTo(ctx, starter.userId, (locale) => ({
      template: 'TASK-01',
      ...(state === 'failed' && { variant: 'stopped' }),
      params: { task: nameOf(kind, locale), done: String(done), total: String(total), taskUrl: `/tasks/${taskId}` },
    }))
  return false
}

/** Whoever waits this long has turned to something else, and is told by mail that it is over. */
const long = 120_000

function nameOf({ name }: AnyTaskKind, locale: Locale): string {
  const key = `tasks.kind.${name}`
  return word(hasMessage(key) ? key : 'tasks.kind.other', locale)
}

const keptDays = 30
const secretHours = 24

/** Deletes tasks after 30 days, and what they kept sealed after 24 hours. Returns how many tasks went. */
export async function purgeTasks(platform: Pick<Platform, 'clock'> & { database: DatabaseHandle }): Promise<number> {
  const now = platform.clock.now()
  const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000)
  const before = { now, tasks: ago(keptDays * 24), secrets: ago(secretHours) }
  let gone = 0
  for (const { tenantId } of await listTenants(platform.database))
    gone += await platform.database.transaction({ tenantId }, (db) => purge(db, before))
  return gone
}
