import {
  changeUser,
  listSessions,
  previewDeparture,
  readDeparture,
  readUser,
  recordDeparture,
  reissuePasswords,
  signIn,
} from '@kaoban/contract'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  openBrowser,
  openTestTenant,
  type TestPerson,
  type TestServer,
  type TestTenant,
  testPassword,
  testServer,
} from '../platform/testing.ts'
import { formOf, refusal } from '../users/people.testing.ts'
import { putFace } from '../users/users.testing.ts'

let server: TestServer
let tenant: TestTenant
let system: TestPerson
let sales: string

beforeAll(async () => {
  server = await testServer()
})
beforeEach(async () => {
  tenant = await openTestTenant(server)
  system = tenant.administrator
  sales = await tenant.addGroup('S01')
})

const rows = <T>(text: ReturnType<typeof sql<T>>) =>
  server.database.transaction({ tenantId: tenant.tenantId }, async (db) => (await text.execute(db)).rows)
const account = { kind: 'domain' as const, place: 'CORP', password: 'Aki-Yama-9' }

async function leaver() {
  const person = await tenant.addPerson({
    loginId: 'leaver',
    mail: 'leaver@example.jp',
    places: [{ groupId: sales, administrator: true }],
  })
  await putFace(server, tenant.tenantId, person.userId, 'registered')
  const colleague = await tenant.addPerson({ loginId: 'colleague' })
  const put = async (who: TestPerson, names: string[]) =>
    system.browser.call(changeUser, {
      ...(await formOf(who.userId, system)),
      windowsAccounts: names.map((name) => ({ ...account, name })),
    })
  await put(person, ['own', 'shared'])
  await put(colleague, ['shared'])
  return person
}

describe('somebody who leaves', () => {
  it('has come back when they are unlocked', async () => {
    const { userId } = await leaver()
    await system.browser.call(recordDeparture, { userId })
    await system.browser.call(changeUser, { ...(await formOf(userId, system)), disabled: false })
    expect(await system.browser.call(readDeparture, { userId })).toEqual({ departure: null })
  })

  it('loses everything that lets them in, in one act that names each place', async () => {
    const person = await leaver()
    const { userId } = person
    const held = {
      'sign-in': 1,
      sessions: 1,
      'password-links': 0,
      faces: 1,
      'windows-accounts': 2,
      factors: 0,
      'app-credentials': 0,
      delegations: 0,
      groups: 1,
      terminals: 0,
    }
    const preview = await system.browser.call(previewDeparture, { userId })
    expect(Object.fromEntries(preview.places.map(({ place, held: n }) => [place, n]))).toEqual(held)
    const departure = await system.browser.call(recordDeparture, { userId })
    expect(departure).toEqual({
      leftAt: server.clock.now().toISOString(),
      by: 'admin',
      places: Object.entries(held).map(([place, revoked]) => ({ place, revoked, pending: 0 })),
    })
    expect(await system.browser.call(readDeparture, { userId })).toEqual({ departure })
    await expect(person.browser.call(listSessions)).rejects.toMatchObject({ code: 'session.expired' })
    const entering = (await openBrowser(server)).call(signIn, {
      code: tenant.code,
      loginId: 'leaver',
      password: testPassword,
    })
    await expect(entering).rejects.toMatchObject({ code: 'sign-in.refused' })
    expect(await rows(sql`select 1 from faces where user_id = ${userId}`)).toEqual([])
    expect(await system.browser.call(readUser, { userId })).toMatchObject({
      disabled: true,
      groupAdministrator: false,
      windowsAccounts: [],
      groups: [{ kind: 'group', administrator: false }, {}, {}, {}, {}],
    })
  })

  it('leaves shared Windows accounts to the others; the password of an own one is gone at once', async () => {
    const { userId } = await leaver()
    await system.browser.call(recordDeparture, { userId })
    expect(await rows(sql`select name, password is not null as kept from windows_accounts order by name`)).toEqual([
      { name: 'own', kept: false },
      { name: 'shared', kept: true },
    ])
  })

  it('stands in the operation log with counts, and cannot come back by a link that was sent before', async () => {
    const { userId } = await leaver()
    await system.browser.call(reissuePasswords, { userIds: [userId] })
    const { places } = await system.browser.call(recordDeparture, { userId })
    expect(places).toContainEqual({ place: 'password-links', revoked: 1, pending: 0 })
    expect(await rows(sql`select 1 from password_links where user_id = ${userId}`)).toEqual([])
    const [logged] = await rows<{ details: string }>(
      sql`select details from operation_log where operation = 'user.left'`,
    )
    expect(JSON.parse(logged!.details)).toMatchObject({ userId, places })
  })

  it('is never oneself, the last administrator, or somebody out of range [NFM-ROL-005] [NFM-ROL-010]', async () => {
    await expect(system.browser.call(recordDeparture, { userId: system.userId })).rejects.toMatchObject(
      refusal({ userId: 'users.notYourself' }),
    )
    const chief = await tenant.addPerson({ places: [{ groupId: sales, administrator: true }] })
    const member = await tenant.addPerson({ places: [{ groupId: sales }] })
    const stranger = await tenant.addPerson()
    const outOfReach = { code: 'user.out-of-reach' }
    await expect(chief.browser.call(recordDeparture, { userId: stranger.userId })).rejects.toMatchObject(outOfReach)
    await expect(chief.browser.call(previewDeparture, { userId: stranger.userId })).rejects.toMatchObject(outOfReach)
    await expect(chief.browser.call(recordDeparture, { userId: chief.userId })).rejects.toMatchObject(outOfReach)
    await expect(chief.browser.call(recordDeparture, { userId: member.userId })).resolves.toMatchObject({
      by: chief.loginId,
    })
  })
})
