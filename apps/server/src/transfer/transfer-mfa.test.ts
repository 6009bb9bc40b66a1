/** @module-tag long */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import {
  applyImport,
  changeTenantSettings,
  deleteUsers,
  discardImport,
  downloadGroupTemplate,
  downloadImportReport,
  eraseUsers,
  type Import,
  type ImportRow,
  importIntoGroup,
  listGroupImports,
  listImportRows,
  listUsers,
  proveSession,
  readImport,
  readTenantSettings,
  registerApp,
  signIn,
  type TenantSettings,
  undoImport,
} from '@kaoban/contract'
import iconv from 'iconv-lite'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { verifyPassword } from '../passwords/passwords.service.ts'
import {
  openBrowser,
  openTestTenant,
  type TestPerson,
  type TestServer,
  type TestTenant,
  testPassword,
  testServer,
} from '../platform/testing.ts'
import { seedPeople } from '../users/users.testing.ts'
import { purgeImports } from './transfer.service.ts'

let server: TestServer
let tenant: TestTenant
let system: TestPerson
let groupId: string

beforeAll(async () => {
  server = await testServer()
})
beforeEach(async () => {
  tenant = await openTestTenant(server)
  system = tenant.administrator
  groupId = await tenant.addGroup('S01', '営業部')
})

/** The three example rows of the specification, as they stand there. */
const example = /```csv\n(userid,mode[\s\S]*?)```/.exec(
  readFileSync(new URL('../../../../docs/spec/mfa.md', import.meta.url), 'utf8'),
)![1]!

type Cells = Record<string, string>

