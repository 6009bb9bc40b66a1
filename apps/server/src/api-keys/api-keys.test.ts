/** @module-tag long */
import {
  apiKeyBody,
  apiKeysMax,
  apiKeyText,
  cancelTask,
  changePassword,
  createUser,
  deleteUsers,
  exportUsers,
  type KaobanError,
  listApiKeys,
  listImports,
  listSessions,
  listUsers,
  makeApiKey,
  openImport,
  proofMinutes,
  proveSession,
  readImport,
  readOwnApiKey,
  revokeApiKey,
  signOut,
  uploadImport,
} from '@kaoban/contract'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../platform/identifiers.ts'
import {
  openTestTenant,
  startTestServer,
  type TestServer,
  type TestTenant,
  testPassword,
  testServer,
} from '../platform/testing.ts'
import { purgeApiKeys } from './api-keys.service.ts'
import { holderOf, openKey } from './api-keys.testing.ts'

let server: TestServer
let tenant: TestTenant
beforeAll(async () => {
  server = await testServer()
  tenant = await openTestTenant(server)
})

const inTenant = (statement: ReturnType<typeof sql>) =>
  server.database.transaction({ tenantId: tenant.tenantId }, async (db) => (await statement.execute(db)).rows)
const day = 86_400_000
const refused = (code: string) => ({ code })

