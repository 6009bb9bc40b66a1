import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import multipart from '@fastify/multipart'
import { type EndpointShape, KaobanError } from '@kaoban/contract'
import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readBody, type Spools } from './http-input.ts'

const upload = { maxFiles: 2, maxBytesEach: 10_000 }

let server: FastifyInstance
beforeAll(async () => {
  server = fastify()
  await server.register(multipart, { throwFileSizeLimit: true })
  const spools: Spools = { folder: await mkdtemp(join(tmpdir(), 'kaoban-input-')), files: [] }
  for (const spooled of [true, false]) {
    const path = spooled ? '/spooled' : '/held'
    server.post(path, async (request) => {
      const { body, files } = await readBody(
        { method: 'POST', path, upload: { ...upload, spooled } } as unknown as EndpointShape,
        request,
        spools,
      )
      return { body, files: files.map((file) => file.name) }
    })
  }
  server.setErrorHandler((error, _request, reply) =>
    reply.code(400).send({ ours: error instanceof KaobanError && error.code, message: (error as Error).message }),
  )
})
afterAll(() => server.close())

const whole = [
  '--x\r\ncontent-disposition: form-data; name="input"\r\n\r\n{"a":1}\r\n',
  '--x\r\ncontent-disposition: form-data; name="file"; filename="名簿.csv"\r\n\r\n1,2,3\r\n',
  '--x--\r\n',
].join('')

async function send(path: string, payload: string | Buffer, type = 'multipart/form-data; boundary=x') {
  const answer = await server.inject({ method: 'POST', url: path, headers: { 'content-type': type }, payload })
  return { status: answer.statusCode, ...answer.json() }
}

describe.each(['/spooled', '/held'])('an upload (%s)', (path) => {
  it('arrives', async () => {
    expect(await send(path, whole)).toEqual({ status: 200, body: { a: 1 }, files: ['名簿.csv'] })
  })

  it.each([
    ['in the head of a part', 40],
    ['in the field', whole.indexOf('{"a"') + 3],
    ['in the head of the file', whole.indexOf('filename') + 4],
    ['in the file', whole.indexOf('1,2,3') + 3],
    ['in the boundary', whole.indexOf('--x--') + 2],
  ])('that ends early is told so: %s', async (_, end) => {
    const bytes = Buffer.from(whole)
    expect(await send(path, bytes.subarray(0, Buffer.byteLength(whole.slice(0, end))))).toMatchObject({
      ours: 'request.invalid',
    })
  })

  it('without its boundary is told so', async () => {
    expect(await send(path, whole, 'multipart/form-data')).toMatchObject({ ours: 'request.invalid' })
  })
})
