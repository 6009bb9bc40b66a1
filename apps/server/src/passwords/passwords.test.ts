import {
  changePassword,
  changeTenantSettings,
  listSessions,
  planPasswordReissue,
  readPasswordLink,
  readSession,
  reissuePasswords,
  requestPasswordReissue,
  signIn,
  usePasswordLink,
} from '@kaoban/contract'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { linkTokenIn, mailsTo } from '../mails/mails.testing.ts'
import {
  openBrowser,
  openTestTenant,
  type TestServer,
  type TestTenant,
  testPassword,
  testServer,
} from '../platform/testing.ts'

const newPassword = 'Tulip-Engine-47-Cloud'

beforeAll(() => testServer(), 120_000)

async function newTenant() {
  const server = await testServer()
  const tenant = await openTestTenant(server)
  const mail = `hanako-${tenant.code.toLowerCase()}@example.jp`
  return { server, tenant, mail, adminMail: `admin-${tenant.code.toLowerCase()}@example.jp` }
}

async function canSignIn(server: TestServer, tenant: TestTenant, loginId: string, password: string) {
  const browser = await openBrowser(server)
  return browser.call(signIn, { code: tenant.code, loginId, password }).then(
    () => true,
    () => false,
  )
}

function sendToAdministrators(tenant: TestTenant, on: boolean) {
  return tenant.administrator.browser.call(changeTenantSettings, {
    version: 1,
    settings: { 'mail.noAddressToAdmins': on },
  })
}

const passwordIn = (text: string) => /([a-z2-9]{4}(?:-[a-z2-9]{4}){3})/.exec(text)?.[1]

describe('changing the own password', () => {
  it('needs the current one and a new one twice, and works for every role [NFM-AUT-011, NFM-ROL-021]', {
    tags: ['long'],
  }, async () => {
    const { server, tenant } = await newTenant()
    const person = await tenant.addPerson()
    for (const { browser, loginId } of [person, tenant.administrator]) {
      const change = (currentPassword: string, next: string, confirmation: string) =>
        browser.call(changePassword, { currentPassword, newPassword: next, confirmation })
      const fields = (faults: [string, string][]) => ({
        code: 'request.invalid',
        details: { fields: faults.map(([field, message]) => ({ field, message })) },
      })
      await expect(change('Wrong-Password-1', newPassword, newPassword)).rejects.toMatchObject(
        fields([['currentPassword', 'MSG-AUT-004']]),
      )
      await expect(change(testPassword, newPassword, `${newPassword}x`)).rejects.toMatchObject(
        fields([['confirmation', 'MSG-AUT-005']]),
      )
      await expect(change(testPassword, 'short', 'short')).rejects.toMatchObject(
        fields([['newPassword', 'MSG-USR-005']]),
      )
      await expect(change(testPassword, testPassword, testPassword)).rejects.toMatchObject(
        fields([['newPassword', 'passwords.unchanged']]),
      )
      await change(testPassword, newPassword, newPassword)
      expect(await canSignIn(server, tenant, loginId, testPassword)).toBe(false)
      expect(await canSignIn(server, tenant, loginId, newPassword)).toBe(true)
    }
  })

  it('refuses one that is easily guessed, with a message of its own', async () => {
    const { tenant } = await newTenant()
    const { browser } = tenant.administrator
    await expect(
      browser.call(changePassword, {
        currentPassword: testPassword,
        newPassword: 'Admin2026!',
        confirmation: 'Admin2026!',
      }),
    ).rejects.toMatchObject({ details: { fields: [{ field: 'newPassword', message: 'passwords.easilyGuessed' }] } })
  })

  it('ends the other sessions and renews this one', async () => {
    const { server, tenant } = await newTenant()
    const person = await tenant.addPerson()
    const elsewhere = await openBrowser(server)
    await elsewhere.call(signIn, { code: tenant.code, loginId: person.loginId, password: testPassword })
    const before = person.browser.cookies.get('kb_person')!
    await person.browser.call(changePassword, { currentPassword: testPassword, newPassword, confirmation: newPassword })
    expect(person.browser.cookies.get('kb_person')).not.toBe(before)
    expect((await person.browser.call(listSessions)).rows).toHaveLength(1)
    await expect(elsewhere.call(listSessions)).rejects.toMatchObject({ code: 'session.expired' })
  })

  it('is written to the operation log, without the password [NFM-OPL-012, NFM-OPL-005]', async () => {
    const { server, tenant } = await newTenant()
    const person = await tenant.addPerson()
    await person.browser.call(changePassword, { currentPassword: testPassword, newPassword, confirmation: newPassword })
    const rows = await server.database.transaction({ tenantId: tenant.tenantId }, async (db) => {
      const found = await sql<{ operation: string; actor: string; details: string }>`
        select operation, actor, details from operation_log order by seq desc limit 1`.execute(db)
      return found.rows
    })
    expect(rows).toMatchObject([{ operation: 'password.changed', actor: person.loginId }])
    expect(rows[0]!.details).not.toContain(newPassword)
  })
})

