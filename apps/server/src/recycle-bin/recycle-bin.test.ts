import {
  changeTenantSettings,
  changeUser,
  createUser,
  deleteUsers,
  eraseUsers,
  limits,
  listRecycledUsers,
  listUsers,
  readTenantSettings,
  readUser,
  restoreUsers,
} from '@kaoban/contract'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestTenant, type TestPerson, type TestServer, type TestTenant, testServer } from '../platform/testing.ts'
import { formOf, newPassword } from '../users/people.testing.ts'
import { putFace, seedPeople } from '../users/users.testing.ts'
import { purgeBin } from './recycle-bin.service.ts'
import { endedTables, restoredTables } from './recycle-bin.store.ts'

let server: TestServer
let tenant: TestTenant
let system: TestPerson

beforeAll(async () => {
  server = await testServer()
})
beforeEach(async () => {
  tenant = await openTestTenant(server)
  system = tenant.administrator
})

const rows = <T>(text: ReturnType<typeof sql<T>>) =>
  server.database.transaction({ tenantId: tenant.tenantId }, async (db) => (await text.execute(db)).rows)
/** Every row that people come back with, as text: equal before and after. */
const everything = async () =>
  (
    await Promise.all(
      restoredTables.map((table) =>
        rows<{ row: string }>(sql`select t::text as row from ${sql.table(table)} t order by 1`),
      ),
    )
  ).map((table) => table.map(({ row }) => row))
const remove = (...people: TestPerson[]) =>
  system.browser.call(deleteUsers, { selection: { userIds: people.map(({ userId }) => userId) } })
const bin = async (by = system) => (await by.browser.call(listRecycledUsers, {})).rows

