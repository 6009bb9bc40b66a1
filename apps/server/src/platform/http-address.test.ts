import { request as ask } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from './config.ts'
import { startTestServer, type TestServer } from './testing.ts'

const proxied = { 'x-forwarded-proto': 'https', host: 'kaoban.example.jp', 'x-forwarded-for': '203.0.113.7' }

function get(server: TestServer, path: string, headers: Record<string, string>) {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
    ask(`${server.url}${path}`, { headers }, (response) => {
      let body = ''
      response.on('data', (chunk: Buffer) => {
        body += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body }))
    })
      .on('error', reject)
      .end()
  })
}

describe('a portal at an https address', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer({ KAOBAN_PUBLIC_URL: 'https://kaoban.example.jp', KAOBAN_TRUST_PROXY: 'on' })
  })
  afterAll(() => server.close())

  it.each([
    ['its domain', proxied],
    ['a subdomain', { ...proxied, host: 'agent.kaoban.example.jp' }],
    ['its domain, named by the proxy', { ...proxied, host: '10.0.0.9:8080', 'x-forwarded-host': 'KAOBAN.example.jp' }],
    ['an explicit port', { ...proxied, host: 'kaoban.example.jp:443' }],
  ])('answers under %s, and tells browsers to use HTTPS only [NFM-GEN-014]', async (_, headers) => {
    const answer = await get(server, '/api/session', headers)
    expect(answer.status).toBe(200)
    expect(answer.headers['strict-transport-security']).toMatch(/^max-age=31536000; includeSubDomains/)
    expect(String(answer.headers['set-cookie'])).toContain('; Secure')
  })

  it.each([
    ['plain HTTP', { ...proxied, 'x-forwarded-proto': 'http' }],
    ['a proxy that does not say how it was asked', { host: proxied.host }],
    ['another domain', { ...proxied, host: 'kaoban.example.com' }],
    ['a domain that ends alike', { ...proxied, host: 'evilkaoban.example.jp' }],
    ['its address in the network', { ...proxied, host: '192.0.2.1' }],
  ])('refuses the API by %s [NFM-GEN-014]', async (_, headers) => {
    const answer = await get(server, '/api/session', headers)
    expect([answer.status, JSON.parse(answer.body).code]).toEqual([421, 'request.wrong-address'])
    expect(answer.headers['set-cookie']).toBeUndefined()
  })

  it('takes secrets over its proxy, not from a network that it is reached by without one', async () => {
    const code = async (headers: Record<string, string>, remoteAddress = '127.0.0.1') =>
      (await server.app.inject({ method: 'POST', url: '/api/imports', headers, remoteAddress })).json().code
    expect(await code(proxied)).toBe('request.csrf')
    expect(await code({ host: '10.0.0.9' }, '10.0.0.5')).toBe('request.wrong-address')
  })

  it('leads pages that were asked for by plain HTTP to the right address, not in circles [NFM-GEN-014]', async () => {
    const page = { accept: 'text/html', host: proxied.host }
    const led = await get(server, '/t/abc?next=%2Fusers', { ...page, 'x-forwarded-proto': 'http' })
    expect([led.status, led.headers.location]).toEqual([308, 'https://kaoban.example.jp/t/abc?next=%2Fusers'])
    expect((await get(server, '/', page)).status).toBe(421)
    expect((await get(server, '/', { ...page, host: 'other.example', 'x-forwarded-proto': 'http' })).status).toBe(421)
  })

  it('answers probes of whoever runs it at any address', async () => {
    for (const path of ['/healthz', '/metrics']) expect((await get(server, path, {})).status).toBe(200)
  })
})

describe('whose word about the sender is believed', () => {
  it('is on, off, or a list of addresses and networks', () => {
    const trusted = (value: string) => readConfig({ KAOBAN_TRUST_PROXY: value }).KAOBAN_TRUST_PROXY
    expect(trusted('')).toBe(false)
    expect(trusted('on')).toBe(true)
    expect(trusted('10.0.0.5, 10.1.0.0/16,fd00::/8')).toEqual(['10.0.0.5', '10.1.0.0/16', 'fd00::/8'])
    for (const wrong of ['1', 'yes', '10.0.0.0/33', '10.0.0.5,', '10.0.0.0/8/8', 'proxy.example'])
      expect(() => trusted(wrong), wrong).toThrow(/KAOBAN_TRUST_PROXY/)
  })
})
