/** @module-tag long */
import {
  addLinkageEntry,
  agreeToLinkage,
  configureLinkage,
  deleteLinkageEntries,
  exportLinkageFilter,
  importLinkageFilter,
  linkageNoticeVersion,
  listLinkageFilter,
  readLicences,
  readLinkage,
  readLinkageConnector,
  readMailbox,
  readSession,
  removeLinkage,
  startLinkageSync,
  testLinkage,
} from '@kaoban/contract'
import iconv from 'iconv-lite'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openOperator } from '../operators/operators.testing.ts'
import { type Browser, openTestTenant, type TestServer, type TestTenant, testServer } from '../platform/testing.ts'
import { putFace } from '../users/users.testing.ts'
import { link, type OutsideSystem, startOutsideSystem } from './linkage.testing.ts'

let server: TestServer
let outside: OutsideSystem
let tenant: TestTenant
let administrator: Browser

beforeAll(async () => {
  server = await testServer()
  outside = await startOutsideSystem(server)
}, 60_000)
afterAll(() => outside.close())
beforeEach(async () => {
  tenant = await openTestTenant(server)
  administrator = tenant.administrator.browser
  outside.people.clear()
  outside.fails = undefined
})

const ids = async (search = '') =>
  (await administrator.call(listLinkageFilter, { search })).rows.map(({ loginId }) => loginId)
const fieldsOf = (call: Promise<unknown>) =>
  call.then(() => undefined).catch(({ details }) => details?.fields as { message: string }[] | undefined)
const add = (loginId: string) => administrator.call(addLinkageEntry, { loginId })

describe('the connector', () => {
  const set = async (more: object = {}) => {
    const { browser } = await openOperator(server)
    const { url, token } = outside
    return browser.call(configureLinkage, {
      ...{ tenantId: tenant.tenantId, kind: 'persons', serviceName: '人事クラウド', url, token, ...more },
    })
  }

  it('is set up by the operator, who has the applicant told once [NFM-LNK-003] [NFM-OPS-003]', async () => {
    const connector = await set()
    expect(connector).toMatchObject({
      kind: 'persons',
      serviceName: '人事クラウド',
      url: outside.url,
      filterEntries: 0,
    })
    expect(JSON.stringify(connector)).not.toContain(outside.token)
    await set({ serviceName: '人事クラウド2' })
    await server.mails.sendDue()
    const { rows } = await administrator.call(readMailbox, { limit: 200 })
    const mails = rows.filter(({ to }) => to.includes(`admin-${tenant.code.toLowerCase()}@`))
    expect(mails.map(({ template }) => template)).toEqual(['MAIL-11'])
    expect(mails[0]).toMatchObject({ subject: expect.stringContaining('外部システム連携 利用開始のお知らせ') })
    expect(mails[0]!.text).toContain('「人事クラウド」')
  })

  it('is tried before it is stored, and its token is kept sealed and for its address only', async () => {
    await expect(set({ token: 'wrong' })).rejects.toMatchObject({
      code: 'linkage.no-answer',
      details: { fault: 'unauthorised' },
    })
    await expect(set({ url: outside.url.replace('/scim', '/nothing') })).rejects.toMatchObject({
      details: { fault: 'refused' },
    })
    expect(await fieldsOf(set({ url: 'http://example.jp/scim' }))).toEqual([
      { field: 'url', message: 'linkage.url.unsafe' },
    ])
    expect(await fieldsOf(set({ token: '' }))).toEqual([{ field: 'token', message: 'linkage.token.missing' }])
    const { browser } = await openOperator(server)
    const { tenantId } = tenant
    expect(await browser.call(readLinkageConnector, { tenantId })).toEqual({
      tenantName: '株式会社テスト',
      connector: null,
    })
    await set()
    expect(await set({ token: '', propagateFaceDelete: false })).toMatchObject({ propagateFaceDelete: false })
    expect(await fieldsOf(set({ token: '', url: 'https://elsewhere.example.jp/scim' }))).toEqual([
      { field: 'token', message: 'linkage.token.missing' },
    ])
    expect(await browser.call(testLinkage, { tenantId })).toEqual({ fault: null })
    outside.fails = 302
    expect(await browser.call(testLinkage, { tenantId })).toEqual({ fault: 'elsewhere' })
    const stored = await server.database.transaction({ tenantId }, async (db) => {
      const { rows } = await sql<{ token: Uint8Array }>`select token from linkage_connectors`.execute(db)
      return Buffer.from(rows[0]!.token)
    })
    expect(stored.includes(outside.token)).toBe(false)
  })

  it('is of one kind; another kind begins anew, without consent [NFM-LNK-002]', async () => {
    await link(server, tenant, outside)
    expect((await administrator.call(readLinkage)).consent).not.toBeNull()
    await set({ serviceName: '人事' })
    expect((await administrator.call(readLinkage)).consent).not.toBeNull()
    await set({ kind: 'members' })
    expect(await administrator.call(readLinkage)).toMatchObject({ kind: 'members', consent: null })
  })

  it('can be taken away again; the users stay', async () => {
    await link(server, tenant, outside)
    await add('user.a')
    const { browser } = await openOperator(server)
    await browser.call(removeLinkage, { tenantId: tenant.tenantId })
    await expect(administrator.call(readLinkage)).rejects.toMatchObject({ code: 'linkage.not-configured' })
    expect((await administrator.call(readSession)).account).toMatchObject({ managesLinkage: false })
  })
})

