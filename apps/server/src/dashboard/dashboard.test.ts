import { readDashboard, registerTerminal, revokeTerminal } from '@kaoban/contract'
import { describe, expect, it } from 'vitest'
import { openTestTenant, testServer } from '../platform/testing.ts'
import { makeKey } from '../terminals/terminals.testing.ts'
import { putFace, seedPeople } from '../users/users.testing.ts'
import { dayBefore, fillHours } from './dashboard.rules.ts'

describe('the dashboard', () => {
  it('counts the people who need somebody', async () => {
    const server = await testServer()
    const tenant = await openTestTenant(server)
    const people = await seedPeople(server, tenant.tenantId, 60)
    await putFace(server, tenant.tenantId, people[0]!.userId, 'provisional')
    const { people: counts } = await tenant.administrator.browser.call(readDashboard)
    expect(counts).toMatchObject({ total: 61, locked: 1, provisionalFaces: 0 })
    expect(counts.withoutFace).toBeGreaterThan(0)
    expect(counts.initialPassword).toBeGreaterThan(0)
  })

  it('counts the terminals that may be used', async () => {
    const { administrator } = await openTestTenant(await testServer())
    const { publicKey } = await makeKey()
    expect((await administrator.browser.call(readDashboard)).terminals).toBe(0)
    const { terminal } = await administrator.browser.call(registerTerminal, { name: '受付', publicKey })
    expect((await administrator.browser.call(readDashboard)).terminals).toBe(1)
    await administrator.browser.call(revokeTerminal, { terminalId: terminal.terminalId })
    expect((await administrator.browser.call(readDashboard)).terminals).toBe(0)
  })

  it('has 24 hours even when nothing happened', async () => {
    const tenant = await openTestTenant(await testServer())
    const { signIns } = await tenant.administrator.browser.call(readDashboard)
    expect(signIns).toMatchObject({ succeeded: 0, failed: 0 })
    expect(signIns.hours).toHaveLength(24)
  })

  it('is closed to people without the right', async () => {
    const tenant = await openTestTenant(await testServer())
    const { browser } = await tenant.addPerson()
    await expect(browser.call(readDashboard)).rejects.toMatchObject({ code: 'request.forbidden' })
  })

  it('puts attempts into their hours and drops what is outside', () => {
    const now = new Date('2026-04-02T10:30:00Z')
    const from = dayBefore(now)
    expect(from.toISOString()).toBe('2026-04-01T11:00:00.000Z')
    const hours = fillHours(from, [
      { hour: new Date('2026-04-02T10:00:00Z'), succeeded: true, count: 3 },
      { hour: new Date('2026-04-02T10:00:00Z'), succeeded: false, count: 2 },
      { hour: new Date('2026-04-01T10:00:00Z'), succeeded: true, count: 9 },
    ])
    expect(hours[23]).toEqual({ from: '2026-04-02T10:00:00.000Z', succeeded: 3, failed: 2 })
    expect(hours.reduce((sum, hour) => sum + hour.succeeded + hour.failed, 0)).toBe(5)
  })
})
