/** @module-tag long */
import { cancelTask, dismissTask, KaobanError, listTasks, readTask, takeTaskSecret } from '@kaoban/contract'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { mailsTo } from '../mails/mails.testing.ts'
import { backgroundContext } from '../platform/job-context.ts'
import {
  openTestTenant,
  startTestServer,
  type TestPerson,
  type TestServer,
  type TestTenant,
} from '../platform/testing.ts'
import { personWithoutSession } from '../sessions/sessions.service.ts'
import { purgeTasks, startTaskRunner, type TaskRunner } from './tasks.jobs.ts'
import { startTask, type TaskKind } from './tasks.service.ts'

interface Counted {
  sheep: number
}
type Sheep = TaskKind<{ perStep: number }, { next: number }, Counted, undefined | string>

let server: TestServer
let tenant: TestTenant
const runners: TaskRunner[] = []

beforeAll(async () => {
  // It says nothing of the steps that this file breaks on purpose.
  server = await startTestServer({ KAOBAN_LOG_LEVEL: 'silent' })
}, 180_000)
afterAll(() => server.close())
afterEach(async () => {
  for (const runner of runners.splice(0)) await runner.close()
})

/** A kind that writes a row of the operation log for each step, so that a step done twice or lost is seen. */
function countSheep(name: string, more: Partial<Sheep> = {}): Sheep {
  return {
    name,
    needs: 'users.write',
    async step(ctx, { input, cursor, total, result }) {
      const from = cursor?.next ?? 0
      const next = Math.min(total, from + input.perStep)
      await ctx.audit({ from, next }, 'settings.changed')
      const sheep = (result?.sheep ?? 0) + next - from
      return { cursor: { next }, done: next, result: { sheep }, over: next === total }
    },
    ...more,
  }
}

function runnerOf(...kinds: Sheep[]): TaskRunner {
  const runner = startTaskRunner(server.platform, kinds, { polls: false })
  runners.push(runner)
  return runner
}

async function start(kind: Sheep, total: number, whose = tenant, who: TestPerson = whose.administrator) {
  const { tenantId } = whose
  return server.database.transaction({ tenantId }, async (db) => {
    const actor = (await personWithoutSession(db, who.userId, who.userId, server.clock.now()))!
    const ctx = backgroundContext(server.platform, 'test', { tenantId, actor, locale: 'ja', address: '192.0.2.7' }, db)
    return startTask(ctx, kind, { perStep: 10 }, total)
  })
}

const read = (taskId: string, who = tenant.administrator) => who.browser.call(readTask, { taskId })

function logged(whose = tenant) {
  return server.database.transaction({ tenantId: whose.tenantId }, async (db) => {
    const { rows } = await sql<{ actor: string; address: string; operation: string; details: string }>`
      select actor, address, operation, details from operation_log order by seq`.execute(db)
    return rows.map(({ details, ...row }): Record<string, unknown> => ({ ...row, ...JSON.parse(details) }))
  })
}

const stepsOf = async (whose = tenant) =>
  (await logged(whose)).filter(({ operation }) => operation === 'settings.changed').map((row) => row.from)

function change(whose: TestTenant, statement: ReturnType<typeof sql>) {
  return server.database.transaction({ tenantId: whose.tenantId }, (db) => statement.execute(db))
}

