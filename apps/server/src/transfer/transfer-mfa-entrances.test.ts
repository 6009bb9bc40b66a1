/** @module-tag long */
import { randomUUID } from 'node:crypto'
import {
  addImportRows,
  closeImport,
  type ImportRow,
  type InputOf,
  importIntoGroup,
  listImportRows,
  listUsers,
  openImport,
} from '@kaoban/contract'
import iconv from 'iconv-lite'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestTenant, type TestPerson, type TestServer, type TestTenant, testServer } from '../platform/testing.ts'

let server: TestServer
let tenant: TestTenant
beforeAll(async () => {
  server = await testServer()
})
beforeEach(async () => {
  tenant = await openTestTenant(server)
})

type Cells = Record<string, string>

function table(rows: readonly Cells[]): { header: string; lines: string[] } {
  const header = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  return { header: header.join(','), lines: rows.map((row) => header.map((name) => row[name] ?? '').join(',')) }
}

/** As the command line sends a list: its rows in lots, each with its group. */
async function sendLots(
  rows: readonly Cells[],
  more: Partial<InputOf<typeof openImport>> = {},
  by = tenant.administrator,
) {
  const { header, lines } = table(rows)
  const importId = randomUUID()
  await by.browser.call(openImport, {
    ...{ importId, layout: 'mfa', atOnce: true, ...more },
    files: [{ name: 'users.csv', encoding: 'utf-8', header, sha256: 'a'.repeat(64) }],
  })
  await by.browser.call(addImportRows, {
    ...{ importId, from: 1, file: 1, files: [] },
    rows: lines.map((raw, index) => ({ line: index + 2, raw })),
  })
  await by.browser.call(closeImport, { importId, rows: lines.length })
  await server.tasks.runDue()
  return rowsOf(importId, by)
}

/** As the page of a group sends it. */
async function sendFile(groupId: string, rows: readonly Cells[], by: TestPerson) {
  const { header, lines } = table(rows)
  const bytes = new Uint8Array(iconv.encode([header, ...lines].join('\r\n'), 'cp932'))
  const { import: started } = await by.browser.call(importIntoGroup, {
    ...{ groupId, trial: false, consent: false, files: [{ field: 'csv', name: 'users.csv', bytes }] },
  })
  await server.tasks.runDue()
  return rowsOf(started.importId, by)
}

async function rowsOf(importId: string, by: TestPerson): Promise<ImportRow[]> {
  return (await by.browser.call(listImportRows, { importId })).rows
}
const codesOf = (rows: readonly ImportRow[]) => rows.map(({ faults }) => faults.map(({ code }) => code))
const groupsOf = async (loginId: string) =>
  (await tenant.administrator.browser.call(listUsers, { search: loginId })).rows
    .find((row) => row.loginId === loginId)!
    .groups.flatMap((slot) => (slot.kind === 'group' ? [`${slot.code}${slot.administrator ? '*' : ''}`] : []))

describe('both entrances', () => {
  it('take the same layout but for groupId, and the same input ends row by row in the same way [MFA-GEN-003] [MFA-GEN-004]', async () => {
    const rows: Cells[] = [
      {
        ...{ mode: 'add', userid: 'hanada', role: '2', username: '花田 明', mail: 'h@example.co.jp' },
        ...{ template16: 'Kirin-58-Umi', template109: '123456', start: '2025/9/1', end: '2099/03/31' },
        ...{ winlogon_1_username: 'PC-01\\hanada', winlogon_1_password: 'Aki-Yama-9' },
      },
      { mode: 'update', userid: 'MEMBER', username: '佐藤', disable: 'TRUE', boDeletePeriod: '10' },
      { mode: 'delete', userid: 'leaves' },
      { mode: 'update', userid: 'nobody', username: 'x' },
      { mode: 'add', userid: 'member', role: '1' },
      { mode: 'add', userid: 'x', role: '9', template109: '12' },
      { mode: 'delete', userid: 'theirs' },
      { mode: 'add', userid: 'app001', role: '1', idm_61005_userid: 'x' },
    ]
    const ends: unknown[] = []
    for (const entrance of ['group page', 'command line']) {
      const here = await openTestTenant(server)
      const groupId = await here.addGroup('S01', '営業部')
      const plant = await here.addGroup('P01', '工場')
      for (const loginId of ['member', 'leaves']) await here.addPerson({ loginId, places: [{ groupId }] })
      await here.addPerson({ loginId: 'theirs', places: [{ groupId: plant }] })
      const by = here.administrator
      const ended =
        entrance === 'group page'
          ? await sendFile(groupId, rows, by)
          : await sendLots(
              rows.map((row) => ({ ...row, groupId: 'S01' })),
              {},
              by,
            )
      ends.push(
        ended.map(({ row, line, loginId, action, state, differences, faults }) => ({
          ...{ row, line, loginId, action, state, differences },
          faults: faults.map(({ level, code, column, params }) => ({ level, code, column, params })),
        })),
      )
    }
    expect(ends[1]).toEqual(ends[0])
    expect((ends[0] as ImportRow[]).map(({ state }) => state)).toEqual([
      ...['done', 'done', 'done', 'planned', 'planned', 'planned', 'planned', 'planned'],
    ])
  })
})

