/** @module-tag long */
import { createHmac } from 'node:crypto'
import {
  changeTenantSettings,
  changeUser,
  dayOf,
  findOneTimePassword,
  type InputOf,
  issueOneTimePassword,
  readSession,
  readTenantSettings,
  resetOneTimePassword,
  type TenantSettings,
  type WindowsAccountEntry,
} from '@kaoban/contract'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestTenant, type TestPerson, type TestServer, type TestTenant, testServer } from '../platform/testing.ts'
import { formOf, refusal } from '../users/people.testing.ts'
import { purgeOneTimePasswords } from './one-time-passwords.service.ts'

let server: TestServer
let tenant: TestTenant
let system: TestPerson

const hours = 3_600_000
const account = { kind: 'local', name: 'hanako', place: 'PC-01', password: 'Aki-Yama-9' } as const
const { password: _, ...entry } = account

beforeAll(async () => {
  server = await testServer()
})
beforeEach(async () => {
  tenant = await openTestTenant(server)
  system = tenant.administrator
  await give(account)
  await choose({ 'policy.alt.method': 'OTP' })
})

const browser = () => system.browser
/** Moves the clock; whoever was signed in is not any more. */
async function later(milliseconds: number): Promise<void> {
  server.clock.advance(milliseconds)
  system = await tenant.addPerson({ mail: `${milliseconds}@example.jp`, systemAdministrator: true })
}
async function give(...windowsAccounts: Partial<WindowsAccountEntry>[]): Promise<void> {
  const form = await formOf(tenant.administrator.userId, tenant.administrator)
  await browser().call(changeUser, { ...form, windowsAccounts })
}
async function choose(settings: Partial<TenantSettings>): Promise<void> {
  const { version } = await browser().call(readTenantSettings)
  await browser().call(changeTenantSettings, { version, settings })
}
const issue = (more: Partial<InputOf<typeof issueOneTimePassword>> = {}) =>
  browser().call(issueOneTimePassword, { ...entry, ...more })
const rows = <Row>(text: ReturnType<typeof sql<Row>>) =>
  server.database.transaction({ tenantId: tenant.tenantId }, async (db) => (await text.execute(db)).rows)
/** What terminals would be told to accept. */
async function outstanding(): Promise<string[]> {
  const found = await rows(sql<{ id: string }>`select one_time_password_id as id from one_time_passwords
    where revoked_at is null and valid_until > ${server.clock.now()} order by issued_at`)
  return found.map(({ id }) => id)
}

