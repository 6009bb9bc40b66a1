import { userTable, writeTable } from '@kaoban/codecs'
import {
  applyImport,
  cancelTask,
  changePassword,
  changeTenantSettings,
  changeUser,
  deleteUsers,
  discardImport,
  downloadImportReport,
  eraseUsers,
  exportUsers,
  type ImportRow,
  listGroups,
  listImportRows,
  listImports,
  listUsers,
  planImportAgain,
  readImport,
  readSession,
  readTask,
  readTenantSettings,
  readUser,
  signIn,
  undoImport,
  uploadImport,
} from '@kaoban/contract'
import iconv from 'iconv-lite'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  openBrowser,
  openTestTenant,
  type TestPerson,
  type TestServer,
  type TestTenant,
  testPassword,
  testServer,
} from '../platform/testing.ts'
import { formOf } from '../users/people.testing.ts'
import { seedPeople, seedPlaces } from '../users/users.testing.ts'
import { purgeImports } from './transfer.service.ts'

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
const password = 'Kirin-Sora-58-Umi'

function fileOf(rows: Cells[], encoding: 'shift_jis' | 'utf-8' = 'shift_jis', name = 'users.csv') {
  const written = writeTable(userTable(rows, 'neutral'), encoding)
  if (!written.ok) throw new Error('the test writes what the encoding cannot hold')
  return { field: 'file', name, bytes: written.bytes }
}

async function plan(rows: Cells[], by = system) {
  const { import: uploaded } = await by.browser.call(uploadImport, { files: [fileOf(rows)] })
  await server.tasks.runDue()
  return by.browser.call(readImport, { importId: uploaded.importId })
}

async function rowsOf(importId: string, by = system): Promise<ImportRow[]> {
  return (await by.browser.call(listImportRows, { importId })).rows
}

async function apply(importId: string, by = system, deletions?: number) {
  await by.browser.call(applyImport, { importId, ...(deletions === undefined ? {} : { deletions }) })
  await server.tasks.runDue()
  return by.browser.call(readImport, { importId })
}

const query = <T>(text: ReturnType<typeof sql<T>>) =>
  server.database.transaction({ tenantId: tenant.tenantId }, async (db) => (await text.execute(db)).rows)
const users = async (search = '') => (await system.browser.call(listUsers, { search, sort: 'loginId' })).rows
const codesOf = (row: ImportRow) => row.faults.map(({ code }) => code)
const ours: Cells = { loginId: 'hanako', password, familyName: '髙﨑', givenName: '花子', mail: 'hanako@example.jp' }

async function everything() {
  const tables = ['users', 'memberships', 'windows_account_links', 'windows_accounts', 'groups', 'faces']
  const texts: Record<string, string[]> = {}
  for (const table of tables) {
    const rows = await query<{ row: Record<string, unknown> }>(
      sql`select to_jsonb(t) as row from ${sql.table(table)} t order by 1`,
    )
    // Taking back is a change as well: the version and its time move on.
    texts[table] = rows
      .map(({ row: { version: _, updated_at: __, updated_by: ___, unused_since: ____, ...row } }) =>
        JSON.stringify(row),
      )
      .sort()
  }
  return texts
}

