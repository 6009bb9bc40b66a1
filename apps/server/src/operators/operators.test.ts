/** @module-tag long */
import {
  beginTwoFactor,
  confirmTwoFactor,
  inviteOperator,
  listOperatorLog,
  listOperators,
  listTenants,
  listUsers,
  readOperatorSetup,
  readSession,
  removeOperator,
  setUpOperator,
  signInOperator,
  signOutOperator,
} from '@kaoban/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Browser, openBrowser, openTestTenant, startTestServer, type TestServer } from '../platform/testing.ts'
import { codeOf, operatorMail, operatorPassword, setupToken } from './operators.testing.ts'

// A server without an operator yet: set-up happens once in its life, so these tests build on each other.
let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
}, 120_000)
afterAll(() => server.close())

const person = { name: '運用 一郎', mail: operatorMail, newPassword: operatorPassword, confirmation: operatorPassword }
const query = { page: 1, size: 20 }
let secret: string
let recoveryCodes: string[]

async function signIn(code?: string, password = operatorPassword) {
  const browser = await openBrowser(server)
  const answer = await browser.call(signInOperator, { mail: operatorMail, password, ...(code ? { code } : {}) })
  return { browser, state: answer.state }
}

describe('the first operator', () => {
  it('is made through the newest link that a start printed, within 24 hours, and only once', async () => {
    const older = await setupToken(server)
    const token = await setupToken(server)
    const browser = await openBrowser(server)
    await expect(browser.call(readOperatorSetup, { token: older })).rejects.toMatchObject({
      code: 'operator.setup-expired',
    })
    await expect(browser.call(readOperatorSetup, { token })).resolves.toBeDefined()
    server.clock.advance(24 * 3_600_000)
    await expect(browser.call(setUpOperator, { token, ...person })).rejects.toMatchObject({
      code: 'operator.setup-expired',
    })
    const fresh = await setupToken(server)
    await expect(
      browser.call(setUpOperator, { token: fresh, ...person, name: '', mail: 'x', newPassword: 'short' }),
    ).rejects.toMatchObject({
      details: {
        fields: [
          { field: 'name', message: 'operators.nameEmpty' },
          { field: 'mail', message: 'MSG-USR-013' },
          { field: 'newPassword', message: 'MSG-USR-005' },
        ],
      },
    })
    const others = await Promise.all([openBrowser(server), openBrowser(server)])
    const results = await Promise.allSettled(
      others.map((other) => other.call(setUpOperator, { token: fresh, ...person })),
    )
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await server.operatorSetupUrl(server.url)).toBeUndefined()
    const winner = others[results.findIndex(({ status }) => status === 'fulfilled')]!
    expect((await winner.call(readSession)).operator).toEqual({ name: person.name, mustEnrol: false })
    await expect(winner.call(listTenants, query)).resolves.toMatchObject({ rows: [] })
  })

  it('must set up a second factor at the second sign-in before anything else [NFM-OPS-009]', async () => {
    const { browser, state } = await signIn()
    expect(state).toBe('enrolment-needed')
    expect((await browser.call(readSession)).operator).toEqual({ name: person.name, mustEnrol: true })
    await expect(browser.call(listTenants, query)).rejects.toMatchObject({ code: 'operator.two-factor-required' })
    const begun = await browser.call(beginTwoFactor)
    secret = begun.secret
    expect(begun.uri).toMatch(/^otpauth:\/\/totp\/Kaoban:/)
    await expect(browser.call(confirmTwoFactor, { code: '000000' })).rejects.toMatchObject({ code: 'request.invalid' })
    recoveryCodes = (await browser.call(confirmTwoFactor, { code: codeOf(secret, server.clock.now()) })).recoveryCodes
    expect(new Set(recoveryCodes).size).toBe(10)
    await expect(browser.call(listTenants, query)).resolves.toBeDefined()
    await expect(browser.call(beginTwoFactor)).rejects.toMatchObject({ code: 'request.conflict' })
  })
})

