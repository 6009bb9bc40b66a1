import {
  KaobanError,
  listedTasks,
  mayUse,
  type Permission,
  type ProblemCode,
  type Task,
  type TaskRow,
} from '@kaoban/contract'
import { type Context, personOf, type Steps } from '../platform/context.ts'
import { newId } from '../platform/identifiers.ts'
import {
  countOpenTasks,
  endTask,
  findTask,
  findTasks,
  hideTask,
  insertTask,
  lockTask,
  removeSecrets,
  requestCancel,
} from './tasks.store.ts'

/** A task as its kind sees it at the beginning of a step. */
export interface TaskAtStep<Input, Cursor, Result> {
  taskId: string
  input: Input
  /** What the step before left; undefined at the first. */
  cursor: Cursor | undefined
  done: number
  total: number
  result: Result | undefined
}

/** Where a step leaves the task. */
export interface StepDone<Cursor, Result> {
  /** Where the next step goes on. */
  cursor: Cursor
  /** How many of the total are dealt with, well or badly. */
  done: number
  /** When another total than at the start became known. */
  total?: number
  /** What came out so far: counts and a few first failures, not a row for everybody. */
  result: Result
  /** Text for the eyes of the person who started the task only, appended to that of the steps before, sealed. */
  secret?: string
  /** Nothing is left to do. */
  over: boolean
}

/** One kind of long work, listed in features.ts. Input, cursor and result are JSON. */
export interface TaskKind<Input, Cursor, Result, Prepared = undefined> {
  /** Its words are `tasks.kind.<name>`. */
  name: string
  /** Who may start it; asked again at every step, because a task outlives a role. */
  needs: Permission
  /** Computes what the step needs and no transaction may wait for (password hashes); it may run again. */
  prepare?(steps: Steps, task: TaskAtStep<Input, Cursor, Result>): Promise<Prepared>
  /**
   * A bounded piece of work (50 to 150 ms) in one transaction that also stores where it stands: whatever happens, a
   * step counts as a whole or not at all. A KaobanError undoes the step and ends the task with its code.
   */
  step(ctx: Context, task: TaskAtStep<Input, Cursor, Result>, prepared: Prepared): Promise<StepDone<Cursor, Result>>
  /** Tidies up in the transaction that ends a task before it was over, whoever is still there; `failure` is what ended it. */
  abandoned?(ctx: Context, input: Input, failure?: string): Promise<void>
}

/** A kind of which only the runner's view matters. */
export type AnyTaskKind = TaskKind<unknown, unknown, unknown, unknown>

const openTasksLimit = 50

/** Starts long work in the request's transaction, with its row in the operation log; returns the task's id. */
export async function startTask<Input>(
  ctx: Context,
  kind: Pick<TaskKind<Input, unknown, unknown>, 'name' | 'needs'>,
  input: Input,
  total: number,
): Promise<string> {
  const { userId, loginId, role } = personOf(ctx)
  if (!mayUse(role, kind.needs)) throw new KaobanError('request.forbidden', `the role ${role} may not start this task`)
  if ((await countOpenTasks(ctx.db)) >= openTasksLimit)
    throw new KaobanError('task.too-many', `${openTasksLimit} tasks of this tenant are not over yet`)
  const taskId = newId()
  const { tenantId, address, locale } = ctx
  const createdAt = ctx.clock.now()
  await insertTask(ctx.db, {
    tenantId,
    taskId,
    kind: kind.name,
    total,
    input,
    userId,
    loginId,
    address,
    locale,
    createdAt,
  })
  await ctx.audit({ taskId, kind: kind.name, total }, 'task.started')
  return taskId
}

/** Own tasks, or every task of the tenant for a system administrator; newest first. */
export async function listOwnTasks(ctx: Context, of: 'self' | 'tenant'): Promise<{ rows: TaskRow[] }> {
  const { userId, role } = personOf(ctx)
  if (of === 'tenant' && role !== 'system-administrator')
    throw new KaobanError('request.forbidden', 'only a system administrator sees the tasks of others')
  const since = new Date(ctx.clock.now().getTime() - listedTasks.days * 86_400_000)
  const rows = await findTasks(ctx.db, { since, limit: listedTasks.max, ...(of === 'self' ? { userId } : {}) })
  return { rows: rows.map((row) => rowOf(ctx, row)) }
}