describe('a one-time password', () => {
  it('is issued by system administrators while it is the alternative, and by nobody else [NFM-OTP-001] [NFM-ROL-030] [NFM-SET-026]', async () => {
    const group = await tenant.addGroup('S01')
    const others = [
      await tenant.addPerson(),
      await tenant.addPerson({ places: [{ groupId: group, administrator: true }] }),
    ]
    for (const other of others) {
      await expect(other.browser.call(issueOneTimePassword, entry)).rejects.toMatchObject({ code: 'request.forbidden' })
      expect((await other.browser.call(readSession)).account?.issuesOneTimePasswords).toBe(false)
    }
    const shown = async () => (await browser().call(readSession)).account?.issuesOneTimePasswords
    expect(await shown()).toBe(true)
    await issue()
    for (const settings of [{ 'policy.alt.method': 'PASSWORD' }, { 'policy.alt.enabled': false }] as const) {
      await choose({ 'policy.alt.enabled': true, 'policy.alt.method': 'OTP' })
      await choose(settings)
      expect(await shown()).toBe(false)
      await expect(issue()).rejects.toMatchObject({ code: 'one-time-password.off' })
    }
  })

  it('has 13 digits that the key of the account alone makes out, on its days [NFM-OTP-008]', async () => {
    const { password, oneTimePasswordId } = await issue({ days: '3' })
    expect(password).toMatch(/^\d{13}$/)
    const [stored] = await rows(
      sql<{ accountId: string; key: Uint8Array }>`select account_id, key from one_time_password_keys`,
    )
    const { accountId } = stored!
    const owner = { tenantId: tenant.tenantId, userId: accountId, kind: 'one-time-password-key' } as const
    const key = await server.database.transaction({ tenantId: tenant.tenantId }, (db) =>
      server.platform.secrets.open(db, owner, stored!.key),
    )
    expect(key).toHaveLength(32)
    const today = dayOf(server.clock.now())
    const found = findOneTimePassword(
      (text) => createHmac('sha256', key).update(text).digest(),
      accountId,
      password,
      today,
    )
    expect(found).toEqual({ day: today, days: 3, serial: 0 })
    expect(await outstanding()).toEqual([oneTimePasswordId])
  })

  it('is for an account that is there, however it is written, with a Windows password [NFM-OTP-006] [NFM-OTP-007]', async () => {
    await issue({ name: 'HANAKO', place: 'pc-01' })
    for (const other of [{ name: 'taro' }, { place: 'PC-02' }, { kind: 'domain' }] as const)
      await expect(issue(other)).rejects.toMatchObject(refusal({ name: 'MSG-OTP-018' }))
    const stranger = await openTestTenant(server)
    const { version } = await stranger.administrator.browser.call(readTenantSettings)
    await stranger.administrator.browser.call(changeTenantSettings, {
      version,
      settings: { 'policy.alt.method': 'OTP' },
    })
    await expect(stranger.administrator.browser.call(issueOneTimePassword, entry)).rejects.toMatchObject(
      refusal({ name: 'MSG-OTP-018' }),
    )
    await rows(sql`update windows_accounts set password = null`)
    await expect(issue()).rejects.toMatchObject(refusal({ name: 'MSG-OTP-019' }))
  })

  it('is refused field by field [NFM-OTP-004] [NFM-OTP-005]', async () => {
    await expect(issue({ kind: 'azure', name: '', place: 'a'.repeat(256), days: '' })).rejects.toMatchObject(
      refusal({ name: 'MSG-OTP-004', place: 'MSG-OTP-014', days: 'MSG-OTP-016' }),
    )
    await expect(issue({ days: '1000' })).rejects.toMatchObject(refusal({ days: 'MSG-OTP-017' }))
    expect(await outstanding()).toEqual([])
  })

  it('is good for n × 24 hours [NFM-OTP-012]', async () => {
    const at = server.clock.now().getTime()
    const { validUntil } = await issue({ days: '2' })
    expect(Date.parse(validUntil) - at).toBe(48 * hours)
    server.clock.advance(48 * hours - 1)
    expect(await outstanding()).toHaveLength(1)
    server.clock.advance(1)
    expect(await outstanding()).toEqual([])
  })

  it('takes the place of an older one of the account, with other digits, and of no other account’s [NFM-OTP-013]', async () => {
    const other = { ...account, name: 'taro' }
    await give(account, other)
    const first = await issue()
    const taro = await issue({ name: 'taro' })
    const second = await issue()
    expect(await outstanding()).toEqual([taro.oneTimePasswordId, second.oneTimePasswordId])
    const passwords = [first, taro, second, await issue(), await issue()].map(({ password }) => password)
    expect(new Set(passwords).size).toBe(5)
    // A fifth of the same day and validity would have the digits of the first.
    await expect(issue()).rejects.toMatchObject({ code: 'one-time-password.too-many' })
    await issue({ days: '2' })
    await later(24 * hours)
    await issue()
  })

  it('has one serial each when several ask at once', async () => {
    const issued = await Promise.all([issue(), issue(), issue(), issue()])
    expect(new Set(issued.map(({ password }) => password)).size).toBe(4)
    expect(await outstanding()).toHaveLength(1)
  })

  it('is invalid after a reset [NFM-OTP-009]', async () => {
    const { oneTimePasswordId } = await issue()
    await browser().call(resetOneTimePassword, { oneTimePasswordId })
    expect(await outstanding()).toEqual([])
    const stranger = await openTestTenant(server)
    await expect(
      stranger.administrator.browser.call(resetOneTimePassword, { oneTimePasswordId }),
    ).rejects.toMatchObject({ code: 'request.not-found' })
  })

  it.each([{ 'policy.alt.method': 'PASSWORD' }, { 'policy.alt.enabled': false }] as const)(
    'is invalid when the tenant goes back to %j [NFM-SET-027]',
    async (settings) => {
      await issue()
      await choose({ 'policy.alt.otp.maxLogons': 1 })
      expect(await outstanding()).toHaveLength(1)
      await choose(settings)
      await choose({ 'policy.alt.enabled': true, 'policy.alt.method': 'OTP' })
      expect(await outstanding()).toEqual([])
    },
  )

  it('is not issued while the tenant goes back', async () => {
    for (let round = 0; round < 4; round++) {
      const days = String(round + 1)
      await Promise.allSettled([
        issue({ days }),
        choose({ 'policy.alt.enabled': false }),
        issue({ name: 'HANAKO', days }),
      ])
      expect(await outstanding()).toEqual([])
      await choose({ 'policy.alt.enabled': true })
    }
  })

  it('leaves issue and reset in the operation log, and the password nowhere [NFM-OTP-014] [NFM-OPL-020]', async () => {
    const { password, oneTimePasswordId } = await issue()
    await browser().call(resetOneTimePassword, { oneTimePasswordId })
    const log = await rows(sql<{ operation: string; details: string }>`select operation, details from operation_log
      where operation like 'one-time-password.%' order by seq`)
    expect(log.map(({ operation }) => operation)).toEqual(['one-time-password.issued', 'one-time-password.reset'])
    expect(JSON.parse(log[0]!.details)).toMatchObject({ oneTimePasswordId, account: entry, days: 1 })
    expect(JSON.parse(log[1]!.details)).toMatchObject({ oneTimePasswordId })
    const all = await rows(sql<{ text: string }>`select t::text as text from operation_log t
      union all select t::text from one_time_passwords t union all select t::text from one_time_password_keys t`)
    expect(all.filter(({ text }) => text.includes(password))).toEqual([])
  })

  it('is forgotten after its end, with what is left of an account', async () => {
    await issue()
    await later(73 * hours)
    await issue()
    await purgeOneTimePasswords(server.database, server.clock)
    expect(await outstanding()).toHaveLength(1)
    const count = async () => (await rows(sql`select 1 from one_time_passwords`)).length
    expect(await count()).toBe(1)
    await rows(sql`delete from windows_account_links`)
    await rows(sql`delete from windows_accounts`)
    expect(await count()).toBe(0)
  })
})
