import { type BulkAction, type BulkResult, invalidFields, KaobanError, type UserSelection } from '@kaoban/contract'
import { liftBlocks } from '../factors/factors.service.ts'
import { reachOf, regroup, requireDestination } from '../groups/groups.service.ts'
import { type NewPassword, preparePasswords, storePasswords, unlockUsers } from '../passwords/passwords.service.ts'
import { type Context, personOf } from '../platform/context.ts'
import { newId } from '../platform/identifiers.ts'
import { recyclePeople } from '../recycle-bin/recycle-bin.service.ts'
import { displayName, endSessionsOf } from '../sessions/sessions.service.ts'
import { startTask, type TaskAtStep, type TaskKind } from '../tasks/tasks.service.ts'
import { judgeBulk } from './users.rules.ts'
import { disable, findSystemAdministrators, lockSystemAdministrators, raiseVersions } from './users.store.ts'
import { findSelected, type SelectedPerson } from './users-search.store.ts'
import { chooseSelected, requireExpected } from './users-selection.service.ts'

/** People changed by one step; passwords are hashed before it, a core's work of about 30 ms each. */
const stepSize: Record<BulkAction['kind'], number> = {
  delete: 200,
  lock: 400,
  unlock: 400,
  reissue: 16,
  move: 250,
  add: 250,
}
const failuresNamed = 100

interface BulkInput {
  action: BulkAction
  userIds: string[]
  /** People deleted by this task come back together. */
  batchId: string
}

/** Everybody of the selection is chosen now; the task changes them one lot after the other. */
export async function startBulk(
  ctx: Context,
  input: { selection: UserSelection; action: BulkAction; expected?: number | undefined },
) {
  const { action } = input
  const selected = await chooseSelected(ctx, input.selection)
  requireExpected(selected, input.expected)
  const message = judgeBulk(action.kind, selected, await findSystemAdministrators(ctx.db), personOf(ctx))
  if (message !== undefined) throw invalidFields([{ field: 'selection', message }])
  if (action.kind === 'move' || action.kind === 'add') await requireDestination(ctx, action.to)
  const userIds = selected.map(({ userId }) => userId)
  const taskId = await startTask(ctx, bulkKind, { action, userIds, batchId: newId() }, userIds.length)
  return { taskId, users: userIds.length }
}

type AtStep = TaskAtStep<BulkInput, number, BulkResult>

/** 一括操作: each step deals with one lot; whoever is gone or out of reach by then is named, the others are changed. */
export const bulkKind: TaskKind<BulkInput, number, BulkResult, NewPassword[]> = {
  name: 'users-bulk',
  needs: 'users.write',
  async prepare(_steps, task) {
    return task.input.action.kind === 'reissue' ? preparePasswords(lotOf(task).length) : []
  },
  async step(ctx, task, passwords) {
    const { action } = task.input
    const lot = lotOf(task)
    const people = await findSelected(ctx.db, { userIds: lot }, reachOf(ctx), ctx.clock.now())
    const mine =
      reachOf(ctx) === 'all' ? people : people.filter((one) => !one.systemAdministrator && !one.groupAdministrator)
    const { failed, secret } = await change(ctx, task.input, mine, passwords)
    const missing = lot.length - mine.length
    const before = task.result ?? { action: action.kind, users: 0, failed: 0, failures: [] }
    const failures = [
      ...before.failures,
      ...failed,
      ...(missing === 0 ? [] : [{ name: String(missing), problem: 'request.not-found' }]),
    ]
    const cursor = (task.cursor ?? 0) + lot.length
    return {
      cursor,
      done: cursor,
      result: {
        ...before,
        users: before.users + mine.length - failed.length,
        failed: before.failed + failed.length + missing,
        failures: failures.slice(0, failuresNamed),
        ...(action.kind === 'delete' && { batchId: task.input.batchId }),
      },
      ...(secret !== '' && { secret }),
      over: cursor >= task.input.userIds.length,
    }
  },
}

function lotOf({ input, cursor = 0 }: AtStep): string[] {
  return input.userIds.slice(cursor, cursor + stepSize[input.action.kind])
}

interface Changed {
  failed: { name: string; problem: string }[]
  /** Passwords that nobody else is told. */
  secret: string
}

async function change(
  ctx: Context,
  { action, batchId }: BulkInput,
  people: readonly SelectedPerson[],
  passwords: readonly NewPassword[],
): Promise<Changed> {
  const userIds = people.map(({ userId }) => userId)
  const loginIds = people.map(({ loginId }) => loginId)
  const now = ctx.clock.now()
  const nothing: Changed = { failed: [], secret: '' }
  if (people.length === 0) return nothing
  switch (action.kind) {
    case 'delete': {
      const message = judgeBulk('delete', people, await lockSystemAdministrators(ctx.db), personOf(ctx))
      if (message !== undefined)
        throw new KaobanError('request.conflict', `the selection became undeletable: ${message}`)
      await recyclePeople(ctx, userIds, batchId)
      await ctx.audit({ batchId, loginIds }, 'user.deleted')
      return nothing
    }
    case 'lock': {
      await lockSystemAdministrators(ctx.db)
      for (const { userId } of await disable(ctx.db, userIds, now, personOf(ctx).loginId))
        await endSessionsOf(ctx, userId)
      if ((await findSystemAdministrators(ctx.db)).size === 0)
        throw new KaobanError('request.conflict', 'nobody would administer the tenant')
      await ctx.audit({ loginIds }, 'user.locked')
      return nothing
    }
    case 'unlock':
      await unlockUsers(ctx, userIds, liftBlocks)
      return nothing
    case 'reissue': {
      const results = await storePasswords(
        ctx,
        userIds.map((userId, index) => ({ userId, ...passwords[index]! })),
      )
      const shown = results.flatMap(({ loginId, password }) =>
        password === undefined ? [] : [`${loginId}\t${password}\n`],
      )
      return { failed: [], secret: shown.join('') }
    }
    case 'move':
    case 'add': {
      const without = new Set(await regroup(ctx, userIds, action.kind, action.to))
      await raiseVersions(ctx.db, userIds, now, personOf(ctx).loginId)
      await ctx.audit({ loginIds, to: action.to, by: action.kind }, 'user.moved')
      const failed = people.filter(({ userId }) => without.has(userId))
      return { failed: failed.map((one) => ({ name: displayName(one), problem: 'group.no-place' })), secret: '' }
    }
  }
}
