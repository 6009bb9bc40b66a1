/** @module-tag long */
import {
  addDirectoryAccounts,
  applyImport,
  changeTenantSettings,
  changeUser,
  claimDirectory,
  closeDirectoryRun,
  deleteUsers,
  exportOperationLog,
  exportUsers,
  type KaobanError,
  listImports,
  listUsers,
  makeApiKey,
  openDirectoryRun,
  openImport,
  readDirectory,
  readDirectoryRun,
  readImport,
  releaseDirectory,
  signIn,
  undoImport,
} from '@kaoban/contract'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { openKey } from '../api-keys/api-keys.testing.ts'
import { mailsTo } from '../mails/mails.testing.ts'
import { newId } from '../platform/identifiers.ts'
import { openBrowser, openTestTenant, type TestServer, type TestTenant, testServer } from '../platform/testing.ts'
import { TestDirectory } from './transfer-directory.testing.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})

/** A tenant of its own with a directory. */
async function openHouse(more: Parameters<typeof TestDirectory.open>[2] = {}, { mailed = false } = {}) {
  const tenant = await openTestTenant(server)
  const { browser } = tenant.administrator
  if (!mailed) await browser.call(changeTenantSettings, { version: 1, settings: { 'mail.noAddressToAdmins': false } })
  const directory = await TestDirectory.open(server, tenant, more)
  const find = async (loginId: string) =>
    (await browser.call(listUsers, { search: loginId })).rows.find((row) => row.loginId === loginId)
  const change = async (loginId: string, fields: object) => {
    const { userId, familyName, middleName, givenName, mail } = (await find(loginId))!
    const version = await versionOf(tenant, userId)
    await browser.call(changeUser, { userId, version, familyName, middleName, givenName, mail, ...fields })
  }
  return { tenant, browser, directory, find, change }
}

const inTenant = <T>({ tenantId }: TestTenant, statement: ReturnType<typeof sql<T>>) =>
  server.database.transaction({ tenantId }, async (db) => (await statement.execute(db)).rows)
const versionOf = async (tenant: TestTenant, userId: string) =>
  (await inTenant(tenant, sql<{ version: number }>`select version from users where user_id = ${userId}`))[0]!.version
/** Everything that a run could write of people. */
const digestOf = async (tenant: TestTenant) => {
  const tables = ['users', 'memberships', 'windows_accounts', 'windows_account_links', 'recycled_users', 'mails']
  const rows = await Promise.all(
    [...tables, 'directory_links'].map((table) =>
      inTenant(tenant, sql`select t::text as row, t.xmin::text as written from ${sql.table(table)} t order by 1`),
    ),
  )
  return JSON.stringify(rows)
}
const adminMail = ({ code }: TestTenant) => `admin-${code.toLowerCase()}@example.jp`

