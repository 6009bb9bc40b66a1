import { randomBytes } from 'node:crypto'
import { exportOperationLog, type Operation, operations, revokeSession, signOut } from '@kaoban/contract'
import { hasMessage, locales, word } from '@kaoban/messages'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { sql } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import type { Circumstances } from '../platform/context.ts'
import type { Db } from '../platform/database.ts'
import { writeOperation } from '../platform/operation-log.ts'
import { publicKeyOf } from '../platform/operation-log-marks.ts'
import { Secrets } from '../platform/secrets.ts'
import { openTestTenant, startTestServer, type TestServer, testServer } from '../platform/testing.ts'
import { listOperationLogs, purgeOperations, verifyOperationLog } from './operation-log.service.ts'

const day = 86_400_000

function somebody(server: TestServer, tenantId: string, claims = 'admin'): Circumstances {
  return {
    tenantId,
    actor: { kind: 'guest', claims },
    clock: server.clock,
    locale: 'ja',
    secrets: server.platform.secrets,
    requestId: 'test',
    address: '192.0.2.7',
    local: false,
    userAgent: '',
    browser: { token: () => undefined, remember() {}, forget() {} },
  }
}

/** A tenant whose log holds `count` rows. */
async function tenantWithRows(server: TestServer, count: number) {
  const tenant = await openTestTenant(server)
  const who = somebody(server, tenant.tenantId)
  await server.database.transaction(tenant, async (db) => {
    for (let n = 0; n < count; n++) await writeOperation(db, who, 'user.changed', { n }, true)
  })
  return tenant
}

/** What somebody does who has more rights on the database than the application, in a log of its own. */
async function tampered(count: number, act: (db: Db, tenantId: string) => Promise<unknown>) {
  const server = await testServer()
  const { tenantId, code } = await tenantWithRows(server, count)
  const verify = () => verifyOperationLog(server.database, { tenantId, code }, publicKeyOf(server.platform.secrets))
  expect(await verify()).toMatchObject({ rows: count, last: count, fault: undefined })
  await server.database.transaction({ tenantId }, async (db) => {
    await sql`set local role none`.execute(db)
    await sql`grant update on operation_log to kaoban_app`.execute(db)
    await sql`grant delete on operation_log_heads to kaoban_app`.execute(db)
    await sql`set local role kaoban_app`.execute(db)
    await act(db, tenantId)
    await sql`set local role none`.execute(db)
    await sql`revoke update on operation_log from kaoban_app`.execute(db)
    await sql`revoke delete on operation_log_heads from kaoban_app`.execute(db)
  })
  return (await verify()).fault
}