function csv(...rows: Cells[]): string {
  const header = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`
  return [header.join(','), ...rows.map((row) => header.map((name) => quoted(row[name] ?? '')).join(','))].join('\r\n')
}

const list = (text: string, name = 'users.csv') => ({
  ...{ field: 'csv', name },
  bytes: new Uint8Array(iconv.encode(text, 'cp932')),
})

interface Sent {
  by?: TestPerson
  into?: string
  trial?: boolean
  files?: { field: string; name: string; bytes: Uint8Array }[]
}

async function send(rows: Cells[] | string, { by = system, into = groupId, trial = false, files = [] }: Sent = {}) {
  const text = typeof rows === 'string' ? rows : csv(...rows)
  const { import: started } = await by.browser.call(importIntoGroup, {
    ...{ groupId: into, trial, consent: true, files: [list(text), ...files] },
  })
  await server.tasks.runDue()
  return by.browser.call(readImport, { importId: started.importId })
}

async function rowsOf({ importId }: Pick<Import, 'importId'>, by = system): Promise<ImportRow[]> {
  return (await by.browser.call(listImportRows, { importId })).rows
}

/** Codes of each row of an import. */
async function codesOf(rows: Cells[], sent: Sent = {}): Promise<string[][]> {
  return (await rowsOf(await send(rows, sent), sent.by)).map(({ faults }) => faults.map(({ code }) => code))
}

const query = <T>(text: ReturnType<typeof sql<T>>) =>
  server.database.transaction({ tenantId: tenant.tenantId }, async (db) => (await text.execute(db)).rows)

async function person(loginId: string) {
  const { rows } = await system.browser.call(listUsers, { search: loginId })
  return rows.find((row) => row.loginId.toLowerCase() === loginId.toLowerCase())
}

const hashOf = async (loginId: string) =>
  (
    await query<{ passwordHash: string | null; passwordInitial: boolean }>(
      sql`select password_hash, password_initial from users where login_id = ${loginId}`,
    )
  )[0]!

async function set(settings: Partial<TenantSettings>) {
  const { version } = await system.browser.call(readTenantSettings)
  await system.browser.call(changeTenantSettings, { version, settings })
}

async function report(shown: Pick<Import, 'importId'>, by = system): Promise<string[]> {
  const bytes = await by.browser.call(downloadImportReport, { importId: shown.importId })
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  return Buffer.from(bytes).toString('utf8').slice(1).trimEnd().split('\r\n')
}

const add = (userid: string, more: Cells = {}): Cells => ({ mode: 'add', userid, role: '1', ...more })
const update = (userid: string, more: Cells): Cells => ({ mode: 'update', userid, ...more })
const member = (loginId: string, administrator = false) =>
  tenant.addPerson({ loginId, places: [{ groupId, administrator }] })

describe('a list of the multi-factor product', () => {
  it('adds, changes and deletes people of the group, each row by its mode [MFA-GEN-001]', async () => {
    await member('changes')
    await member('leaves')
    const done = await send([
      add('arrives', { username: '新人 一郎', mail: 'ichiro@example.co.jp', template16: 'Kirin-58-Umi' }),
      update('CHANGES', { username: '佐藤 花子' }),
      { mode: 'delete', userid: 'leaves' },
    ])
    expect(done).toMatchObject({
      ...{ state: 'applied', layout: 'mfa', groupId, trial: false },
      totals: { rows: 3, added: 1, updated: 1, deleted: 1, failed: 0, refused: 0 },
    })
    expect(await person('arrives')).toMatchObject({
      ...{ familyName: '新人 一郎', mail: 'ichiro@example.co.jp', systemAdministrator: false },
      groups: [expect.objectContaining({ groupId, administrator: false }), {}, {}, {}, {}],
    })
    expect(await person('changes')).toMatchObject({ loginId: 'changes', familyName: '佐藤 花子' })
    expect(await person('leaves')).toBeUndefined()
  })

  it('takes the example of the specification as it stands, in Shift_JIS, where its applications are registered', async () => {
    for (const appId of [61000, 61001, 70000, 70001])
      await system.browser.call(registerApp, { appId, name: `アプリ${appId}` })
    const without = example.replaceAll(/[a-z_]+_20250911(\.jpg)?/g, '')
    const done = await send(without)
    expect((await rowsOf(done)).map(({ faults }) => faults.filter(({ level }) => level !== 'warning'))).toEqual([
      [],
      [],
      [],
    ])
    expect(done.totals).toMatchObject({ added: 3, failed: 0 })
    expect(await person('hanada_akira')).toMatchObject({ familyName: '花田 明', systemAdministrator: true })
    expect(await person('imagawa_keiko')).toMatchObject({
      ...{ familyName: '今川 恵子', systemAdministrator: false },
      groups: [expect.objectContaining({ groupId, administrator: true }), {}, {}, {}, {}],
    })
    expect(await person('yoshioka_hiroshi')).toMatchObject({ systemAdministrator: false })
    const { passwordHash, passwordInitial } = await hashOf('yoshioka_hiroshi')
    expect(await verifyPassword(passwordHash, 'p@ssword')).toBe(true)
    expect(passwordInitial).toBe(false)
    expect(await query(sql`select 1 from mails where template = 'MAIL-08'`)).toEqual([])
  })

  it('that a policy forbids the password of is refused row by row', async () => {
    await set({ 'mfa.password.refuseGuessable': true })
    expect(await codesOf([1, 2, 3].map((n) => add(`user00${n}`, { template16: 'p@ssword' })))).toEqual([
      ['MFA-E-PASSWORD-POLICY'],
      ['MFA-E-PASSWORD-POLICY'],
      ['MFA-E-PASSWORD-POLICY'],
    ])
  })

  it('takes PINs of the length and passwords of the lengths that the tenant has set', async () => {
    await set({ 'mfa.pin.length': 4, 'mfa.password.minLength': 12 })
    expect(
      await codesOf([
        add('user001', { template109: '1357', template16: 'Kirin-58-Umi' }),
        add('user002', { template109: '135790', template16: 'Kirin-58' }),
      ]),
    ).toEqual([[], ['MFA-E-PASSWORD-POLICY', 'MFA-E-PIN']])
  })

  it('names existing people without regard to case, and never changes how their ID is spelt [MFA-CSV-022, MFA-CSV-024, MFA-CSV-025, MFA-FLD-005]', async () => {
    await member('USER001')
    const rows = [add('user001'), update('nobody', { username: 'x' }), { mode: 'delete', userid: 'none' }]
    expect(await codesOf(rows)).toEqual([['MFA-E-USERID-EXISTS'], ['MFA-E-USERID-NOTFOUND'], ['MFA-E-USERID-NOTFOUND']])
    await send([update('user001', { username: '花田 明' })])
    expect(await person('user001')).toMatchObject({ loginId: 'USER001', familyName: '花田 明' })
    await send([{ mode: 'delete', userid: 'uSER001' }])
    expect(await person('user001')).toBeUndefined()
  })

  it('of the same ID three times adds the first, and the whole again nobody', async () => {
    const rows = ['USER001', 'User001', 'user001'].map((userid) => add(userid))
    expect((await send(rows)).totals).toMatchObject({ added: 1, refused: 2 })
    expect(await person('USER001')).toMatchObject({ loginId: 'USER001' })
    const again = await rowsOf(await send(rows))
    expect(again.map(({ faults }) => faults.map(({ code }) => code))).toEqual([
      ['MFA-E-USERID-EXISTS'],
      ['MFA-E-USERID-EXISTS', 'MFA-E-USERID-DUP'].reverse(),
      ['MFA-E-USERID-EXISTS', 'MFA-E-USERID-DUP'].reverse(),
    ])
  })

  it('imported twice changes nothing the second time, secrets included [MFA-CSV-027]', async () => {
    await member('user001')
    for (const appId of [61000, 70000]) await system.browser.call(registerApp, { appId, name: `アプリ${appId}` })
    const cells = {
      ...{ username: '花田 明', mail: 'hanada@example.co.jp', role: '2', start: '2025/04/01', end: '2099/03/31' },
      ...{ template16: 'Kirin-58-Umi', template104: '0123456789abcdef0123456789abcdef', template109: '482915' },
      ...{ template110: '482916', boDeletePeriod: '10', idm_61000_password: 'geheim', saml_70000_spname: 'sp' },
      ...{ winlogon_1_username: 'PC-01\\hanada', winlogon_1_password: 'Aki-Yama-9', winlogon_1_description: '机' },
    }
    const first = await send([update('user001', cells)])
    expect((await rowsOf(first))[0]).toMatchObject({ action: 'change', state: 'done', faults: [] })
    const before = await query(sql`select password_hash from users order by 1`)
    const second = await send([update('user001', cells)])
    expect((await rowsOf(second))[0]).toMatchObject({ action: 'none', differences: [] })
    expect(await query(sql`select password_hash from users order by 1`)).toEqual(before)
    expect((await report(second))[1]).toMatch(/^users.csv,2,user001,update,unchanged,/)
  })

  it('changes what cells say, leaves what is empty, and clears on !clear', async () => {
    await member('user001')
    const all = {
      ...{ username: '花田 明', mail: 'hanada@example.co.jp', disable: 'true', template16: 'Kirin-58-Umi' },
      ...{ start: '2025/04/01', end: '2099/03/31' },
    }
    await send([update('user001', all)])
    const full = { familyName: '花田 明', mail: 'hanada@example.co.jp', disabled: true, validFrom: '2025-04-01' }
    expect(await person('user001')).toMatchObject({ ...full, validUntil: '2099-03-31' })
    await send([update('user001', { username: '', mail: '', disable: '', start: '', end: '!clear', template16: '' })])
    expect(await person('user001')).toMatchObject({ ...full, validUntil: null })
    expect((await hashOf('user001')).passwordHash).not.toBeNull()
    const clear = Object.fromEntries(Object.keys(all).map((column) => [column, '!clear']))
    await send([update('user001', clear)])
    expect(await person('user001')).toMatchObject({
      ...{ familyName: '', mail: '', disabled: false, validFrom: null, validUntil: null },
    })
    expect((await hashOf('user001')).passwordHash).toBeNull()
  })

  it('is judged against what would be stored: validity, mail addresses, and the mail of an administrator', async () => {
    await member('user001')
    await send([update('user001', { start: '2025/04/01' })])
    await tenant.addPerson({ mail: 'taken@example.co.jp' })
    expect(
      await codesOf([
        update('user001', { end: '2025/03/31', mail: 'Taken@example.co.jp' }),
        add('user002', { mail: 'same@example.co.jp' }),
        add('user003', { mail: 'SAME@example.co.jp' }),
      ]),
    ).toEqual([['MFA-E-MAIL-TAKEN', 'MFA-E-VALIDITY'], [], ['MFA-E-MAIL-TAKEN']])
    expect(await codesOf([update('user001', { role: '3' })])).toEqual([['MFA-E-REQUIRED']])
  })

  it('keeps a row whose date is void, and warns', async () => {
    const done = await send([add('user001', { start: '2025/9/1', end: '2099/03/31' })])
    expect((await rowsOf(done))[0]).toMatchObject({ state: 'done', faults: [{ code: 'MFA-W-DATE-IGNORED' }] })
    expect(done.totals).toMatchObject({ added: 1, warnings: 1 })
    expect(await person('user001')).toMatchObject({ validFrom: null, validUntil: '2099-03-31' })
  })

  it('refuses secrets for applications that are not registered, and periods that clash afterwards', async () => {
    await member('user001')
    expect(
      await codesOf([
        update('user001', { boUpdatePeriod: '20', boDeletePeriod: '' }),
        add('user002', { idm_61005_userid: 'x' }),
      ]),
    ).toEqual([[], ['MFA-E-APP-UNKNOWN']])
    expect(await codesOf([update('user001', { boDeletePeriod: '10' })])).toEqual([['MFA-E-BO-PERIOD']])
  })

  it('takes delegators that existed before it began, and nobody else [MFA-FLD-054, MFA-FLD-057]', async () => {
    await member('user001')
    await member('boss001')
    server.clock.advance(1000)
    expect(
      await codesOf([
        add('user002'),
        update('user001', { logonas_add: 'user002' }),
        update('boss001', { logonas_delete: 'nobody' }),
      ]),
    ).toEqual([[], ['MFA-E-LOGONAS-USER'], ['MFA-E-LOGONAS-USER']])
    server.clock.advance(1000)
    const second = await send([update('user001', { logonas_add: 'BOSS001;user002' })])
    expect((await rowsOf(second))[0]).toMatchObject({ state: 'done', faults: [] })
    expect(await query(sql`select 1 from delegations`)).toHaveLength(2)
    expect(await codesOf([update('user001', { logonas_add: 'boss001' })])).toEqual([['MFA-W-LOGONAS-NOOP']])
  })

  it('deletes a person with all factors, credentials, accounts and delegations in both directions, and keeps the log [MFA-CSV-028]', async () => {
    const gone = await member('user001')
    await member('other01')
    await system.browser.call(registerApp, { appId: 61000, name: 'アプリ' })
    server.clock.advance(1000)
    await send([
      update('user001', {
        ...{ template104: '0123456789abcdef0123456789abcdef', template109: '482915', idm_61000_password: 'geheim' },
        ...{ winlogon_1_username: '.\\hanada', winlogon_1_password: 'Aki-Yama-9', logonas_add: 'other01' },
      }),
      update('other01', { logonas_add: 'user001', template104: '', template109: '', idm_61000_password: '' }),
    ])
    const held = async () =>
      (
        await query(sql`select user_id from user_factors where user_id = ${gone.userId}
        union all select user_id from app_credentials where user_id = ${gone.userId}
        union all select user_id from windows_logons where user_id = ${gone.userId}
        union all select user_id from windows_account_links where user_id = ${gone.userId}
        union all select user_id from delegations where ${gone.userId} in (user_id, delegator_id)
        union all select user_id from sessions where user_id = ${gone.userId}`)
      ).length
    expect(await held()).toBeGreaterThanOrEqual(6)
    expect((await send([{ mode: 'delete', userid: 'user001' }])).totals).toMatchObject({ deleted: 1 })
    expect(await held()).toBe(0)
    expect((await query(sql`select 1 from operation_log where details like '%user001%'`)).length).toBeGreaterThan(1)
  })

  it('keeps whoever imports, and the last administrator [MFA-CSV-029]', async () => {
    await query(sql`insert into memberships (tenant_id, user_id, slot, group_id, administrator)
      values (${tenant.tenantId}, ${system.userId}, 1, ${groupId}, true)`)
    for (const row of [
      { mode: 'delete', userid: 'admin' },
      update('admin', { disable: 'true' }),
      update('admin', { role: '1' }),
      update('admin', { end: '2099/12/31' }),
    ])
      expect(await codesOf([row])).toEqual([['MFA-E-LAST-ADMIN']])
    expect(await person('admin')).toMatchObject({ systemAdministrator: true, disabled: false })
    const second = await tenant.addPerson({
      ...{ loginId: 'second', mail: 's@example.jp', systemAdministrator: true, places: [{ groupId }] },
    })
    expect((await send([update('second', { role: '1' })])).totals).toMatchObject({ updated: 1 })
    expect(await query(sql`select 1 from sessions where user_id = ${second.userId}`)).toEqual([])
  })

  it('ends the sessions of whoever it locks', async () => {
    const locked = await member('user001')
    await send([update('user001', { disable: 'TRUE' })])
    expect(await query(sql`select 1 from sessions where user_id = ${locked.userId}`)).toEqual([])
  })
})

describe('the group of a list', () => {
  it('is the selected one: nobody else is touched, and a column that says otherwise fails the row [MFA-UI-017]', async () => {
    const plant = await tenant.addGroup('P01', '工場')
    await tenant.addPerson({ loginId: 'theirs', places: [{ groupId: plant }] })
    await tenant.addPerson({ loginId: 'theirs2', places: [{ groupId: plant }] })
    expect(
      await codesOf([
        update('theirs', { username: 'x', groupId: '' }),
        { mode: 'delete', userid: 'theirs2' },
        add('user001', { groupId: 'P01' }),
        add('user002', { groupId: 's01' }),
      ]),
    ).toEqual([['MFA-E-NOT-IN-GROUP'], ['MFA-E-NOT-IN-GROUP'], ['MFA-E-GROUP-MISMATCH'], []])
    expect(await person('theirs')).toMatchObject({ familyName: '' })
    expect((await person('user002'))!.groups[0]).toMatchObject({ groupId })
  })

  it('is one that its administrator administers; others are refused before a byte is read, and ordinary users everywhere [MFA-GEN-005]', async () => {
    const plant = await tenant.addGroup('P01', '工場')
    const chief = await member('chief', true)
    const worker = await member('worker')
    expect((await send([add('user001')], { by: chief })).totals).toMatchObject({ added: 1 })
    await expect(send([add('user002')], { by: chief, into: plant })).rejects.toMatchObject({
      code: 'request.forbidden',
      details: { status: 403 },
    })
    await expect(send([add('user002')], { by: worker })).rejects.toMatchObject({ details: { status: 403 } })
    await expect(chief.browser.call(listGroupImports, { groupId: plant })).rejects.toMatchObject({
      details: { status: 403 },
    })
    expect((await send([add('user002')], { into: plant })).totals).toMatchObject({ added: 1 })
  })

  it('holds administrators whom a group administrator neither makes nor changes [MFA-GEN-006]', async () => {
    const chief = await member('chief', true)
    await member('deputy', true)
    for (const loginId of ['system2', 'system3'])
      await tenant.addPerson({ loginId, systemAdministrator: true, places: [{ groupId }] })
    const rows = [
      add('user001', { role: '3', mail: 'a@example.jp' }),
      add('user002', { role: '2' }),
      update('deputy', { username: 'x' }),
      update('system2', { username: 'x' }),
      { mode: 'delete', userid: 'system3' },
    ]
    expect(await codesOf(rows, { by: chief })).toEqual(rows.map(() => ['MFA-E-ROLE']))
    expect(await person('system2')).toMatchObject({ familyName: '' })
  })

  it('shows what is imported into it to everybody who may import there [MFA-UI-013]', async () => {
    const chief = await member('chief', true)
    const { importId } = await send([add('user001'), add('x')])
    const shown = await chief.browser.call(listGroupImports, { groupId })
    expect(shown.rows).toMatchObject([{ importId, state: 'applied', totals: { added: 1, refused: 1 } }])
    expect((await report({ importId }, chief)).join()).toContain('MFA-E-USERID-FORMAT')
  })
})

describe('limits of an import', () => {
  const image = (name: string, size: number) => ({
    ...{ field: 'image', name },
    bytes: Uint8Array.from({ length: size }, (_, at) => [0xff, 0xd8, 0xff][at] ?? 1),
  })
  const broken = (code: string) => ({
    code: 'import.limit-broken',
    details: { status: 413, faults: [expect.objectContaining({ code })] },
  })

  it('end the upload as soon as one is passed, whatever else would come, and nothing is stored [MFA-LIM-007]', async () => {
    const ok = [add('user001')]
    const lists = (count: number) => Array.from({ length: count }, (_, at) => list('mode,userid\r\n', `${at}.csv`))
    const pictures = (count: number) => Array.from({ length: count }, (_, at) => image(`${at}.jpg`, 10))
    await expect(send(ok, { files: lists(20) })).rejects.toMatchObject(broken('MFA-E-LIMIT-CSV'))
    await expect(send(ok, { files: pictures(301) })).rejects.toMatchObject(broken('MFA-E-LIMIT-IMG'))
    await expect(send(ok, { files: [image('a.jpg', 102_401)] })).rejects.toMatchObject(broken('MFA-E-LIMIT-IMGSIZE'))
    const full = Array.from({ length: 52 }, (_, at) => image(`${at}.jpg`, 102_400))
    await expect(send(ok, { files: full })).rejects.toMatchObject(broken('MFA-E-LIMIT-TOTAL'))
    expect(await query(sql`select 1 from imports`)).toEqual([])
    // Of a body without an end no more is read than the limit and what was on its way.
    let sent = 0
    const endless = new ReadableStream({
      pull(controller) {
        sent += 65_536
        controller.enqueue(sent === 65_536 ? head : new Uint8Array(65_536).fill(65))
      },
    })
    const head = Buffer.from(
      '--x\r\ncontent-disposition: form-data; name="csv"; filename="a.csv"\r\ncontent-type: text/csv\r\n\r\n',
    )
    const answer = await system.browser.fetch(`/api/groups/${groupId}/imports`, {
      ...{ method: 'POST', body: endless, duplex: 'half' },
      headers: {
        'content-type': 'multipart/form-data; boundary=x',
        'x-csrf-token': system.browser.cookies.get('kb_csrf')!,
      },
    } as RequestInit)
    expect(answer.status).toBe(413)
    expect(await answer.json()).toMatchObject({ details: { faults: [{ code: 'MFA-E-LIMIT-TOTAL' }] } })
    expect(sent).toBeLessThan(40 * 1024 * 1024)
    // And what still comes is not listened to.
    let before = -1
    await expect
      .poll(
        () => {
          const [last, now] = [before, sent]
          before = now
          return now - last
        },
        { timeout: 10_000, interval: 300 },
      )
      .toBe(0)
  })

  it('are those of the tenant', async () => {
    await set({ 'mfa.import.maxCsvFiles': 1 })
    expect((await system.browser.call(listGroupImports, { groupId })).limits).toEqual({
      ...{ csvFiles: 1, images: 300, imageBytes: 102_400, totalBytes: 5_242_880 },
    })
    await expect(send([add('user001')], { files: [list('mode,userid\r\n', 'b.csv')] })).rejects.toMatchObject(
      broken('MFA-E-LIMIT-CSV'),
    )
  })

  it('refuse what is neither a list nor a picture, and an upload without a list', async () => {
    const files = [{ field: 'csv', name: 'a.exe', bytes: Buffer.from('MZ') }]
    const call = (sent: NonNullable<Sent['files']>) =>
      system.browser.call(importIntoGroup, { groupId, trial: false, consent: true, files: sent })
    await expect(call(files)).rejects.toMatchObject({ details: { status: 415 } })
    await expect(call([{ ...files[0]!, field: 'else', name: 'a.csv' }])).rejects.toMatchObject({
      details: { status: 415 },
    })
    await expect(call([image('a.jpg', 10)])).rejects.toMatchObject({
      ...{ code: 'import.file-refused' },
      details: { status: 422, faults: [expect.objectContaining({ code: 'MFA-E-NOCSV' })] },
    })
  })

  it('hold against files made to hurt', async () => {
    const refusal = (text: string) => ({
      ...{ code: 'import.file-refused' },
      details: { status: 422, faults: [expect.objectContaining({ code: text })] },
    })
    await expect(send(`mode,userid\r\n"add,${'x'.repeat(1_000_000)}`)).rejects.toMatchObject(refusal('MFA-E-COLUMNS'))
    await expect(send(Array.from({ length: 100_000 }, (_, at) => `c${at}`).join(','))).rejects.toMatchObject({
      code: 'import.file-refused',
    })
    await expect(send(`mode,userid\r\nadd,${'a'.repeat(4_000_000)}`)).rejects.toMatchObject({
      code: 'import.file-refused',
    })
    const zip = { field: 'csv', name: 'users.csv', bytes: Buffer.from('PK\x03\x04\0\0\0\0') }
    await expect(
      system.browser.call(importIntoGroup, { groupId, trial: false, consent: true, files: [zip] }),
    ).rejects.toMatchObject(refusal('MFA-E-ENCODING'))
  })
})