describe('the plan of an import', () => {
  it('says who is new, changed, deleted or the same, and changes nothing [NFM-IMP-004]', {
    tags: ['long'],
  }, async () => {
    await tenant.addPerson({ loginId: 'same', familyName: '同' })
    await tenant.addPerson({ loginId: 'other', familyName: '旧' })
    await tenant.addPerson({ loginId: 'gone' })
    const before = await everything()
    const { importId, state, totals } = await plan([
      ours,
      { loginId: 'same', familyName: '同' },
      { loginId: 'OTHER', familyName: '新' },
      { loginId: 'gone', delete: 'D' },
    ])
    expect(state).toBe('planned')
    expect(totals).toMatchObject({ rows: 4, add: 1, change: 1, delete: 1, none: 1, refused: 0 })
    expect((await rowsOf(importId)).map(({ loginId, action }) => [loginId, action])).toEqual([
      ['hanako', 'add'],
      ['same', 'none'],
      ['OTHER', 'change'],
      ['gone', 'delete'],
    ])
    expect((await rowsOf(importId))[2]!.differences).toEqual([{ field: 'familyName', before: '旧', after: '新' }])
    expect(await everything()).toEqual(before)
  })

  it('names every fault of a row with line and column, and the other rows go on [NFM-IMP-005]', async () => {
    await tenant.addPerson({ loginId: 'taken', mail: 'taken@example.jp' })
    const { importId, totals } = await plan([
      { loginId: 'あ', password: 'short', mail: 'none' },
      { loginId: 'nopassword' },
      { loginId: 'yes', password: 'YES' },
      { ...ours, mail: 'TAKEN@example.jp' },
      { loginId: 'nobody', delete: 'D' },
      { loginId: 'admin', delete: 'D' },
      { loginId: 'admin', administrator: '0', mail: 'x@example.jp' },
      { ...ours, loginId: 'fine', mail: '' },
    ])
    expect(totals).toMatchObject({ add: 1, refused: 7 })
    const rows = await rowsOf(importId)
    expect(rows[0]!.faults.map(({ line, column }) => [line, column])).toContainEqual([2, '利用者ID'])
    expect(rows.map(codesOf)).toMatchObject([
      expect.arrayContaining(['MSG-IMP-001', 'MSG-IMP-003', 'MSG-IMP-010']),
      ['MSG-IMP-003'],
      ['MSG-IMP-004'],
      ['MSG-IMP-030'],
      ['MSG-IMP-026'],
      ['MSG-IMP-027'],
      expect.arrayContaining(['MSG-IMP-042']),
      [],
    ])
  })

  it('refuses a file that is none, and stores nothing of it [NFM-IMP-006]', async () => {
    const upload = (bytes: Uint8Array, name = 'a.csv') =>
      system.browser.call(uploadImport, { files: [{ field: 'file', name, bytes }] })
    const refused = (code: string) => ({
      code: 'import.file-refused',
      details: { faults: expect.arrayContaining([expect.objectContaining({ code })]) },
    })
    await expect(upload(Buffer.from('a,b,c\r\n1,2,3\r\n'))).rejects.toMatchObject(refused('MSG-IMP-040'))
    await expect(upload(fileOf([ours]).bytes, 'users.txt')).rejects.toMatchObject(refused('MSG-IMP-038'))
    await expect(upload(new Uint8Array([0x81, 0xff, 0x00, 0xfe]))).rejects.toMatchObject({
      code: 'import.file-refused',
    })
    expect((await system.browser.call(listImports, {})).total).toBe(0)
  })

  it('takes as many rows as the setting says, a thousand at first, and nothing of a larger file [NFM-IMP-003]', {
    tags: ['long'],
  }, async () => {
    const many = Array.from({ length: 1001 }, (_, index) => ({ loginId: `n${index}`, password }))
    const upload = () => system.browser.call(uploadImport, { files: [fileOf(many)] })
    await expect(upload()).rejects.toMatchObject({
      details: { faults: [expect.objectContaining({ code: 'MSG-IMP-037' })] },
    })
    expect(await query(sql`select 1 from import_rows`)).toEqual([])
    const { version } = await system.browser.call(readTenantSettings)
    await system.browser.call(changeTenantSettings, { version, settings: { 'import.maxRows': 2000 } })
    await expect(upload()).resolves.toBeDefined()
  })

  it('is forgotten with everything that was uploaded when it is discarded', async () => {
    const { importId } = await plan([ours])
    await system.browser.call(discardImport, { importId })
    await expect(system.browser.call(readImport, { importId })).rejects.toMatchObject({ code: 'request.not-found' })
    expect(await query(sql`select 1 from import_rows`)).toEqual([])
  })

  it('keeps passwords out of everything that is answered, and sealed where it is stored [NFM-EXP-003]', async () => {
    const { importId } = await plan([
      { ...ours, accountName1: 'hanako', accountPlace1: 'PC', accountKind1: '1', accountPassword1: 'Aki-Yama-9' },
    ])
    const answer = JSON.stringify(await rowsOf(importId))
    expect(answer).not.toContain(password)
    expect(answer).not.toContain('Aki-Yama-9')
    const [row] = await query<{ record: Uint8Array }>(sql`select record from import_rows`)
    expect(Buffer.from(row!.record).toString('latin1')).not.toContain(password)
  })
})

