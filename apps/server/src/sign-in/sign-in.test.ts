import { listSessions, readSession, readSignInPage, signIn, signOut, unlockUsers } from '@kaoban/contract'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  openBrowser,
  openTestTenant,
  type TestServer,
  type TestTenant,
  testPassword,
  testServer,
} from '../platform/testing.ts'

beforeAll(() => testServer(), 120_000)

async function newTenant() {
  const server = await testServer()
  const tenant = await openTestTenant(server)
  const person = await tenant.addPerson()
  return { server, tenant, person }
}

async function tryPassword(server: TestServer, tenant: TestTenant, loginId: string, password: string) {
  const browser = await openBrowser(server)
  return browser.call(signIn, { code: tenant.code, loginId, password }).then(
    () => 'opened',
    (error) => error.code as string,
  )
}

async function fail(server: TestServer, tenant: TestTenant, loginId: string, times: number) {
  const codes: string[] = []
  for (let i = 0; i < times; i++) codes.push(await tryPassword(server, tenant, loginId, `Wrong-Password-${i}`))
  return codes
}

async function operations(server: TestServer, tenantId: string) {
  return server.database.transaction({ tenantId }, async (db) => {
    const { rows } = await sql<{
      operation: string
      actor: string
      succeeded: boolean
    }>`select operation, actor, succeeded from operation_log order by seq`.execute(db)
    return rows
  })
}

async function attempts(server: TestServer, tenantId: string) {
  return server.database.transaction({ tenantId }, async (db) => {
    const { rows } = await sql<{
      succeeded: boolean
      loginId: string
      errorCode: string | null
      scene: string
      means: string
    }>`select succeeded, login_id, error_code, scene, means from authentications order by received_at, authentication_id`.execute(
      db,
    )
    return rows
  })
}

describe('signing in', () => {
  it('opens a session with ID and password, the ID in any case [NFM-AUT-001]', async () => {
    const { server, tenant, person } = await newTenant()
    const browser = await openBrowser(server)
    expect(await browser.call(readSignInPage, { code: tenant.code })).toEqual({
      code: tenant.code,
      tenantName: tenant.name,
      maintenance: null,
      announcements: [],
    })
    await browser.call(signIn, { code: tenant.code, loginId: person.loginId.toUpperCase(), password: testPassword })
    expect((await browser.call(readSession)).account).toMatchObject({
      loginId: person.loginId,
      tenant: { code: tenant.code },
    })
  })

  it('is only possible under the unguessable code of a tenant [NFM-TEN-017]', async () => {
    const { server, tenant } = await newTenant()
    expect(tenant.code).toMatch(/^[A-Za-z0-9_-]{16}$/)
    const browser = await openBrowser(server)
    const other = tenant.code.endsWith('x') ? 'y' : 'x'
    await expect(browser.call(readSignInPage, { code: `${tenant.code.slice(0, -1)}${other}` })).rejects.toMatchObject({
      code: 'tenant.not-found',
    })
  })

  it('answers an unknown ID exactly as a wrong password [NFM-AUT-002]', async () => {
    const { server, tenant, person } = await newTenant()
    const answer = async (loginId: string) => {
      const browser = await openBrowser(server)
      const response = await browser.fetch(`/api/t/${tenant.code}/sign-in`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-csrf-token': browser.cookies.get('kb_csrf')! },
        body: JSON.stringify({ loginId, password: 'Wrong-Password-1' }),
      })
      const { requestId: _, ...problem } = (await response.json()) as Record<string, unknown>
      const headers = [...response.headers.keys()].sort()
      return { status: response.status, problem, headers }
    }
    expect(await answer('somebody-unknown')).toEqual(await answer(person.loginId))
  })

  it('computes as much for an unknown ID as for a wrong password [NFM-AUT-002]', { tags: ['long'] }, async () => {
    const { server, tenant } = await newTenant()
    const people: string[] = []
    for (let i = 0; i < 10; i++) people.push((await tenant.addPerson()).loginId)
    // Processor time, which other programs on this machine do not lengthen.
    const spent = async (loginIds: string[]) => {
      const before = process.cpuUsage()
      for (const loginId of loginIds) await tryPassword(server, tenant, loginId, 'Wrong-Password-1')
      const { user } = process.cpuUsage(before)
      return user
    }
    const known = await spent(people)
    const unknown = await spent(people.map((loginId) => `no-${loginId}`))
    // Without a hash for nobody it would be a fraction: hashing is most of a sign-in.
    expect(unknown).toBeGreaterThan(known * 0.6)
    expect(known).toBeGreaterThan(unknown * 0.6)
  })

  it('of a person without a password is refused like a wrong one', async () => {
    const { server, tenant, person } = await newTenant()
    await server.database.transaction({ tenantId: tenant.tenantId }, (db) =>
      sql`update users set password_hash = null where user_id = ${person.userId}`.execute(db),
    )
    expect(await tryPassword(server, tenant, person.loginId, testPassword)).toBe('sign-in.refused')
  })

  it('gives a new session and ends the one this browser had', async () => {
    const { server, tenant, person } = await newTenant()
    const before = person.browser.cookies.get('kb_person')!
    await person.browser.call(signIn, { code: tenant.code, loginId: person.loginId, password: testPassword })
    expect(person.browser.cookies.get('kb_person')).not.toBe(before)
    const old = await openBrowser(server, new Map([['kb_person', before]]))
    await expect(old.call(listSessions)).rejects.toMatchObject({ code: 'session.expired' })
    await expect(person.browser.call(listSessions)).resolves.toMatchObject({ rows: [{ current: true }] })
  })

  it('is written to both logs with the typed ID, successes and failures [NFM-OPL-011, NFM-CER-008]', async () => {
    const { server, tenant, person } = await newTenant()
    await tryPassword(server, tenant, person.loginId, 'Wrong-Password-1')
    await tryPassword(server, tenant, 'nobody-here', 'Wrong-Password-1')
    const browser = await openBrowser(server)
    await browser.call(signIn, { code: tenant.code, loginId: person.loginId, password: testPassword })
    await browser.call(signOut)
    expect(await operations(server, tenant.tenantId)).toEqual([
      { operation: 'session.refused', actor: person.loginId, succeeded: false },
      { operation: 'session.refused', actor: 'nobody-here', succeeded: false },
      { operation: 'session.opened', actor: person.loginId, succeeded: true },
      { operation: 'session.closed', actor: person.loginId, succeeded: true },
    ])
    const portal = { scene: 'portal', means: 'user-password' }
    expect(await attempts(server, tenant.tenantId)).toEqual([
      { ...portal, succeeded: false, loginId: person.loginId, errorCode: 'E7' },
      { ...portal, succeeded: false, loginId: 'nobody-here', errorCode: 'C9' },
      { ...portal, succeeded: true, loginId: person.loginId, errorCode: null },
    ])
  })
})

