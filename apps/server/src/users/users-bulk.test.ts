/** @module-tag long */
import {
  type BulkAction,
  bulkUsers,
  changeUser,
  listSessions,
  listUsers,
  readTask,
  readUser,
  restoreUsers,
  takeTaskSecret,
  unlockUsers,
} from '@kaoban/contract'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestTenant, type TestPerson, type TestServer, type TestTenant, testServer } from '../platform/testing.ts'
import { formOf, refusal } from './people.testing.ts'
import { seedPeople } from './users.testing.ts'

let server: TestServer
let tenant: TestTenant
let system: TestPerson
let sales: string
let plant: string

beforeAll(async () => {
  server = await testServer()
})
beforeEach(async () => {
  tenant = await openTestTenant(server)
  system = tenant.administrator
  sales = await tenant.addGroup('S01')
  plant = await tenant.addGroup('P01')
})

async function run(action: BulkAction, userIds: string[], by = system) {
  const { taskId } = await by.browser.call(bulkUsers, { selection: { userIds }, action })
  await server.tasks.runDue()
  return by.browser.call(readTask, { taskId })
}
const idsOf = (people: readonly { userId: string }[]) => people.map(({ userId }) => userId)
const slotsOf = async ({ userId }: { userId: string }) =>
  (await system.browser.call(readUser, { userId })).groups.map((slot) =>
    slot.kind === 'group' ? slot.code : slot.kind,
  )