describe('an applied import', () => {
  it('registers, changes and deletes as planned, with groups and accounts [NFM-IMP-004] [NFM-IMP-011] [NFM-IMP-016] [NFM-IMP-017]', async () => {
    await tenant.addPerson({ loginId: 'other', familyName: '旧' })
    const gone = await tenant.addPerson({ loginId: 'gone' })
    const { importId } = await plan([
      {
        ...ours,
        groupCode1: 'NEW1',
        groupName1: '新設課',
        groupAdministrator1: '1',
        groupName3: '異動中',
        ...{ accountName2: 'hanako', accountPlace2: 'PC-01', accountKind2: '1', accountPassword2: 'Aki-Yama-9' },
      },
      { loginId: 'other', familyName: '新', groupCode2: 'NEW1', groupName2: '新設課' },
      { loginId: 'gone', delete: 'D' },
    ])
    expect(await apply(importId)).toMatchObject({ state: 'applied', totals: { done: 3, failed: 0 } })
    const [, hanako, other] = await users()
    expect(hanako).toMatchObject({
      ...{ loginId: 'hanako', familyName: '髙﨑', mail: 'hanako@example.jp', passwordInitial: true },
      windowsAccounts: [{ kind: 'local', name: 'hanako', place: 'PC-01', passwordSet: true }],
    })
    expect(hanako!.groups).toMatchObject([
      { code: 'NEW1', name: '新設課', administrator: true },
      { kind: 'none' },
      { kind: 'moving' },
      {},
      {},
    ])
    expect(other).toMatchObject({ familyName: '新' })
    expect(other!.groups[1]).toMatchObject({ code: 'NEW1' })
    await expect(system.browser.call(readUser, { userId: gone.userId })).rejects.toMatchObject({
      code: 'request.not-found',
    })
  })

  it('takes the own row when it changes no role [NFM-IMP-007]', { tags: ['long'] }, async () => {
    const own: Cells = { loginId: 'admin', administrator: '1', mail: 'admin@example.jp', familyName: '改' }
    const { importId } = await plan([own])
    expect((await rowsOf(importId))[0]).toMatchObject({ action: 'change', faults: [] })
    expect(await apply(importId)).toMatchObject({ totals: { done: 1 } })
    const refused = await plan([{ ...own, administrator: '0' }])
    expect(codesOf((await rowsOf(refused.importId))[0]!)).toContain('MSG-IMP-042')
    const left = await plan([{ loginId: 'admin', delete: 'D' }])
    expect(codesOf((await rowsOf(left.importId))[0]!)).toEqual(['MSG-IMP-027'])
  })

  it('ends well when the day changes between its beginning and its end [NFM-IMP-026]', { tags: ['long'] }, async () => {
    const now = server.clock.now()
    // Midnight in Japan is 15:00 UTC.
    server.clock.set(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1, 14, 59, 30)))
    const worker = await tenant.addPerson({ loginId: 'night', mail: 'n@example.jp', systemAdministrator: true })
    const { importId } = await plan([ours], worker)
    await worker.browser.call(applyImport, { importId })
    server.clock.advance(60_000)
    await server.tasks.runDue()
    expect(await worker.browser.call(readImport, { importId })).toMatchObject({
      state: 'applied',
      totals: { done: 1, failed: 0 },
    })
  })

  it('mails new people and nobody who is changed [NFM-IMP-012] [NFM-AUT-034]', async () => {
    await tenant.addPerson({ loginId: 'other', mail: 'other@example.jp' })
    const { importId } = await plan([ours, { loginId: 'other', mail: 'other@example.jp', familyName: '新' }])
    await apply(importId)
    const mails = await query<{ template: string; loginId: string }>(
      sql`select m.template, u.login_id from mails m join users u on u.user_id = m.user_id`,
    )
    expect(mails).toEqual([{ template: 'MAIL-08', loginId: 'hanako' }])
  })

  it('reissues a password on RESET and mails it, without an address to the administrators whatever is set [NFM-IMP-009] [NFM-AUT-024] [NFM-AUT-025]', async () => {
    await query(sql`update tenants set settings = '{"mail.noAddressToAdmins": false}'`)
    await tenant.addPerson({ loginId: 'with', mail: 'with@example.jp' })
    await tenant.addPerson({ loginId: 'without' })
    const { importId } = await plan([
      { loginId: 'with', mail: 'with@example.jp', password: 'RESET' },
      { loginId: 'without', password: 'RESET' },
    ])
    await apply(importId)
    const mails = await query<{ template: string; loginId: string }>(
      sql`select m.template, u.login_id from mails m join users u on u.user_id = m.user_id order by 2`,
    )
    expect(mails).toEqual([
      { template: 'MAIL-09', loginId: 'admin' },
      { template: 'MAIL-09', loginId: 'with' },
    ])
  })

  it('renames a group for all its members by one row [NFM-GRP-010]', { tags: ['long'] }, async () => {
    const groupId = await tenant.addGroup('S01', '営業部')
    const [one, two] = [
      await tenant.addPerson({ loginId: 'one', places: [{ groupId }] }),
      await tenant.addPerson({ loginId: 'two', places: [{ groupId }] }),
    ]
    const { importId } = await plan([{ loginId: 'one', groupCode1: 'S01', groupName1: '営業本部' }])
    await apply(importId)
    for (const { userId } of [one, two])
      expect((await system.browser.call(readUser, { userId })).groups[0]).toMatchObject({ name: '営業本部' })
  })

  it('is refused when people have changed since the plan, which is made again of what was uploaded', {
    tags: ['long'],
  }, async () => {
    const other = await tenant.addPerson({ loginId: 'other', familyName: '旧' })
    const leaver = await tenant.addPerson({ loginId: 'leaver' })
    const { importId } = await plan([
      ours,
      { loginId: 'other', familyName: '新' },
      { loginId: 'late', password: 'Kirin-Sora-77-Umi', familyName: '後' },
      { loginId: 'leaver', delete: 'D' },
      { loginId: 'nobody', delete: 'D' },
    ])
    const read = () => system.browser.call(readImport, { importId })
    expect(await read()).toMatchObject({ outdated: 0, totals: { replanned: 0 } })
    await system.browser.call(changeUser, { ...(await formOf(other.userId, system)), familyName: '別' })
    await tenant.addPerson({ loginId: 'late', familyName: '先' })
    await system.browser.call(deleteUsers, { selection: { userIds: [leaver.userId] } })
    expect(await read()).toMatchObject({ outdated: 3 })
    await expect(apply(importId)).rejects.toMatchObject({ code: 'import.outdated', details: { rows: 3 } })
    expect(await read()).toMatchObject({ state: 'planned', totals: { done: 0 } })

    await system.browser.call(planImportAgain, { importId })
    await server.tasks.runDue()
    expect(await read()).toMatchObject({
      ...{ state: 'planned', outdated: 0 },
      totals: { rows: 5, add: 1, change: 2, delete: 0, refused: 2, replanned: 3 },
    })
    const { rows } = await system.browser.call(listImportRows, { importId, replanned: 'true' })
    expect(rows.map(({ loginId, action, former }) => [loginId, action, former?.action])).toEqual([
      ['other', 'change', 'change'],
      ['late', 'change', 'add'],
      ['leaver', 'refused', 'delete'],
    ])
    expect(rows[0]!.former!.differences).toContainEqual({ field: 'familyName', before: '旧', after: '新' })
    expect(rows[0]!.differences).toContainEqual({ field: 'familyName', before: '別', after: '新' })
    expect(await apply(importId)).toMatchObject({ totals: { done: 3, failed: 0 } })
    expect((await system.browser.call(readUser, { userId: other.userId })).familyName).toBe('新')
    await expect(system.browser.call(planImportAgain, { importId })).rejects.toMatchObject({ code: 'import.not-ready' })
  })

  it('leaves a row alone whose person somebody changes before its turn, and does the others', {
    tags: ['long'],
  }, async () => {
    const other = await tenant.addPerson({ loginId: 'other', familyName: '旧' })
    const { importId } = await plan([ours, { loginId: 'other', familyName: '新' }])
    await system.browser.call(applyImport, { importId })
    await system.browser.call(changeUser, { ...(await formOf(other.userId, system)), familyName: '別' })
    await server.tasks.runDue()
    expect(await system.browser.call(readImport, { importId })).toMatchObject({ totals: { done: 1, failed: 1 } })
    const rows = await rowsOf(importId)
    expect(rows.map(({ state }) => state)).toEqual(['done', 'failed'])
    expect(codesOf(rows[1]!)).toEqual(['MSG-GEN-004'])
    expect((await system.browser.call(readUser, { userId: other.userId })).familyName).toBe('別')
  })

  it('asks for the number of people it deletes when they are many', { tags: ['long'] }, async () => {
    const people = await seedPeople(server, tenant.tenantId, 60)
    const { importId, confirmDeletions } = await plan(people.map(({ loginId }) => ({ loginId, delete: 'D' })))
    expect(confirmDeletions).toBe(true)
    await expect(apply(importId)).rejects.toMatchObject({
      code: 'import.deletions-unconfirmed',
      details: { deletions: 60 },
    })
    expect(await apply(importId, system, 60)).toMatchObject({ totals: { done: 60 } })
  })

  it('runs alone: a second one of the tenant waits for its turn, and nothing is taken back meanwhile [NFM-IMP-018]', {
    tags: ['long'],
  }, async () => {
    const done = await plan([{ ...ours, loginId: 'ichiro', mail: '' }])
    await apply(done.importId)
    const [first, second] = [await plan([ours]), await plan([{ ...ours, loginId: 'jiro', mail: '' }])]
    // Stands for a server that is in the middle of it.
    await query(sql`update imports set state = 'applying' where import_id = ${first.importId}`)
    await system.browser.call(applyImport, { importId: second.importId })
    await expect(system.browser.call(undoImport, { importId: done.importId })).rejects.toMatchObject({
      code: 'import.running',
      details: { message: 'MSG-IMP-048' },
    })
    const running = server.tasks.runDue()
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(await system.browser.call(readImport, { importId: second.importId })).toMatchObject({ state: 'queued' })
    await query(sql`update imports set state = 'applied' where import_id = ${first.importId}`)
    await running
    expect(await system.browser.call(readImport, { importId: second.importId })).toMatchObject({
      ...{ state: 'applied', totals: { done: 1 } },
    })
  })

  it('is written to the operation log with file and counts [NFM-IMP-019]', async () => {
    await apply((await plan([ours])).importId)
    const log = await query<{ operation: string; details: string }>(
      sql`select operation, details from operation_log where operation like 'import.%' order by seq`,
    )
    expect(log.map(({ operation }) => operation)).toEqual([
      ...['import.uploaded', 'import.applied', 'import.step', 'import.finished'],
    ])
    expect(JSON.parse(log[1]!.details)).toMatchObject({ fileName: 'users.csv', add: 1 })
    expect(JSON.stringify(log)).not.toContain(password)
  })
})

