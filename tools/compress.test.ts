import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { get, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import Fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveAssets } from '../apps/server/src/platform/http-assets.ts'
import { addCompression } from '../apps/server/src/platform/http-compression.ts'
import { compressFiles } from './compress.ts'

describe('what the build has compressed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kaoban-assets-'))
  const script = Buffer.from('export const 顔 = "face"\n'.repeat(500))
  const style = Buffer.from('.face{color:#123}')
  const app = Fastify()

  beforeAll(async () => {
    writeFileSync(join(folder, 'page-1a.js'), script)
    writeFileSync(join(folder, 'page-1a.css'), style)
    writeFileSync(join(folder, 'picture-1a.png'), randomBytes(5_000))
    await compressFiles(folder)
    await addCompression(app)
    await serveAssets(app, folder)
    await app.listen({ host: '127.0.0.1', port: 0 })
  })
  afterAll(async () => {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function ask(name: string, headers: Record<string, string>) {
    const answer = await new Promise<IncomingMessage>((resolve, reject) =>
      get(new URL(`/assets/${name}`, app.listeningOrigin), { headers }, resolve).on('error', reject),
    )
    return { status: answer.statusCode, headers: answer.headers, body: await buffer(answer) }
  }

  it('stands beside what it was made of, where it is shorter', () => {
    expect(readdirSync(folder).sort()).toEqual([
      'page-1a.css',
      'page-1a.js',
      'page-1a.js.br',
      'page-1a.js.gz',
      'picture-1a.png',
    ])
  })

  it.each([
    ['br', 'gzip, deflate, br, zstd', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    [undefined, 'identity', (bytes: Buffer) => bytes],
    [undefined, 'br;q=0, gzip;q=0', (bytes: Buffer) => bytes],
  ])('is sent as %s to who takes %s, once', async (encoding, taken, open) => {
    const answer = await ask('page-1a.js', { 'accept-encoding': taken })
    expect(answer.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-length': String(answer.body.length),
      vary: expect.stringMatching(/^accept-encoding$/i),
    })
    expect(answer.headers['content-type']).toMatch(/^(?:text|application)\/javascript; charset=utf-8$/i)
    expect(answer.headers['content-encoding']).toBe(encoding)
    expect(open(answer.body)).toEqual(script)
    const again = await ask('page-1a.js', { 'accept-encoding': taken, 'if-none-match': answer.headers.etag! })
    expect([again.status, again.body.length]).toEqual([304, 0])
  })

  it('has an ETag of its own in each form', async () => {
    const answers = await Promise.all(
      ['br', 'gzip', 'identity'].map((taken) => ask('page-1a.js', { 'accept-encoding': taken })),
    )
    expect(new Set(answers.map(({ headers }) => headers.etag)).size).toBe(3)
  })

  it.each([
    ['page-1a.css', 'text/css; charset=utf-8', style.length],
    ['picture-1a.png', 'image/png', 5_000],
  ])('leaves %s as it is', async (name, media, length) => {
    const { headers, body } = await ask(name, { 'accept-encoding': 'gzip, br' })
    expect(headers).toMatchObject({ 'content-type': media, vary: expect.stringMatching(/^accept-encoding$/i) })
    expect(headers['content-encoding']).toBeUndefined()
    expect(body.length).toBe(length)
  })
})
