import { randomBytes } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addCompression } from './http-compression.ts'
import { jsonBytes } from './json-bytes.ts'

describe('compression', () => {
  let app: FastifyInstance
  const people = (count: number) => Array.from({ length: count }, (_, n) => ({ n, name: `髙﨑𠮷 ${n}` }))
  const noise = randomBytes(300_000).toString('base64')

  beforeAll(async () => {
    app = Fastify()
    app.setSerializerCompiler(() => jsonBytes as never)
    await addCompression(app)
    const schema = { response: { 200: {} } }
    app.get<{ Params: { count: string } }>('/people/:count', { schema }, async (request) => ({
      people: people(Number(request.params.count)),
    }))
    app.get('/noise', { schema }, async () => ({ noise }))
    app.get('/picture', (_request, reply) => reply.type('image/png').send(Buffer.alloc(5000)))
    app.get('/text', (_request, reply) => reply.type('text/csv').send('a,b\n'.repeat(2000)))
    await app.ready()
  })
  afterAll(() => app.close())

  const ask = (url: string, encoding?: string, method: 'GET' | 'HEAD' = 'GET') =>
    app.inject({ method, url, headers: encoding === undefined ? {} : { 'accept-encoding': encoding } })

  it('makes a long answer short for whoever takes it, and it is the same', async () => {
    const answer = await ask('/people/500', 'gzip, deflate, br, zstd')
    expect(answer.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' })
    expect(answer.headers['content-length']).toBe(String(answer.rawPayload.length))
    expect(answer.rawPayload.length).toBeLessThan(jsonBytes({ people: people(500) }).length / 4)
    expect(JSON.parse(gunzipSync(answer.rawPayload).toString())).toEqual({ people: people(500) })
  })

  it.each([
    ['who takes nothing', undefined, '/people/500'],
    ['who takes gzip last of all: not at all', 'gzip;q=0, identity', '/people/500'],
    ['who asks for little', 'gzip', '/people/3'],
    ['who asks for a picture', 'gzip', '/picture'],
  ])('leaves an answer as it is for somebody %s', async (_, encoding, url) => {
    const answer = await ask(url, encoding)
    expect(answer.headers['content-encoding']).toBeUndefined()
    expect(Number(answer.headers['content-length'])).toBe(answer.rawPayload.length)
  })

  it('keeps many answers at once apart, long and short, compressible and not', async () => {
    const counts = Array.from({ length: 40 }, (_, n) => 100 + ((n * 7919) % 900))
    for (let round = 0; round < 3; round++) {
      const answers = await Promise.all([
        ...counts.map((count) => ask(`/people/${count}`, 'gzip')),
        ask('/noise', 'gzip'),
      ])
      const last = answers.pop()!
      expect(JSON.parse(gunzipSync(last.rawPayload).toString())).toEqual({ noise })
      for (const [index, answer] of answers.entries())
        expect(JSON.parse(gunzipSync(answer.rawPayload).toString()).people).toHaveLength(counts[index]!)
    }
  })

  it('leaves what is no JSON to the stream that compresses it on the way', async () => {
    const answer = await ask('/text', 'gzip')
    expect(answer.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(answer.rawPayload).toString()).toBe('a,b\n'.repeat(2000))
  })
})