describe('a task', () => {
  it('goes step by step to its end, in the name of the person who started it', async () => {
    tenant = await openTestTenant(server)
    const kind = countSheep('sheep')
    const taskId = await start(kind, 25)
    server.clock.advance(4000)
    expect(await read(taskId)).toMatchObject({ state: 'waiting', done: 0, seconds: 0, own: true, result: null })
    await runnerOf(kind).runDue()
    expect(await read(taskId)).toMatchObject({ state: 'done', done: 25, result: { sheep: 25 }, seconds: 0 })
    const rows = await logged()
    expect(rows.map(({ operation }) => operation)).toEqual([
      'task.started',
      ...['settings.changed', 'settings.changed', 'settings.changed'],
      'task.finished',
    ])
    expect(rows.every(({ actor, address }) => actor === 'admin' && address === '192.0.2.7')).toBe(true)
    expect(rows.at(-1)).toMatchObject({ kind: 'sheep', state: 'done', done: 25 })
  })

  it('goes on at the next step with another runner when its own has died, which then does nothing more', async () => {
    tenant = await openTestTenant(server)
    const hang = Promise.withResolvers<undefined>()
    const reached = Promise.withResolvers<void>()
    const mortal = countSheep('mortal', {
      prepare: async (_, { done }) => {
        if (done < 20) return undefined
        reached.resolve()
        return hang.promise
      },
    })
    const taskId = await start(mortal, 50)
    const dying = runnerOf(mortal).runDue()
    await reached.promise
    const heir = runnerOf(countSheep('mortal'))
    await heir.runDue()
    expect(await read(taskId)).toMatchObject({ state: 'running', done: 20 })
    server.clock.advance(31_000)
    await heir.runDue()
    expect(await read(taskId)).toMatchObject({ state: 'done', done: 50, seconds: 31 })
    hang.resolve(undefined)
    await dying
    expect(await stepsOf()).toEqual([0, 10, 20, 30, 40])
  })

  it('is given back by a server that stops, and goes on at once', async () => {
    tenant = await openTestTenant(server)
    const stop = Promise.withResolvers<void>()
    let closing: Promise<void> | undefined
    const kind = countSheep('handed-over', {
      prepare: async (_, { done }) => {
        if (done === 10) {
          closing ??= first.close()
          stop.resolve()
        }
        return undefined
      },
    })
    const taskId = await start(kind, 40)
    const first = runnerOf(kind)
    void first.runDue()
    await stop.promise
    await closing
    expect(await read(taskId)).toMatchObject({ state: 'running', done: 20 })
    await runnerOf(kind).runDue()
    expect(await stepsOf()).toEqual([0, 10, 20, 30])
  })

  it('takes every step once, however many runners there are', async () => {
    const kind = countSheep('crowd', { prepare: () => new Promise((resolve) => setTimeout(resolve, 1, undefined)) })
    const tenants = await Promise.all([1, 2, 3].map(() => openTestTenant(server)))
    for (const one of tenants) for (let n = 0; n < 3; n++) await start(kind, 50, one)
    const crowd = [1, 2, 3, 4].map(() => runnerOf(kind))
    for (let round = 0; round < 5; round++) await Promise.all(crowd.map((runner) => runner.runDue()))
    for (const one of tenants) {
      const rounds = [0, 10, 20, 30, 40]
      expect(await stepsOf(one)).toEqual([...rounds, ...rounds, ...rounds])
      const { rows } = await one.administrator.browser.call(listTasks, {})
      expect(rows.map(({ state }) => state)).toEqual(['done', 'done', 'done'])
    }
  })

  it('takes turns with those of other tenants, and waits for the one before it of its kind', async () => {
    const order: string[] = []
    const kind = countSheep('turns', {
      prepare: async (steps) => {
        order.push(steps.tenantId)
        return undefined
      },
    })
    const [a, b] = [await openTestTenant(server), await openTestTenant(server)]
    for (const one of [a, a, b]) await start(kind, 20, one)
    await runnerOf(kind).runDue()
    expect(order.slice(0, 4).sort()).toEqual([a.tenantId, a.tenantId, b.tenantId, b.tenantId].sort())
    expect(order[0]).not.toBe(order[1])
    expect(order).toHaveLength(6)
  })

  it('that took longer than somebody waits is announced by mail, in the language of its starter', async () => {
    tenant = await openTestTenant(server)
    const kind = countSheep('sheep')
    const address = `admin-${tenant.code.toLowerCase()}@example.jp`
    const quick = await start(kind, 5)
    await runnerOf(kind).runDue()
    expect(await mailsTo(server, address)).toEqual([])
    const slow = await start(kind, 25)
    server.clock.advance(121_000)
    await runnerOf(kind).runDue()
    const [mail, ...others] = await mailsTo(server, address)
    expect(others).toEqual([])
    expect(mail!.text).toContain('25件中25件')
    expect(mail!.text).toContain(`/tasks/${slow}`)
    expect(mail!.text).not.toContain(quick)
  })

  it('stops between steps when it is cancelled; what is done stays done', async () => {
    tenant = await openTestTenant(server)
    let taskId = ''
    const kind = countSheep('cancelled', {
      prepare: async (_, { done }) => {
        if (done === 20)
          expect(await tenant.administrator.browser.call(cancelTask, { taskId })).toMatchObject({
            cancelRequested: true,
          })
        return undefined
      },
    })
    taskId = await start(kind, 100)
    await runnerOf(kind).runDue()
    expect(await read(taskId)).toMatchObject({ state: 'cancelled', done: 20, result: { sheep: 20 }, failure: null })
    expect((await logged()).slice(-2)).toMatchObject([
      { operation: 'task.cancelled', done: 20 },
      { operation: 'task.finished', state: 'cancelled', done: 20 },
    ])
    await expect(tenant.administrator.browser.call(cancelTask, { taskId })).rejects.toMatchObject({ code: 'task.over' })
  })

  it('that waits is cancelled at once', async () => {
    tenant = await openTestTenant(server)
    const kind = countSheep('never')
    const taskId = await start(kind, 10)
    expect(await tenant.administrator.browser.call(cancelTask, { taskId })).toMatchObject({
      state: 'cancelled',
      done: 0,
    })
    await runnerOf(kind).runDue()
    expect(await stepsOf()).toEqual([])
  })

  it('stops when the person who started it has lost the role, or is gone', async () => {
    for (const loss of [
      (userId: string) => sql`update users set system_administrator = false where user_id = ${userId}`,
      (userId: string) => sql`delete from users where user_id = ${userId}`,
    ]) {
      tenant = await openTestTenant(server)
      const starter = await tenant.addPerson({ loginId: 'starter', systemAdministrator: true })
      const kind = countSheep('lost', {
        prepare: async (_, { done }) => {
          if (done === 10) await change(tenant, loss(starter.userId))
          return undefined
        },
      })
      const taskId = await start(kind, 30, tenant, starter)
      await runnerOf(kind).runDue()
      const found = await read(taskId)
      expect(found).toMatchObject({ state: 'failed', failure: 'task.starter-refused', done: 10, own: false })
      expect((await logged()).at(-1)).toMatchObject({ actor: 'starter', operation: 'task.finished', state: 'failed' })
    }
  })

  it('is started only by a role that may', async () => {
    tenant = await openTestTenant(server)
    const employee = await tenant.addPerson()
    await expect(start(countSheep('refused'), 10, tenant, employee)).rejects.toMatchObject({
      code: 'request.forbidden',
    })
  })

  it('ends with the code of the problem that a step met, and without that step', async () => {
    tenant = await openTestTenant(server)
    const whole = countSheep('problem')
    const kind = countSheep('problem', {
      step: async (ctx, task, prepared) => {
        const step = await whole.step(ctx, task, prepared)
        if (task.done === 20) throw new KaobanError('face.no-licence-left', 'no licence is left')
        return step
      },
    })
    const taskId = await start(kind, 50)
    await runnerOf(kind).runDue()
    expect(await read(taskId)).toMatchObject({ state: 'failed', failure: 'face.no-licence-left', done: 20 })
    expect(await stepsOf()).toEqual([0, 10])
    expect((await logged()).at(-1)).toMatchObject({ state: 'failed', problem: 'face.no-licence-left' })
  })

  it('tries a step that breaks again after a rest, and gives up after three times', async () => {
    tenant = await openTestTenant(server)
    let broken = 2
    const whole = countSheep('breaks')
    const kind = countSheep('breaks', {
      step: async (ctx, task, prepared) => {
        const step = await whole.step(ctx, task, prepared)
        if (task.done === 10 && broken-- > 0) throw new Error('this test breaks a step')
        return step
      },
    })
    const runner = runnerOf(kind)
    const runTwice = async () => {
      for (let n = 0; n < 6; n++) {
        await runner.runDue()
        server.clock.advance(6000)
      }
    }
    const recovers = await start(kind, 30)
    await runTwice()
    expect(await read(recovers)).toMatchObject({ state: 'done', done: 30 })
    expect(await stepsOf()).toEqual([0, 10, 20])
    broken = Number.POSITIVE_INFINITY
    const hopeless = await start(kind, 30)
    await runTwice()
    expect(await read(hopeless)).toMatchObject({ state: 'failed', failure: 'server.broken', done: 10 })
  })

  it('goes on after ten servers have died over one step, and gives up after more', async () => {
    tenant = await openTestTenant(server)
    const kind = countSheep('deadly')
    const diesOver = (taskId: string, times: number) =>
      change(
        tenant,
        sql`update tasks set state = 'running', attempts = attempts + ${times}, lease_by = gen_random_uuid(),
          lease_until = ${server.clock.now()} where task_id = ${taskId}`,
      )
    const survivor = await start(kind, 30)
    await diesOver(survivor, 10)
    server.clock.advance(1000)
    await runnerOf(kind).runDue()
    expect(await read(survivor)).toMatchObject({ state: 'done', done: 30 })
    const hopeless = await start(kind, 30)
    await diesOver(hopeless, 11)
    server.clock.advance(1000)
    await runnerOf(kind).runDue()
    expect(await read(hopeless)).toMatchObject({ state: 'failed', failure: 'server.broken', done: 0 })
  })

  it('keeps a secret for the person who started it, who reads it once', async () => {
    tenant = await openTestTenant(server)
    const plain = countSheep('secretive')
    const kind = countSheep('secretive', {
      prepare: async (_, { done }) => `password ${done}\n`,
      step: async (ctx, task, prepared) => ({ ...(await plain.step(ctx, task, prepared)), secret: prepared ?? '' }),
    })
    const taskId = await start(kind, 30)
    await runnerOf(kind).runDue()
    const colleague = await tenant.addPerson({ systemAdministrator: true })
    expect(await read(taskId, colleague)).toMatchObject({ own: false, hasSecret: false })
    await expect(colleague.browser.call(takeTaskSecret, { taskId })).rejects.toMatchObject({
      code: 'request.not-found',
    })
    expect(await read(taskId)).toMatchObject({ hasSecret: true })
    const stored = await change(tenant, sql`select sealed from task_secrets order by part`)
    expect(stored.rows).toHaveLength(3)
    expect(JSON.stringify(stored.rows)).not.toContain(Buffer.from('password').toString('base64'))
    expect(await tenant.administrator.browser.call(takeTaskSecret, { taskId })).toEqual({
      text: 'password 0\npassword 10\npassword 20\n',
    })
    await expect(tenant.administrator.browser.call(takeTaskSecret, { taskId })).rejects.toMatchObject({
      code: 'task.secret-gone',
    })
    expect(await read(taskId)).toMatchObject({ hasSecret: false })
    expect((await logged()).filter(({ operation }) => operation === 'task.secret-read')).toMatchObject([
      { actor: colleague.loginId, problem: 'request.not-found' },
      { actor: 'admin', kind: 'secretive' },
      { actor: 'admin', problem: 'task.secret-gone' },
    ])
  })

  it('is seen by its starter and the system administrators of the tenant, and by nobody else', async () => {
    tenant = await openTestTenant(server)
    const kind = countSheep('seen')
    const starter = await tenant.addPerson({ systemAdministrator: true })
    const taskId = await start(kind, 10, tenant, starter)
    const foreign = (await openTestTenant(server)).administrator
    const employee = await tenant.addPerson()
    const ids = async (who: TestPerson, of: 'self' | 'tenant' = 'self') =>
      (await who.browser.call(listTasks, { of })).rows.map((row) => row.taskId)
    expect(await ids(starter)).toEqual([taskId])
    expect(await ids(tenant.administrator)).toEqual([])
    expect(await ids(tenant.administrator, 'tenant')).toEqual([taskId])
    expect(await ids(foreign, 'tenant')).toEqual([])
    await expect(ids(employee, 'tenant')).rejects.toMatchObject({ code: 'request.forbidden' })
    for (const stranger of [foreign, employee])
      for (const shape of [readTask, cancelTask, dismissTask, takeTaskSecret])
        await expect(stranger.browser.call(shape, { taskId })).rejects.toMatchObject({ code: 'request.not-found' })
    await expect(starter.browser.call(dismissTask, { taskId })).rejects.toMatchObject({ code: 'request.conflict' })
    await runnerOf(kind).runDue()
    await starter.browser.call(dismissTask, { taskId })
    expect(await ids(starter)).toEqual([])
    expect(await ids(tenant.administrator, 'tenant')).toEqual([taskId])
  })

  it('leaves the list after seven days, loses its secret after one and is deleted after thirty', async () => {
    tenant = await openTestTenant(server)
    const plain = countSheep('old')
    const kind = countSheep('old', {
      step: async (ctx, task, prepared) => ({ ...(await plain.step(ctx, task, prepared)), secret: 'password' }),
    })
    const taskId = await start(kind, 10)
    await runnerOf(kind).runDue()
    const count = async (days: number) => {
      await change(
        tenant,
        sql`update tasks set created_at = ${ago(days)}, finished_at = ${ago(days)} where task_id = ${taskId}`,
      )
      await purgeTasks(server.platform)
      const { rows } = await change(
        tenant,
        sql`select (select count(*)::int from tasks) as tasks, (select count(*)::int from task_secrets) as secrets`,
      )
      return { ...(rows[0] as object), listed: (await tenant.administrator.browser.call(listTasks, {})).rows.length }
    }
    const ago = (days: number) => new Date(server.clock.now().getTime() - days * 86_400_000)
    expect(await count(0.9)).toEqual({ tasks: 1, secrets: 1, listed: 1 })
    expect(await count(1.1)).toEqual({ tasks: 1, secrets: 0, listed: 1 })
    expect(await count(7.1)).toEqual({ tasks: 1, secrets: 0, listed: 0 })
    server.clock.advance(60_000)
    expect(await count(30.1)).toEqual({ tasks: 0, secrets: 0, listed: 0 })
  })
})