describe('stored passwords', () => {
  it('are argon2id hashes with a salt of their own [NFM-AUT-014]', async () => {
    const { server, tenant } = await newTenant()
    const people = [await tenant.addPerson(), await tenant.addPerson()]
    for (const { browser } of people)
      await browser.call(changePassword, { currentPassword: testPassword, newPassword, confirmation: newPassword })
    const hashes = await server.database.transaction({ tenantId: tenant.tenantId }, async (db) => {
      const { rows } = await sql<{ hash: string }>`
        select password_hash as hash from users where login_id <> 'admin'`.execute(db)
      return rows.map(({ hash }) => hash)
    })
    for (const hash of hashes) expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(new Set(hashes).size).toBe(2)
  })
})

describe('a reissue by an administrator', () => {
  it('mails a person with an address a link of their own, whatever the setting [NFM-AUT-021, NFM-AUT-012]', async () => {
    for (const on of [true, false]) {
      const { server, tenant, mail, adminMail } = await newTenant()
      await sendToAdministrators(tenant, on)
      const person = await tenant.addPerson({ mail })
      const { browser } = tenant.administrator
      const userIds = [person.userId]
      expect(await browser.call(planPasswordReissue, { userIds })).toEqual({
        dialog: 'DLG-USR-002',
        users: 1,
        unreachable: 0,
      })
      const { results } = await browser.call(reissuePasswords, { userIds })
      expect(results).toEqual([{ userId: person.userId, loginId: person.loginId, notified: 'user' }])
      const [sent] = await mailsTo(server, mail)
      expect(sent).toMatchObject({ template: 'MAIL-09', subject: 'Kaobanパスワード再発行のお知らせ' })
      expect(sent!.text).toContain('Windowsアカウントのパスワードは変わりません')
      expect(passwordIn(sent!.text)).toBeUndefined()
      expect(await mailsTo(server, adminMail)).toEqual([])
      expect(await canSignIn(server, tenant, person.loginId, testPassword)).toBe(false)
      await expect(person.browser.call(listSessions)).rejects.toMatchObject({ code: 'session.expired' })
      const guest = await openBrowser(server)
      await guest.call(usePasswordLink, { token: linkTokenIn(sent!.text), newPassword, confirmation: newPassword })
      expect(await canSignIn(server, tenant, person.loginId, newPassword)).toBe(true)
    }
  })

  it('mails every system administrator about a person without an address [NFM-AUT-022]', async () => {
    const { server, tenant, adminMail } = await newTenant()
    const second = `second-${tenant.code.toLowerCase()}@example.jp`
    await tenant.addPerson({ loginId: 'second', mail: second, systemAdministrator: true })
    const person = await tenant.addPerson({ familyName: '佐藤', givenName: '次郎' })
    const { results } = await tenant.administrator.browser.call(reissuePasswords, { userIds: [person.userId] })
    expect(results).toEqual([{ userId: person.userId, loginId: person.loginId, notified: 'administrators' }])
    for (const address of [adminMail, second]) {
      const [sent] = await mailsTo(server, address)
      expect(sent).toMatchObject({ template: 'MAIL-09' })
      expect(sent!.text).toContain('佐藤 次郎')
      expect(sent!.text).toContain(person.loginId)
      expect(await canSignIn(server, tenant, person.loginId, passwordIn(sent!.text)!)).toBe(true)
    }
  })

  it('shows the password once when nobody may be mailed [NFM-AUT-023]', async () => {
    const { server, tenant, adminMail } = await newTenant()
    await sendToAdministrators(tenant, false)
    const person = await tenant.addPerson()
    const { browser } = tenant.administrator
    const userIds = [person.userId]
    expect(await browser.call(planPasswordReissue, { userIds })).toEqual({
      dialog: 'DLG-USR-003',
      users: 1,
      unreachable: 1,
    })
    const { results } = await browser.call(reissuePasswords, { userIds })
    expect(results).toMatchObject([{ notified: 'nobody', password: expect.any(String) }])
    expect(await mailsTo(server, adminMail)).toEqual([])
    expect(await canSignIn(server, tenant, person.loginId, results[0]!.password!)).toBe(true)
  })

  it('of several people treats each by its own branch [NFM-AUT-026]', async () => {
    const { server, tenant, mail } = await newTenant()
    await sendToAdministrators(tenant, false)
    const reachable = await tenant.addPerson({ mail })
    const unreachable = await tenant.addPerson()
    const userIds = [reachable.userId, unreachable.userId]
    const { browser } = tenant.administrator
    expect(await browser.call(planPasswordReissue, { userIds })).toEqual({
      dialog: 'DLG-USR-003',
      users: 2,
      unreachable: 1,
    })
    const { results } = await browser.call(reissuePasswords, { userIds })
    expect(results.map(({ notified }) => notified).sort()).toEqual(['nobody', 'user'])
    expect(await mailsTo(server, mail)).toHaveLength(1)
  })

  it('with nobody chosen is answered so, and nothing happens [NFM-AUT-027]', async () => {
    const { tenant } = await newTenant()
    for (const shape of [reissuePasswords, planPasswordReissue])
      await expect(tenant.administrator.browser.call(shape, { userIds: [] })).rejects.toMatchObject({
        details: { fields: [{ field: 'userIds', message: 'MSG-USR-022' }] },
      })
  })

  it('of somebody else’s people is refused whole', async () => {
    const { server, tenant, mail } = await newTenant()
    const own = await tenant.addPerson({ mail })
    const foreign = await (await openTestTenant(server)).addPerson()
    await expect(
      tenant.administrator.browser.call(reissuePasswords, { userIds: [own.userId, foreign.userId] }),
    ).rejects.toMatchObject({ code: 'request.not-found' })
    expect(await mailsTo(server, mail)).toEqual([])
    await expect(own.browser.call(reissuePasswords, { userIds: [own.userId] })).rejects.toMatchObject({
      code: 'request.forbidden',
    })
  })

  it('also unlocks the ID [NFM-AUT-006]', async () => {
    const { server, tenant } = await newTenant()
    await sendToAdministrators(tenant, false)
    const person = await tenant.addPerson()
    for (let i = 0; i < 5; i++) await canSignIn(server, tenant, person.loginId, 'Wrong-Password-1')
    const { results } = await tenant.administrator.browser.call(reissuePasswords, { userIds: [person.userId] })
    expect(await canSignIn(server, tenant, person.loginId, results[0]!.password!)).toBe(true)
  })
})