describe('a trial run', () => {
  it('yields the same report without writing anything, and cannot be applied [MFA-UI-019]', async () => {
    await member('user001')
    const rows = [add('user002', { template16: 'Kirin-58-Umi' }), update('user001', { username: 'x' }), add('y')]
    const before = await query(sql`select login_id, version from users order by 1`)
    const trial = await send(rows, { trial: true })
    expect(trial).toMatchObject({ state: 'checked', trial: true, totals: { add: 1, change: 1, refused: 1 } })
    expect(await query(sql`select login_id, version from users order by 1`)).toEqual(before)
    expect(await query(sql`select 1 from import_rows where record <> ''`)).toEqual([])
    await expect(system.browser.call(applyImport, { importId: trial.importId })).rejects.toMatchObject({
      code: 'import.not-ready',
    })
    const tried = await report(trial)
    expect(tried).toEqual(await report(await send(rows)))
    expect(tried[1]).toMatch(/^users.csv,2,user002,add,added,/)
  })
})

describe('what is uploaded', () => {
  it('is sealed, and erased when the import ends or after a day at the latest [MFA-RES-006]', async () => {
    await set({ 'mfa.import.deleteConfirmThreshold': 0 })
    await member('user001')
    const done = await send([add('user002', { template16: 'Kirin-58-Umi' })])
    expect(done.state).toBe('applied')
    expect(await query(sql`select 1 from import_rows where record <> ''`)).toEqual([])
    const waits = await send([{ mode: 'delete', userid: 'user001' }, add('user003', { template16: 'Kirin-58-Umi' })])
    expect(waits.state).toBe('planned')
    const sealed = await query<{ record: Uint8Array }>(sql`select record from import_rows where record <> ''`)
    expect(sealed).toHaveLength(2)
    for (const { record } of sealed) expect(Buffer.from(record).toString('latin1')).not.toContain('Kirin')
    server.clock.advance(22 * 3_600_000)
    await purgeImports(server.database, server.clock)
    expect(await query(sql`select 1 from import_rows where record <> ''`)).toHaveLength(2)
    server.clock.advance(3_600_001)
    await purgeImports(server.database, server.clock)
    expect(await query(sql`select 1 from import_rows where record <> ''`)).toEqual([])
    expect(await query(sql`select state from imports where import_id = ${waits.importId}`)).toEqual([
      { state: 'discarded' },
    ])
  })

  it('is never read back: neither answers nor the log hold a secret', async () => {
    const secrets = ['Kirin-58-Umi', '0123456789abcdef', '482915', 'Aki-Yama-9']
    const done = await send([
      add('user001', {
        ...{ template16: secrets[0]!, template104: secrets[1]!.repeat(2), template109: secrets[2]! },
        ...{ winlogon_1_username: 'PC\\u', winlogon_1_password: secrets[3]! },
      }),
    ])
    const log = await query(sql`select details from operation_log`)
    const told = JSON.stringify([await rowsOf(done), await report(done), log])
    for (const secret of secrets) expect(told).not.toContain(secret)
  })
})

