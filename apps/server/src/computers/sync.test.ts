import {
  type ComputerEntry,
  changeTenantSettings,
  readTenantSettings,
  searchAuthentications,
  sendComputerLog,
  syncComputer,
} from '@kaoban/contract'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { newId } from '../platform/identifiers.ts'
import { openTestTenant, type TestServer, type TestTenant, testServer } from '../platform/testing.ts'
import { putFace } from '../users/users.testing.ts'
import { newComputerName, openComputer, software } from './computers.testing.ts'

/** A local account with the name of its user. */
async function linkAt(server: TestServer, { tenantId }: TestTenant, userId: string, name: string, computer: string) {
  const accountId = newId()
  await server.database.transaction({ tenantId }, async (db) => {
    await sql`insert into windows_accounts (tenant_id, account_id, kind, name, name_key, place, place_key, updated_at)
      values (${tenantId}, ${accountId}, 'local', ${name}, ${name}, ${computer}, ${computer.toLowerCase()}, now())`.execute(
      db,
    )
    await sql`insert into windows_account_links (tenant_id, user_id, slot, account_id)
      values (${tenantId}, ${userId}, 1, ${accountId})`.execute(db)
  })
  return accountId
}

describe('a sync', () => {
  it('brings the local accounts of this computer and their people who may sign in, and nobody else', async () => {
    const server = await testServer()
    const tenant = await openTestTenant(server)
    const { browser } = tenant.administrator
    const { version } = await browser.call(readTenantSettings)
    const settings = { 'logon.method1.logon.motion': 'BLINK_GAZE2', 'logon.method1.logon.auth': 'FACE_WINPW' } as const
    await browser.call(changeTenantSettings, { version, settings })
    const [here, elsewhere] = [await openComputer(server, tenant), await openComputer(server, tenant)]
    const [ours, locked, theirs] = [await tenant.addPerson(), await tenant.addPerson(), await tenant.addPerson()]
    const account = await linkAt(server, tenant, ours.userId, 'ours', here.name.toUpperCase())
    const other = await linkAt(server, tenant, locked.userId, 'locked', here.name)
    await linkAt(server, tenant, theirs.userId, 'theirs', elsewhere.name)
    await server.database.transaction({ tenantId: tenant.tenantId }, (db) =>
      sql`update users set disabled = true where user_id = ${locked.userId}`.execute(db),
    )
    const found = await here.call(syncComputer, software)
    expect(found.logon).toEqual({ auth: 'FACE_WINPW', motion: 'BLINK_GAZE2', threshold: 'standard' })
    expect(found.accounts).toEqual([
      { accountId: account, name: 'ours', userIds: [ours.userId] },
      { accountId: other, name: 'locked', userIds: [locked.userId] },
    ])
    expect(found.people.map(({ userId }) => userId)).toEqual([ours.userId])
    const sameName = await openComputer(server, await openTestTenant(server), here.name)
    expect((await sameName.call(syncComputer, software)).people).toEqual([])
  })
})

describe('what a computer decided', () => {
  it('is in the log once, with its own time, which is neither to come nor older than 90 days [NFM-COF-004]', async () => {
    const server = await testServer()
    const tenant = await openTestTenant(server)
    const computer = await openComputer(server, tenant, newComputerName())
    const { userId, loginId } = await tenant.addPerson()
    await putFace(server, tenant.tenantId, userId, 'registered')
    const now = server.clock.now().getTime()
    const entry = (ageMs: number, more: Partial<ComputerEntry> = {}): ComputerEntry => ({
      ...{ entryId: crypto.randomUUID(), at: new Date(now - ageMs).toISOString(), succeeded: true },
      ...{ scene: 'windows-logon', windowsAccount: 'ours', userId, ...more },
    })
    const failed = { succeeded: false, errorCode: '8B', userId: newId() } as const
    const entries = [entry(3_600_000), entry(-3_600_000), entry(60_000, failed), entry(91 * 86_400_000)]
    expect(await computer.call(sendComputerLog, { entries })).toEqual({ added: 3 })
    expect(await computer.call(sendComputerLog, { entries })).toEqual({ added: 0 })
    const { rows } = await tenant.administrator.browser.call(searchAuthentications, { terminalName: computer.name })
    expect(rows.map(({ at, ...row }) => [now - Date.parse(at), row.loginId, row.errorCode, row.windowsDomain])).toEqual(
      [
        [0, loginId, null, computer.name],
        [60_000, '', '8B', computer.name],
        [3_600_000, loginId, null, computer.name],
      ],
    )
  })
})
