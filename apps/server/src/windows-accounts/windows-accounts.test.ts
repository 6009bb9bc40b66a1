/** @module-tag long */
import {
  changeUser,
  createUser,
  deleteUsers,
  listUsers,
  readUser,
  restoreUsers,
  type WindowsAccountEntry,
} from '@kaoban/contract'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestTenant, type TestPerson, type TestServer, type TestTenant, testServer } from '../platform/testing.ts'
import { formOf, newPassword, refusal } from '../users/people.testing.ts'
import { purgeUnusedAccounts } from './windows-accounts.service.ts'

let server: TestServer
let tenant: TestTenant
let system: TestPerson

beforeAll(async () => {
  server = await testServer()
})
beforeEach(async () => {
  tenant = await openTestTenant(server)
  system = tenant.administrator
})

type Entry = Partial<WindowsAccountEntry>
const local: Entry = { kind: 'local', name: 'hanako', place: 'PC-01', password: 'Aki-Yama-9' }
const domain: Entry = { kind: 'domain', name: 'hanako', place: 'corp.example.jp', password: 'Aki-Yama-9' }
const azure: Entry = {
  kind: 'azure',
  name: 'Hanako',
  place: 'AzureAD',
  password: 'Aki-Yama-9',
  upn: 'hanako@example.jp',
}
const without = (entry: Entry): Entry => ({ ...entry, password: '' })

const put = async (person: TestPerson, windowsAccounts: Entry[], by = system) =>
  by.browser.call(changeUser, { ...(await formOf(person.userId, by)), windowsAccounts })
const accountsOf = async (person: TestPerson, by = system) =>
  (await by.browser.call(readUser, { userId: person.userId })).windowsAccounts
const rows = <T>(text: ReturnType<typeof sql<T>>) =>
  server.database.transaction({ tenantId: tenant.tenantId }, async (db) => (await text.execute(db)).rows)
const stored = () =>
  rows<{ accountId: string; password: Uint8Array | null; unused: boolean }>(
    sql`select account_id, password, unused_since is not null as unused from windows_accounts order by kind, name_key`,
  )
async function passwordOf(accountId: string) {
  return server.database.transaction({ tenantId: tenant.tenantId }, async (db) => {
    const [row] = (
      await sql<{
        password: Uint8Array
      }>`select password from windows_accounts where account_id = ${accountId}`.execute(db)
    ).rows
    const owner = { tenantId: tenant.tenantId, userId: accountId, kind: 'windows-password' as const }
    return (await server.platform.secrets.open(db, owner, row!.password)).toString()
  })
}

describe('Windows accounts of a person', () => {
  it('are saved with the person, up to five, each with the fields of its kind [NFM-USR-008] [NFM-WAC-007] [NFM-WAC-020] [NFM-WAC-021]', async () => {
    const { user } = await system.browser.call(createUser, {
      loginId: 'hanako',
      password: newPassword,
      mail: 'mail@example.jp',
      windowsAccounts: [local, domain, azure, { ...azure, name: 'Second', sameUpn: true }],
    })
    expect(user.windowsAccounts).toMatchObject([
      { kind: 'local', name: 'hanako', place: 'PC-01', upn: '', passwordSet: true, sharedWith: 0 },
      { kind: 'domain', place: 'corp.example.jp', upn: '' },
      { kind: 'azure', name: 'Hanako', upn: 'hanako@example.jp' },
      { kind: 'azure', name: 'Second', upn: 'mail@example.jp' },
    ])
    const six = Array.from({ length: 6 }, (_, index) => ({ ...local, name: `n${index}` }))
    await expect(
      system.browser.call(createUser, { loginId: 'six', password: newPassword, windowsAccounts: six }),
    ).rejects.toMatchObject({ code: 'request.invalid' })
  })

  it('need a password when they are new and keep it when none is typed [NFM-WAC-013]', async () => {
    const person = await tenant.addPerson()
    await expect(put(person, [without(local)])).rejects.toMatchObject(
      refusal({ 'windowsAccounts.0.password': 'MSG-WAC-025' }),
    )
    await put(person, [local])
    const { accountId } = (await accountsOf(person))[0]!
    await put(person, [without(local)])
    expect(await passwordOf(accountId)).toBe('Aki-Yama-9')
    await put(person, [{ ...local, password: 'Natsu-Umi-3' }])
    expect(await passwordOf(accountId)).toBe('Natsu-Umi-3')
  })

  it('save nothing when one field is wrong [NFM-GEN-007]', async () => {
    const person = await tenant.addPerson()
    await expect(put(person, [local, { ...domain, place: '' }])).rejects.toMatchObject(
      refusal({ 'windowsAccounts.1.place': 'MSG-WAC-014' }),
    )
    expect(await stored()).toEqual([])
  })

  it('keep their password sealed: in no answer, no log, and unreadable in the table [NFM-AUT-014] [NFM-OPL-005]', async () => {
    const person = await tenant.addPerson()
    const answer = await put(person, [local])
    expect(JSON.stringify(answer)).not.toContain('Aki-Yama-9')
    const [row] = await stored()
    expect(Buffer.from(row!.password!).toString('latin1')).not.toContain('Aki-Yama-9')
    const log = await rows<{ details: string }>(sql`select details from operation_log`)
    expect(JSON.stringify(log)).not.toContain('Aki-Yama-9')
    expect(log.at(-1)!.details).toContain('windowsPassword')
  })

  it('are many-to-many: several people share one, and its password is one [NFM-WAC-002] [NFM-WAC-003]', async () => {
    const [one, two] = [await tenant.addPerson(), await tenant.addPerson()]
    await put(one, [local])
    await put(two, [{ ...without(local), name: 'HANAKO', place: 'pc-01' }])
    expect(await stored()).toHaveLength(1)
    expect(await accountsOf(one)).toMatchObject([{ sharedWith: 1 }])
    await put(two, [{ ...local, password: 'Fuyu-Yuki-1' }])
    expect(await passwordOf((await accountsOf(one))[0]!.accountId)).toBe('Fuyu-Yuki-1')
  })

  it('are found and counted in the list, with or without [NFM-USR-033] [NFM-USR-038] [NFM-USR-039]', async () => {
    const person = await tenant.addPerson({ loginId: 'linked' })
    await put(person, [azure])
    const find = async (accounts: 'true' | 'false') =>
      (await system.browser.call(listUsers, { accounts, sort: 'loginId' })).rows.map(({ loginId }) => loginId)
    expect(await find('true')).toEqual(['linked'])
    expect(await find('false')).toEqual(['admin'])
  })
})