describe('an import that deletes many', () => {
  it('asks for the number above the threshold, and shows deletions and replaced factors apart [MFA-RES-007]', async () => {
    const people = await seedPeople(server, tenant.tenantId, 21)
    await query(sql`insert into memberships (tenant_id, user_id, slot, group_id) select tenant_id, user_id, 1, ${groupId}::uuid
      from users where not system_administrator`)
    await member('user001')
    const rows = people.map(({ loginId }): Cells => ({ mode: 'delete', userid: loginId }))
    const asked = await send([...rows, update('user001', { template16: 'Kirin-58-Umi' })])
    expect(asked).toMatchObject({ state: 'planned', confirmDeletions: true, totals: { delete: 21, factors: 1 } })
    const { importId } = asked
    await expect(system.browser.call(applyImport, { importId })).rejects.toMatchObject({
      code: 'import.deletions-unconfirmed',
      details: { deletions: 21 },
    })
    await system.browser.call(applyImport, { importId, deletions: 21 })
    await server.tasks.runDue()
    expect(await system.browser.call(readImport, { importId })).toMatchObject({
      ...{ state: 'applied', totals: { deleted: 21, updated: 1, factors: 1 } },
    })
    const twenty = await seedPeople(server, tenant.tenantId, 20)
    expect(twenty).toHaveLength(20)
  })
})

