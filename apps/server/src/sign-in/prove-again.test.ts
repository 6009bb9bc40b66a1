import { proveSession, signIn } from '@kaoban/contract'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, openTestTenant, type TestServer, testPassword, testServer } from '../platform/testing.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})

describe('entering the password again', () => {
  it('counts failures as a sign-in does: five of them lock, and the log says so', async () => {
    const tenant = await openTestTenant(server)
    const { browser } = tenant.administrator
    const prove = (password: string) => browser.call(proveSession, { password })
    for (let failures = 1; failures < 5; failures++)
      await expect(prove('wrong')).rejects.toMatchObject({ code: 'request.invalid' })
    await expect(prove('wrong')).rejects.toMatchObject({ code: 'sign-in.locked' })
    await expect(prove(testPassword)).rejects.toMatchObject({ code: 'sign-in.locked' })
    const other = await openBrowser(server)
    await expect(
      other.call(signIn, { code: tenant.code, loginId: 'admin', password: testPassword }),
    ).rejects.toMatchObject({ code: 'sign-in.locked' })
    const logged = await server.database.transaction(
      { tenantId: tenant.tenantId },
      async (db) => (await sql<{ succeeded: boolean }>`select succeeded from authentications`.execute(db)).rows,
    )
    expect(logged.length).toBeGreaterThanOrEqual(6)
    expect(logged.every(({ succeeded }) => !succeeded)).toBe(true)
  })

  it('is for the own session alone', async () => {
    const browser = await openBrowser(server)
    await expect(browser.call(proveSession, { password: testPassword })).rejects.toMatchObject({
      details: { status: 401 },
    })
  })
})
