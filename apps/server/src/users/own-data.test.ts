import { listOwnAttempts, readOwnData, signIn } from '@kaoban/contract'
import { describe, expect, it } from 'vitest'
import { openBrowser, openTestTenant, testPassword, testServer } from '../platform/testing.ts'

describe('the own page', () => {
  it('shows what the portal holds about the person: names, groups, accounts, days', async () => {
    const tenant = await openTestTenant(await testServer())
    const groupId = await tenant.addGroup('S01', '営業部')
    const { browser } = await tenant.addPerson({ loginId: 'hanako', familyName: '髙﨑', places: [{ groupId }] })
    expect(await browser.call(readOwnData)).toMatchObject({
      loginId: 'hanako',
      familyName: '髙﨑',
      groups: [{ kind: 'group', name: '営業部' }, {}, {}, {}, {}],
      windowsAccounts: [],
      validUntil: null,
      passwordChangedAt: null,
    })
  })

  it('lists sign-ins and refusals under the own ID, newest first, and nobody else’s', async () => {
    const server = await testServer()
    const tenant = await openTestTenant(server)
    const person = await tenant.addPerson({ loginId: 'hanako' })
    await tenant.addPerson({ loginId: 'jiro' })
    const enter = async (loginId: string, password: string) => {
      server.clock.advance(1000)
      await (await openBrowser(server)).call(signIn, { code: tenant.code, loginId, password }).catch(() => {})
    }
    await enter('hanako', 'Wrong-Wrong-1')
    await enter('hanako', testPassword)
    await enter('jiro', testPassword)
    const { rows } = await person.browser.call(listOwnAttempts)
    expect(rows.map(({ succeeded, errorCode }) => [succeeded, errorCode])).toEqual([
      [true, null],
      [false, 'E7'],
    ])
  })
})