describe('the group that a row names', () => {
  it('is given by its ID or by a name that no other has', async () => {
    await tenant.addGroup('S01', '営業部')
    await tenant.addGroup('P01', '工場')
    await tenant.addGroup('P02', '工場')
    const rows = await sendLots([
      { mode: 'add', userid: 'user001', role: '1', groupId: 's01' },
      { mode: 'add', userid: 'user002', role: '2', groupId: '営業部' },
      { mode: 'add', userid: 'user003', role: '1', groupId: '工場' },
      { mode: 'add', userid: 'user004', role: '1', groupId: 'none' },
      { mode: 'add', userid: 'user005', role: '1', groupId: '' },
    ])
    expect(codesOf(rows)).toEqual([[], [], ['MFA-E-GROUP-UNKNOWN'], ['MFA-E-GROUP-UNKNOWN'], ['MFA-E-REQUIRED']])
    expect(await groupsOf('user001')).toEqual(['S01'])
    expect(await groupsOf('user002')).toEqual(['S01*'])
  })

  it('is added to those of the person as long as there is a place, or takes their place where that is asked for [MFA-ORG-001]', async () => {
    const ids: string[] = []
    for (const n of [1, 2, 3, 4, 5, 6]) ids.push(await tenant.addGroup(`G${n}`))
    await tenant.addPerson({ loginId: 'full01', places: ids.slice(0, 5).map((groupId) => ({ groupId })) })
    await tenant.addPerson({ loginId: 'some01', places: [{ groupId: ids[0]!, administrator: true }] })
    const rows = ['full01', 'some01'].map((userid) => ({ mode: 'update', userid, groupId: 'G6' }))
    expect(codesOf(await sendLots(rows))).toEqual([['MFA-E-GROUP-FULL'], []])
    expect(await groupsOf('some01')).toEqual(['G1*', 'G6'])
    expect(codesOf(await sendLots(rows, { groupMove: true }))).toEqual([[], []])
    expect([await groupsOf('full01'), await groupsOf('some01')]).toEqual([['G6'], ['G1*', 'G6']])
    expect(codesOf(await sendLots([{ mode: 'delete', userid: 'full01', groupId: 'G1' }]))).toEqual([
      ['MFA-E-NOT-IN-GROUP'],
    ])
  })

  it('is one that a group administrator administers, who moves nobody', async () => {
    const [own, other] = [await tenant.addGroup('S01'), await tenant.addGroup('P01')]
    const second = await tenant.addGroup('S02')
    const chief = await tenant.addPerson({
      loginId: 'chief',
      places: [
        { groupId: own, administrator: true },
        { groupId: second, administrator: true },
      ],
    })
    await tenant.addPerson({ loginId: 'member', places: [{ groupId: own }] })
    await tenant.addPerson({ loginId: 'theirs', places: [{ groupId: other }] })
    const codes = async (row: Cells, more = {}) => codesOf(await sendLots([row], more, chief))
    expect(await codes({ mode: 'add', userid: 'user001', role: '1', groupId: 'P01' })).toEqual([['MFA-E-ROLE']])
    expect(await codes({ mode: 'update', userid: 'theirs', groupId: 'S01' })).toEqual([['MFA-E-ROLE']])
    const row = { mode: 'update', userid: 'member', groupId: 'S02' }
    expect(await codes(row, { groupMove: true })).toEqual([['MFA-E-ROLE']])
    expect(await codes(row)).toEqual([[]])
    expect(await groupsOf('member')).toEqual(['S01', 'S02'])
  })
})

describe('options of the command line', () => {
  it('turn warnings into errors, and make people replace the passwords that they were given', async () => {
    await tenant.addGroup('S01')
    const row = {
      mode: 'add',
      userid: 'user001',
      role: '1',
      groupId: 'S01',
      template16: 'Kirin-58-Umi',
      start: '2025/9/1',
    }
    const strict = await sendLots([row], { strict: true })
    expect(strict[0]).toMatchObject({ action: 'refused', faults: [{ code: 'MFA-W-DATE-IGNORED', level: 'row' }] })
    const forced = await sendLots([row], { forceChange: true })
    expect(forced[0]).toMatchObject({ state: 'done', faults: [{ level: 'warning' }] })
    const initial = () =>
      server.database.transaction({ tenantId: tenant.tenantId }, async (db) =>
        (
          await sql<{
            passwordInitial: boolean
          }>`select password_initial from users where login_id = 'user001'`.execute(db)
        ).rows.map(({ passwordInitial }) => passwordInitial),
      )
    expect(await initial()).toEqual([true])
    await sendLots([{ mode: 'update', userid: 'user001', groupId: 'S01', template16: 'Kirin-59-Umi' }])
    expect(await initial()).toEqual([false])
  })

  it('that are strict refuse a delegation that is there already', async () => {
    await tenant.addGroup('S01')
    for (const loginId of ['user001', 'boss001']) await tenant.addPerson({ loginId })
    server.clock.advance(1000)
    const row = { mode: 'update', userid: 'user001', groupId: 'S01', logonas_add: 'boss001' }
    expect(codesOf(await sendLots([row]))).toEqual([[]])
    const [again] = await sendLots([row], { strict: true })
    expect(again).toMatchObject({ action: 'refused', faults: [{ code: 'MFA-W-LOGONAS-NOOP', level: 'row' }] })
  })
})