describe('the operation log', () => {
  it('stays one chain when twenty write at once', async () => {
    const server = await testServer()
    const { tenantId, code } = await openTestTenant(server)
    const who = somebody(server, tenantId)
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        server.database.transaction({ tenantId }, (db) => writeOperation(db, who, 'user.changed', { n }, true)),
      ),
    )
    const report = await verifyOperationLog(server.database, { tenantId, code }, publicKeyOf(server.platform.secrets))
    expect(report).toEqual({ code, rows: 20, last: 20, fault: undefined })
  })

  it('is hashed by the database as whoever verifies it does, whatever strangers type', { tags: ['long'] }, async () => {
    const server = await testServer()
    const { tenantId, code } = await openTestTenant(server)
    const text = fc.string({ unit: 'binary', maxLength: 40 })
    const broken = ['', '"\\', '\0', '\ud842', '𠮷野\udfb7', '葛\u{e0100}城', '\u2028\r\n', "'; --", '{"seq":1}']
    const typed = [...broken, ...fc.sample(text, 200)]
    await server.database.transaction({ tenantId }, async (db) => {
      for (const words of typed)
        await writeOperation(db, somebody(server, tenantId, words), 'user.changed', { [words]: words }, false)
    })
    const report = await verifyOperationLog(server.database, { tenantId, code }, publicKeyOf(server.platform.secrets))
    expect(report).toEqual({ code, rows: typed.length, last: typed.length, fault: undefined })
  })

  it('names the row whose words, time or outcome were changed', async () => {
    expect(await tampered(12, (db) => sql`update operation_log set details = '{}' where seq = 5`.execute(db))).toEqual({
      seq: 5,
      reason: 'changed',
    })
    expect(
      await tampered(12, (db) => sql`update operation_log set at = at + interval '1 ms' where seq = 12`.execute(db)),
    ).toEqual({ seq: 12, reason: 'changed' })
    expect(
      await tampered(12, (db) => sql`update operation_log set succeeded = false where seq = 1`.execute(db)),
    ).toEqual({ seq: 1, reason: 'changed' })
  })

  it('names the first row that was taken out, wherever it stood', async () => {
    const without = (from: number, to: number) =>
      tampered(12, (db) => sql`delete from operation_log where seq between ${from} and ${to}`.execute(db))
    expect(await without(7, 8)).toEqual({ seq: 7, reason: 'missing' })
    expect(await without(1, 1)).toEqual({ seq: 2, reason: 'beginning-missing' })
    expect(await without(12, 12)).toEqual({ seq: 12, reason: 'end-missing' })
    expect(await without(1, 12)).toEqual({ seq: 1, reason: 'end-missing' })
  })

  it('names the row where two changed places', async () => {
    const fault = await tampered(12, async (db) => {
      await sql`update operation_log set seq = 1000 where seq = 4`.execute(db)
      await sql`update operation_log set seq = 4 where seq = 9`.execute(db)
      await sql`update operation_log set seq = 9 where seq = 1000`.execute(db)
    })
    expect(fault).toEqual({ seq: 4, reason: 'changed' })
  })

  it('sees through a chain that was computed anew, because its marks are signed', { tags: ['long'] }, async () => {
    const server = await testServer()
    const rewritten = async (db: Db, tenantId: string) => {
      await sql`delete from operation_log`.execute(db)
      await sql`delete from operation_log_heads`.execute(db)
      for (let n = 0; n < 150; n++)
        await writeOperation(db, somebody(server, tenantId, 'mallory'), 'user.changed', { n: n + 1000 }, true)
    }
    // The marks of the honest rows stay: "do nothing on conflict" keeps the first.
    expect(await tampered(150, rewritten)).toEqual({ seq: 100, reason: 'replaced' })
    expect(
      await tampered(150, async (db, tenantId) => {
        await rewritten(db, tenantId)
        await sql`update operation_log_checkpoints m set hash = l.hash from operation_log l where l.seq = m.seq and l.tenant_id = m.tenant_id`.execute(
          db,
        )
      }),
    ).toEqual({ seq: 100, reason: 'mark-forged' })
    expect(await tampered(150, (db) => sql`delete from operation_log_checkpoints`.execute(db))).toEqual({
      seq: 100,
      reason: 'mark-missing',
    })
  })

  it('sees a log cut back to an older end', async () => {
    const cut = async (db: Db) => {
      await sql`delete from operation_log where seq > 90`.execute(db)
      await sql`update operation_log_heads h set seq = 90, hash = l.hash from operation_log l where l.seq = 90 and l.tenant_id = h.tenant_id`.execute(
        db,
      )
    }
    expect(await tampered(120, cut)).toEqual({ seq: 91, reason: 'end-missing' })
  })

  it('is verified with the public key alone, and with no other', async () => {
    const server = await testServer()
    const { tenantId, code } = await tenantWithRows(server, 100)
    const other = new Secrets({ ...server.kek, key: randomBytes(32) })
    const report = await verifyOperationLog(server.database, { tenantId, code }, publicKeyOf(other))
    expect(report.fault).toEqual({ seq: 100, reason: 'mark-forged' })
  })

  it('cannot be changed by the application itself', async () => {
    const server = await testServer()
    const tenant = await tenantWithRows(server, 1)
    const change = server.database.transaction(tenant, (db) => sql`update operation_log set actor = 'x'`.execute(db))
    await expect(change).rejects.toMatchObject({ code: '42501' })
  })
})

describe('the retention of the operation log', { tags: ['long'] }, () => {
  let server: TestServer | undefined
  afterAll(() => server?.close())

  it('deletes operations after 90 days, oldest first, and the rest can still be verified [NFM-OPL-003]', async () => {
    server = await startTestServer()
    const { database, clock } = server
    const { secrets } = server.platform
    const tenant = await tenantWithRows(server, 130)
    const verify = () => verifyOperationLog(database, tenant, publicKeyOf(secrets))
    const who = somebody(server, tenant.tenantId)
    clock.advance(60 * day)
    await database.transaction(tenant, (db) => writeOperation(db, who, 'user.deleted', {}, true))
    expect(await purgeOperations(database, clock, secrets)).toBe(0)
    clock.advance(31 * day)
    expect(await purgeOperations(database, clock, secrets)).toBe(130)
    expect(await verify()).toEqual({ code: tenant.code, rows: 1, last: 131, fault: undefined })
    clock.advance(60 * day)
    expect(await purgeOperations(database, clock, secrets)).toBe(1)
    expect(await verify()).toEqual({ code: tenant.code, rows: 0, last: 131, fault: undefined })
    await database.transaction(tenant, (db) => writeOperation(db, who, 'user.registered', {}, true))
    expect(await verify()).toEqual({ code: tenant.code, rows: 1, last: 132, fault: undefined })
    expect((await listOperationLogs(database)).map((log) => log.code)).toContain(tenant.code)
  })

  it('does not excuse rows that were deleted before their time', async () => {
    const own = server!
    const tenant = await tenantWithRows(own, 30)
    await purgeOperations(own.database, own.clock, own.platform.secrets)
    await own.database.transaction(tenant, (db) => sql`delete from operation_log where seq <= 20`.execute(db))
    const { fault } = await verifyOperationLog(own.database, tenant, publicKeyOf(own.platform.secrets))
    expect(fault).toEqual({ seq: 21, reason: 'beginning-missing' })
  })
})