describe('a run of the directory tool', () => {
  it('registers enabled accounts as users with a Windows account of the domain [NFM-ADP-001] [NFM-ADP-021] [NFM-ADP-022] [NFM-ADP-023] [NFM-ADP-024] [NFM-ADP-029] [NFM-ADP-034]', async () => {
    const { tenant, directory, find } = await openHouse()
    directory.put('yamada', { fullName: '　山田 太郎' })
    directory.put('gone', { enabled: false })
    const { import: run, errors } = await directory.run()
    expect(run).toMatchObject({ state: 'applied', layout: 'directory', totals: { rows: 1, added: 1, failed: 0 } })
    expect(errors).toEqual([])
    expect(await find('yamada')).toMatchObject({
      ...{ familyName: '山田 太郎', middleName: '', givenName: '', mail: '', systemAdministrator: false },
      ...{ appLoginAllowed: false, groupAdministrator: false, disabled: false },
      windowsAccounts: [{ kind: 'domain', name: 'yamada', place: 'kaoban.test', upn: '', passwordSet: false }],
    })
    expect((await find('yamada'))!.groups.every(({ kind }) => kind === 'none')).toBe(true)
    expect(await find('gone')).toBeUndefined()
    const links = await inTenant(tenant, sql`select account_name, full_name, state from directory_links`)
    expect(links).toEqual([{ accountName: 'yamada', fullName: '山田 太郎', state: 'linked' }])
  })

  it('writes nothing of anybody when nothing has changed, and leaves one import behind', async () => {
    const { tenant, browser, directory } = await openHouse()
    for (let n = 0; n < 30; n++) directory.put(`same${n}`)
    await directory.run()
    await server.mails.sendDue()
    const before = await digestOf(tenant)
    for (let n = 0; n < 3; n++)
      expect(await directory.run()).toMatchObject({ import: { state: 'applied', totals: { rows: 0 } }, errorCount: 0 })
    expect(await digestOf(tenant)).toBe(before)
    const { rows } = await browser.call(listImports, {})
    expect(rows.map(({ totals }) => totals.rows).sort()).toEqual([0, 30])
  })

  it('mails one list of all new people to the system administrators [NFM-ADP-030] [NFM-AUT-036]', async () => {
    const { tenant, browser, directory } = await openHouse({}, { mailed: true })
    directory.put('{list}')
    for (let n = 0; n < 60; n++) directory.put(`new${n}`)
    const { import: run } = await directory.run()
    const mails = await mailsTo(server, adminMail(tenant))
    expect(mails).toMatchObject([{ template: 'MAIL-08', subject: 'Kaoban利用者登録のお知らせ' }])
    const lines = [...mails[0]!.text.matchAll(/^(\S+)\t([a-z2-9-]{19})$/gm)]
    expect(lines.map(([, loginId]) => loginId).sort()).toEqual([...directory.accounts.keys()].sort())
    const [, loginId, password] = lines[40]!
    const guest = await openBrowser(server)
    const { code } = tenant
    expect(await guest.call(signIn, { code, loginId: loginId!, password: password! })).toEqual({
      mustChangePassword: true,
    })
    // The passwords are nowhere else any more.
    const kept = await inTenant(
      tenant,
      sql<{
        bytes: number
      }>`select sum(length(record))::int as bytes from import_rows where import_id = ${run.importId}`,
    )
    expect(kept).toEqual([{ bytes: 0 }])
    const log = await browser.call(exportOperationLog, { encoding: 'utf-8' } as never)
    expect(new TextDecoder().decode(log)).not.toContain(password)
  })

  it('tells nobody when 送付しない is set, and nobody has a password then [NFM-AUT-037]', async () => {
    const { tenant, directory, find } = await openHouse()
    directory.put('silent')
    expect((await directory.run()).import.totals.added).toBe(1)
    expect(await mailsTo(server, adminMail(tenant))).toEqual([])
    expect(await find('silent')).toMatchObject({ passwordInitial: true })
    const stored = await inTenant(tenant, sql`select password_hash from users where login_id = 'silent'`)
    expect(stored).toEqual([{ passwordHash: null }])
  })

  it('follows a new full name and a new logon name, whose user ID stays [NFM-ADP-041] [NFM-ADP-046]', async () => {
    const { directory, find, change } = await openHouse()
    directory.put('suzuki', { fullName: '鈴木 花子' })
    await directory.run()
    const account = { kind: 'domain', name: 'suzuki', place: 'kaoban.test', password: 'Windows-7-Key' } as const
    await change('suzuki', { mail: 'suzuki@example.jp', windowsAccounts: [account] })
    directory.put('suzuki', { fullName: '佐藤 花子', logonName: 'sato' })
    expect((await directory.run()).import.totals).toMatchObject({ updated: 1, added: 0 })
    expect(await find('suzuki')).toMatchObject({
      ...{ familyName: '佐藤 花子', mail: 'suzuki@example.jp' },
      windowsAccounts: [{ name: 'sato', place: 'kaoban.test', passwordSet: true }],
    })
    expect(await find('sato')).toBeUndefined()
  })

  it('leaves people alone who were changed in the portal, until their account was disabled and enabled [NFM-ADP-041] [NFM-ADP-044]', async () => {
    const { directory, find, change } = await openHouse()
    directory.put('kept', { fullName: '元の名' })
    await directory.run()
    await change('kept', { familyName: '別の名' })
    directory.put('kept', { fullName: '新しい名' })
    const { import: noticed } = await directory.run()
    expect(noticed.totals).toMatchObject({ none: 1, updated: 0, failed: 0 })
    expect((await directory.run()).import.totals.rows).toBe(0)
    expect(await find('kept')).toMatchObject({ familyName: '別の名' })
    directory.put('kept', { enabled: false })
    await directory.run()
    expect(await find('kept')).toMatchObject({ familyName: '別の名', disabled: false })
    directory.put('kept', { enabled: true })
    expect((await directory.run()).import.totals.updated).toBe(1)
    expect(await find('kept')).toMatchObject({ familyName: '新しい名' })
  })

  it('suspends whose account is disabled, who signs in nowhere then, and lets them in again with it', async () => {
    const { tenant, directory, find } = await openHouse({}, { mailed: true })
    directory.put('leave')
    await directory.run()
    const [, password] = /^leave\t(\S+)$/m.exec((await mailsTo(server, adminMail(tenant)))[0]!.text)!
    const enter = async () =>
      (await openBrowser(server)).call(signIn, { code: tenant.code, loginId: 'leave', password: password! })
    await enter()
    directory.put('leave', { enabled: false, fullName: 'renamed' })
    expect((await directory.run()).import.totals.updated).toBe(1)
    expect(await find('leave')).toMatchObject({ disabled: true })
    await expect(enter()).rejects.toMatchObject({ code: expect.stringMatching(/^sign-in\./) })
    expect((await directory.run()).import.totals.rows).toBe(0)
    directory.put('leave', { enabled: true })
    await directory.run()
    expect(await find('leave')).toMatchObject({ disabled: false, familyName: 'renamed' })
    await enter()
  })

  it('removes them instead where the tool was set up so, and registers them anew [NFM-ADP-045]', async () => {
    const { directory, find } = await openHouse({ onDisable: 'remove' })
    directory.put('left')
    await directory.run()
    const { userId } = (await find('left'))!
    directory.put('left', { enabled: false })
    expect((await directory.run()).import.totals.deleted).toBe(1)
    expect(await find('left')).toBeUndefined()
    directory.put('left', { enabled: true })
    await directory.run()
    expect((await find('left'))!.userId).not.toBe(userId)
  })

  it('deletes whose account is deleted, but takes only the account from people with others [NFM-ADP-042] [NFM-ADP-043]', async () => {
    const { tenant, directory, find, change } = await openHouse()
    for (const name of ['one', 'two', 'stays']) directory.put(name)
    await directory.run()
    const own = { kind: 'domain', name: 'two', place: 'kaoban.test' } as const
    const other = { kind: 'local', name: 'two', place: 'PC1', password: 'Windows-7-Key' } as const
    await change('two', { windowsAccounts: [own, other] })
    directory.accounts.delete('one')
    directory.accounts.delete('two')
    const { import: run } = await directory.run()
    expect(run.totals).toMatchObject({ deleted: 1, updated: 1, failed: 0 })
    expect(await find('one')).toBeUndefined()
    expect(await find('two')).toMatchObject({ windowsAccounts: [{ kind: 'local', name: 'two', place: 'PC1' }] })
    const links = await inTenant(tenant, sql`select account_name from directory_links`)
    expect(links).toEqual([{ accountName: 'stays' }])
    const { browser } = tenant.administrator
    await browser.call(undoImport, { importId: run.importId })
    await until(async () => (await browser.call(readImport, { importId: run.importId })).state === 'undone')
    expect(await find('one')).toBeDefined()
    expect((await directory.run()).import.totals.rows).toBe(0)
  })

  it('leaves alone whom an administrator has deleted in the portal', async () => {
    const { browser, directory, find } = await openHouse()
    directory.put('deleted')
    await directory.run()
    const { userId } = (await find('deleted'))!
    await browser.call(deleteUsers, { selection: { userIds: [userId] } })
    await directory.run()
    expect((await directory.run()).import.totals.rows).toBe(0)
    expect(await find('deleted')).toBeUndefined()
  })

  it('registers no account whose name somebody else has, as user ID or as Windows account [NFM-ADP-031]', async () => {
    const { tenant, directory, find, change } = await openHouse()
    await tenant.addPerson({ loginId: 'Taken' })
    await tenant.addPerson({ loginId: 'holder' })
    const account = { kind: 'domain', name: 'held', place: 'KAOBAN.test', password: 'Windows-7-Key' } as const
    await change('holder', { windowsAccounts: [account] })
    directory.put('taken')
    directory.put('HELD')
    directory.put('free')
    const { import: run, errors } = await directory.run()
    expect(run.totals).toMatchObject({ added: 1, refused: 2 })
    expect(errors.map(({ logonName, operation, fault }) => [logonName, operation, fault.code])).toEqual([
      ['taken', 'add', 'directory.collision'],
      ['HELD', 'add', 'directory.collision'],
    ])
    expect(await find('free')).toBeDefined()
  })

  it('cuts long values, and refuses the second of two accounts that this makes equal [NFM-ADP-027] [NFM-ADP-028]', async () => {
    const { directory, find } = await openHouse({ fullNameMax: 20 })
    directory.put('a-logon-name-of-many-characters-1', { fullName: '名'.repeat(30) })
    directory.put('a-logon-name-of-many-characters-2')
    const { import: run, errors } = await directory.run()
    expect(run.totals).toMatchObject({ added: 1, refused: 1 })
    expect(errors).toMatchObject([{ fault: { code: 'directory.collision' } }])
    expect(await find('a-logon-name-of-many')).toMatchObject({ familyName: '名'.repeat(20) })
  })

  it('waits to be confirmed before it deletes more than a fifth and more than ten people [NFM-ADP-047]', async () => {
    const { browser, directory, find } = await openHouse()
    for (let n = 0; n < 50; n++) directory.put(`many${n}`)
    await directory.run()
    for (let n = 0; n < 10; n++) directory.accounts.delete(`many${n}`)
    expect((await directory.run()).import).toMatchObject({ state: 'applied', totals: { deleted: 10 } })
    for (let n = 10; n < 21; n++) directory.accounts.delete(`many${n}`)
    const { import: waiting } = await directory.run()
    expect(waiting).toMatchObject({ state: 'planned', confirmDeletions: true, totals: { delete: 11 } })
    expect(await find('many10')).toBeDefined()
    await expect(directory.run()).rejects.toMatchObject({
      ...{ code: 'directory.waiting', details: { importId: waiting.importId, deletions: 11 } },
    })
    const { importId } = waiting
    await expect(browser.call(applyImport, { importId })).rejects.toMatchObject({
      code: 'import.deletions-unconfirmed',
    })
    await browser.call(applyImport, { importId, deletions: 11 })
    await until(async () => (await browser.call(readImport, { importId })).state === 'applied')
    expect(await find('many10')).toBeUndefined()
    expect((await directory.run()).import.totals.rows).toBe(0)
  })

  it('neither deletes nor suspends the last who could administer [NFM-ADP-048]', async () => {
    const { tenant, directory, find } = await openHouse()
    directory.put('chief')
    await directory.run()
    const { userId } = (await find('chief'))!
    await inTenant(
      tenant,
      sql`update users set system_administrator = true, mail = 'c@example.jp' where user_id = ${userId}`,
    )
    await inTenant(
      tenant,
      sql`update users set valid_until = '2999-01-01' where user_id = ${tenant.administrator.userId}`,
    )
    for (const enabled of [false, undefined]) {
      if (enabled === undefined) directory.accounts.delete('chief')
      else directory.put('chief', { enabled })
      const { errors } = await directory.run()
      expect(errors).toMatchObject([{ logonName: 'chief', fault: { code: 'directory.lastAdministrator' } }])
    }
    expect(await find('chief')).toMatchObject({ disabled: false })
  })

  it('changes nothing as a trial, and says what it would do', async () => {
    const { tenant, directory, find } = await openHouse()
    directory.put('trial')
    const before = await digestOf(tenant)
    expect((await directory.run({ trial: true })).import).toMatchObject({ state: 'checked', totals: { add: 1 } })
    expect(await digestOf(tenant)).toBe(before)
    expect(await find('trial')).toBeUndefined()
  })
})

