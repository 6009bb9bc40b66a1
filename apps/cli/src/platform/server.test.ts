import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { endpoint } from '@kaoban/contract'
import { afterEach, describe, expect, it } from 'vitest'
import { serverCall, serverOrigin } from './server.ts'

const answer = endpoint({
  ...{ method: 'GET', path: '/api/answer', needs: 'anyone', summary: 'An answer' },
  answer: { media: 'text/plain' },
  audit: { none: 'test' },
})

const opened: { close(): void }[] = []
afterEach(() => {
  for (const server of opened.splice(0)) server.close()
})

/** Answers with these statuses, one after the other, and with 200 after them. */
async function answering(...statuses: (number | 'nothing')[]) {
  const asked: number[] = []
  const server = createServer((request, response) => {
    asked.push(Date.now())
    const status = statuses.shift() ?? 200
    if (status === 'nothing') return request.socket.destroy()
    const code = { 429: 'request.too-many', 503: 'server.busy', 403: 'request.forbidden' }[status]
    const details = status === 429 ? { retryAfterSeconds: 9 } : {}
    response.writeHead(status).end(status === 200 ? 'yes' : JSON.stringify({ code, details }))
  })
  opened.push(server)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const slept: number[] = []
  const call = serverCall(
    { server: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token: 'kbn_' },
    { locale: 'en', sleep: async (milliseconds) => void slept.push(milliseconds) },
  )
  return { call, asked, slept }
}

describe('a call', () => {
  it('is tried five times more, after 1, 2, 4, 8 and 16 seconds, and then given up', async () => {
    const { call, asked, slept } = await answering(503, 502, 504, 'nothing', 503, 503, 503)
    await expect(call(answer)).rejects.toMatchObject({ code: 'server.busy' })
    expect(slept).toEqual([1000, 2000, 4000, 8000, 16_000])
    expect(asked.length).toBe(6)
  })

  it('goes on as soon as the server is there again, and waits as long as it asks to', async () => {
    const { call, slept } = await answering('nothing', 429)
    expect(Buffer.from(await call(answer)).toString()).toBe('yes')
    expect(slept).toEqual([1000, 9000])
  })

  it('is not repeated when the answer is no', async () => {
    const { call, asked, slept } = await answering(403)
    await expect(call(answer)).rejects.toMatchObject({ code: 'request.forbidden' })
    expect(slept).toEqual([])
    expect(asked.length).toBe(1)
  })
})

describe('the address of a server', () => {
  it.each([
    ['kaoban.example.co.jp', false, 'https://kaoban.example.co.jp'],
    ['https://kaoban.example.co.jp/users?x', false, 'https://kaoban.example.co.jp'],
    ['http://127.0.0.1:8080', true, 'http://127.0.0.1:8080'],
    ['http://[::1]:8080/', true, 'http://[::1]:8080'],
    ['http://localhost', true, 'http://localhost'],
  ])('%s (plain: %s) is %s', (text, plain, origin) => {
    expect(serverOrigin(text, plain)).toBe(origin)
  })

  it.each([
    ['http://127.0.0.1', false],
    ['http://kaoban.example.co.jp', true],
    ['http://127.0.0.1.example.com', true],
    ['http://localhost.example.com', true],
    ['http://[2001:db8::1]', true],
    ['https://user:secret@example.com', true],
    ['ftp://example.com', true],
    ['', true],
  ])('%s (plain: %s) is refused', (text, plain) => {
    expect(() => serverOrigin(text, plain)).toThrow()
  })
})
