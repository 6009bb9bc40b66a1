import type { TaskState } from '@kaoban/contract'
import type { Locale } from '@kaoban/messages'
import { type Generated, sql } from 'kysely'
import type { Db } from '../platform/database.ts'

interface TaskTable {
  tenantId: string
  taskId: string
  kind: string
  state: Generated<TaskState>
  done: Generated<number>
  total: number
  input: unknown
  progress: unknown
  result: unknown
  failure: string | null
  userId: string
  loginId: string
  address: string
  locale: Locale
  createdAt: Date
  startedAt: Date | null
  finishedAt: Date | null
  leaseBy: string | null
  leaseUntil: Date
  attempts: Generated<number>
  cancelRequested: Generated<boolean>
  dismissed: Generated<boolean>
}

interface TaskSecretTable {
  tenantId: string
  taskId: string
  part: number
  sealed: Uint8Array
}

declare module '../platform/database.ts' {
  interface Database {
    tasks: TaskTable
    taskSecrets: TaskSecretTable
  }
}

const facts = [
  ...(['taskId', 'kind', 'state', 'done', 'total', 'failure', 'cancelRequested', 'userId', 'loginId'] as const),
  ...(['createdAt', 'startedAt', 'finishedAt'] as const),
] as const

const json = (value: unknown) => (value === undefined ? null : sql`${JSON.stringify(value)}::jsonb`)

type NewTask = Pick<
  TaskTable,
  'tenantId' | 'taskId' | 'kind' | 'total' | 'input' | 'userId' | 'loginId' | 'address' | 'locale' | 'createdAt'
>

export async function insertTask(db: Db, { input, ...task }: NewTask): Promise<void> {
  await db
    .insertInto('tasks')
    .values({ ...task, input: json(input), leaseUntil: task.createdAt })
    .execute()
}

export async function countOpenTasks(db: Db): Promise<number> {
  const { n } = await db
    .selectFrom('tasks')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('state', 'in', ['waiting', 'running'])
    .executeTakeFirstOrThrow()
  return Number(n)
}

/** Newest first; of one person those that were not dismissed. */
export function findTasks(db: Db, wanted: { since: Date; limit: number; userId?: string }) {
  return db
    .selectFrom('tasks')
    .select(facts)
    .where('createdAt', '>=', wanted.since)
    .$if(wanted.userId !== undefined, (query) =>
      query.where('userId', '=', wanted.userId!).where('dismissed', '=', false),
    )
    .orderBy('createdAt', 'desc')
    .orderBy('taskId', 'desc')
    .limit(wanted.limit)
    .execute()
}

export function findTask(db: Db, taskId: string) {
  return db
    .selectFrom('tasks')
    .select([...facts, 'result'])
    .select((eb) =>
      eb
        .exists(eb.selectFrom('taskSecrets as s').select('s.part').where('s.taskId', '=', taskId))
        .$castTo<boolean>()
        .as('hasSecret'),
    )
    .where('taskId', '=', taskId)
    .executeTakeFirst()
}

/** Holds a task until the transaction ends, so that no step runs meanwhile. */
export function lockTask(db: Db, taskId: string) {
  return db
    .selectFrom('tasks')
    .select([...facts, 'input'])
    .where('taskId', '=', taskId)
    .forUpdate()
    .executeTakeFirst()
}

export async function requestCancel(db: Db, taskId: string): Promise<void> {
  await db.updateTable('tasks').set({ cancelRequested: true }).where('taskId', '=', taskId).execute()
}

export async function hideTask(db: Db, taskId: string): Promise<void> {
  await db.updateTable('tasks').set({ dismissed: true }).where('taskId', '=', taskId).execute()
}

/**
 * For the gate role: of every tenant and kind the task whose turn it is, unless another of them runs. Kinds that this
 * program does not know belong to another version of it.
 */
export async function findDueTasks(db: Db, kinds: readonly string[], overBy: Date, limit: number) {
  if (kinds.length === 0) return []
  const { rows } = await sql<{ tenantId: string; taskId: string; kind: string }>`
    select distinct on (t.tenant_id, t.kind) t.tenant_id, t.task_id, t.kind from tasks t
    where t.kind in (${sql.join(kinds)}) and (
      (t.state = 'running' and t.lease_until <= ${overBy})
      or (t.state = 'waiting' and not exists (
        select 1 from tasks r where r.tenant_id = t.tenant_id and r.kind = t.kind and r.state = 'running')))
    order by t.tenant_id, t.kind, t.state, t.task_id limit ${limit}`.execute(db)
  return rows
}

