import { Readable } from 'node:stream'
import {
  changeTerminal,
  listTerminals,
  readOwnTerminal,
  registerTerminal,
  revokeTerminal,
  sendFaceSignIn,
  startFaceSignIn,
} from '@kaoban/contract'
import { describe, expect, it } from 'vitest'
import { openTestTenant, testServer } from '../platform/testing.ts'
import { digestOf, makeKey, openTerminal } from './terminals.testing.ts'

const refused = { code: 'request.unauthenticated' }

describe('terminals', () => {
  it('are registered with a name and the public half of a key, and listed', async () => {
    const tenant = await openTestTenant(await testServer())
    const { publicKey } = await makeKey()
    const { terminal } = await tenant.administrator.browser.call(registerTerminal, { name: ' 受付 1 ', publicKey })
    expect(terminal).toMatchObject({ name: '受付 1', identification: false, afterSignIn: 'portal', motion: null })
    const list = await tenant.administrator.browser.call(listTerminals, { search: '受付', sort: 'name' })
    expect(list).toMatchObject({ total: 1, rows: [{ terminalId: terminal.terminalId, registeredBy: 'admin' }] })
    const none = await tenant.administrator.browser.call(listTerminals, { search: '会議%' })
    expect(none.total).toBe(0)
  })

  it('cannot be registered with a key that is no point of the curve, or that brings its private half', async () => {
    const tenant = await openTestTenant(await testServer())
    const { publicKey } = await makeKey()
    const call = (key: object) =>
      tenant.administrator.browser.call(registerTerminal, { name: 'x', publicKey: key as never })
    await expect(call({ ...publicKey, y: publicKey.x })).rejects.toMatchObject({ code: 'request.invalid' })
    await expect(call({ ...publicKey, d: publicKey.x })).rejects.toMatchObject({ code: 'request.invalid' })
    await expect(call({ ...publicKey, crv: 'P-384' })).rejects.toMatchObject({ code: 'request.invalid' })
  })

  it('are kept from people without the right', async () => {
    const tenant = await openTestTenant(await testServer())
    const person = await tenant.addPerson()
    const { publicKey } = await makeKey()
    await expect(person.browser.call(listTerminals, {})).rejects.toMatchObject({ code: 'request.forbidden' })
    await expect(person.browser.call(registerTerminal, { name: 'x', publicKey })).rejects.toMatchObject({
      code: 'request.forbidden',
    })
  })

  it('learn by a signed request who they are', async () => {
    const server = await testServer()
    const tenant = await openTestTenant(server, '株式会社受付')
    const terminal = await openTerminal(server, tenant)
    expect(await terminal.call(readOwnTerminal)).toMatchObject({ name: '受付', tenant: { name: '株式会社受付' } })
    const { rows } = await tenant.administrator.browser.call(listTerminals, {})
    expect(rows[0]?.lastSeenAt).toBe(server.clock.now().toISOString())
  })

  it('are nobody without a signature, or with one over something else', async () => {
    const server = await testServer()
    const terminal = await openTerminal(server, await openTestTenant(server))
    const empty = await digestOf('')
    const good = await terminal.headersFor('GET', '/api/terminal', empty)
    const status = async (headers: Record<string, string>) =>
      (await fetch(`${server.url}/api/terminal`, { headers })).status
    expect(await status(good)).toBe(200)
    expect(await status({})).toBe(401)
    expect(await status({ ...good, 'x-kaoban-signature': '' })).toBe(401)
    expect(await status({ ...good, 'x-kaoban-time': String(Number(good['x-kaoban-time']) + 1) })).toBe(401)
    expect(await status(await terminal.headersFor('POST', '/api/terminal', empty))).toBe(401)
    expect(await status(await terminal.headersFor('GET', '/api/terminals', empty))).toBe(401)
    expect(await status(await terminal.headersFor('GET', '/api/terminal', await digestOf('{}')))).toBe(401)
  })

  it('cannot lend their name to another key or use that of another terminal', async () => {
    const server = await testServer()
    const tenant = await openTestTenant(server)
    const [one, other] = [await openTerminal(server, tenant), await openTerminal(server, tenant)]
    const empty = await digestOf('')
    const mixed = {
      ...(await one.headersFor('GET', '/api/terminal', empty)),
      'x-kaoban-terminal': (await other.headersFor('GET', '/api/terminal', empty))['x-kaoban-terminal']!,
    }
    expect((await fetch(`${server.url}/api/terminal`, { headers: mixed })).status).toBe(401)
  })

  it('with a body changed on the way are refused', async () => {
    const server = await testServer()
    const terminal = await openTerminal(server, await openTestTenant(server))
    const path = '/api/terminal/challenges'
    const headers = {
      ...(await terminal.headersFor('POST', path, await digestOf('{"loginId":"anna"}'))),
      'content-type': 'application/json',
    }
    const send = async (body: string) => (await fetch(server.url + path, { method: 'POST', headers, body })).status
    expect(await send('{"loginId":"bert"}')).toBe(401)
    expect(await send('{"loginId":"anna"}')).toBe(201)
  })

  it('with a signature older than a minute are refused and learn that the clock is wrong', async () => {
    const server = await testServer()
    const terminal = await openTerminal(server, await openTestTenant(server))
    const now = server.clock.now().getTime()
    for (const at of [now - 61_000, now + 61_000]) {
      const headers = await terminal.headersFor('GET', '/api/terminal', await digestOf(''), at)
      const response = await fetch(`${server.url}/api/terminal`, { headers })
      expect(response.status).toBe(401)
      expect(await response.json()).toMatchObject({
        code: 'terminal.clock-wrong',
        details: { serverTime: server.clock.now().toISOString() },
      })
    }
  })

  it('that are none, revoked ones and those whose clock is wrong send their files to nobody', async () => {
    const server = await testServer()
    const tenant = await openTestTenant(server)
    const [terminal, former] = [await openTerminal(server, tenant), await openTerminal(server, tenant)]
    await tenant.administrator.browser.call(revokeTerminal, { terminalId: former.terminalId })
    const { method, path: url } = sendFaceSignIn
    const send = async (headers: Record<string, string>) => {
      let taken = 0
      const parts = ['--x\r\ncontent-disposition: form-data; name="frame"; filename="0.jpg"\r\n\r\n', '\r\n--x--\r\n']
      const chunks = [parts[0], ...Array<string>(64).fill('x'.repeat(16_384)), parts[1]]
      const payload = new Readable({
        read() {
          const chunk = chunks.shift()
          taken += chunk?.length ?? 0
          this.push(chunk ?? null)
        },
      })
      const { statusCode, body } = await server.app.inject({
        ...{ method, url, payload },
        headers: { 'content-type': 'multipart/form-data; boundary=x', ...headers },
      })
      return { statusCode, code: JSON.parse(body).code, much: taken > 131_072 }
    }
    const good = await terminal.headersFor(method, url, await digestOf(''))
    const late = server.clock.now().getTime() - 61_000
    const stranger = Buffer.from(good['x-kaoban-terminal']!, 'base64url').fill(7, 16).toString('base64url')
    const nobody = { statusCode: 401, code: 'request.unauthenticated', much: false }
    expect(await send({})).toEqual(nobody)
    expect(await send({ ...good, 'x-kaoban-terminal': 'nobody' })).toEqual(nobody)
    expect(await send({ ...good, 'x-kaoban-terminal': stranger })).toEqual(nobody)
    expect(await send({ ...good, 'x-kaoban-signature': 'x' })).toEqual(nobody)
    expect(await send(await former.headersFor(method, url, await digestOf('')))).toEqual(nobody)
    const wrongClock = { ...nobody, code: 'terminal.clock-wrong' }
    expect(await send(await terminal.headersFor(method, url, await digestOf(''), late))).toEqual(wrongClock)
    expect(await send(good)).toEqual({ statusCode: 413, code: 'request.too-large', much: true })
  })

  it('are renamed, and what they may do is changed and logged', async () => {
    const server = await testServer()
    const tenant = await openTestTenant(server)
    const { terminalId } = await openTerminal(server, tenant)
    const changed = await tenant.administrator.browser.call(changeTerminal, {
      terminalId,
      name: '正面玄関',
      identification: true,
      motion: 'BLINK_GAZE2',
    })
    expect(changed).toMatchObject({ name: '正面玄関', identification: true, motion: 'BLINK_GAZE2' })
    await expect(tenant.administrator.browser.call(changeTerminal, { terminalId, name: '  ' })).rejects.toMatchObject({
      code: 'request.invalid',
    })
  })

  it('once revoked are nobody from the next request on, and stay so', async () => {
    const server = await testServer()
    const tenant = await openTestTenant(server)
    const terminal = await openTerminal(server, tenant)
    await terminal.call(readOwnTerminal)
    const { browser } = tenant.administrator
    await browser.call(revokeTerminal, { terminalId: terminal.terminalId })
    await expect(terminal.call(readOwnTerminal)).rejects.toMatchObject(refused)
    await expect(terminal.call(startFaceSignIn, { loginId: 'admin' })).rejects.toMatchObject(refused)
    await expect(browser.call(revokeTerminal, { terminalId: terminal.terminalId })).rejects.toMatchObject({
      code: 'request.not-found',
    })
    await expect(
      browser.call(changeTerminal, { terminalId: terminal.terminalId, name: 'zurück' }),
    ).rejects.toMatchObject({ code: 'request.not-found' })
    expect((await browser.call(listTerminals, {})).total).toBe(0)
    expect((await browser.call(listTerminals, { revoked: 'true' })).total).toBe(1)
  })

  it('of another tenant are neither seen nor changed', async () => {
    const server = await testServer()
    const [ours, theirs] = [await openTestTenant(server), await openTestTenant(server)]
    const { terminalId } = await openTerminal(server, theirs)
    const { browser } = ours.administrator
    expect((await browser.call(listTerminals, { revoked: 'true' })).total).toBe(0)
    await expect(browser.call(changeTerminal, { terminalId, name: 'x' })).rejects.toMatchObject({
      code: 'request.not-found',
    })
    await expect(browser.call(revokeTerminal, { terminalId })).rejects.toMatchObject({ code: 'request.not-found' })
  })
})