describe('taking an import back', () => {
  it('leaves everything as it was before, to the last column', { tags: ['long'] }, async () => {
    const groupId = await tenant.addGroup('S01', '営業部')
    await tenant.addPerson({ loginId: 'other', familyName: '旧', places: [{ groupId }] })
    await tenant.addPerson({ loginId: 'gone', places: [{ groupId, administrator: true }] })
    await apply(
      (
        await plan([
          {
            loginId: 'other',
            familyName: '旧',
            groupCode1: 'S01',
            ...{ accountName1: 'o', accountPlace1: 'PC', accountKind1: '1', accountPassword1: 'Aki-Yama-9' },
          },
        ])
      ).importId,
    )
    const before = await everything()
    const { importId } = await plan([
      { ...ours, groupCode1: 'NEW1', groupName1: '新設課' },
      {
        loginId: 'other',
        familyName: '新',
        password,
        groupCode2: 'NEW1',
        groupName2: '新設課',
        ...{ accountName1: 'o', accountPlace1: 'PC', accountKind1: '1', accountPassword1: 'Natsu-Umi-3' },
      },
      { loginId: 'gone', delete: 'D' },
    ])
    expect(await apply(importId)).toMatchObject({ totals: { done: 3 } })
    expect(await everything()).not.toEqual(before)
    await system.browser.call(undoImport, { importId })
    await server.tasks.runDue()
    expect(await system.browser.call(readImport, { importId })).toMatchObject({ state: 'undone', undoableUntil: null })
    expect(await everything()).toEqual(before)
    expect((await system.browser.call(listGroups, {})).rows.map(({ code }) => code)).toEqual(['S01'])
  })

  it('never leaves the tenant without an administrator', { tags: ['long'] }, async () => {
    await tenant.addPerson({ loginId: 'heir', mail: 'heir@example.jp' })
    const { importId } = await plan([{ loginId: 'heir', mail: 'heir@example.jp', administrator: '1' }])
    await apply(importId)
    const heir = await openBrowser(server)
    await heir.call(signIn, { code: tenant.code, loginId: 'heir', password: testPassword })
    const by = { ...system, browser: heir }
    await heir.call(changeUser, { ...(await formOf(system.userId, by)), systemAdministrator: false })
    const { taskId } = await heir.call(undoImport, { importId })
    await server.tasks.runDue()
    expect(await heir.call(readTask, { taskId })).toMatchObject({ state: 'failed', failure: 'request.conflict' })
    expect(await heir.call(readImport, { importId })).toMatchObject({ state: 'applied', totals: { done: 1 } })
    expect((await heir.call(readSession)).account?.role).toBe('system-administrator')
  })

  it('leaves the own record of whoever takes it back', { tags: ['long'] }, async () => {
    const added = { ...ours, administrator: '1' }
    const { importId } = await plan([added, { ...ours, loginId: 'jiro', mail: '' }])
    await apply(importId)
    const hanako = await openBrowser(server)
    await hanako.call(signIn, { code: tenant.code, loginId: 'hanako', password })
    const own = 'Copper-Meadow-36-Violin'
    await hanako.call(changePassword, { currentPassword: password, newPassword: own, confirmation: own })
    await hanako.call(undoImport, { importId })
    await server.tasks.runDue()
    const states = (await rowsOf(importId)).map(({ loginId, state }) => [loginId, state])
    expect(states).toEqual([
      ['hanako', 'failed'],
      ['jiro', 'undone'],
    ])
    expect((await hanako.call(readSession)).account?.loginId).toBe('hanako')
  })

  it('is over for people who are erased: how they were is erased with them', async () => {
    const { userId } = await tenant.addPerson({ loginId: ours.loginId })
    const { importId } = await plan([{ ...ours, password: 'YES' }])
    await apply(importId)
    const kept = () =>
      server.database.transaction({ tenantId: tenant.tenantId }, (db) =>
        sql<{ userId: string }>`select user_id from former_people where import_id = ${importId}`.execute(db),
      )
    expect((await kept()).rows).toEqual([{ userId }])
    const selection = { userIds: [userId] }
    await system.browser.call(deleteUsers, { selection })
    await system.browser.call(eraseUsers, { selection, expected: 1 })
    expect((await kept()).rows).toEqual([])
  })

  it('leaves people alone who were changed since, and names them', { tags: ['long'] }, async () => {
    const { importId } = await plan([ours, { ...ours, loginId: 'jiro', mail: '' }])
    await apply(importId)
    const hanako = (await users('hanako'))[0]!
    await system.browser.call(changeUser, { ...(await formOf(hanako.userId, system)), familyName: '別' })
    await system.browser.call(undoImport, { importId })
    await server.tasks.runDue()
    expect((await rowsOf(importId)).map(({ state }) => state)).toEqual(['failed', 'undone'])
    expect((await users()).map(({ loginId }) => loginId)).toEqual(['admin', 'hanako'])
  })
})