describe('who sees it', () => {
  it('a system administrator alone, and only once the operator has set it up [NFM-ROL-027] [NFM-NAV-008]', async () => {
    const groupId = await tenant.addGroup('G1')
    const people = {
      'group administrator': await tenant.addPerson({ places: [{ groupId, administrator: true }] }),
      user: await tenant.addPerson(),
    }
    const manages = async (browser: Browser) => (await browser.call(readSession)).account?.managesLinkage
    expect(await manages(administrator)).toBe(false)
    await expect(administrator.call(listLinkageFilter, {})).rejects.toMatchObject({ code: 'linkage.not-configured' })
    await link(server, tenant, outside)
    expect(await manages(administrator)).toBe(true)
    await administrator.call(listLinkageFilter, {})
    for (const [name, { browser }] of Object.entries(people)) {
      expect(await manages(browser), name).toBe(false)
      for (const call of [
        () => browser.call(readLinkage),
        () => browser.call(listLinkageFilter, {}),
        () => browser.call(addLinkageEntry, { loginId: 'user.a' }),
        () => browser.call(startLinkageSync),
        () => browser.call(exportLinkageFilter),
      ])
        await expect(call(), name).rejects.toMatchObject({ code: 'request.forbidden' })
    }
  })
})

describe('the notice', () => {
  it('is agreed to before the first entry; who, when and which text are kept [NFM-LNK-005] [NFM-LNK-006]', async () => {
    await link(server, tenant, outside, { agrees: false })
    const asked = outside.requests.length
    await expect(add('user.a')).rejects.toMatchObject({ code: 'linkage.no-consent' })
    await expect(administrator.call(startLinkageSync)).rejects.toMatchObject({ code: 'linkage.no-consent' })
    await administrator.call(agreeToLinkage, { version: linkageNoticeVersion })
    expect((await administrator.call(readLinkage)).consent).toEqual({
      by: 'admin',
      at: server.clock.now().toISOString(),
      version: linkageNoticeVersion,
    })
    await add('user.a')
    expect(outside.requests.length).toBe(asked)
  })
})

