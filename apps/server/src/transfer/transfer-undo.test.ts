/** @module-tag long */
import { userTable, writeTable } from '@kaoban/codecs'
import {
  applyImport,
  changePassword,
  changeUser,
  importIntoGroup,
  listImportRows,
  listUsers,
  readImport,
  readSession,
  readUser,
  signIn,
  undoImport,
  uploadImport,
} from '@kaoban/contract'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  type Browser,
  openBrowser,
  openTestTenant,
  type TestPerson,
  type TestServer,
  type TestTenant,
  testPassword,
  testServer,
} from '../platform/testing.ts'
import { formOf } from '../users/people.testing.ts'

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

type Cells = Parameters<typeof userTable>[0][number]

async function importList(rows: Cells[], by: TestPerson): Promise<string> {
  const written = writeTable(userTable(rows, 'neutral'), 'utf-8')
  if (!written.ok) throw new Error('the test writes what the encoding cannot hold')
  const files = [{ field: 'file', name: 'users.csv', bytes: written.bytes }]
  const { import: uploaded } = await by.browser.call(uploadImport, { files })
  const { importId } = uploaded
  await server.tasks.runDue()
  await by.browser.call(applyImport, { importId })
  await server.tasks.runDue()
  expect(await by.browser.call(readImport, { importId })).toMatchObject({ totals: { done: rows.length, failed: 0 } })
  server.clock.advance(60_000)
  return importId
}

async function takeBack(importId: string, by: TestPerson) {
  await by.browser.call(undoImport, { importId })
  await server.tasks.runDue()
  const { rows } = await by.browser.call(listImportRows, { importId })
  return rows.map(({ loginId, state }) => [loginId, state])
}

async function enter(loginId: string, password = testPassword): Promise<Browser> {
  const browser = await openBrowser(server)
  await browser.call(signIn, { code: tenant.code, loginId, password })
  return browser
}

const namesOf = async () =>
  Object.fromEntries(
    (await system.browser.call(listUsers, {})).rows.map(({ loginId, familyName }) => [loginId, familyName]),
  )

describe('a group administrator', () => {
  it('does not take back the own demotion, or anything else that a system administrator has done [NFM-ROL-012]', async () => {
    const groupId = await tenant.addGroup('S01', '営業部')
    const places = [{ groupId, administrator: true }]
    const { userId } = await tenant.addPerson({ loginId: 'chief', systemAdministrator: true, places })
    const bytes = new TextEncoder().encode('mode,userid,role\r\nupdate,chief,2\r\n')
    const files = [{ field: 'csv', name: 'users.csv', bytes }]
    const { import: started } = await system.browser.call(importIntoGroup, {
      ...{ groupId, trial: false, consent: false, files },
    })
    await server.tasks.runDue()
    const { importId } = started
    expect(await system.browser.call(readImport, { importId })).toMatchObject({ totals: { done: 1 } })

    const browser = await enter('chief')
    expect((await browser.call(readSession)).account?.role).toBe('group-administrator')
    expect((await browser.call(readImport, { importId })).undoableUntil).toBeNull()
    await expect(browser.call(undoImport, { importId })).rejects.toMatchObject({ code: 'request.forbidden' })
    expect(await system.browser.call(readUser, { userId })).toMatchObject({ systemAdministrator: false })
    expect(await takeBack(importId, system)).toEqual([['chief', 'undone']])
  })

  it('does not take back imports of the time as a system administrator [NFM-ROL-010]', async () => {
    const groupId = await tenant.addGroup('S01', '営業部')
    const places = [{ groupId, administrator: true }]
    const former = await tenant.addPerson({ loginId: 'former', systemAdministrator: true, places })
    await tenant.addPerson({ loginId: 'far', familyName: '旧' })
    const importId = await importList([{ loginId: 'far', familyName: '新' }], former)
    await system.browser.call(changeUser, { ...(await formOf(former.userId, system)), systemAdministrator: false })
    const browser = await enter('former')
    await expect(browser.call(undoImport, { importId })).rejects.toMatchObject({ code: 'request.forbidden' })
    expect(await namesOf()).toMatchObject({ far: '新' })
  })

  it('takes back the own imports, of people who are still within reach [NFM-ROL-010]', async () => {
    const [here, there] = [await tenant.addGroup('S01', '営業部'), await tenant.addGroup('P01', '工場')]
    const places = [here, there].map((groupId) => ({ groupId, administrator: true }))
    const chief = await tenant.addPerson({ loginId: 'chief', places })
    for (const [loginId, groupId] of [
      ['near', here],
      ['far', there],
    ] as const)
      await tenant.addPerson({ loginId, familyName: '旧', places: [{ groupId }] })
    const rows = [
      { loginId: 'near', familyName: '新', groupCode1: 'S01' },
      { loginId: 'far', familyName: '新', groupCode1: 'P01' },
    ]
    const importId = await importList(rows, chief)
    const form = await formOf(chief.userId, system)
    const groups = [{ kind: 'group' as const, groupId: here, administrator: true }, ...Array(4).fill({ kind: 'none' })]
    await system.browser.call(changeUser, { ...form, groups })
    const browser = await enter('chief')
    expect(await takeBack(importId, { ...chief, browser })).toEqual([
      ['near', 'undone'],
      ['far', 'failed'],
    ])
    expect(await namesOf()).toMatchObject({ near: '旧', far: '新' })
  })
})