describe('an import that is stopped', () => {
  it('before its turn waits to be applied again', async () => {
    const { importId } = await plan([ours])
    const { taskId } = await system.browser.call(applyImport, { importId })
    await system.browser.call(cancelTask, { taskId })
    await server.tasks.runDue()
    expect(await system.browser.call(readImport, { importId })).toMatchObject({ state: 'planned' })
    expect(await apply(importId)).toMatchObject({ state: 'applied', totals: { done: 1 } })
  })

  it('keeps what was done, can be taken back, and lets the next one run', { tags: ['long'] }, async () => {
    const { importId } = await plan([ours])
    const { taskId } = await system.browser.call(applyImport, { importId })
    await query(sql`update imports set state = 'applying', applied_at = now() where import_id = ${importId}`)
    await system.browser.call(cancelTask, { taskId })
    await server.tasks.runDue()
    expect(await system.browser.call(readImport, { importId })).toMatchObject({ state: 'applied' })
    const second = await plan([{ ...ours, loginId: 'jiro', mail: '' }])
    expect(await apply(second.importId)).toMatchObject({ totals: { done: 1 } })
    await system.browser.call(undoImport, { importId })
    await server.tasks.runDue()
    expect(await system.browser.call(readImport, { importId })).toMatchObject({ state: 'undone' })
  })
})