describe('a second import', () => {
  it('is planned at once and waits for its turn, and the first one is untouched by it [MFA-UI-014]', async () => {
    await member('user001')
    const { importId } = await send([update('user001', { username: '〇' })])
    // Stands for one that is at work somewhere else.
    await query(sql`update imports set state = 'undoing' where import_id = ${importId}`)
    for (const cells of [{ username: '一' }, { mail: 'one@example.jp' }] as Cells[])
      await system.browser.call(importIntoGroup, {
        ...{ groupId, trial: false, consent: false, files: [list(csv(update('user001', cells)))] },
      })
    const running = server.tasks.runDue()
    const states = async () =>
      (await system.browser.call(listGroupImports, { groupId })).rows.map(({ state }) => state).sort()
    await expect.poll(states, { timeout: 10_000 }).toEqual(['queued', 'queued', 'undoing'])
    expect(await person('user001')).toMatchObject({ familyName: '〇' })
    await query(sql`update imports set state = 'applied' where import_id = ${importId}`)
    await running
    expect(await person('user001')).toMatchObject({ familyName: '一', mail: 'one@example.jp' })
    expect(await states()).toEqual(['applied', 'applied', 'applied'])
  })
})

describe('an import of the multi-factor product', () => {
  it('is taken back with everything it set', async () => {
    const tables = ['users', 'memberships', 'user_factors', 'app_credentials', 'windows_logons', 'delegations']
    const everything = async () => {
      const texts: string[] = []
      for (const table of tables)
        for (const { row } of await query<{ row: Record<string, unknown> }>(
          sql`select to_jsonb(t) as row from ${sql.table(table)} t`,
        )) {
          const { version: _, updated_at: __, ...rest } = row
          texts.push(`${table} ${JSON.stringify(rest)}`)
        }
      return texts.sort()
    }
    await member('user001')
    await member('user002')
    server.clock.advance(1000)
    await send([update('user001', { template109: '482915', template16: 'Kirin-58-Umi' })])
    const before = await everything()
    const done = await send([
      update('user001', { template109: '719203', disable: 'true', template16: 'Kirin-59-Umi', logonas_add: 'user002' }),
      { mode: 'delete', userid: 'user002' },
      add('user003', { template109: '482915' }),
    ])
    expect(done.totals).toMatchObject({ added: 1, updated: 1, deleted: 1, failed: 0 })
    expect(await everything()).not.toEqual(before)
    await system.browser.call(undoImport, { importId: done.importId })
    await server.tasks.runDue()
    expect(await system.browser.call(readImport, { importId: done.importId })).toMatchObject({ state: 'undone' })
    expect(await everything()).toEqual(before)
  })

  it('forgets what people proved themselves with before it when they are erased', async () => {
    const { userId } = await member('user001')
    await send([update('user001', { template109: '482915' })])
    const kept = () => query<{ userId: string }>(sql`select user_id from former_factors`)
    expect(await kept()).toEqual([{ userId }])
    await system.browser.call(deleteUsers, { selection: { userIds: [userId] } })
    await system.browser.call(eraseUsers, { selection: { userIds: [userId] }, expected: 1 })
    expect(await kept()).toEqual([])
  })

  it('is in the operation log with caller, group, entrance, files, counts and times [MFA-GEN-007]', async () => {
    const from = server.clock.now().toISOString()
    const second = list(csv(add('user002')), 'b.csv')
    const jpeg = { field: 'image', name: 'face.jpg', bytes: Uint8Array.of(0xff, 0xd8, 0xff, 0xe0) }
    const done = await send([add('user001', { template16: 'Kirin-58-Umi' }), add('x')], { files: [second, jpeg] })
    const log = await query<{ actor: string; details: string }>(
      sql`select actor, details from operation_log where operation = 'import.finished'`,
    )
    expect(log).toHaveLength(1)
    const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
    const first = list(csv(add('user001', { template16: 'Kirin-58-Umi' }), add('x')))
    expect(log[0]!.actor).toBe('admin')
    expect(JSON.parse(log[0]!.details)).toMatchObject({
      ...{ importId: done.importId, group: groupId, entrance: 'group page', from, until: from },
      totals: { added: 2, updated: 0, deleted: 0, refused: 1, failed: 0 },
      files: [
        { name: 'b.csv', sha256: sha256(second.bytes) },
        { name: 'users.csv', sha256: sha256(first.bytes) },
      ],
    })
    expect(log[0]!.details).not.toContain('Kirin')
    const [uploaded] = await query<{ details: string }>(
      sql`select details from operation_log where operation = 'import.uploaded'`,
    )
    expect(JSON.parse(uploaded!.details)).toMatchObject({
      ...{ importId: done.importId, pictureFiles: [{ name: 'face.jpg', sha256: sha256(jpeg.bytes) }] },
    })
  })

  it('asks whoever proved themselves long ago for the password', async () => {
    server.clock.advance(16 * 60_000)
    const old = { code: 'session.proof-needed', details: { status: 403 } }
    await expect(send([add('user001')])).rejects.toMatchObject(old)
    await expect(system.browser.call(proveSession, { password: 'wrong' })).rejects.toMatchObject({
      code: 'request.invalid',
    })
    await expect(send([add('user001')])).rejects.toMatchObject(old)
    await system.browser.call(proveSession, { password: testPassword })
    expect((await send([add('user001')])).totals).toMatchObject({ added: 1 })
    server.clock.advance(15 * 60_000 + 1)
    await expect(send([add('user002')])).rejects.toMatchObject(old)
    const browser = await openBrowser(server)
    await browser.call(signIn, { code: tenant.code, loginId: 'admin', password: testPassword })
    expect((await send([add('user002')], { by: { ...system, browser } })).totals).toMatchObject({ added: 1 })
  })

  it('may be given up while it waits to be confirmed', async () => {
    await set({ 'mfa.import.deleteConfirmThreshold': 0 })
    await member('user001')
    const { importId } = await send([{ mode: 'delete', userid: 'user001' }])
    await system.browser.call(discardImport, { importId })
    expect(await person('user001')).toBeDefined()
    expect(await query(sql`select 1 from import_rows`)).toEqual([])
  })

  it('has a template with the columns of the registered applications', async () => {
    await system.browser.call(registerApp, { appId: 61005, name: 'アプリ' })
    const bytes = await system.browser.call(downloadGroupTemplate, { groupId })
    const text = iconv.decode(Buffer.from(bytes), 'cp932')
    expect(text).toMatch(/^mode,userid,username,.*idm_61005_userid,.*winlogon_1_username.*,start,end\r\n$/)
    expect((await send(text)).totals).toMatchObject({ rows: 0 })
  })
})
