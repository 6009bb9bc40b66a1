import {
  changePassword,
  changeTenantSettings,
  changeUser,
  createUser,
  reissuePasswords,
  signIn,
  usePasswordLink,
} from '@kaoban/contract'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { linkTokenIn, mailsTo } from '../mails/mails.testing.ts'
import {
  openBrowser,
  openTestTenant,
  type TestServer,
  type TestTenant,
  testPassword,
  testServer,
} from '../platform/testing.ts'
import { formOf, newPassword } from '../users/people.testing.ts'

let server: TestServer
let tenant: TestTenant

beforeAll(async () => {
  server = await testServer()
})
beforeEach(async () => {
  tenant = await openTestTenant(server)
})

const own = 'Tulip-Engine-47-Cloud'

describe('a link that was mailed', () => {
  /** Somebody who was registered with a mistyped address, and the link that a stranger has. */
  async function mistyped() {
    const wrong = `stranger-${tenant.code.toLowerCase()}@example.jp`
    const { browser } = tenant.administrator
    const { user } = await browser.call(createUser, {
      ...{ loginId: 'hanako', password: newPassword, familyName: '山田', mail: wrong },
    })
    return { userId: user.userId, token: linkTokenIn((await mailsTo(server, wrong))[0]!.text) }
  }

  const open = async (token: string) =>
    (await openBrowser(server)).call(usePasswordLink, { token, newPassword: own, confirmation: own })

  it('ends when the address is corrected', async () => {
    const { userId, token } = await mistyped()
    const form = await formOf(userId, tenant.administrator)
    await tenant.administrator.browser.call(changeUser, { ...form, mail: 'hanako@example.jp' })
    await expect(open(token)).rejects.toMatchObject({ code: 'password-link.expired' })
  })

  it('ends when an administrator sets a password', async () => {
    const { userId, token } = await mistyped()
    const form = await formOf(userId, tenant.administrator)
    await tenant.administrator.browser.call(changeUser, { ...form, password: own })
    await expect(open(token)).rejects.toMatchObject({ code: 'password-link.expired' })
  })

  it('stays when something else is changed', async () => {
    const { userId, token } = await mistyped()
    const form = await formOf(userId, tenant.administrator)
    await tenant.administrator.browser.call(changeUser, { ...form, givenName: '花子' })
    await expect(open(token)).resolves.toMatchObject({ code: tenant.code })
  })

  it('ends when a password is reissued that nobody is told of by mail', async () => {
    const { userId, token } = await mistyped()
    const { browser } = tenant.administrator
    await browser.call(changeTenantSettings, { version: 1, settings: { 'mail.noAddressToAdmins': false } })
    await browser.call(changeUser, { ...(await formOf(userId, tenant.administrator)), mail: '' })
    await browser.call(reissuePasswords, { userIds: [userId] })
    await expect(open(token)).rejects.toMatchObject({ code: 'password-link.expired' })
  })
})

describe('the current password', () => {
  it('is not guessed at the page that changes it: failures count and lock like those of a sign-in [NFM-AUT-003]', async () => {
    const { browser, loginId } = await tenant.addPerson()
    const change = (currentPassword: string) =>
      browser.call(changePassword, { currentPassword, newPassword: own, confirmation: own })
    for (let failure = 1; failure < 5; failure++)
      await expect(change(`Wrong-Password-${failure}`)).rejects.toMatchObject({ code: 'request.invalid' })
    await expect(change('Wrong-Password-5')).rejects.toMatchObject({ code: 'sign-in.locked' })
    await expect(change(testPassword)).rejects.toMatchObject({ code: 'sign-in.locked' })
    const elsewhere = await openBrowser(server)
    const enter = () => elsewhere.call(signIn, { code: tenant.code, loginId, password: testPassword })
    await expect(enter()).rejects.toMatchObject({ code: 'sign-in.locked' })
    server.clock.advance(31 * 60_000)
    await expect(enter()).resolves.toMatchObject({ mustChangePassword: false })
  })

  it('is not guessed behind a link either', async () => {
    const { userId } = await tenant.addPerson({ loginId: 'hanako' })
    await tenant.administrator.browser.call(reissuePasswords, { userIds: [userId] })
    const [mail] = await mailsTo(server, `admin-${tenant.code.toLowerCase()}@example.jp`)
    const token = linkTokenIn(mail!.text)
    const browser = await openBrowser(server)
    const use = (currentPassword: string) =>
      browser.call(usePasswordLink, { token, currentPassword, newPassword: own, confirmation: own })
    for (let failure = 1; failure < 5; failure++)
      await expect(use(`Wrong-Password-${failure}`)).rejects.toMatchObject({ code: 'request.invalid' })
    await expect(use('Wrong-Password-5')).rejects.toMatchObject({ code: 'sign-in.locked' })
  })
})