export async function readOwnTask(ctx: Context, taskId: string): Promise<Task> {
  const { result, hasSecret, ...task } = visible(ctx, await findTask(ctx.db, taskId))
  const row = rowOf(ctx, task)
  const over = task.finishedAt !== null
  return { ...row, result, hasSecret: hasSecret && over && row.own }
}

/** Stops a task after the step under way, which the request waits for. */
export async function cancel(ctx: Context, taskId: string, kinds: readonly AnyTaskKind[]): Promise<Task> {
  const task = visible(ctx, await lockTask(ctx.db, taskId))
  if (task.finishedAt !== null) throw new KaobanError('task.over', 'the task is over')
  await requestCancel(ctx.db, taskId)
  if (task.state === 'waiting') {
    await endTask(ctx.db, taskId, { state: 'cancelled', failure: null, finishedAt: ctx.clock.now() })
    await kinds.find(({ name }) => name === task.kind)?.abandoned?.(ctx, task.input)
  }
  const { kind, done, total, loginId } = task
  await ctx.audit({ taskId, kind, startedBy: loginId, done, total })
  return readOwnTask(ctx, taskId)
}

/** Ends a task in which nothing moves any more, whoever has it; whoever ends it tidies up. */
export async function giveUpTask(ctx: Context, taskId: string, failure: ProblemCode): Promise<void> {
  const task = await lockTask(ctx.db, taskId)
  if (!task || task.finishedAt !== null) return
  await endTask(ctx.db, taskId, { state: 'failed', failure, finishedAt: ctx.clock.now() })
  const { kind, done, total } = task
  await ctx.audit({ taskId, kind, state: 'failed', done, total, problem: failure }, 'task.finished', false)
}

export async function dismiss(ctx: Context, taskId: string): Promise<undefined> {
  const task = own(ctx, await lockTask(ctx.db, taskId))
  if (task.finishedAt === null) throw new KaobanError('request.conflict', 'the task is not over yet')
  await hideTask(ctx.db, taskId)
}

/** Hands out what a task kept sealed, and erases it. */
export async function takeSecret(ctx: Context, taskId: string): Promise<{ text: string }> {
  const task = own(ctx, await lockTask(ctx.db, taskId))
  if (task.finishedAt === null) throw new KaobanError('request.conflict', 'the task is not over yet')
  const parts = await removeSecrets(ctx.db, taskId)
  if (parts.length === 0) throw new KaobanError('task.secret-gone', 'nothing is kept of this task')
  let text = ''
  for (const part of parts) text += (await ctx.secrets.open(ctx.db, secretOf(ctx.tenantId, taskId), part)).toString()
  await ctx.audit({ taskId, kind: task.kind })
  return { text }
}

/** A secret is bound to its task, which is its owner's alone. */
export function secretOf(tenantId: string, taskId: string) {
  return { tenantId, userId: taskId, kind: 'task-secret' } as const
}

function visible<Row extends { userId: string }>(ctx: Context, row: Row | undefined): Row {
  const { role, apiKey } = personOf(ctx)
  return role === 'system-administrator' && apiKey === undefined && row ? row : own(ctx, row)
}

function own<Row extends { userId: string }>(ctx: Context, row: Row | undefined): Row {
  if (row?.userId !== personOf(ctx).userId) throw new KaobanError('request.not-found', 'no such task')
  return row
}

type Facts = Awaited<ReturnType<typeof findTasks>>[number]

function rowOf(ctx: Context, { userId, loginId, createdAt, startedAt, finishedAt, ...row }: Facts): TaskRow {
  const until = finishedAt ?? ctx.clock.now()
  return {
    ...row,
    startedBy: { userId, loginId },
    own: userId === personOf(ctx).userId,
    createdAt: createdAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    finishedAt: finishedAt?.toISOString() ?? null,
    seconds: startedAt ? Math.max(0, (until.getTime() - startedAt.getTime()) / 1000) : 0,
  }
}