describe('what somebody proves themselves with', () => {
  const [given, own] = ['Kirin-Sora-58-Umi', 'Copper-Meadow-36-Violin']

  it('stays when an import is taken back that had nothing to do with it', async () => {
    await tenant.addPerson({ loginId: 'hanako', familyName: '旧' })
    const importId = await importList([{ loginId: 'hanako', familyName: '新' }], system)
    const browser = await enter('hanako')
    await browser.call(changePassword, { currentPassword: testPassword, newPassword: own, confirmation: own })
    expect(await takeBack(importId, system)).toEqual([['hanako', 'undone']])
    expect(await namesOf()).toMatchObject({ hanako: '旧' })
    await enter('hanako', own)
    await expect(enter('hanako')).rejects.toMatchObject({ code: 'sign-in.refused' })
    expect((await browser.call(readSession)).account?.loginId).toBe('hanako')
  })

  it('is as before where the import had replaced it, and whoever came in by the new one is out', async () => {
    await tenant.addPerson({ loginId: 'hanako' })
    const importId = await importList([{ loginId: 'hanako', familyName: '山田', password: given }], system)
    const browser = await enter('hanako', given)
    expect(await takeBack(importId, system)).toEqual([['hanako', 'undone']])
    await enter('hanako')
    await expect(enter('hanako', given)).rejects.toMatchObject({ code: 'sign-in.refused' })
    expect((await browser.call(readSession)).account).toBeNull()
  })

  it('stays where it was replaced once more', async () => {
    await tenant.addPerson({ loginId: 'hanako' })
    const importId = await importList([{ loginId: 'hanako', familyName: '山田', password: given }], system)
    const browser = await enter('hanako', given)
    await browser.call(changePassword, { currentPassword: given, newPassword: own, confirmation: own })
    expect(await takeBack(importId, system)).toEqual([['hanako', 'undone']])
    await enter('hanako', own)
  })

  it('does not come back for a Windows account that was changed since at somebody else who shares it', async () => {
    const account = { accountName1: 'shared', accountPlace1: 'PC-01', accountKind1: '1' }
    await importList(
      [{ loginId: 'hanako', familyName: '山田', password: given, ...account, accountPassword1: 'Aki-Yama-9' }],
      system,
    )
    await importList(
      [{ loginId: 'jiro', familyName: '佐藤', password: given, ...account, accountPassword1: 'YES' }],
      system,
    )
    const importId = await importList(
      [{ loginId: 'hanako', familyName: '鈴木', password: 'YES', ...account, accountPassword1: 'Haru-Kaze-3' }],
      system,
    )
    const sealed = () =>
      server.database.transaction({ tenantId: tenant.tenantId }, async (db) =>
        (await db.selectFrom('windowsAccounts').select('password').executeTakeFirstOrThrow()).password!.toString(),
      )
    const [jiro] = (await system.browser.call(listUsers, { search: 'jiro' })).rows
    const form = await formOf(jiro!.userId, system)
    const windowsAccounts = form.windowsAccounts!.map((one) => ({ ...one, password: 'Fuyu-Yuki-7' }))
    await system.browser.call(changeUser, { ...form, windowsAccounts })
    const changed = await sealed()
    expect(await takeBack(importId, system)).toEqual([['hanako', 'undone']])
    expect(await namesOf()).toMatchObject({ hanako: '山田' })
    expect(await sealed()).toEqual(changed)
  })
})
