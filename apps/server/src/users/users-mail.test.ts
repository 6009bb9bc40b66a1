/** @module-tag long */
import { changeUser, createUser, listUsers, readPasswordLink, readUser, repeatMail } from '@kaoban/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type SmtpPeer, startSmtpServer } from '../mails/mails.testing.ts'
import {
  openTestTenant,
  startTestServer,
  type TestPerson,
  type TestServer,
  type TestTenant,
} from '../platform/testing.ts'
import { formOf, newPassword, refusal } from './people.testing.ts'

const rules = { refuses: [] as string[] }
let peer: SmtpPeer
let server: TestServer
let tenant: TestTenant
let system: TestPerson
beforeAll(async () => {
  peer = await startSmtpServer(rules)
  server = await startTestServer({ KAOBAN_SMTP_URL: peer.url, KAOBAN_LOG_LEVEL: 'silent' })
}, 180_000)
afterAll(async () => {
  await server.close()
  await peer.close()
})
beforeEach(async () => {
  tenant = await openTestTenant(server)
  system = tenant.administrator
  peer.received.length = 0
  rules.refuses = []
})

/** Somebody whose registration notice comes back. */
async function registered(mail: string, change: object = {}) {
  rules.refuses = [mail]
  const typed = { loginId: `sato-${tenant.code}`, password: newPassword, familyName: '佐藤', mail, ...change }
  const { user } = await system.browser.call(createUser, typed)
  await server.mails.sendDue()
  return system.browser.call(readUser, { userId: user.userId })
}

/** What arrived at an address, newest last. */
async function arrivedAt(mail: string): Promise<string[]> {
  await server.mails.sendDue()
  return peer.received.filter(({ to }) => to.includes(mail)).map(({ raw }) => textOf(raw))
}

function textOf(raw: string): string {
  const [head = '', ...rest] = raw.split('\r\n\r\n')
  const body = rest.join('\r\n\r\n')
  return /base64/.test(head) ? Buffer.from(body.replaceAll('\r\n', ''), 'base64').toString() : body
}

const logged = async () =>
  server.database.transaction({ tenantId: tenant.tenantId }, async (db) => {
    const { rows } = await sql<{ actor: string; details: string }>`
      select actor, details from operation_log where operation = 'mail.repeated' and succeeded order by seq`.execute(db)
    return rows.map(({ actor, details }) => ({ actor, ...JSON.parse(details) }))
  })

describe('a mail that came back', () => {
  it('is marked in the list; the person tells which, when and why [NFM-USR-027]', async () => {
    const user = await registered('nobody@example.jp')
    const at = server.clock.now().toISOString()
    expect(user.undelivered).toMatchObject({ template: 'MAIL-08', state: 'bounced', cause: 'no-mailbox' })
    expect(user.undelivered).toMatchObject({ writtenAt: at, failedAt: at, repetition: 'possible' })
    expect(user.undelivered!.reason).toContain('550 no such mailbox')
    const { rows } = await system.browser.call(listUsers, { loginId: user.loginId })
    expect(rows.map(({ mailRefused }) => mailRefused)).toEqual([true])
    expect((await system.browser.call(readUser, { userId: system.userId })).undelivered).toBeNull()
  })

  it('is sent again to the corrected address, with a link of today', async () => {
    const { userId, version, undelivered, loginId } = await registered('sato@exmaple.jp')
    server.clock.advance(30 * 3_600_000)
    const later = await tenant.addPerson({ loginId: 'later', systemAdministrator: true })
    const mail = 'sato@example.jp'
    const after = await later.browser.call(repeatMail, { userId, version, mail, mailId: undelivered!.mailId })
    expect(after).toMatchObject({ mail, version: version + 1, updatedBy: 'later', undelivered: null })
    const [text, ...more] = await arrivedAt(mail)
    expect(more).toEqual([])
    expect(text).toContain(`利用者ID：${loginId}`)
    expect(text).not.toContain(newPassword)
    const token = /\/p\/([A-Za-z0-9_-]{64})/.exec(text!)![1]!
    expect(await later.browser.call(readPasswordLink, { token })).toMatchObject({ loginId, asksCurrent: false })
    expect(await logged()).toEqual([
      { actor: 'later', function: 'users', userId, loginId, mail: 'MAIL-08', changed: ['mail'] },
    ])
    const { rows } = await later.browser.call(listUsers, { loginId })
    expect(rows.map(({ mailRefused }) => mailRefused)).toEqual([false])
  })

  it('is sent again to the same address when its mailbox is back, and once', async () => {
    const { userId, version, undelivered, mail } = await registered('full@example.jp')
    rules.refuses = []
    const again = () => system.browser.call(repeatMail, { userId, version, mail, mailId: undelivered!.mailId })
    const both = await Promise.allSettled([again(), again()])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(again()).rejects.toMatchObject({ code: 'request.conflict' })
    expect(await arrivedAt(mail)).toHaveLength(1)
    expect((await system.browser.call(readUser, { userId })).version).toBe(version)
  })

  it('stays as it is when the address cannot be stored, or the person was changed meanwhile', async () => {
    await tenant.addPerson({ mail: 'taken@example.jp' })
    const { userId, version, undelivered } = await registered('nobody@example.jp')
    const again = (mail: string, of = version) =>
      system.browser.call(repeatMail, { userId, version: of, mail, mailId: undelivered!.mailId })
    for (const [mail, message] of [
      ['', 'users.undelivered.noAddress'],
      ['no address', 'MSG-USR-013'],
      ['Taken@example.jp', 'MSG-USR-014'],
    ] as const)
      await expect(again(mail)).rejects.toMatchObject(refusal({ mail: message }))
    await system.browser.call(changeUser, { ...(await formOf(userId, system)), familyName: '斎藤' })
    await expect(again('right@example.jp')).rejects.toMatchObject({ code: 'request.conflict' })
    expect(await arrivedAt('right@example.jp')).toEqual([])
    expect(await logged()).toEqual([])
  })

  it('to an administrator who was to hand over a password is not sent again', async () => {
    rules.refuses = [`admin-${tenant.code.toLowerCase()}@example.jp`]
    await system.browser.call(createUser, { loginId: 'nomail', password: newPassword })
    await server.mails.sendDue()
    const { undelivered, userId, version, mail } = await system.browser.call(readUser, { userId: system.userId })
    expect(undelivered).toMatchObject({ template: 'MAIL-08', repetition: 'held-password' })
    await expect(
      system.browser.call(repeatMail, { userId, version, mail, mailId: undelivered!.mailId }),
    ).rejects.toMatchObject({ code: 'request.conflict' })
  })

  it('is sent again by who may change the person, and by nobody else', async () => {
    const sales = await tenant.addGroup('SALES')
    const other = await tenant.addGroup('OTHER')
    const managing = (groupId: string) => tenant.addPerson({ places: [{ groupId, administrator: true }] })
    const [own, stranger, employee] = [await managing(sales), await managing(other), await tenant.addPerson()]
    const groups = [{ kind: 'group' as const, groupId: sales, administrator: false }]
    const { userId, version, undelivered, mail } = await registered('nobody@example.jp', { groups })
    const again = (by: TestPerson) =>
      by.browser.call(repeatMail, { userId, version, mail, mailId: undelivered!.mailId })
    await expect(again(stranger)).rejects.toMatchObject({ code: 'user.out-of-reach' })
    await expect(again(employee)).rejects.toMatchObject({ code: 'request.forbidden' })
    expect((await again(own)).undelivered).toBeNull()
  })
})