describe('an initial or reissued password', () => {
  it('must be replaced before anything else [NFM-AUT-010]', async () => {
    const { server, tenant } = await newTenant()
    await sendToAdministrators(tenant, false)
    const person = await tenant.addPerson()
    const { results } = await tenant.administrator.browser.call(reissuePasswords, { userIds: [person.userId] })
    const password = results[0]!.password!
    const browser = await openBrowser(server)
    const { code } = tenant
    expect(await browser.call(signIn, { code, loginId: person.loginId, password })).toEqual({
      mustChangePassword: true,
    })
    expect((await browser.call(readSession)).account?.mustChangePassword).toBe(true)
    await expect(browser.call(listSessions)).rejects.toMatchObject({ code: 'session.password-change-required' })
    await browser.call(changePassword, { currentPassword: password, newPassword, confirmation: newPassword })
    await expect(browser.call(listSessions)).resolves.toBeDefined()
  })
})

describe('a password link', () => {
  async function linkForAdministrators() {
    const { server, tenant, adminMail } = await newTenant()
    const person = await tenant.addPerson()
    await tenant.administrator.browser.call(reissuePasswords, { userIds: [person.userId] })
    const [sent] = await mailsTo(server, adminMail)
    return { server, tenant, person, token: linkTokenIn(sent!.text), initial: passwordIn(sent!.text)!, adminMail }
  }

  it('asks for the initial password and the new one, then leads to the sign-in page [NFM-AUT-007]', async () => {
    const { server, tenant, person, token, initial } = await linkForAdministrators()
    const guest = await openBrowser(server)
    expect(await guest.call(readPasswordLink, { token })).toEqual({
      tenant: { code: tenant.code, name: tenant.name },
      loginId: person.loginId,
      asksCurrent: true,
    })
    const passwords = { newPassword, confirmation: newPassword }
    for (const wrong of [{}, { currentPassword: 'Wrong-Password-1' }])
      await expect(guest.call(usePasswordLink, { token, ...passwords, ...wrong })).rejects.toMatchObject({
        details: { fields: [{ field: 'currentPassword', message: 'MSG-AUT-004' }] },
      })
    const answer = await guest.call(usePasswordLink, { token, ...passwords, currentPassword: initial })
    expect(answer).toEqual({ code: tenant.code })
    expect(await canSignIn(server, tenant, person.loginId, newPassword)).toBe(true)
  })

  it('expires after 24 hours, while the initial password still signs in [NFM-AUT-008]', async () => {
    const { server, tenant, person, token, initial } = await linkForAdministrators()
    const guest = await openBrowser(server)
    server.clock.advance(24 * 3_600_000 - 1)
    await expect(guest.call(readPasswordLink, { token })).resolves.toBeDefined()
    server.clock.advance(1)
    await expect(guest.call(readPasswordLink, { token })).rejects.toMatchObject({ code: 'password-link.expired' })
    await expect(
      guest.call(usePasswordLink, { token, currentPassword: initial, newPassword, confirmation: newPassword }),
    ).rejects.toMatchObject({ code: 'password-link.expired' })
    await guest.call(signIn, { code: tenant.code, loginId: person.loginId, password: initial })
    await guest.call(changePassword, { currentPassword: initial, newPassword, confirmation: newPassword })
    expect(await canSignIn(server, tenant, person.loginId, newPassword)).toBe(true)
  })

  it('works once, even when used twice at the same time [NFM-AUT-009]', async () => {
    const { server, token, initial } = await linkForAdministrators()
    const use = async (text: string) =>
      (await openBrowser(server)).call(usePasswordLink, {
        token,
        currentPassword: initial,
        newPassword: text,
        confirmation: text,
      })
    const results = await Promise.allSettled([use(newPassword), use(`${newPassword}-2`)])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(use(`${newPassword}-3`)).rejects.toMatchObject({ code: 'password-link.expired' })
  })

  it('stops working when a newer one is issued, and when the password is changed another way [NFM-AUT-009]', async () => {
    const { server, tenant, person, token, adminMail } = await linkForAdministrators()
    await tenant.administrator.browser.call(reissuePasswords, { userIds: [person.userId] })
    const guest = await openBrowser(server)
    await expect(guest.call(readPasswordLink, { token })).rejects.toMatchObject({ code: 'password-link.expired' })
    const [newest] = await mailsTo(server, adminMail)
    const currentPassword = passwordIn(newest!.text)!
    await guest.call(signIn, { code: tenant.code, loginId: person.loginId, password: currentPassword })
    await guest.call(changePassword, { currentPassword, newPassword, confirmation: newPassword })
    await expect(guest.call(readPasswordLink, { token: linkTokenIn(newest!.text) })).rejects.toMatchObject({
      code: 'password-link.expired',
    })
  })

  it('that was invented is answered like an expired one', async () => {
    const guest = await openBrowser(await testServer())
    for (const token of ['x', 'A'.repeat(64), `${'B'.repeat(63)}!`])
      await expect(guest.call(readPasswordLink, { token })).rejects.toMatchObject({ code: 'password-link.expired' })
  })
})