describe('the door of the directory tool', () => {
  it('takes a key of its own scope, which opens nothing else, and which system administrators make [NFM-DLD-004]', async () => {
    const { tenant, directory } = await openHouse()
    const { key } = directory
    expect(await key.call(readDirectory)).toMatchObject({ tenant: { code: tenant.code } })
    for (const call of [
      () => key.call(listUsers, {}),
      () => key.call(exportUsers, {}),
      () => key.call(listImports, {}),
      () => key.call(releaseDirectory, { domain: 'kaoban.test' }),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'api-key.out-of-scope' })
    const importer = await openKey(server, tenant.administrator)
    await expect(importer.call(readDirectory)).rejects.toMatchObject({ code: 'api-key.out-of-scope' })
    const groupId = await tenant.addGroup('D01')
    const chief = await tenant.addPerson({ loginId: 'chief', places: [{ groupId, administrator: true }] })
    await expect(chief.browser.call(makeApiKey, { name: 'x', scope: 'directory.sync' })).rejects.toMatchObject({
      code: 'request.forbidden',
    })
    await expect(chief.browser.call(readDirectory)).rejects.toMatchObject({ code: 'request.forbidden' })
  })

  it('lets one tool keep a domain in step, until another says that it takes its place [NFM-ADP-006]', async () => {
    const { directory } = await openHouse()
    const { key, domain } = directory
    const other = newId()
    await expect(directory.send({ tool: other })).rejects.toMatchObject({ code: 'directory.other-tool' })
    await expect(key.call(claimDirectory, { domain: 'KAOBAN.TEST', tool: other })).rejects.toMatchObject({
      code: 'directory.other-tool',
    })
    await key.call(claimDirectory, { domain, tool: other, takeOver: true })
    await expect(directory.run()).rejects.toMatchObject({ code: 'directory.other-tool' })
    await key.call(claimDirectory, { domain: 'second.test', tool: directory.tool })
  })

  it('goes on with one run of a domain at a time', async () => {
    const { directory } = await openHouse()
    for (let n = 0; n < 20; n++) directory.put(`busy${n}`)
    const importId = await directory.send()
    const second = await directory.send().catch(({ code }: KaobanError) => code)
    // On a fast machine the first is over by then.
    const { state } = (await directory.key.call(readDirectoryRun, { importId })).import
    expect(second === 'import.running' || state === 'applied').toBe(true)
    await until(async () => (await directory.key.call(readDirectoryRun, { importId })).import.state === 'applied')
    expect((await directory.run()).import.totals.rows).toBe(0)
  })

  it('misses no lot and takes none twice', async () => {
    const { tenant, directory } = await openHouse()
    const { key, domain, tool } = directory
    const importId = newId()
    await key.call(openDirectoryRun, { importId, domain, tool })
    await key.call(openDirectoryRun, { importId, domain, tool })
    const accounts = ['lot1', 'lot2'].map((name) => directory.put(name))
    const add = (from: number) => key.call(addDirectoryAccounts, { importId, from, accounts })
    await expect(add(2)).rejects.toMatchObject({ code: 'request.conflict', details: { received: 0 } })
    expect(await add(1)).toEqual({ received: 2 })
    expect(await add(1)).toEqual({ received: 2 })
    await expect(key.call(closeDirectoryRun, { importId, accounts: 3 })).rejects.toMatchObject({
      code: 'request.conflict',
    })
    const first = await key.call(closeDirectoryRun, { importId, accounts: 2 })
    expect((await key.call(closeDirectoryRun, { importId, accounts: 2 })).import.importId).toBe(first.import.importId)
    await expect(add(3)).rejects.toMatchObject({ code: 'import.not-ready' })
    await until(async () => (await key.call(readDirectoryRun, { importId })).import.state === 'applied')
    // Neither door opens what came in by the other.
    const importer = await openKey(server, tenant.administrator)
    const file = { name: 'a.csv', encoding: 'utf-8' as const, header: 'a', sha256: 'a'.repeat(64) }
    await expect(importer.call(openImport, { importId, layout: 'users', files: [file] })).rejects.toMatchObject({
      code: 'request.not-found',
    })
  })

  it('says what went wrong until a run without errors, and when the tool is silent for a day [NFM-ADP-052] [NFM-ADP-053]', async () => {
    const { tenant, browser, directory } = await openHouse()
    const seen = async () => (await browser.call(readDirectory)).domains[0]!
    directory.put('x')
    directory.put('fine')
    await directory.run()
    expect(await seen()).toMatchObject({
      ...{ domain: 'kaoban.test', provisioned: 1, accounts: 2, silent: false },
      run: {
        import: { createdAt: server.clock.now().toISOString() },
        errors: [{ logonName: 'x', operation: 'add', fault: { code: 'directory.loginId' } }],
        errorCount: 1,
      },
    })
    directory.put('x', { logonName: 'xx' })
    await directory.run()
    expect(await seen()).toMatchObject({ run: { errors: [], errorCount: 0 } })
    const before = server.clock.now()
    try {
      server.clock.advance(24 * 3_600_000)
      const key = await openKey(server, await tenant.addPerson({ systemAdministrator: true, mail: 'k@example.jp' }), {
        scope: 'directory.sync',
      })
      expect((await key.call(readDirectory)).domains).toMatchObject([{ silent: true }])
    } finally {
      server.clock.set(before)
    }
    await browser.call(releaseDirectory, { domain: 'kaoban.test' })
    expect((await browser.call(readDirectory)).domains).toEqual([])
    expect((await browser.call(listUsers, { search: 'fine' })).total).toBe(1)
  })

  it('leaves a row of the operation log for each run [NFM-ADP-054]', async () => {
    const { tenant, directory } = await openHouse()
    directory.put('logged')
    await directory.run()
    await directory.run()
    const rows = await inTenant(
      tenant,
      sql<{ operation: string }>`select operation from operation_log where operation like 'directory.%' order by seq`,
    )
    expect(rows.map(({ operation }) => operation)).toEqual([
      'directory.claimed',
      'directory.reported',
      'directory.finished',
      'directory.reported',
    ])
  })
})

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((wake) => setTimeout(wake, 20))
}