describe('an old import', () => {
  it('is forgotten, with all that was uploaded, when it cannot be taken back any more', async () => {
    await apply((await plan([ours])).importId)
    server.clock.advance(29 * 86_400_000)
    await purgeImports(server.database, server.clock)
    expect(await query(sql`select 1 from import_rows`)).toHaveLength(1)
    server.clock.advance(2 * 86_400_000)
    await purgeImports(server.database, server.clock)
    expect(await query(sql`select 1 from imports`)).toEqual([])
    expect(await query(sql`select 1 from import_rows`)).toEqual([])
  })
})

describe('somebody who administers nothing', () => {
  it('neither imports nor exports [NFM-ROL-028]', async () => {
    const person = await tenant.addPerson()
    const refused = { code: 'request.forbidden' }
    await expect(person.browser.call(uploadImport, { files: [fileOf([ours])] })).rejects.toMatchObject(refused)
    await expect(person.browser.call(listImports, {})).rejects.toMatchObject(refused)
    await expect(person.browser.call(exportUsers, {})).rejects.toMatchObject(refused)
    const { importId } = await plan([ours])
    await expect(person.browser.call(applyImport, { importId })).rejects.toMatchObject(refused)
    const chief = await tenant.addPerson({
      places: [{ groupId: await tenant.addGroup('S01', '営業部'), administrator: true }],
    })
    await expect(chief.browser.call(exportUsers, {})).resolves.toBeDefined()
    await expect(chief.browser.call(readImport, { importId })).rejects.toMatchObject({ code: 'request.not-found' })
  })
})