describe('an API key', () => {
  it('is shown once, kept as a hash, and says by itself when it was mistyped', async () => {
    const { apiKey, secret } = await tenant.administrator.browser.call(makeApiKey, {
      name: ' 人事サーバー ',
      scope: 'users.read',
    })
    expect(apiKey).toMatchObject({ name: '人事サーバー', scope: 'users.read', state: 'usable', madeBy: 'admin' })
    expect(new Date(apiKey.expiresAt).getTime() - new Date(apiKey.madeAt).getTime()).toBe(90 * day)
    const body = apiKeyBody(secret)!
    expect(Buffer.from(body, 'base64url').length).toBe(64)
    expect(apiKeyText(body)).toBe(secret)
    // Every single character that somebody could get wrong, and every cut.
    for (let at = 0; at < secret.length; at++) {
      const wrong = `${secret.slice(0, at)}${secret[at] === 'x' ? 'y' : 'x'}${secret.slice(at + 1)}`
      expect(apiKeyBody(wrong), wrong).toBeUndefined()
      expect(apiKeyBody(secret.slice(0, at))).toBeUndefined()
    }
    const [row] = (await inTenant(
      sql`select k::text as row from api_keys k where api_key_id = ${apiKey.apiKeyId}`,
    )) as { row: string }[]
    expect(row!.row).not.toContain(body.slice(43))
    const { rows } = await tenant.administrator.browser.call(listApiKeys, { search: '人事' })
    expect(JSON.stringify(rows)).not.toContain(body.slice(43))
    const wrong = holderOf(server, `${secret.slice(0, -1)}${secret.endsWith('0') ? '1' : '0'}`)
    await expect(wrong.call(readOwnApiKey)).rejects.toMatchObject(refused('api-key.malformed'))
    const forged = apiKeyText(`${body.slice(0, -4)}AAAA`)
    await expect(holderOf(server, forged).call(readOwnApiKey)).rejects.toMatchObject(refused('api-key.refused'))
    const nobodys = apiKeyText('A'.repeat(86))
    await expect(holderOf(server, nobodys).call(readOwnApiKey)).rejects.toMatchObject(refused('api-key.refused'))
    await expect(holderOf(server, 'kbn_').call(readOwnApiKey)).rejects.toMatchObject(refused('api-key.malformed'))
  })

  it('opens, without cookie and CSRF token, what its scope names', async () => {
    const key = await openKey(server, tenant.administrator, { name: '夜間', days: 7 })
    expect(await key.call(readOwnApiKey)).toMatchObject({
      name: '夜間',
      scope: 'users.write',
      person: { loginId: 'admin', displayName: '管理 太郎' },
      tenant: { code: tenant.code },
    })
    const csv = await key.call(exportUsers, { encoding: 'utf-8' })
    expect(new TextDecoder().decode(csv)).toContain('admin')
    const { import: uploaded } = await key.call(uploadImport, {
      files: [{ field: 'file', name: 'users.csv', bytes: csv }],
    })
    expect(await key.call(readImport, { importId: uploaded.importId })).toMatchObject({ createdBy: 'admin' })
  })

  it('reaches nothing else, whatever its maker may do', async () => {
    const key = await openKey(server, tenant.administrator)
    const none = refused('api-key.out-of-scope')
    await expect(key.call(makeApiKey, { name: 'x', scope: 'users.read' })).rejects.toMatchObject(none)
    await expect(key.call(listApiKeys, {})).rejects.toMatchObject(none)
    await expect(key.call(revokeApiKey, { apiKeyId: key.apiKeyId })).rejects.toMatchObject(none)
    await expect(
      key.call(changePassword, { current: 'a', next: 'Kirin-Sora-58-Umi', repeated: 'Kirin-Sora-58-Umi' } as never),
    ).rejects.toMatchObject(none)
    await expect(key.call(listSessions)).rejects.toMatchObject(none)
    await expect(key.call(signOut)).rejects.toMatchObject(none)
    await expect(key.call(listUsers, {})).rejects.toMatchObject(none)
    await expect(key.call(createUser, { loginId: 'x' } as never)).rejects.toMatchObject(none)
    await expect(key.call(cancelTask, { taskId: key.apiKeyId })).rejects.toMatchObject(none)
    const reading = await openKey(server, tenant.administrator, { scope: 'users.read' })
    await expect(reading.call(listImports, {})).rejects.toMatchObject(none)
    await expect(
      reading.call(uploadImport, { files: [{ field: 'file', name: 'a.csv', bytes: new Uint8Array(3) }] }),
    ).rejects.toMatchObject(none)
    await reading.call(exportUsers, {})
  })

  it('is not mixed with a session: a cookie beside it neither helps nor counts', async () => {
    const { browser } = tenant.administrator
    const key = await openKey(server, tenant.administrator, { scope: 'users.read' })
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const both = (path: string, secret: string) => key.fetch(path, { headers: { cookie, authorization: secret } })
    expect((await both('/api/users', '')).status).toBe(403)
    const response = await fetch(`${server.url}/api/api-keys`, {
      method: 'POST',
      headers: { cookie, authorization: `Bearer ${key.secret}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'x', scope: 'users.read' }),
    })
    expect(await response.json()).toMatchObject({ code: 'api-key.out-of-scope' })
    // Without a key the cookie needs its CSRF token as ever.
    const forged = await fetch(`${server.url}/api/api-keys`, {
      method: 'POST',
      headers: { cookie, authorization: 'Basic eDp5', 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'x', scope: 'users.read' }),
    })
    expect(await forged.json()).toMatchObject({ code: 'request.csrf' })
    await expect(browser.call(readOwnApiKey)).rejects.toMatchObject(refused('request.not-found'))
  })

  it('ends when it expires or is revoked, and its holder learns which', async () => {
    const own = await openTestTenant(server)
    const [brief, long] = [
      await openKey(server, own.administrator, { days: 1 }),
      await openKey(server, own.administrator, { days: 365 }),
    ]
    const { browser } = own.administrator
    await browser.call(revokeApiKey, { apiKeyId: long.apiKeyId })
    await expect(long.call(readOwnApiKey)).rejects.toMatchObject(refused('api-key.refused'))
    await expect(browser.call(revokeApiKey, { apiKeyId: long.apiKeyId })).rejects.toMatchObject(
      refused('request.not-found'),
    )
    await brief.call(readOwnApiKey)
    const before = server.clock.now()
    server.clock.advance(day)
    try {
      await expect(brief.call(readOwnApiKey)).rejects.toMatchObject(refused('api-key.expired'))
      const altered = apiKeyText(`${apiKeyBody(brief.secret)!.slice(0, -4)}AAAA`)
      await expect(holderOf(server, altered).call(readOwnApiKey)).rejects.toMatchObject(refused('api-key.refused'))
    } finally {
      server.clock.set(before)
    }
    for (const days of [0, 366, 1.5])
      await expect(browser.call(makeApiKey, { name: 'x', scope: 'users.read', days })).rejects.toMatchObject(
        refused('request.invalid'),
      )
  })

  it('is worth what its maker is worth at that moment: locked, out of validity, demoted, deleted', async () => {
    const { tenantId } = tenant
    const group = await tenant.addGroup('K01')
    const maker = await tenant.addPerson({ loginId: 'maker', mail: 'maker@example.jp', systemAdministrator: true })
    await tenant.addPerson({ loginId: 'in-group', places: [{ groupId: group }] })
    const key = await openKey(server, maker)
    const change = (statement: ReturnType<typeof sql>) =>
      server.database.transaction({ tenantId }, (db) => statement.execute(db))
    const exported = async () => new TextDecoder().decode(await key.call(exportUsers, { encoding: 'utf-8' }))
    expect(await exported()).toContain('in-group')
    const states = [
      [sql`update users set disabled = true where user_id = ${maker.userId}`, 'api-key.refused'],
      [
        sql`update users set disabled = false, valid_until = '2000-01-01' where user_id = ${maker.userId}`,
        'api-key.refused',
      ],
      [
        sql`update users set valid_until = null, system_administrator = false where user_id = ${maker.userId}`,
        'request.forbidden',
      ],
    ] as const
    for (const [statement, code] of states) {
      await change(statement)
      await expect(exported()).rejects.toMatchObject(refused(code))
    }
    // A group administrator reaches the own group, with an old key too.
    await change(sql`insert into memberships (tenant_id, user_id, slot, group_id, administrator)
      values (${tenantId}, ${maker.userId}, 1, ${group}, true)`)
    const reached = await exported()
    expect(reached).toContain('in-group')
    expect(reached).not.toContain('admin,')
    await tenant.administrator.browser.call(deleteUsers, { selection: { userIds: [maker.userId] } })
    await expect(exported()).rejects.toMatchObject(refused('api-key.refused'))
  })

  it('remembers when it was used last and from where, once a minute', async () => {
    const key = await openKey(server, tenant.administrator, { name: '最終利用' })
    const seen = async () => (await tenant.administrator.browser.call(listApiKeys, { search: '最終利用' })).rows[0]!
    expect(await seen()).toMatchObject({ lastUsedAt: null, lastUsedFrom: '' })
    await key.call(readOwnApiKey)
    const first = (await seen()).lastUsedAt
    expect(first).toBe(server.clock.now().toISOString())
    expect((await seen()).lastUsedFrom).toBe('127.0.0.1')
    server.clock.advance(59_000)
    await key.call(readOwnApiKey)
    expect((await seen()).lastUsedAt).toBe(first)
    server.clock.advance(2_000)
    await key.call(readOwnApiKey)
    expect((await seen()).lastUsedAt).toBe(server.clock.now().toISOString())
  })

  it('is named in the operation log, by what it did and by what it was refused', async () => {
    const key = await openKey(server, tenant.administrator, { name: '記録用', scope: 'users.read' })
    await key.call(exportUsers, {})
    await key.call(makeApiKey, { name: 'x', scope: 'users.read' }).catch((error: KaobanError) => error.code)
    const rows = (await inTenant(
      sql`select actor, operation, succeeded, details from operation_log where details like ${`%${key.apiKeyId}%`} order by seq`,
    )) as { actor: string; operation: string; succeeded: boolean; details: string }[]
    expect(rows.map(({ operation, succeeded }) => [operation, succeeded])).toEqual([
      ['api-key.made', true],
      ['users.exported', true],
      ['api-key.made', false],
    ])
    expect(rows[1]!.actor).toBe('admin')
    expect(JSON.parse(rows[1]!.details)).toMatchObject({ apiKey: { apiKeyId: key.apiKeyId, name: '記録用' } })
    expect(rows.every(({ details }) => !details.includes(key.secret))).toBe(true)
  })
})

describe('limits of requests', () => {
  it('count by address: another key gives no more of them', { tags: ['long'], timeout: 120_000 }, async () => {
    const limited = await startTestServer({ KAOBAN_RATE_LIMITS: 'on' })
    try {
      const own = await openTestTenant(limited)
      const keys = [await openKey(limited, own.administrator), await openKey(limited, own.administrator)]
      const file = { name: 'a.csv', encoding: 'utf-8' as const, header: 'none of ours', sha256: 'a'.repeat(64) }
      const codes: string[] = []
      for (let n = 0; n < 62; n++)
        await keys[n % 2]!.call(openImport, { importId: newId(), layout: 'users', files: [file] }).catch(
          ({ code }: KaobanError) => codes.push(code),
        )
      expect(codes.filter((code) => code === 'import.file-refused')).toHaveLength(60)
      expect(codes.slice(60)).toEqual(['request.too-many', 'request.too-many'])
    } finally {
      await limited.close()
    }
  })
})

describe('API keys', () => {
  it('of a group administrator are seen and revoked by the maker and by system administrators', async () => {
    const group = await tenant.addGroup('K02')
    const chief = await tenant.addPerson({ loginId: 'key-chief', places: [{ groupId: group, administrator: true }] })
    const [own, others] = [await openKey(server, chief), await openKey(server, tenant.administrator)]
    const list = await chief.browser.call(listApiKeys, {})
    expect(list.rows.map(({ madeBy }) => madeBy)).toEqual(['key-chief'])
    await expect(chief.browser.call(revokeApiKey, { apiKeyId: others.apiKeyId })).rejects.toMatchObject(
      refused('request.not-found'),
    )
    const all = await tenant.administrator.browser.call(listApiKeys, { sort: 'name', size: 100 })
    expect(all.rows.map(({ apiKeyId }) => apiKeyId)).toEqual(expect.arrayContaining([own.apiKeyId, others.apiKeyId]))
    await tenant.administrator.browser.call(revokeApiKey, { apiKeyId: own.apiKeyId })
    await expect(own.call(readOwnApiKey)).rejects.toMatchObject(refused('api-key.refused'))
    expect((await chief.browser.call(listApiKeys, { state: 'revoked' })).total).toBe(1)
    expect((await chief.browser.call(listApiKeys, { state: 'usable' })).total).toBe(0)
    const employee = await tenant.addPerson()
    await expect(employee.browser.call(makeApiKey, { name: 'x', scope: 'users.read' })).rejects.toMatchObject(
      refused('request.forbidden'),
    )
  })

  it('are limited in number, and forgotten when they have been over for ninety days', async () => {
    const own = await openTestTenant(server)
    const { browser } = own.administrator
    for (let n = 0; n < apiKeysMax; n++) await openKey(server, own.administrator, { days: 1, name: `鍵${n}` })
    await expect(browser.call(makeApiKey, { name: 'x', scope: 'users.read' })).rejects.toMatchObject(
      refused('api-key.too-many'),
    )
    const before = server.clock.now()
    const at = (days: number) => ({ now: () => new Date(before.getTime() + days * day) })
    await purgeApiKeys(server.database, at(91 - 0.1))
    expect((await browser.call(listApiKeys, { size: 100 })).total).toBe(apiKeysMax)
    expect(await purgeApiKeys(server.database, at(91.1))).toBeGreaterThanOrEqual(apiKeysMax)
    expect((await browser.call(listApiKeys, {})).total).toBe(0)
  })
})

describe('whoever makes a key', () => {
  it('has just proved who they are: a browser that was left open makes none [MFA-SEC-001]', async () => {
    const person = await tenant.addPerson({ loginId: 'open', systemAdministrator: true })
    server.clock.advance((proofMinutes + 1) * 60_000)
    const make = () => person.browser.call(makeApiKey, { name: 'x', scope: 'users.write' })
    await expect(make()).rejects.toMatchObject(refused('session.proof-needed'))
    await person.browser.call(proveSession, { password: testPassword })
    await expect(make()).resolves.toMatchObject({ apiKey: { state: 'usable' } })
  })
})
