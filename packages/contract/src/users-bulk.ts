import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { Selection } from './users.ts'

/** Where people are put: into a group, or to 異動中. */
export const GroupDestination = z.union([z.object({ groupId: z.uuid() }).strict(), z.literal('moving')])

/** What can be done to many people at once. */
export const BulkAction = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('delete') }),
  z.object({ kind: z.literal('lock') }),
  /** Ends an administrator's lock and one after failed sign-ins alike. */
  z.object({ kind: z.literal('unlock') }),
  z.object({ kind: z.literal('reissue') }),
  /** Out of every group that the administrator manages, into this one. */
  z.object({ kind: z.literal('move'), to: GroupDestination }),
  /** Into this group as well, at the first free place. */
  z.object({ kind: z.literal('add'), to: z.object({ groupId: z.uuid() }).strict() }),
])
export type BulkAction = z.output<typeof BulkAction>

/** Starts a task that goes on when the page is left; whom it cannot change it names in its result. */
export const bulkUsers = endpoint({
  method: 'POST',
  path: '/api/users/bulk',
  needs: 'users.write',
  summary: 'Change many people with progress',
  body: z.object({
    selection: Selection,
    action: BulkAction,
    /** How many people the question named; another number by now is refused. */
    expected: z.number().int().min(0).optional(),
  }),
  answer: z.object({ taskId: z.uuid(), users: z.number().int() }),
  status: 202,
  audit: 'task.started',
})

/** Result of the task `users-bulk`, beside the failures that every task may have. */
export const BulkResult = z.object({
  action: z.enum(['delete', 'lock', 'unlock', 'reissue', 'move', 'add']),
  /** People who were changed. */
  users: z.number().int(),
  /** Deleted people that can be restored together. */
  batchId: z.uuid().optional(),
  failed: z.number().int(),
  failures: z.array(z.object({ name: z.string(), problem: z.string() })).max(100),
})
export type BulkResult = z.output<typeof BulkResult>