describe('a group administrator', () => {
  it('imports people of the own groups only, and neither roles nor foreign groups [NFM-IMP-015]', {
    tags: ['long'],
  }, async () => {
    const [sales, plant] = [await tenant.addGroup('S01', '営業部'), await tenant.addGroup('P01', '工場')]
    const chief = await tenant.addPerson({ loginId: 'chief', places: [{ groupId: sales, administrator: true }] })
    await tenant.addPerson({ loginId: 'member', places: [{ groupId: sales }] })
    await tenant.addPerson({ loginId: 'theirs', places: [{ groupId: plant }] })
    const own = { groupCode1: 'S01', groupName1: '営業部' }
    const { importId } = await plan(
      [
        { loginId: 'member', familyName: '営', ...own },
        { ...ours, ...own },
        { loginId: 'theirs', familyName: 'x' },
        { loginId: 'theirs2', password, groupCode1: 'P01', groupName1: '工場' },
        { loginId: 'member2', password, ...own, administrator: '1', mail: 'm@example.jp' },
        { loginId: 'member3', password, ...own, groupAdministrator1: '1' },
        { loginId: 'member4', password, groupCode1: 'NEW9', groupName1: '新' },
        { loginId: 'member5', password },
      ],
      chief,
    )
    const rows = await rowsOf(importId, chief)
    expect(rows.map(({ action }) => action)).toEqual(['change', 'add', ...Array(6).fill('refused')])
    expect(rows.slice(2).map(codesOf)).toMatchObject([
      expect.arrayContaining(['MSG-IMP-044']),
      expect.arrayContaining(['MSG-IMP-045']),
      expect.arrayContaining(['MSG-IMP-042']),
      expect.arrayContaining(['MSG-IMP-042']),
      expect.arrayContaining(['MSG-IMP-045']),
      expect.arrayContaining(['MSG-USR-023']),
    ])
    expect(await apply(importId, chief)).toMatchObject({ totals: { done: 2 } })
    expect((await chief.browser.call(listImports, {})).total).toBe(1)
    const other = await tenant.addPerson({ places: [{ groupId: plant, administrator: true }] })
    await expect(other.browser.call(readImport, { importId })).rejects.toMatchObject({ code: 'request.not-found' })
  })
})