describe('a bulk action', () => {
  it('deletes everybody a search found, lot by lot, and takes all of it back', async () => {
    await seedPeople(server, tenant.tenantId, 450)
    const { taskId, users } = await system.browser.call(bulkUsers, {
      selection: { found: { mail: '@example.co.jp' }, except: [] },
      action: { kind: 'delete' },
    })
    expect(users).toBeGreaterThan(350)
    await server.tasks.runDue()
    const task = await system.browser.call(readTask, { taskId })
    expect(task).toMatchObject({ state: 'done', done: users, total: users, result: { users, failed: 0 } })
    expect((await system.browser.call(listUsers, {})).total).toBe(451 - users)
    const { batchId } = task.result as { batchId: string }
    expect(await system.browser.call(restoreUsers, { selection: { batchId } })).toMatchObject({ users })
  })

  it('locks at every door and ends sessions; unlocking ends that and the lock after failures [NFM-AUT-005] [MFA-FLD-012]', async () => {
    const [one, two] = [await tenant.addPerson(), await tenant.addPerson()]
    const before = await formOf(one.userId, system)
    expect(await run({ kind: 'lock' }, idsOf([one, two]))).toMatchObject({ state: 'done', result: { users: 2 } })
    await expect(one.browser.call(listSessions)).rejects.toMatchObject({ code: 'session.expired' })
    expect((await system.browser.call(listUsers, { locked: 'true' })).total).toBe(2)
    await expect(system.browser.call(changeUser, before)).rejects.toMatchObject({ code: 'request.conflict' })
    expect(await run({ kind: 'unlock' }, idsOf([one]))).toMatchObject({ result: { users: 1 } })
    await system.browser.call(unlockUsers, { userIds: [two.userId] })
    expect((await system.browser.call(listUsers, { locked: 'true' })).total).toBe(0)
  })

  it('moves people into a group: out of the managed ones, the others stay [NFM-GRP-031] [NFM-GRP-035]', async () => {
    const chief = await tenant.addPerson({
      places: [
        { groupId: sales, administrator: true },
        { groupId: plant, administrator: true },
      ],
    })
    const other = await tenant.addGroup('X01')
    const one = await tenant.addPerson({ places: [{ groupId: other }, { groupId: sales }] })
    const two = await tenant.addPerson({ places: ['moving'] })
    await run({ kind: 'move', to: { groupId: plant } }, idsOf([one, two]), chief)
    expect(await slotsOf(one)).toEqual(['X01', 'P01', 'none', 'none', 'none'])
    expect(await slotsOf(two)).toEqual(['P01', 'none', 'none', 'none', 'none'])
    await run({ kind: 'move', to: 'moving' }, idsOf([one]), chief)
    expect(await slotsOf(one)).toEqual(['X01', 'moving', 'none', 'none', 'none'])
    await run({ kind: 'move', to: { groupId: sales } }, idsOf([one]))
    expect(await slotsOf(one)).toEqual(['S01', 'none', 'none', 'none', 'none'])
  })

  it('adds a group at the first free place, names who has none, and leaves members as they are', async () => {
    const full = await tenant.addPerson({
      loginId: 'full',
      places: await Promise.all([1, 2, 3, 4, 5].map(async (n) => ({ groupId: await tenant.addGroup(`F${n}`) }))),
    })
    const member = await tenant.addPerson({ places: [{ groupId: plant }, { groupId: sales, administrator: true }] })
    const free = await tenant.addPerson({ places: [{ groupId: plant }] })
    const task = await run({ kind: 'add', to: { groupId: sales } }, idsOf([full, member, free]))
    expect(task.result).toMatchObject({ users: 2, failed: 1, failures: [{ name: 'full', problem: 'group.no-place' }] })
    expect(await slotsOf(free)).toEqual(['P01', 'S01', 'none', 'none', 'none'])
    expect((await system.browser.call(readUser, { userId: member.userId })).groupAdministrator).toBe(true)
  })

  it('reissues passwords; those that nobody is told stand once in the secret of the task [NFM-AUT-023] [NFM-AUT-026]', async () => {
    await server.database.transaction({ tenantId: tenant.tenantId }, (db) =>
      sql`update tenants set settings = '{"mail.noAddressToAdmins": false}'`.execute(db),
    )
    const told = await tenant.addPerson({ loginId: 'told', mail: 'told@example.jp' })
    const silent = await tenant.addPerson({ loginId: 'silent' })
    const task = await run({ kind: 'reissue' }, idsOf([told, silent]))
    expect(task).toMatchObject({ state: 'done', hasSecret: true, result: { users: 2 } })
    const { text: secret } = await system.browser.call(takeTaskSecret, { taskId: task.taskId })
    expect(secret).toMatch(/silent\t\S{8,}/)
    expect(secret).not.toContain('told')
  })

  it.each([
    ['delete', 'MSG-USR-019'],
    ['lock', 'users.notYourself'],
  ] as const)('to %s oneself is refused before anything happens [NFM-USR-043] [NFM-AUT-005]', async (kind, message) => {
    const person = await tenant.addPerson()
    const wanted = { selection: { userIds: [person.userId, system.userId] }, action: { kind } }
    await expect(system.browser.call(bulkUsers, wanted)).rejects.toMatchObject(refusal({ selection: message }))
    await expect(person.browser.call(listSessions)).resolves.toBeDefined()
  })

  it('keeps somebody who can administer [NFM-ROL-005]', async () => {
    const second = await tenant.addPerson({ mail: 's@example.jp', systemAdministrator: true })
    await run({ kind: 'lock' }, [system.userId], second)
    await expect(run({ kind: 'delete' }, [second.userId], second)).rejects.toMatchObject(
      refusal({ selection: 'MSG-USR-019' }),
    )
    const third = await tenant.addPerson({ loginId: 'third' })
    await second.browser.call(changeUser, {
      ...(await formOf(third.userId, second)),
      mail: 'third@example.jp',
      systemAdministrator: true,
      validUntil: '2099-12-31',
    })
    await expect(
      second.browser.call(changeUser, { ...(await formOf(second.userId, second)), validUntil: '2099-12-31' }),
    ).rejects.toMatchObject(refusal({ validUntil: 'users.notYourself' }))
  })

  it('of a group administrator stops at the end of the range and at groups of others [NFM-ROL-010] [NFM-GRP-022]', async () => {
    const chief = await tenant.addPerson({ places: [{ groupId: sales, administrator: true }] })
    const member = await tenant.addPerson({ places: [{ groupId: sales }] })
    const stranger = await tenant.addPerson({ places: [{ groupId: plant }] })
    for (const kind of ['delete', 'lock', 'unlock', 'reissue'] as const)
      await expect(run({ kind }, idsOf([member, stranger]), chief)).rejects.toMatchObject({ code: 'user.out-of-reach' })
    await expect(run({ kind: 'move', to: { groupId: plant } }, idsOf([member]), chief)).rejects.toMatchObject(
      refusal({ to: 'MSG-GRP-007' }),
    )
    await expect(run({ kind: 'lock' }, [chief.userId], chief)).rejects.toMatchObject(
      refusal({ selection: 'MSG-USR-021' }),
    )
    expect(await run({ kind: 'lock' }, idsOf([member]), chief)).toMatchObject({ state: 'done' })
  })

  it('names how many were gone or out of range when their turn came', async () => {
    const chief = await tenant.addPerson({ places: [{ groupId: sales, administrator: true }] })
    const [stays, leaves] = [
      await tenant.addPerson({ places: [{ groupId: sales }] }),
      await tenant.addPerson({ places: [{ groupId: sales }] }),
    ]
    const { taskId } = await chief.browser.call(bulkUsers, {
      selection: { userIds: idsOf([stays, leaves]) },
      action: { kind: 'lock' },
    })
    await server.database.transaction({ tenantId: tenant.tenantId }, (db) =>
      sql`delete from memberships where user_id = ${leaves.userId}`.execute(db),
    )
    await server.tasks.runDue()
    expect((await chief.browser.call(readTask, { taskId })).result).toMatchObject({
      users: 1,
      failed: 1,
      failures: [{ name: '1', problem: 'request.not-found' }],
    })
  })
})
