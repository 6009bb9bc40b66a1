import {
  consentAtComputer,
  currentConsent,
  searchAuthentications,
  signInAtComputer,
  startFaceAtComputer,
} from '@kaoban/contract'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { openTestTenant, type TestTenant, testPassword, testServer } from '../platform/testing.ts'
import { putFace } from '../users/users.testing.ts'
import { openComputer } from './computers.testing.ts'

const codesOf = async (tenant: TestTenant, loginId: string) => {
  const { rows } = await tenant.administrator.browser.call(searchAuthentications, { loginId })
  return rows.map((row) => row.errorCode)
}

describe('somebody at a computer', () => {
  it('is locked after five wrong passwords, as at the portal, and the log says so', async () => {
    const server = await testServer()
    const tenant = await openTestTenant(server)
    const computer = await openComputer(server, tenant)
    const { loginId } = await tenant.addPerson()
    const signIn = (password: string) => computer.call(signInAtComputer, { tenantCode: tenant.code, loginId, password })
    for (let tries = 0; tries < 4; tries++)
      await expect(signIn('wrong')).rejects.toMatchObject({ code: 'sign-in.refused' })
    await expect(signIn('wrong')).rejects.toMatchObject({ code: 'sign-in.locked' })
    await expect(signIn(testPassword)).rejects.toMatchObject({ code: 'sign-in.locked' })
    expect(await codesOf(tenant, loginId)).toEqual(['CB', 'CA', 'CA', 'CA', 'CA', 'CA'])
  })

  it('is somebody for ten minutes, at this computer only, and registers nothing without consent', async () => {
    const server = await testServer()
    const tenant = await openTestTenant(server)
    const [computer, other] = [await openComputer(server, tenant), await openComputer(server, tenant)]
    const { loginId } = await tenant.addPerson()
    const { pass, consented } = await computer.call(signInAtComputer, {
      ...{ tenantCode: tenant.code, loginId, password: testPassword },
    })
    expect(consented).toBe(false)
    const start = (at = computer) => at.call(startFaceAtComputer, { pass })
    const nobody = { code: 'session.expired' }
    await expect(start(other)).rejects.toMatchObject(nobody)
    await expect(start()).rejects.toMatchObject({ code: 'face.consent-needed' })
    await computer.call(consentAtComputer, { pass, version: currentConsent })
    expect((await start()).motions.length).toBeGreaterThan(0)
    server.clock.advance(10 * 60_000)
    await expect(start()).rejects.toMatchObject(nobody)
  })

  it('registers no face where no licensed ID is left [NFM-CFR-003]', async () => {
    const server = await testServer()
    const tenant = await openTestTenant(server)
    const computer = await openComputer(server, tenant)
    const { loginId } = await tenant.addPerson()
    const who = { tenantCode: tenant.code, loginId, password: testPassword }
    const { pass } = await computer.call(signInAtComputer, who)
    await computer.call(consentAtComputer, { pass, version: currentConsent })
    await server.database.transaction({ tenantId: tenant.tenantId }, (db) =>
      sql`update licences set ids = 1`.execute(db),
    )
    await putFace(server, tenant.tenantId, tenant.administrator.userId, 'registered')
    await expect(computer.call(startFaceAtComputer, { pass })).rejects.toMatchObject({ code: 'face.no-licence-left' })
  })
})