describe('the recycle bin', () => {
  it('knows every table that hangs on a person: it comes back or it ends', async () => {
    const { rows: found } = await server.database.statement(
      `select distinct conrelid::regclass::text as name from pg_constraint where contype = 'f' and confrelid = 'users'::regclass`,
    )
    const hanging = found.map(({ name }) => name).sort()
    expect([...restoredTables, ...endedTables].filter((table) => table !== 'users').sort()).toEqual(hanging)
  })

  it('gives a thousand people back as they were, to the byte: faces, groups, accounts, consents', {
    tags: ['long'],
  }, async () => {
    const sales = await tenant.addGroup('S01', '営業部')
    const people = await seedPeople(server, tenant.tenantId, 1000)
    await rows(sql`insert into memberships (tenant_id, user_id, slot, group_id, administrator)
      select tenant_id, user_id, 2, ${sales}, login_id like '%7' from users where login_id <> 'admin'`)
    await rows(
      sql`insert into memberships (tenant_id, user_id, slot) select tenant_id, user_id, 4 from users where login_id like '%3'`,
    )
    await rows(sql`insert into windows_accounts (tenant_id, account_id, kind, name, name_key, place, place_key, updated_at)
      select tenant_id, user_id, 'domain', login_id, login_id, 'CORP', 'corp', now() from users`)
    await rows(
      sql`insert into windows_account_links (tenant_id, user_id, slot, account_id) select tenant_id, user_id, 1, user_id from users`,
    )
    await rows(sql`insert into consents (tenant_id, consent_id, user_id, text_version, locale, given_at, given_by)
      select tenant_id, user_id, user_id, 1, 'ja', now(), user_id from users where login_id like '%5'`)
    const before = await everything()
    const wanted = people.map(({ userId }) => userId)
    const { batchId, users } = await system.browser.call(deleteUsers, { selection: { userIds: wanted } })
    expect(users).toBe(1000)
    expect((await system.browser.call(listUsers, {})).total).toBe(1)
    expect(await rows(sql`select 1 from faces`)).toEqual([])
    const answer = await system.browser.call(restoreUsers, { selection: { batchId } })
    expect(answer).toMatchObject({ users: 1000, hindered: [] })
    expect(answer.faces).toBeGreaterThan(700)
    expect(await everything()).toEqual(before)
    expect(await bin()).toEqual([])
  })

  it('shows who lies in it, who put them there and until when [NFM-USR-042]', async () => {
    const person = await tenant.addPerson({ loginId: 'gone', familyName: '去', mail: 'gone@example.jp' })
    await putFace(server, tenant.tenantId, person.userId, 'registered')
    await remove(person)
    const now = server.clock.now()
    expect(await bin()).toEqual([
      {
        userId: person.userId,
        loginId: 'gone',
        familyName: '去',
        middleName: '',
        givenName: '',
        mail: 'gone@example.jp',
        face: 'registered',
        windowsAccounts: 0,
        deletedAt: now.toISOString(),
        deletedBy: 'admin',
        erasedAt: new Date(now.getTime() + limits.recycleDays * 86_400_000).toISOString(),
        changeable: true,
      },
    ])
    const find = async (search: string) => (await system.browser.call(listRecycledUsers, { search })).total
    expect([await find('GONE'), await find('去'), await find('nobody')]).toEqual([1, 1, 0])
  })

  it('lets nobody in: no session, no sign-in, and the ID is free again', async () => {
    const person = await tenant.addPerson({ loginId: 'gone' })
    await remove(person)
    await expect(person.browser.call(listUsers, {})).rejects.toMatchObject({ code: 'session.expired' })
    await system.browser.call(createUser, { loginId: 'GONE', password: newPassword })
  })

  it('names whom it cannot give back and why, and keeps them', async () => {
    const [one, two, three] = [
      await tenant.addPerson({ loginId: 'one' }),
      await tenant.addPerson({ loginId: 'two', mail: 'two@example.jp' }),
      await tenant.addPerson({ loginId: 'three' }),
    ]
    await remove(await tenant.addPerson({ loginId: 'gone before' }))
    const { batchId } = await remove(one, two, three)
    const left = async () =>
      (await system.browser.call(listRecycledUsers, { batchId })).rows.map(({ loginId }) => loginId).sort()
    expect(await left()).toEqual(['one', 'three', 'two'])
    await system.browser.call(createUser, { loginId: 'One', password: newPassword })
    await system.browser.call(createUser, { loginId: 'other', password: newPassword, mail: 'TWO@example.jp' })
    const answer = await system.browser.call(restoreUsers, { selection: { batchId } })
    expect(answer).toMatchObject({
      users: 1,
      hindered: [
        { loginId: 'one', reason: 'login-id-taken' },
        { loginId: 'two', reason: 'mail-taken' },
      ],
    })
    expect(await left()).toEqual(['one', 'two'])
    expect(await bin()).toHaveLength(3)
  })

  it('gives nobody back beyond the licensed IDs', async () => {
    const people = [await tenant.addPerson({ loginId: 'a1' }), await tenant.addPerson({ loginId: 'a2' })]
    for (const { userId } of people) await putFace(server, tenant.tenantId, userId, 'registered')
    const { batchId } = await remove(...people)
    await rows(sql`update licences set ids = 1`)
    const answer = await system.browser.call(restoreUsers, { selection: { batchId } })
    expect(answer).toMatchObject({ users: 1, faces: 1, hindered: [{ loginId: 'a2', reason: 'no-licence-left' }] })
  })

  it('erases for good at once when asked, or by itself after 30 days; then nobody comes back [NFM-USR-044]', async () => {
    const [one, two] = [await tenant.addPerson({ loginId: 'one' }), await tenant.addPerson({ loginId: 'two' })]
    await remove(one, two)
    const selection = { userIds: [one.userId] }
    await expect(system.browser.call(eraseUsers, { selection, expected: 2 })).rejects.toMatchObject({
      code: 'request.conflict',
    })
    expect(await system.browser.call(eraseUsers, { selection, expected: 1 })).toEqual({ users: 1, faces: 0 })
    await expect(system.browser.call(restoreUsers, { selection })).rejects.toMatchObject({ code: 'request.not-found' })
    server.clock.advance(limits.recycleDays * 86_400_000 - 1000)
    await purgeBin(server.platform)
    expect(await rows(sql`select login_id from recycled_users`)).toEqual([{ loginId: 'two' }])
    server.clock.advance(1000)
    await purgeBin(server.platform)
    expect(await rows(sql`select login_id from recycled_users`)).toEqual([])
    const log = await rows<{ actor: string; details: string }>(
      sql`select actor, details from operation_log where operation = 'user.erased' and succeeded order by seq`,
    )
    expect(log.map(({ actor }) => actor)).toEqual(['admin', 'job:recycle-bin-purge'])
  })

  it('shows a group administrator the people of the own groups, and gives administrators back to system administrators only', async () => {
    const [sales, plant] = [await tenant.addGroup('S01'), await tenant.addGroup('P01')]
    const chief = await tenant.addPerson({ loginId: 'chief', places: [{ groupId: sales, administrator: true }] })
    const mine = await tenant.addPerson({ loginId: 'mine', places: [{ groupId: sales }] })
    const moving = await tenant.addPerson({ loginId: 'moving', places: ['moving'] })
    const theirs = await tenant.addPerson({ loginId: 'theirs', places: [{ groupId: plant }] })
    const deputy = await tenant.addPerson({ loginId: 'deputy', places: [{ groupId: sales, administrator: true }] })
    await remove(mine, moving, theirs, deputy)
    const seen = await bin(chief)
    expect(seen.map(({ loginId, changeable }) => [loginId, changeable]).sort()).toEqual([
      ['deputy', false],
      ['mine', true],
      ['moving', true],
    ])
    const restore = (...people: TestPerson[]) =>
      chief.browser.call(restoreUsers, { selection: { userIds: people.map(({ userId }) => userId) } })
    await expect(restore(theirs)).rejects.toMatchObject({ code: 'request.not-found' })
    await expect(restore(mine, deputy)).rejects.toMatchObject({ code: 'user.out-of-reach' })
    expect(await restore(mine, moving)).toMatchObject({ users: 2 })
    expect((await chief.browser.call(readUser, { userId: mine.userId })).groups[0]).toMatchObject({ code: 'S01' })
  })

  it('gives back people that an older version deleted, with the defaults of newer columns', async () => {
    const person = await tenant.addPerson({ loginId: 'old' })
    const { batchId } = await remove(person)
    await rows(sql`update recycled_users set content = content #- '{users,0,disabled}' #- '{users,0,group_count}'`)
    await system.browser.call(restoreUsers, { selection: { batchId } })
    expect(await system.browser.call(readUser, { userId: person.userId })).toMatchObject({ disabled: false })
    await system.browser.call(changeUser, await formOf(person.userId, system))
  })

  it('keeps no picture of anybody once the tenant keeps none, and the templates all the same [NFM-FAC-004]', async () => {
    const [here, gone] = [await tenant.addPerson(), await tenant.addPerson()]
    for (const { userId } of [here, gone]) await putFace(server, tenant.tenantId, userId, 'registered')
    await rows(sql`update faces set image = '\\x0102', template = '\\x0304'`)
    const { batchId } = await remove(gone)
    const { version } = await system.browser.call(readTenantSettings)
    await system.browser.call(changeTenantSettings, { version, settings: { 'face.retainImages': false } })
    await system.browser.call(restoreUsers, { selection: { batchId } })
    expect(await rows(sql`select image is null as bare, template is not null as usable from faces`)).toEqual([
      { bare: true, usable: true },
      { bare: true, usable: true },
    ])
  })
})