describe('the lock', () => {
  it('comes with the fifth failure in a row, for 30 minutes, and refuses the right password too [NFM-AUT-003]', async () => {
    const { server, tenant, person } = await newTenant()
    expect(await fail(server, tenant, person.loginId, 5)).toEqual([
      ...Array(4).fill('sign-in.refused'),
      'sign-in.locked',
    ])
    expect(await tryPassword(server, tenant, person.loginId, testPassword)).toBe('sign-in.locked')
    server.clock.advance(29 * 60_000)
    expect(await tryPassword(server, tenant, person.loginId, testPassword)).toBe('sign-in.locked')
    server.clock.advance(61_000)
    expect(await tryPassword(server, tenant, person.loginId, testPassword)).toBe('opened')
  })

  it('does not come when a success lies between the failures [NFM-AUT-003]', { tags: ['long'] }, async () => {
    const { server, tenant, person } = await newTenant()
    await fail(server, tenant, person.loginId, 4)
    expect(await tryPassword(server, tenant, person.loginId, testPassword)).toBe('opened')
    expect(await fail(server, tenant, person.loginId, 4)).toEqual(Array(4).fill('sign-in.refused'))
    expect(await tryPassword(server, tenant, person.loginId, testPassword)).toBe('opened')
  })

  it('comes after exactly five of twenty wrong passwords at the same time [NFM-AUT-003]', async () => {
    const { server, tenant, person } = await newTenant()
    const browsers = await Promise.all(Array.from({ length: 20 }, () => openBrowser(server)))
    const codes = await Promise.all(
      browsers.map((browser) =>
        browser
          .call(signIn, { code: tenant.code, loginId: person.loginId, password: 'Wrong-Password-1' })
          .catch((error) => error.code as string),
      ),
    )
    expect(codes.filter((code) => code === 'sign-in.refused')).toHaveLength(4)
    expect(codes.filter((code) => code === 'sign-in.locked')).toHaveLength(16)
    const account = await server.database.transaction({ tenantId: tenant.tenantId }, async (db) => {
      const { rows } = await sql<{ failed: number }>`
        select failed_sign_ins as failed from users where user_id = ${person.userId}`.execute(db)
      return rows[0]
    })
    expect(account).toEqual({ failed: 5 })
    const locks = (await operations(server, tenant.tenantId)).filter(({ operation }) => operation === 'account.locked')
    expect(locks).toHaveLength(1)
  })

  it('comes for an ID that nobody has just the same, so that it tells nothing [NFM-AUT-002]', async () => {
    const { server, tenant } = await newTenant()
    expect(await fail(server, tenant, 'nobody-here', 6)).toEqual([
      ...Array(4).fill('sign-in.refused'),
      'sign-in.locked',
      'sign-in.locked',
    ])
    server.clock.advance(31 * 60_000)
    expect(await tryPassword(server, tenant, 'nobody-here', 'Wrong-Password-1')).toBe('sign-in.refused')
  })

  it('comes for either in the same way after days without a failure, too [NFM-AUT-003]', {
    tags: ['long'],
  }, async () => {
    const { server, tenant, person } = await newTenant()
    const both = async (times: number) => [
      await fail(server, tenant, person.loginId, times),
      await fail(server, tenant, 'nobody-here', times),
    ]
    const lockMinutes = () =>
      server.database.transaction({ tenantId: tenant.tenantId }, async (db) => {
        const { rows } = await sql<{ details: string }>`
          select details from operation_log where operation = 'account.locked' order by seq desc limit 1`.execute(db)
        return (Date.parse(JSON.parse(rows[0]!.details).until) - server.clock.now().getTime()) / 60_000
      })
    const refused = (times: number) => Array(times).fill('sign-in.refused')
    expect(await both(4)).toEqual([refused(4), refused(4)])
    server.clock.advance(49 * 3_600_000)
    expect(await both(4)).toEqual([refused(4), refused(4)])
    expect(await both(1)).toEqual([['sign-in.locked'], ['sign-in.locked']])
    // The second lock in a row is the longer one; after days it is the first again.
    server.clock.advance(49 * 3_600_000)
    for (const loginId of [person.loginId, 'nobody-here']) {
      await fail(server, tenant, loginId, 5)
      expect(await lockMinutes()).toBe(30)
    }
  })

  it('lasts twice as long after five more failures', { tags: ['long'] }, async () => {
    const { server, tenant, person } = await newTenant()
    await fail(server, tenant, person.loginId, 5)
    server.clock.advance(30 * 60_000 + 1)
    expect((await fail(server, tenant, person.loginId, 5)).at(-1)).toBe('sign-in.locked')
    server.clock.advance(59 * 60_000)
    expect(await tryPassword(server, tenant, person.loginId, testPassword)).toBe('sign-in.locked')
    server.clock.advance(2 * 60_000)
    expect(await tryPassword(server, tenant, person.loginId, testPassword)).toBe('opened')
  })

  it('of one tenant does not touch the same ID of another', async () => {
    const { server, tenant } = await newTenant()
    const other = await openTestTenant(server)
    await fail(server, tenant, 'admin', 5)
    expect(await tryPassword(server, other, 'admin', testPassword)).toBe('opened')
  })

  it('leaves sessions that are open alone', async () => {
    const { server, tenant, person } = await newTenant()
    await fail(server, tenant, person.loginId, 5)
    await expect(person.browser.call(listSessions)).resolves.toBeDefined()
  })

  it('is ended by an administrator, counter and all, with a row in the log [NFM-AUT-005, NFM-ROL-035]', {
    tags: ['long'],
  }, async () => {
    const { server, tenant, person } = await newTenant()
    await fail(server, tenant, person.loginId, 5)
    const { browser } = tenant.administrator
    expect(await browser.call(unlockUsers, { userIds: [person.userId] })).toEqual({ unlocked: 1 })
    expect(await fail(server, tenant, person.loginId, 4)).toEqual(Array(4).fill('sign-in.refused'))
    expect(await tryPassword(server, tenant, person.loginId, testPassword)).toBe('opened')
    expect((await operations(server, tenant.tenantId)).map(({ operation }) => operation)).toContain('account.unlocked')
  })

  it('is ended neither by the person nor by an administrator of another tenant', async () => {
    const { server, person } = await newTenant()
    const other = await openTestTenant(server)
    await expect(person.browser.call(unlockUsers, { userIds: [person.userId] })).rejects.toMatchObject({
      code: 'request.forbidden',
    })
    await expect(other.administrator.browser.call(unlockUsers, { userIds: [person.userId] })).rejects.toMatchObject({
      code: 'request.not-found',
    })
  })
})