describe('the sign-in of an operator', () => {
  it('needs the password and a code, and each code works once [NFM-OPS-009]', async () => {
    expect((await signIn()).state).toBe('code-needed')
    server.clock.advance(60_000)
    const code = codeOf(secret, server.clock.now())
    const { browser, state } = await signIn(code)
    expect(state).toBe('signed-in')
    await expect(browser.call(listTenants, query)).resolves.toBeDefined()
    await expect(signIn(code)).rejects.toMatchObject({ code: 'operator.refused' })
    await browser.call(signOutOperator)
    await expect(browser.call(listTenants, query)).rejects.toMatchObject({ code: 'request.unauthenticated' })
  })

  it('takes a recovery code in place of a code, once', async () => {
    const [first] = recoveryCodes
    expect((await signIn(first!.toUpperCase())).state).toBe('signed-in')
    await expect(signIn(first)).rejects.toMatchObject({ code: 'operator.refused' })
  })

  it('is refused alike for a wrong password, an unknown address and a lock after five failures', async () => {
    server.clock.advance(60_000)
    await signIn(codeOf(secret, server.clock.now())) // a success resets the counter
    const stranger = await openBrowser(server)
    await expect(
      stranger.call(signInOperator, { mail: 'nobody@example.jp', password: operatorPassword }),
    ).rejects.toMatchObject({ code: 'operator.refused' })
    for (let i = 0; i < 5; i++)
      await expect(signIn(undefined, 'Wrong-Password-1')).rejects.toMatchObject({ code: 'operator.refused' })
    server.clock.advance(60_000)
    await expect(signIn(codeOf(secret, server.clock.now()))).rejects.toMatchObject({ code: 'operator.refused' })
    server.clock.advance(30 * 60_000)
    expect((await signIn(codeOf(secret, server.clock.now()))).state).toBe('signed-in')
  })

  it('ends after 30 minutes without a request', async () => {
    server.clock.advance(60_000)
    const { browser } = await signIn(codeOf(secret, server.clock.now()))
    server.clock.advance(30 * 60_000)
    await expect(browser.call(listTenants, query)).rejects.toMatchObject({ code: 'session.expired' })
  })

  it('and everything else is in a log of its own [NFM-OPS-009]', async () => {
    server.clock.advance(60_000)
    const { browser } = await signIn(codeOf(secret, server.clock.now()))
    const { rows } = await browser.call(listOperatorLog, { page: 1, size: 100 })
    const operations = rows.map(({ operation, actor }) => `${operation} ${actor}`)
    expect(operations).toContain(`operator.created operator:${person.name}`)
    expect(operations).toContain(`operator.changed operator:${person.name}`)
    expect(operations).toContain(`session.opened operator:${person.name}`)
    expect(operations).toContain(`session.refused ${operatorMail}`)
    expect(JSON.stringify(rows)).not.toContain(operatorPassword)
  })
})

describe('operator and tenant', () => {
  it('are separate: neither session opens the other’s pages [NFM-OPS-009]', async () => {
    server.clock.advance(60_000)
    const { browser } = await signIn(codeOf(secret, server.clock.now()))
    const tenant = await openTestTenant(server)
    await expect(browser.call(listUsers, query)).rejects.toMatchObject({ code: 'request.unauthenticated' })
    await expect(tenant.administrator.browser.call(listTenants, query)).rejects.toMatchObject({
      code: 'request.unauthenticated',
    })
    const swapped = await openBrowser(
      server,
      new Map([
        ['kb_person', browser.cookies.get('kb_operator')!],
        ['kb_operator', tenant.administrator.browser.cookies.get('kb_person')!],
      ]),
    )
    await expect(swapped.call(listUsers, query)).rejects.toMatchObject({ code: 'session.expired' })
    await expect(swapped.call(listTenants, query)).rejects.toMatchObject({
      code: expect.stringMatching(/session.expired|request.unauthenticated/),
    })
  })

  it('are separate in the database: the operator’s role reads no people, faces or passwords [NFM-OPS-009]', async () => {
    const { tenantId } = await openTestTenant(server)
    for (const table of ['users', 'faces', 'sessions', 'mails', 'authentications'])
      await expect(
        server.database.transaction({ tenantId, role: 'operator' }, (db) =>
          db
            .selectFrom(table as never)
            .selectAll()
            .execute(),
        ),
        table,
      ).rejects.toThrow(/permission denied/)
  })
})