describe('a Windows account without people', () => {
  it('outlives the person; its password goes after a day and it itself after 90 [NFM-WAC-004]', {
    tags: ['long'],
  }, async () => {
    const person = await tenant.addPerson()
    await put(person, [local])
    await put(person, [])
    const purge = () => purgeUnusedAccounts(server.database, server.clock)
    await purge()
    expect(await stored()).toMatchObject([{ unused: true, password: expect.any(Uint8Array) }])
    server.clock.advance(24 * 3_600_000)
    await purge()
    expect(await stored()).toMatchObject([{ unused: true, password: null }])
    server.clock.advance(89 * 86_400_000)
    await purge()
    expect(await stored()).toEqual([])
  })

  it('waits with the person in the recycle bin, password and all', async () => {
    const person = await tenant.addPerson()
    await put(person, [local])
    const { batchId } = await system.browser.call(deleteUsers, { selection: { userIds: [person.userId] } })
    server.clock.advance(29 * 86_400_000)
    await purgeUnusedAccounts(server.database, server.clock)
    const fresh = await tenant.addPerson({ loginId: 'fresh', mail: 'f@example.jp', systemAdministrator: true })
    await fresh.browser.call(restoreUsers, { selection: { batchId } })
    const [account] = await accountsOf(person, fresh)
    expect(account).toMatchObject({ name: 'hanako', passwordSet: true })
    expect(await passwordOf(account!.accountId)).toBe('Aki-Yama-9')
  })
})

describe('a group administrator', () => {
  let chief: TestPerson
  let member: TestPerson
  let stranger: TestPerson
  beforeEach(async () => {
    const sales = await tenant.addGroup('S01')
    chief = await tenant.addPerson({ places: [{ groupId: sales, administrator: true }] })
    member = await tenant.addPerson({ places: [{ groupId: sales }] })
    stranger = await tenant.addPerson()
  })

  it('does not get at accounts of people out of range by linking them to the own people', async () => {
    await put(stranger, [domain])
    for (const entry of [domain, without(domain)])
      await expect(put(member, [entry], chief)).rejects.toMatchObject(
        refusal({ 'windowsAccounts.0.name': 'MSG-USR-021' }),
      )
    expect(await passwordOf((await accountsOf(stranger))[0]!.accountId)).toBe('Aki-Yama-9')
  })

  it('keeps an account shared with others as it is, and cannot change its password', async () => {
    await put(stranger, [domain])
    await put(member, [without(domain)])
    await chief.browser.call(changeUser, await formOf(member.userId, chief))
    expect(await accountsOf(member, chief)).toMatchObject([{ sharedWith: 0 }])
    await expect(put(member, [{ ...domain, password: 'Neko-Neko-1' }], chief)).rejects.toMatchObject(
      refusal({ 'windowsAccounts.0.name': 'MSG-USR-021' }),
    )
  })

  it('does not inherit an account that nobody uses any more', async () => {
    await put(stranger, [domain])
    await put(stranger, [])
    await expect(put(member, [without(domain)], chief)).rejects.toMatchObject({ code: 'request.invalid' })
  })

  it('gives the own people accounts of their own', async () => {
    await put(member, [local], chief)
    expect(await accountsOf(member, chief)).toMatchObject([{ name: 'hanako', passwordSet: true }])
  })
})