/** Takes a due task for one runner; undefined when another was quicker. @throws when one of its kind runs (tasks_running). */
export function claimTask(db: Db, taskId: string, lease: { by: string; now: Date; until: Date; overBy: Date }) {
  return db
    .updateTable('tasks')
    .set((eb) => ({
      state: 'running' as const,
      leaseBy: lease.by,
      leaseUntil: lease.until,
      attempts: eb('attempts', '+', 1),
      startedAt: eb.fn.coalesce('startedAt', eb.val(lease.now)),
    }))
    .where('taskId', 'in', (query) =>
      query
        .selectFrom('tasks as t')
        .select('t.taskId')
        .where('t.taskId', '=', taskId)
        .where((eb) =>
          eb.or([
            eb('t.state', '=', 'waiting'),
            eb.and([eb('t.state', '=', 'running'), eb('t.leaseUntil', '<=', lease.overBy)]),
          ]),
        )
        .forUpdate()
        .skipLocked(),
    )
    .returning(['input', 'attempts', 'userId', 'loginId', 'address', 'locale'])
    .executeTakeFirst()
}

/** The task for the step of the runner that has it, held until the step ends; undefined when another runner has it now. */
export function lockStep(db: Db, taskId: string, leaseBy: string) {
  return db
    .selectFrom('tasks')
    .select(['done', 'total', 'progress', 'result', 'cancelRequested', 'createdAt'])
    .where('taskId', '=', taskId)
    .where('leaseBy', '=', leaseBy)
    .where('state', '=', 'running')
    .forUpdate()
    .executeTakeFirst()
}

export async function saveStep(
  db: Db,
  taskId: string,
  step: { done: number; total: number; progress: unknown; result: unknown; leaseUntil: Date },
): Promise<void> {
  await db
    .updateTable('tasks')
    .set({ ...step, progress: json(step.progress), result: json(step.result), attempts: 0 })
    .where('taskId', '=', taskId)
    .execute()
}

export async function endTask(
  db: Db,
  taskId: string,
  end: { state: 'done' | 'failed' | 'cancelled'; failure: string | null; finishedAt: Date },
): Promise<void> {
  await db
    .updateTable('tasks')
    .set({ ...end, leaseBy: null })
    .where('taskId', '=', taskId)
    .execute()
}

/** Gives a task back, to be taken from `at` on; a step that broke adds to its attempts, otherwise they begin anew. */
export async function releaseTask(
  db: Db,
  taskId: string,
  leaseBy: string,
  at: Date,
  { broken }: { broken: number } = { broken: 0 },
): Promise<void> {
  await db
    .updateTable('tasks')
    .set((eb) => ({ leaseBy: null, leaseUntil: at, attempts: broken === 0 ? 0 : eb('attempts', '+', broken) }))
    .where('taskId', '=', taskId)
    .where('leaseBy', '=', leaseBy)
    .where('state', '=', 'running')
    .execute()
}

export async function insertSecret(db: Db, secret: Omit<TaskSecretTable, 'part'>): Promise<void> {
  await sql`insert into task_secrets (tenant_id, task_id, part, sealed)
    select ${secret.tenantId}, ${secret.taskId}, coalesce(max(part), 0) + 1, ${secret.sealed}
    from task_secrets where tenant_id = ${secret.tenantId} and task_id = ${secret.taskId}`.execute(db)
}

/** Erases the parts of a task's secret and hands them out in their order. */
export async function removeSecrets(db: Db, taskId: string): Promise<Uint8Array[]> {
  const rows = await db.deleteFrom('taskSecrets').where('taskId', '=', taskId).returning(['part', 'sealed']).execute()
  return rows.sort((a, b) => a.part - b.part).map(({ sealed }) => sealed)
}

/** Deletes secrets of tasks that ended, and tasks that were made, before these times; returns how many tasks went. */
export async function purge(db: Db, before: { secrets: Date; tasks: Date; now: Date }): Promise<number> {
  await db
    .deleteFrom('taskSecrets')
    .where('taskId', 'in', (query) =>
      query.selectFrom('tasks as t').select('t.taskId').where('t.finishedAt', '<', before.secrets),
    )
    .execute()
  const { numDeletedRows } = await db
    .deleteFrom('tasks')
    .where((eb) => eb(eb.fn.coalesce('finishedAt', 'createdAt'), '<', before.tasks))
    .where('leaseUntil', '<', before.now)
    .executeTakeFirst()
  return Number(numDeletedRows)
}