describe('files that come back', () => {
  it('an export imported again changes nothing, and is the same to the byte when written again [NFM-EXP-001] [NFM-EXP-004]', {
    tags: ['long'],
  }, async () => {
    await seedPeople(server, tenant.tenantId, 300)
    await seedPlaces(server, tenant.tenantId)
    const first = await system.browser.call(exportUsers, { encoding: 'utf-8' })
    const { import: uploaded } = await system.browser.call(uploadImport, {
      files: [{ field: 'file', name: 'export.csv', bytes: first }],
    })
    await server.tasks.runDue()
    const read = await system.browser.call(readImport, { importId: uploaded.importId })
    expect(read.totals).toMatchObject({ rows: 301, none: 301, change: 0, refused: 0 })
    expect(Buffer.compare(first, await system.browser.call(exportUsers, { encoding: 'utf-8' }))).toBe(0)
  })

  it('is named after the moment in the zone of the tenant, and stands in the operation log [NFM-EXP-008]', async () => {
    const response = await system.browser.fetch('/api/users/export?encoding=utf-8')
    const now = new Date(server.clock.now().getTime() + 9 * 3_600_000).toISOString().replace(/\D/g, '').slice(0, 14)
    expect(response.headers.get('content-disposition')).toContain(`users_${now}.csv`)
    const rows = await query<{ actor: string; details: string }>(
      sql`select actor, details from operation_log where operation = 'users.exported'`,
    )
    expect(rows.map(({ actor, details }) => [actor, JSON.parse(details).users])).toEqual([['admin', 1]])
  })

  it('exports secrets as YES and NO, and a group administrator the own people only [NFM-EXP-002] [NFM-EXP-003]', async () => {
    const sales = await tenant.addGroup('S01', '営業部')
    const chief = await tenant.addPerson({ loginId: 'chief', places: [{ groupId: sales, administrator: true }] })
    await tenant.addPerson({ loginId: 'stranger' })
    const text = iconv.decode(Buffer.from(await chief.browser.call(exportUsers, {})), 'cp932')
    expect(text).toMatch(/^削除,利用者ID,パスワード/)
    expect(text).toContain(',chief,YES,')
    expect(text).not.toContain('stranger')
    expect(text).not.toContain('argon2')
  })

  it('names what Shift_JIS cannot hold and never writes a question mark [NFM-EXP-005]', async () => {
    await tenant.addPerson({ loginId: 'yoshi', familyName: '𠮷田' })
    await expect(system.browser.call(exportUsers, {})).rejects.toMatchObject({
      code: 'file.not-in-shift-jis',
      details: { characters: '𠮷' },
    })
    const text = Buffer.from(await system.browser.call(exportUsers, { encoding: 'utf-8' })).toString()
    expect(text).toContain('𠮷田')
  })

  it('the report of an import holds the rows as they were uploaded, with result and reason [NFM-IMP-013]', async () => {
    const { importId } = await plan([ours, { loginId: 'あ', password }])
    const planned = iconv.decode(Buffer.from(await system.browser.call(downloadImportReport, { importId })), 'cp932')
    expect(planned.split(password)).toHaveLength(3)
    // For whoever typed them: to another administrator they are markers.
    const other = await tenant.addPerson({ loginId: 'other', systemAdministrator: true })
    const theirs = iconv.decode(Buffer.from(await other.browser.call(downloadImportReport, { importId })), 'cp932')
    expect(theirs).toMatch(/\r\n,hanako,YES,/)
    expect(theirs).not.toContain(password)
    await apply(importId)
    const report = iconv.decode(Buffer.from(await system.browser.call(downloadImportReport, { importId })), 'cp932')
    const [header, good, bad] = report.split('\r\n')
    expect(header).toMatch(/,結果,メッセージ$/)
    expect(good).toMatch(/^,hanako,YES,.*,登録,$/)
    // Passwords that became somebody's are not told again; those of refused rows are there to be sent again.
    expect([good, bad].map((line) => line!.includes(password))).toEqual([false, true])
    expect(bad).toMatch(/,エラー,利用者ID 利用者IDの/)
    const refused = await system.browser.call(downloadImportReport, { importId, rows: 'refused' })
    expect(iconv.decode(Buffer.from(refused), 'cp932').trim().split('\r\n')).toHaveLength(2)
  })
})