describe('more operators', () => {
  const second = { ...person, name: '運用 二郎', mail: 'second@example.jp' }
  const nextCode = () => {
    server.clock.advance(60_000) // each code works once
    return codeOf(secret, server.clock.now())
  }

  it('set up an account by an invitation, which works once and for 24 hours, with two factors', async () => {
    const { browser: chief } = await signIn(nextCode())
    const { token } = await chief.call(inviteOperator)
    const late = await chief.call(inviteOperator)
    const browser = await openBrowser(server)
    expect(await browser.call(readOperatorSetup, { token })).toMatchObject({ invited: true })
    await expect(
      browser.call(setUpOperator, { token, ...second, mail: operatorMail.toUpperCase() }),
    ).rejects.toMatchObject({
      details: { fields: [{ field: 'mail', message: 'operators.mailTaken' }] },
    })
    await browser.call(setUpOperator, { token, ...second })
    await expect(browser.call(listTenants, query)).rejects.toMatchObject({ code: 'operator.two-factor-required' })
    const enrolment = await browser.call(beginTwoFactor)
    await browser.call(confirmTwoFactor, { code: codeOf(enrolment.secret, server.clock.now()) })
    expect((await browser.call(listOperators, {})).rows).toMatchObject([
      { mail: operatorMail, twoFactor: true, current: false },
      { name: second.name, mail: second.mail, twoFactor: true, current: true },
    ])
    const expired = { code: 'operator.setup-expired' }
    await expect(browser.call(readOperatorSetup, { token })).rejects.toMatchObject(expired)
    server.clock.advance(24 * 3_600_000)
    await expect(browser.call(setUpOperator, { token: late.token, ...second })).rejects.toMatchObject(expired)
  })

  const join = async (chief: Browser, mail: string) => {
    const { token } = await chief.call(inviteOperator)
    const browser = await openBrowser(server)
    await browser.call(setUpOperator, { token, ...second, mail })
    const enrolment = await browser.call(beginTwoFactor)
    await browser.call(confirmTwoFactor, { code: codeOf(enrolment.secret, server.clock.now()) })
    return browser
  }

  it('leave no invitation behind by which they could come back', async () => {
    const { browser: chief } = await signIn(nextCode())
    const rival = await join(chief, 'rival@example.jp')
    const { token } = await rival.call(inviteOperator)
    const { rows } = await chief.call(listOperators, {})
    const { operatorId } = rows.find(({ mail }) => mail === 'rival@example.jp')!
    await chief.call(removeOperator, { operatorId })
    const stranger = await openBrowser(server)
    await expect(stranger.call(setUpOperator, { token, ...second, mail: 'again@example.jp' })).rejects.toMatchObject({
      code: 'operator.setup-expired',
    })
  })

  it('are removed with their sessions, but never the last one, not even by two who remove each other', async () => {
    const { browser: chief } = await signIn(nextCode())
    const rows = async () => (await chief.call(listOperators, {})).rows
    const [first, other] = await rows()
    const rival = await join(chief, 'third@example.jp')
    await chief.call(removeOperator, { operatorId: other!.operatorId })
    const third = (await rows()).find(({ mail }) => mail === 'third@example.jp')!
    const outcomes = await Promise.allSettled([
      chief.call(removeOperator, { operatorId: third.operatorId }),
      rival.call(removeOperator, { operatorId: first!.operatorId }),
    ])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const [winner, loser, id] =
      outcomes[0].status === 'fulfilled' ? [chief, rival, first!.operatorId] : [rival, chief, third.operatorId]
    const out = expect.stringMatching(/^(?:session\.expired|request\.unauthenticated)$/)
    await expect(loser.call(listTenants, query)).rejects.toMatchObject({ code: out })
    await expect(winner.call(removeOperator, { operatorId: id })).rejects.toMatchObject({ code: 'operator.last' })
    const log = await winner.call(listOperatorLog, query)
    expect(log.rows.filter(({ operation, succeeded }) => succeeded && operation === 'operator.removed')).toHaveLength(3)
  })
})
