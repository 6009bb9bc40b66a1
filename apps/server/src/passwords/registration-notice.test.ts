import { changeTenantSettings, changeUser, createUser, signIn, usePasswordLink } from '@kaoban/contract'
import { beforeAll, describe, expect, it } from 'vitest'
import { linkTokenIn, mailsTo } from '../mails/mails.testing.ts'
import { openBrowser, openTestTenant, type TestServer, testServer } from '../platform/testing.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
}, 120_000)

const password = 'Lantern-Harbour-58'
const newPassword = 'Tulip-Engine-47-Cloud'

async function newTenant(mailAdministrators = true) {
  const tenant = await openTestTenant(server)
  if (!mailAdministrators)
    await tenant.administrator.browser.call(changeTenantSettings, {
      version: 1,
      settings: { 'mail.noAddressToAdmins': false },
    })
  const mark = tenant.code.toLowerCase()
  return {
    tenant,
    browser: tenant.administrator.browser,
    own: `hanako-${mark}@example.jp`,
    admin: `admin-${mark}@example.jp`,
  }
}

const hanako = { loginId: 'hanako', password, familyName: '山田', givenName: '花子' }

describe('the notice about a new person', () => {
  it.each([true, false])('goes to the person who has an address, with 送付する = %s [NFM-AUT-031]', async (setting) => {
    const { tenant, browser, own, admin } = await newTenant(setting)
    expect((await browser.call(createUser, { ...hanako, mail: own })).notified).toBe('user')
    const [sent] = await mailsTo(server, own)
    expect(sent).toMatchObject({ template: 'MAIL-08', subject: 'Kaoban利用者登録のお知らせ' })
    expect(sent!.text).toContain('山田 花子 様')
    expect(sent!.text).toContain(`${server.url}/t/${tenant.code}`)
    expect(sent!.text).not.toContain(password)
    expect(await mailsTo(server, admin)).toEqual([])
    const guest = await openBrowser(server)
    await guest.call(usePasswordLink, { token: linkTokenIn(sent!.text), newPassword, confirmation: newPassword })
    const { code } = tenant
    expect(await guest.call(signIn, { code, loginId: 'hanako', password: newPassword })).toEqual({
      mustChangePassword: false,
    })
  })

  it('goes to the system administrators for a person without an address [NFM-AUT-032]', async () => {
    const { browser, admin } = await newTenant()
    expect((await browser.call(createUser, hanako)).notified).toBe('administrators')
    const [sent] = await mailsTo(server, admin)
    expect(sent).toMatchObject({ template: 'MAIL-08' })
    for (const part of ['管理 太郎 様', '山田 花子', 'hanako', password]) expect(sent!.text).toContain(part)
  })

  it('goes to nobody when 送付しない is set and the person has no address [NFM-AUT-033]', async () => {
    const { browser, admin } = await newTenant(false)
    expect((await browser.call(createUser, hanako)).notified).toBe('nobody')
    expect(await mailsTo(server, admin)).toEqual([])
  })

  it('is not sent when a person is changed, not even when an address is added [NFM-AUT-035]', async () => {
    const { browser, own, admin } = await newTenant(false)
    const { user } = await browser.call(createUser, hanako)
    const { familyName, givenName } = hanako
    await browser.call(changeUser, { userId: user.userId, version: user.version, familyName, givenName, mail: own })
    expect([...(await mailsTo(server, own)), ...(await mailsTo(server, admin))]).toEqual([])
  })
})
