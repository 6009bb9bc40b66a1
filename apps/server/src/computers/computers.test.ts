import {
  listComputers,
  readInstaller,
  registerComputer,
  renewComputerKeys,
  revokeComputer,
  syncComputer,
} from '@kaoban/contract'
import { describe, expect, it } from 'vitest'
import { operationsOf } from '../operation-log/operation-log.testing.ts'
import { openBrowser, openTestTenant, testServer } from '../platform/testing.ts'
import { digestOf, makeKey } from '../terminals/terminals.testing.ts'
import { newComputerName, openComputer, software } from './computers.testing.ts'

const sevenDays = 7 * 86_400_000

describe('computers', () => {
  it('are bound to the tenant whose code, access key and secret key they bring, and to no other [NFM-CLI-016]', async () => {
    const server = await testServer()
    const [tenant, other] = [await openTestTenant(server), await openTestTenant(server)]
    const { browser } = tenant.administrator
    const keys = await browser.call(renewComputerKeys, {})
    const { publicKey } = await makeKey()
    const guest = await openBrowser(server)
    const name = newComputerName()
    const register = (more: object) =>
      guest.call(registerComputer, { code: tenant.code, ...keys, name, publicKey, ...software, ...more })
    const refused = { code: 'computer.keys-refused' }
    await expect(
      register({ secretKey: keys.secretKey.replace(/^./, (c) => (c === 'A' ? 'B' : 'A')) }),
    ).rejects.toMatchObject(refused)
    await expect(register({ accessKey: 'unknown' })).rejects.toMatchObject(refused)
    await expect(register({ code: other.code })).rejects.toMatchObject(refused)
    await expect(register({ code: 'nobody' })).rejects.toMatchObject({ code: 'tenant.not-found' })
    expect((await browser.call(listComputers, {})).total).toBe(0)
    expect((await register({})).tenant).toEqual({ code: tenant.code, name: tenant.name })
    expect(await browser.call(listComputers, {})).toMatchObject({ total: 1, rows: [{ name, syncedAt: null }] })
    expect((await other.administrator.browser.call(listComputers, { revoked: 'true' })).total).toBe(0)
    const logged = await operationsOf(server, tenant.tenantId, 'computer.registered')
    expect(logged.map(({ succeeded }) => succeeded)).toEqual([false, false, true])
    expect(JSON.stringify(logged)).not.toContain(keys.secretKey)
  })

  it('tell at each sync what they are, which the list shows [NFM-CLI-018]', async () => {
    const server = await testServer()
    const tenant = await openTestTenant(server)
    const computer = await openComputer(server, tenant)
    server.clock.advance(60_000)
    await computer.call(syncComputer, { os: 'Debian GNU/Linux 14', version: '0.2.0' })
    const { rows } = await tenant.administrator.browser.call(listComputers, { search: computer.name })
    expect(rows).toMatchObject([
      { name: computer.name, os: 'Debian GNU/Linux 14', version: '0.2.0', syncedAt: server.clock.now().toISOString() },
    ])
  })

  it('are nobody with a signature that was used before, or that is for something else', async () => {
    const server = await testServer()
    const computer = await openComputer(server, await openTestTenant(server))
    const { method, path } = syncComputer
    const body = JSON.stringify(software)
    const send = async (headers: Record<string, string>, text = body) => {
      const sent = { ...headers, 'content-type': 'application/json' }
      const response = await fetch(server.url + path, { method, headers: sent, body: text })
      return response.status === 200 ? 200 : ((await response.json()) as { code: string }).code
    }
    const good = await computer.headersFor(method, path, await digestOf(body))
    expect(await send(good, '{"os":"other","version":"1"}')).toBe('request.unauthenticated')
    expect(await send({ ...good, 'x-kaoban-time': `${Number(good['x-kaoban-time']) + 1}` })).toBe(
      'request.unauthenticated',
    )
    expect(await send({ ...good, 'x-kaoban-time': `${good['x-kaoban-time']}.5` })).toBe('request.unauthenticated')
    expect(await send(good)).toBe(200)
    expect(await send(good)).toBe('computer.replayed')
    const earlier = Number(good['x-kaoban-time']) - 1
    expect(await send(await computer.headersFor(method, path, await digestOf(body), earlier))).toBe('computer.replayed')
    const late = server.clock.now().getTime() - 61_000
    expect(await send(await computer.headersFor(method, path, await digestOf(body), late))).toBe('terminal.clock-wrong')
    expect(await send(await computer.headersFor(method, '/api/terminal', await digestOf(body)))).toBe(
      'request.unauthenticated',
    )
  })

  it('once revoked learn so with every request, and give their name free', async () => {
    const server = await testServer()
    const tenant = await openTestTenant(server)
    const { browser } = tenant.administrator
    const computer = await openComputer(server, tenant)
    await expect(openComputer(server, tenant, computer.name.toLowerCase())).rejects.toMatchObject({
      code: 'computer.name-taken',
    })
    await browser.call(revokeComputer, { computerId: computer.computerId })
    await expect(computer.call(syncComputer, software)).rejects.toMatchObject({ code: 'computer.revoked' })
    await expect(browser.call(revokeComputer, { computerId: computer.computerId })).rejects.toMatchObject({
      code: 'request.not-found',
    })
    await openComputer(server, tenant, computer.name)
    expect((await browser.call(listComputers, {})).total).toBe(1)
    expect((await browser.call(listComputers, { revoked: 'true' })).total).toBe(2)
  })

  it('are registered with earlier keys for seven days after new ones were made, unless those end at once', async () => {
    const server = await testServer()
    const tenant = await openTestTenant(server)
    const guest = await openBrowser(server)
    const person = await tenant.addPerson({ systemAdministrator: true, mail: 'keys@example.jp' })
    const first = await person.browser.call(renewComputerKeys, {})
    const second = await person.browser.call(renewComputerKeys, {})
    const register = async (keys: typeof first) => {
      const { publicKey } = await makeKey()
      const name = newComputerName()
      await guest.call(registerComputer, { code: tenant.code, ...keys, name, publicKey, ...software })
    }
    expect((await tenant.administrator.browser.call(readInstaller)).accessKey).toBe(second.accessKey)
    server.clock.advance(sevenDays - 1000)
    await register(first)
    server.clock.advance(1000)
    await expect(register(first)).rejects.toMatchObject({ code: 'computer.keys-refused' })
    await register(second)
    const again = await tenant.addPerson({ systemAdministrator: true, mail: 'keys2@example.jp' })
    const third = await again.browser.call(renewComputerKeys, { endFormer: true })
    await expect(register(second)).rejects.toMatchObject({ code: 'computer.keys-refused' })
    await register(third)
  })

  it('get keys from whoever has just proved to be a system administrator, and from nobody else', async () => {
    const server = await testServer()
    const tenant = await openTestTenant(server)
    const groupId = await tenant.addGroup('S01')
    const chief = await tenant.addPerson({ places: [{ groupId, administrator: true }] })
    await expect(chief.browser.call(renewComputerKeys, {})).rejects.toMatchObject({ code: 'request.forbidden' })
    server.clock.advance(20 * 60_000)
    await expect(tenant.administrator.browser.call(renewComputerKeys, {})).rejects.toMatchObject({
      code: 'session.proof-needed',
    })
  })
})