describe('the filter', () => {
  beforeEach(() => link(server, tenant, outside))

  it('is empty at first, takes IDs that nobody has, and gives them back; users stay [NFM-LNK-011] [NFM-LNK-013] [NFM-LNK-017]', async () => {
    expect(await ids()).toEqual([])
    const person = await tenant.addPerson({ loginId: 'known' })
    const known = await add('Known')
    expect(known).toMatchObject({ known: true, automatic: false, addedAt: server.clock.now().toISOString() })
    expect(await add('nobody')).toMatchObject({ known: false })
    expect(await ids()).toEqual(['Known', 'nobody'])
    expect(await ids('NOB')).toEqual(['nobody'])
    expect(await administrator.call(deleteLinkageEntries, { selection: { entryIds: [known.entryId] } })).toEqual({
      deleted: 1,
    })
    expect(await ids()).toEqual(['nobody'])
    expect((await person.browser.call(readSession)).account?.loginId).toBe('known')
    await add('someone')
    const { rows } = await administrator.call(listLinkageFilter, {})
    const kept = rows.find(({ loginId }) => loginId === 'nobody')!.entryId
    await administrator.call(deleteLinkageEntries, { selection: { search: '', except: [kept] } })
    expect(await ids()).toEqual(['nobody'])
  })

  it('says what is wrong with an ID [NFM-LNK-016]', async () => {
    const message = async (loginId: string) => (await fieldsOf(add(loginId)))?.[0]?.message
    expect(await message('  ')).toBe('MSG-LNK-001')
    expect(await message('a'.repeat(257))).toBe('MSG-LNK-002')
    expect(await message('a'.repeat(256))).toBeUndefined()
    expect(await message('利用者')).toBe('MSG-LNK-003')
    expect(await message('a b')).toBe('MSG-LNK-003')
    await add('user.a')
    expect(await message('USER.A')).toBe('MSG-LNK-008')
  })

  it('has whoever gets a face, until the face goes, but for who was put there by hand [NFM-LNK-014] [NFM-LIC-059]', async () => {
    const [first, second] = [await tenant.addPerson(), await tenant.addPerson()]
    await add(second.loginId)
    for (const { userId } of [first, second]) await putFace(server, tenant.tenantId, userId, 'provisional')
    const { rows } = await administrator.call(listLinkageFilter, {})
    expect(rows.map(({ loginId, automatic }) => [loginId, automatic])).toEqual([
      [first.loginId, true],
      [second.loginId, false],
    ])
    for (const { userId } of [first, second]) await putFace(server, tenant.tenantId, userId, undefined)
    expect(await ids()).toEqual([second.loginId])
  })

  it('has the faces of before at first view [NFM-LNK-015]', async () => {
    tenant = await openTestTenant(server)
    administrator = tenant.administrator.browser
    const person = await tenant.addPerson()
    await putFace(server, tenant.tenantId, person.userId, 'registered')
    await link(server, tenant, outside, { agrees: false })
    expect(await ids()).toEqual([person.loginId])
  })

  it('counts as IDs in use, each once with the face of the same person [NFM-LNK-021] [NFM-LIC-015]', async () => {
    const inUse = async () => (await administrator.call(readLicences, {})).idsInUse
    const [first, second] = [await tenant.addPerson(), await tenant.addPerson()]
    await putFace(server, tenant.tenantId, first.userId, 'registered')
    expect(await inUse()).toBe(1)
    await add(second.loginId)
    await add('nobody')
    expect(await inUse()).toBe(3)
    await putFace(server, tenant.tenantId, second.userId, 'registered')
    expect(await inUse()).toBe(3)
  })

  const send = (bytes: Uint8Array, name = 'filter.csv') =>
    administrator.call(importLinkageFilter, { files: [{ field: 'file', name, bytes }] })
  const file = '削除,利用者ID\r\n,user.a\r\n,user.b\r\nD,old\r\n,利用者\r\nX,user.c\r\nD,missing\r\n,USER.B\r\n'

  it('is imported in Shift_JIS and UTF-8; rows that are wrong stop no other [NFM-LNK-018] [NFM-LNK-019]', async () => {
    for (const encoding of ['cp932', 'utf8']) {
      await add('old')
      const answer = await send(iconv.encode(file, encoding))
      expect(answer).toMatchObject({ deleted: 1, failed: 2 })
      expect(answer.rows.map(({ line, message }) => `${line} ${message}`)).toEqual(
        encoding === 'cp932'
          ? ['3 linkage.row.twice', '5 MSG-LNK-003', '6 linkage.row.flag', '7 linkage.row.absent']
          : [
              ...['2 MSG-LNK-008', '3 linkage.row.twice', '5 MSG-LNK-003', '6 linkage.row.flag'],
              ...['7 linkage.row.absent', '8 MSG-LNK-008'],
            ],
      )
      expect(await ids()).toEqual(['user.a', 'USER.B'])
    }
    for (const wrong of ['利用者ID\r\nuser.a\r\n', '削除,利用者ID\r\n,"user', ''])
      await expect(send(Buffer.from(wrong))).rejects.toMatchObject({ code: 'import.file-refused' })
    await expect(send(Buffer.from(file), 'filter.xlsx')).rejects.toMatchObject({ code: 'import.file-refused' })
    const original = '削除,NFM 利用者 ID\r\n,user.z\r\n'
    expect(await send(iconv.encode(original, 'cp932'))).toMatchObject({ added: 1, failed: 0 })
  })

  it('is exported in UTF-8 without a mark, as it can be imported [NFM-LNK-019]', async () => {
    for (const loginId of ['user.b', '-user', 'user.a']) await add(loginId)
    const exported = await administrator.call(exportLinkageFilter)
    expect(Buffer.from(exported).toString('utf8')).toBe('削除,利用者ID\r\n,-user\r\n,user.a\r\n,user.b\r\n')
    await administrator.call(deleteLinkageEntries, { selection: { search: '', except: [] } })
    expect(await send(exported)).toMatchObject({ added: 3, unchanged: 0, failed: 0 })
    expect(Buffer.from(await administrator.call(exportLinkageFilter))).toEqual(Buffer.from(exported))
  })

  it('is in the operation log [NFM-OPL-016]', async () => {
    const { entryId } = await add('user.a')
    await administrator.call(deleteLinkageEntries, { selection: { entryIds: [entryId] } })
    const logged = await server.database.transaction({ tenantId: tenant.tenantId }, async (db) => {
      const { rows } = await sql<{ operation: string }>`select operation from operation_log
        where operation like 'linkage.%' and succeeded order by seq`.execute(db)
      return rows.map(({ operation }) => operation)
    })
    expect(logged).toEqual([
      'linkage.configured',
      'linkage.consented',
      'linkage.entries-added',
      'linkage.entries-deleted',
    ])
  })
})
