import { changeUser, createUser, listSessions, listUsers, signIn } from '@kaoban/contract'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addDays, dayIn } from '../platform/days.ts'
import {
  openBrowser,
  openTestTenant,
  type TestPerson,
  type TestServer,
  type TestTenant,
  testPassword,
  testServer,
} from '../platform/testing.ts'
import { formOf, newPassword, refusal } from './people.testing.ts'

let server: TestServer
let tenant: TestTenant
let system: TestPerson

beforeAll(async () => {
  server = await testServer()
})
beforeEach(async () => {
  // Half past nine in the evening in UTC is the next morning in Japan. Never far from the time of the other tests, which
  // share the server and its monthly partitions.
  const evening = new Date(server.clock.now())
  evening.setUTCHours(21, 30, 0, 0)
  if (evening < server.clock.now()) evening.setUTCDate(evening.getUTCDate() + 1)
  server.clock.set(evening)
  tenant = await openTestTenant(server)
  system = tenant.administrator
})

/** Days from today, in Japan, as the API takes them. */
const dayAfter = (days: number | null | undefined) =>
  typeof days === 'number' ? addDays(dayIn('Asia/Tokyo', server.clock.now()), days) : days

const limit = async (
  person: TestPerson,
  days: { validFrom?: number | null; validUntil?: number | null; disabled?: boolean },
) => {
  const { disabled, validFrom, validUntil } = days
  const form = await formOf(person.userId, system)
  return system.browser.call(changeUser, {
    ...form,
    ...(disabled === undefined ? {} : { disabled }),
    ...(validFrom === undefined ? {} : { validFrom: dayAfter(validFrom) }),
    ...(validUntil === undefined ? {} : { validUntil: dayAfter(validUntil) }),
  })
}
const enter = async (person: TestPerson, password = testPassword) =>
  (await openBrowser(server)).call(signIn, { code: tenant.code, loginId: person.loginId, password })

describe('the days of validity', () => {
  it.each([
    ['since today', { validFrom: 0 }, true],
    ['from tomorrow', { validFrom: 1 }, false],
    ['until today', { validUntil: 0 }, true],
    ['until yesterday', { validUntil: -1 }, false],
    ['today only', { validFrom: 0, validUntil: 0 }, true],
    ['without limit', { validFrom: null, validUntil: null }, true],
  ])(
    '%s decide in the zone of the tenant whether somebody gets in [MFA-FLD-059] [MFA-FLD-063]',
    async (_when, days, valid) => {
      const person = await tenant.addPerson()
      expect((await limit(person, days)).valid).toBe(valid)
      const codeOf = (refused: { code: string }) => refused.code
      const signedIn = await enter(person).then(() => 'in', codeOf)
      const used = await person.browser.call(listSessions).then(() => 'in', codeOf)
      expect([signedIn, used]).toEqual(valid ? ['in', 'in'] : ['sign-in.unusable', 'session.expired'])
    },
  )

  it('end before they begin in no form [MFA-FLD-062]', async () => {
    const person = await tenant.addPerson()
    await expect(limit(person, { validFrom: 1, validUntil: 0 })).rejects.toMatchObject(
      refusal({ validUntil: 'users.validityOrder' }),
    )
  })

  it('are searched for', async () => {
    const names = { a: { validFrom: 30 }, b: { validUntil: -31 }, c: { validUntil: 270 } }
    for (const [name, days] of Object.entries(names))
      await limit(await tenant.addPerson({ loginId: `name-${name}` }), days)
    const find = async (validity: 'valid' | 'future' | 'past') =>
      (await system.browser.call(listUsers, { validity, sort: 'loginId' })).rows.map(({ loginId }) => loginId)
    expect(await find('future')).toEqual(['name-a'])
    expect(await find('past')).toEqual(['name-b'])
    expect(await find('valid')).toEqual(['admin', 'name-c'])
  })
})

describe("an administrator's lock", () => {
  it('closes the password door and open sessions, and tells only who knows the password [MFA-FLD-012]', async () => {
    const person = await tenant.addPerson()
    expect(await limit(person, { disabled: true })).toMatchObject({ disabled: true })
    await expect(person.browser.call(listSessions)).rejects.toMatchObject({ code: 'session.expired' })
    await expect(enter(person)).rejects.toMatchObject({ code: 'sign-in.unusable' })
    await expect(enter(person, 'Wrong-Wrong-1')).rejects.toMatchObject({ code: 'sign-in.refused' })
    await limit(person, { disabled: false })
    await expect(enter(person)).resolves.toBeDefined()
  })

  it('never falls on oneself', async () => {
    await expect(limit(system, { disabled: true })).rejects.toMatchObject(refusal({ disabled: 'users.notYourself' }))
  })

  it('may stand from the beginning', async () => {
    const { user } = await system.browser.call(createUser, { loginId: 'later', password: newPassword, disabled: true })
    expect(user.disabled).toBe(true)
    await expect(enter({ ...system, loginId: 'later' }, newPassword)).rejects.toMatchObject({
      code: 'sign-in.unusable',
    })
  })
})
