import { z } from 'zod'
import { endpoint } from './endpoint.ts'

/** waiting → running → done, failed (a problem ended it) or cancelled; what was done by then stays done. */
export const taskStates = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const
export type TaskState = (typeof taskStates)[number]

/** Long work that somebody started and that goes on without them. */
export const TaskRow = z.object({
  taskId: z.uuid(),
  /** What it does; its words are `tasks.kind.<kind>`. */
  kind: z.string(),
  state: z.enum(taskStates),
  done: z.number().int().min(0),
  total: z.number().int().min(0),
  /** Problem code that ended it. */
  failure: z.string().nullable(),
  /** Asked to stop; it does so after the step under way. */
  cancelRequested: z.boolean(),
  startedBy: z.object({ userId: z.uuid(), loginId: z.string() }),
  /** Started by the person who asks. */
  own: z.boolean(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
  /** How long it has run by the clock of the server, or ran. */
  seconds: z.number().min(0),
})
export type TaskRow = z.output<typeof TaskRow>

export const Task = TaskRow.extend({
  /** What came out so far, as its kind describes it; null before the first step. */
  result: z.unknown(),
  /** There is something for the person who started it to read, once. */
  hasSecret: z.boolean(),
})
export type Task = z.output<typeof Task>

/** What a result may hold beside facts of its own: the page of every task shows it. */
export const TaskFailures = z.object({
  failed: z.number().int().min(0),
  /** The first of them: whom or what, and the problem code. */
  failures: z.array(z.object({ name: z.string(), problem: z.string() })).max(100),
})
export type TaskFailures = z.output<typeof TaskFailures>

/** How far back and how many tasks are listed. */
export const listedTasks = { days: 7, max: 50 } as const

const taskId = z.object({ taskId: z.uuid() })
/** A page asks once a second while something runs, and many people may share an address. */
const polled = { max: 1200, perSeconds: 60 } as const

export const listTasks = endpoint({
  method: 'GET',
  path: '/api/tasks',
  needs: 'self',
  summary:
    'Tasks of the last days, newest first: own ones that were not dismissed, or all of the tenant for system administrators',
  query: z.object({ of: z.enum(['self', 'tenant']).default('self') }),
  answer: z.object({ rows: z.array(TaskRow) }),
  limit: polled,
  audit: { none: 'reads no more than what the person started, or may see as a system administrator' },
})

export const readTask = endpoint({
  method: 'GET',
  path: '/api/tasks/:taskId',
  needs: 'self',
  apiKey: 'users.write',
  summary: 'One task with its result; of another person for system administrators only, and not with an API key',
  params: taskId,
  answer: Task,
  limit: polled,
  audit: { none: 'reads no more than what the person started, or may see as a system administrator' },
})

export const cancelTask = endpoint({
  method: 'POST',
  path: '/api/tasks/:taskId/cancel',
  needs: 'self',
  summary: 'Stop a task after the step under way; what is done stays done',
  params: taskId,
  answer: Task,
  limit: { max: 60, perSeconds: 60 },
  audit: 'task.cancelled',
})

export const dismissTask = endpoint({
  method: 'POST',
  path: '/api/tasks/:taskId/dismiss',
  needs: 'self',
  summary: 'Take a finished task of one’s own from the list',
  params: taskId,
  answer: z.undefined(),
  status: 204,
  limit: { max: 120, perSeconds: 60 },
  audit: { none: 'tidies the own list; the task stays as it is' },
})

/** Passwords and the like; a POST because reading erases it. */
export const takeTaskSecret = endpoint({
  method: 'POST',
  path: '/api/tasks/:taskId/secret',
  needs: 'self',
  summary: 'Read, once, what a finished task of one’s own kept sealed',
  params: taskId,
  answer: z.object({ text: z.string() }),
  limit: { max: 20, perSeconds: 60 },
  audit: 'task.secret-read',
})
