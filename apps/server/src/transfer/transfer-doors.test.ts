import { randomUUID } from 'node:crypto'
import { userTable } from '@kaoban/codecs'
import { addImportRows, importIntoGroup, listImports, openImport, proveSession, uploadImport } from '@kaoban/contract'
import { beforeAll, describe, expect, it } from 'vitest'
import { openKey } from '../api-keys/api-keys.testing.ts'
import { openTestTenant, type TestServer, type TestTenant, testPassword, testServer } from '../platform/testing.ts'

let server: TestServer
let tenant: TestTenant
let groupId: string
beforeAll(async () => {
  server = await testServer()
  tenant = await openTestTenant(server)
  groupId = await tenant.addGroup('DOOR', '玄関')
})

const header = userTable([], 'neutral')[0]!.join(',')
const list = Buffer.from(`${header}\r\n`)
const csv = { field: 'csv', name: 'list.csv', bytes: Buffer.from('mode,userid,role\r\nadd,door1,1\r\n') }
const file = { name: 'users.csv', encoding: 'utf-8' as const, header, sha256: 'a'.repeat(64) }
const opened = () => ({ importId: randomUUID(), layout: 'users' as const, files: [file] })

describe('an import over the network', () => {
  it('needs TLS, and a proof of the person within 15 minutes at the portal [MFA-SEC-001]', {
    tags: ['long'],
  }, async () => {
    const { browser } = tenant.administrator
    const asked = [uploadImport, importIntoGroup, openImport, addImportRows]
    const ask = async ({ method, path }: (typeof asked)[number], remoteAddress: string, headers = {}) => {
      const url = path.replace(':groupId', groupId).replace(':importId', randomUUID())
      const answer = await server.app.inject({ method, url, remoteAddress, headers, payload: '' })
      return answer.json().code as string
    }
    for (const shape of asked) {
      expect(await ask(shape, '192.0.2.7')).toBe('request.not-encrypted')
      expect(await ask(shape, '2001:db8::7')).toBe('request.not-encrypted')
      // What says so without being believed, and a proxy of this machine that leads others here.
      expect(await ask(shape, '192.0.2.7', { 'x-forwarded-proto': 'https' })).toBe('request.not-encrypted')
      expect(await ask(shape, '127.0.0.1', { 'x-forwarded-for': '192.0.2.7' })).toBe('request.not-encrypted')
      for (const loopback of ['127.0.0.1', '::1', '::ffff:127.0.0.1'])
        expect(await ask(shape, loopback)).toBe('request.csrf')
    }

    const entrances = {
      portal: () => browser.call(uploadImport, { files: [{ field: 'file', name: 'users.csv', bytes: list }] }),
      group: () => browser.call(importIntoGroup, { groupId, trial: true, files: [csv] }),
      lots: () => browser.call(openImport, opened()),
    }
    const count = async () => (await browser.call(listImports, {})).total
    server.clock.advance(15 * 60_000)
    for (const enter of Object.values(entrances)) await enter()
    const before = await count()
    server.clock.advance(1)
    for (const enter of Object.values(entrances))
      await expect(enter()).rejects.toMatchObject({ code: 'session.proof-needed' })
    expect(await count()).toBe(before)
    await browser.call(proveSession, { password: testPassword })
    for (const enter of Object.values(entrances)) await enter()
    expect(await count()).toBe(before + 3)
    // A key proves itself with every request.
    server.clock.advance(20 * 60_000)
    const key = await openKey(
      server,
      await tenant.addPerson({ loginId: 'door-key', systemAdministrator: true, mail: 'door@example.jp' }),
    )
    server.clock.advance(16 * 60_000)
    await key.call(openImport, opened())
  })
})
