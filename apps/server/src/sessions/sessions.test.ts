import { chooseLocale, listSessions, readSession, revokeSession, signOut } from '@kaoban/contract'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { openBrowser, openTestTenant, testServer } from '../platform/testing.ts'
import { purgeSessions } from './sessions.service.ts'

describe('sessions', () => {
  it('tells a signed-in person who they are, and a stranger that nobody is', async () => {
    const server = await testServer()
    const tenant = await openTestTenant(server)
    const { account } = await tenant.administrator.browser.call(readSession)
    expect(account).toMatchObject({ loginId: 'admin', displayName: '管理 太郎', role: 'system-administrator' })
    const stranger = await openBrowser(server)
    expect((await stranger.call(readSession)).account).toBeNull()
  })

  it('end after 30 minutes without a request [NFM-AUT-015]', async () => {
    const server = await testServer()
    const tenant = await openTestTenant(server)
    const { browser } = tenant.administrator
    server.clock.advance(29 * 60_000)
    await expect(browser.call(listSessions)).resolves.toMatchObject({ rows: [{ current: true }] })
    server.clock.advance(31 * 60_000)
    await expect(browser.call(listSessions)).rejects.toMatchObject({ code: 'session.expired' })
  })

  it('end after 12 hours even in constant use [NFM-AUT-015]', async () => {
    const server = await testServer()
    const { browser } = (await openTestTenant(server)).administrator
    for (let hour = 0; hour < 24; hour++) {
      server.clock.advance(29 * 60_000)
      await browser.call(listSessions)
    }
    server.clock.advance(29 * 60_000)
    await expect(browser.call(listSessions)).rejects.toMatchObject({ code: 'session.expired' })
  })

  it('are gone after signing out [NFM-ROL-023]', async () => {
    const server = await testServer()
    const { browser } = (await openTestTenant(server)).administrator
    const before = new Map(browser.cookies)
    await browser.call(signOut)
    const stolen = await openBrowser(server, before)
    await expect(stolen.call(listSessions)).rejects.toMatchObject({ code: 'session.expired' })
  })

  it('of another person cannot be revoked', async () => {
    const server = await testServer()
    const tenant = await openTestTenant(server)
    const other = await tenant.addPerson()
    const [theirs] = (await other.browser.call(listSessions)).rows
    await expect(
      tenant.administrator.browser.call(revokeSession, { sessionId: theirs!.sessionId }),
    ).rejects.toMatchObject({
      code: 'request.not-found',
    })
    await expect(other.browser.call(listSessions)).resolves.toMatchObject({ rows: [{ current: true }] })
  })

  it('refuse a change without the CSRF token of this browser', async () => {
    const server = await testServer()
    const { browser } = (await openTestTenant(server)).administrator
    const response = await browser.fetch('/api/session/sign-out', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ code: 'request.csrf' })
    await expect(browser.call(listSessions)).resolves.toBeDefined()
  })
})

describe('sessions that are over', () => {
  it('are forgotten, after the idle time as after the longest time, and open ones stay', async () => {
    const server = await testServer()
    const tenant = await openTestTenant(server)
    const { config } = server.platform
    const limits = { idleMinutes: config.KAOBAN_SESSION_IDLE_MINUTES, absoluteHours: config.KAOBAN_SESSION_HOURS }
    const count = () =>
      server.database.transaction({ tenantId: tenant.tenantId }, async (db) => {
        const { rows } = await sql<{ sessions: number }>`select count(*)::int as sessions from sessions`.execute(db)
        return rows[0]!.sessions
      })
    const idle = await tenant.addPerson()
    await purgeSessions(server.database, server.clock, limits)
    expect(await count()).toBe(2)
    server.clock.advance((limits.idleMinutes - 1) * 60_000)
    await tenant.administrator.browser.call(listSessions)
    server.clock.advance(2 * 60_000)
    await purgeSessions(server.database, server.clock, limits)
    expect(await count()).toBe(1)
    await expect(idle.browser.call(listSessions)).rejects.toMatchObject({ code: 'session.expired' })
    await expect(tenant.administrator.browser.call(listSessions)).resolves.toBeDefined()
  })
})

describe('the language', () => {
  it('is the browser’s until the person chooses one, which then holds at every browser [NFM-GEN-002]', async () => {
    const server = await testServer()
    const tenant = await openTestTenant(server)
    const { browser } = await tenant.addPerson()
    expect((await browser.call(readSession)).account?.locale).toBeNull()
    await browser.call(chooseLocale, { locale: 'en' })
    expect((await browser.call(readSession)).account?.locale).toBe('en')
    const elsewhere = await openBrowser(server, new Map(browser.cookies))
    expect((await elsewhere.call(readSession)).account?.locale).toBe('en')
  })
})