describe('the file of the operation log', () => {
  const decode = (bytes: Uint8Array, encoding = 'cp932') => iconv.decode(Buffer.from(bytes), encoding)

  it('holds who did what from where, with what outcome, in seven columns [NFM-OPL-001, NFM-OPL-002, NFM-OPL-005, NFM-OPL-006]', async () => {
    const server = await testServer()
    const tenant = await openTestTenant(server)
    const now = server.clock.now()
    const inTokyo = new Date(now.getTime() + 9 * 3_600_000).toISOString().slice(0, 19)
    const who = somebody(server, tenant.tenantId, '=HYPERLINK("x")')
    await server.database.transaction(tenant, async (db) => {
      await writeOperation(db, who, 'user.changed', { loginId: 'taro', changed: ['mail'] }, true)
    })
    const { browser } = tenant.administrator
    const from = now.toISOString()
    const lines = decode(await browser.call(exportOperationLog, { from })).split('\r\n')
    expect(lines.slice(0, 2)).toEqual([
      '操作日時,ログインユーザID,接続元IPアドレス,操作種別,操作機能名,ステータス,システムパラメータ',
      `${inTokyo.replaceAll('-', '/').replace('T', ' ')},"'=HYPERLINK(""x"")",192.0.2.7,利用者の更新,利用者管理,成功,"{""loginId"":""taro"",""changed"":[""mail""]}"`,
    ])
    const again = decode(await browser.call(exportOperationLog, { from, encoding: 'utf-8' }), 'utf-8')
    expect(again).toContain('操作ログの出力')
  })

  it('names refused operations as 失敗 [NFM-OPL-004]', async () => {
    const server = await testServer()
    const { administrator } = await openTestTenant(server)
    const { browser } = administrator
    await browser.call(revokeSession, { sessionId: crypto.randomUUID() }).catch(() => {})
    const text = decode(await browser.call(exportOperationLog, {}))
    expect(text).toMatch(/,admin,127\.0\.0\.1,他のセッションの終了,ログイン\/ログアウト,失敗,.*request\.not-found/)
  })

  it('never loses a letter: parameters write it as JSON does, IDs ask for UTF-8', async () => {
    const server = await testServer()
    const tenant = await openTestTenant(server)
    const log = (claims: string, details: Record<string, unknown>) =>
      server.database.transaction(tenant, (db) =>
        writeOperation(db, somebody(server, tenant.tenantId, claims), 'session.refused', details, false),
      )
    await log('髙橋', { name: '𠮷田～' })
    const { browser } = tenant.administrator
    expect(decode(await browser.call(exportOperationLog, {}))).toContain('{""name"":""\\ud842\\udfb7田～""}')
    await log('𠮷田\0', {})
    await expect(browser.call(exportOperationLog, {})).rejects.toMatchObject({
      code: 'file.not-in-shift-jis',
      details: { characters: '𠮷' },
    })
    expect(decode(await browser.call(exportOperationLog, { encoding: 'utf-8' }), 'utf-8')).toContain('𠮷田')
  })

  it('is not made of nothing, nor of a span that ends before it begins [NFM-LOG-015]', async () => {
    const server = await testServer()
    const { administrator } = await openTestTenant(server)
    const { browser } = administrator
    await expect(browser.call(exportOperationLog, {})).rejects.toMatchObject({
      code: 'log.nothing-found',
      details: { message: 'MSG-LOG-002' },
    })
    const backwards = { from: '2026-02-01T00:00:00Z', to: '2026-01-01T00:00:00Z' }
    await expect(browser.call(exportOperationLog, backwards)).rejects.toMatchObject({
      details: { fields: [{ field: 'from', message: 'MSG-LOG-001' }] },
    })
  })

  it('is for system administrators, of their own tenant only', async () => {
    const server = await testServer()
    const tenant = await openTestTenant(server)
    const person = await tenant.addPerson()
    await expect(person.browser.call(exportOperationLog, {})).rejects.toMatchObject({ code: 'request.forbidden' })
    const neighbour = await openTestTenant(server)
    await tenant.administrator.browser.call(signOut)
    await expect(neighbour.administrator.browser.call(exportOperationLog, {})).rejects.toMatchObject({
      code: 'log.nothing-found',
    })
  })

  it('has a word for every operation and every function in both languages', () => {
    for (const [name, owner] of Object.entries(operations) as [Operation, string][])
      for (const key of [`operation.${name}`, `operationFunction.${owner}`]) {
        expect(hasMessage(key), key).toBe(true)
        if (hasMessage(key)) for (const locale of locales) expect(word(key, locale)).not.toBe('')
      }
  })
})