describe('a forgotten password', () => {
  const ask = async (server: TestServer, tenant: TestTenant, loginId: string) =>
    (await openBrowser(server)).call(requestPasswordReissue, { code: tenant.code, loginId })

  it('is answered by a mail with a single-use link for 24 hours [NFM-AUT-013]', async () => {
    const { server, tenant, mail } = await newTenant()
    const person = await tenant.addPerson({ mail })
    await ask(server, tenant, person.loginId.toUpperCase())
    const [sent] = await mailsTo(server, mail)
    expect(sent).toMatchObject({ template: 'MAIL-10', subject: 'Kaobanパスワード再発行のご案内' })
    expect(await canSignIn(server, tenant, person.loginId, testPassword)).toBe(true)
    const token = linkTokenIn(sent!.text)
    const guest = await openBrowser(server)
    expect(await guest.call(readPasswordLink, { token })).toMatchObject({ asksCurrent: false })
    await guest.call(usePasswordLink, { token, newPassword, confirmation: newPassword })
    expect(await canSignIn(server, tenant, person.loginId, newPassword)).toBe(true)
    await expect(guest.call(readPasswordLink, { token })).rejects.toMatchObject({ code: 'password-link.expired' })
  })

  it('of a person without an address is told to the administrators, if the tenant wants that [NFM-AUT-013]', async () => {
    const { server, tenant, adminMail } = await newTenant()
    const person = await tenant.addPerson()
    await ask(server, tenant, person.loginId)
    const [sent] = await mailsTo(server, adminMail)
    expect(sent).toMatchObject({ template: 'MAIL-09' })
    expect(sent!.text).toContain(person.loginId)
    expect(sent!.text).not.toMatch(/\/p\//)
    await sendToAdministrators(tenant, false)
    await ask(server, tenant, person.loginId)
    expect(await mailsTo(server, adminMail)).toHaveLength(1)
  })

  it('says the same about an ID that nobody has [NFM-AUT-013]', async () => {
    const { server, tenant, mail } = await newTenant()
    const person = await tenant.addPerson({ mail })
    expect(await ask(server, tenant, 'nobody-here')).toEqual(await ask(server, tenant, person.loginId))
  })

  it('is answered three times an hour and no more, even at the same time [NFM-AUT-013]', async () => {
    const { server, tenant, mail } = await newTenant()
    const person = await tenant.addPerson({ mail })
    await Promise.all(Array.from({ length: 5 }, () => ask(server, tenant, person.loginId)))
    expect(await mailsTo(server, mail)).toHaveLength(3)
    server.clock.advance(3_600_000)
    await ask(server, tenant, person.loginId)
    expect(await mailsTo(server, mail)).toHaveLength(4)
  })
})
