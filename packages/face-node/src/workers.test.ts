import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compareTemplates, goldenPicture, makeGallery } from '@kaoban/face'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FaceWorkers, startFaceWorkers } from './workers.ts'

const golden = goldenPicture()
const options = { raw: { width: golden.width, height: golden.height, channels: 3 } } as const
let jpeg: Buffer
let workers: FaceWorkers

beforeAll(async () => {
  jpeg = await sharp(golden.data, options).jpeg({ quality: 95 }).toBuffer()
  workers = await startFaceWorkers({ workers: 1, queue: 4 })
}, 60_000)

afterAll(() => workers.close())

describe('face workers', () => {
  test('a file and its pixels give the same face', async () => {
    const fromFile = await workers.extract(jpeg)
    const fromPixels = await workers.extract(golden)
    if (!fromFile.ok || !fromPixels.ok) throw new Error('no template')
    expect(compareTemplates(fromFile.template, fromPixels.template)).toBeGreaterThan(0.95)
  })

  test('a refused picture comes back with its reason', async () => {
    expect(await workers.analyse(jpeg.subarray(0, 900))).toEqual({ ok: false, reason: 'truncated' })
    expect(await workers.decode(Buffer.from('hello'))).toEqual({ ok: false, reason: 'unknown-format' })
    const lying = { width: 4000, height: 4000, data: new Uint8Array(12) }
    expect(await workers.analyse(lying)).toEqual({ ok: false, reason: 'malformed' })
  })

  test('a photograph that is not good enough has no template, and a portrait only where one is wanted', async () => {
    const dark = await sharp(jpeg).linear(0.2).jpeg({ quality: 95 }).toBuffer()
    for (const portrait of [true, false]) {
      const result = await workers.readPhoto(dark, { portrait })
      if (!result.ok) throw new Error(result.reason)
      expect(result.verdict.reasons).toContain('too-dark')
      expect(result.face!.template).toBeUndefined()
      expect(result.face!.portrait !== undefined).toBe(portrait)
    }
  })

  test('a picture without a face has no template', async () => {
    const blank = { width: 64, height: 64, data: new Uint8Array(64 * 64 * 3).fill(90) }
    expect(await workers.extract(blank)).toEqual({ ok: false, reason: 'no-face' })
  })

  test('more pictures than the queue holds are turned away at once, the others are answered', async () => {
    const results = await Promise.all(Array.from({ length: 12 }, () => workers.analyse(jpeg, { template: false })))
    const busy = results.filter((result) => !result.ok && result.reason === 'busy').length
    expect(busy).toBe(7)
    expect(results.filter((result) => result.ok)).toHaveLength(5)
    expect(workers.state()).toMatchObject({ busy: 0, waiting: 0 })
  })

  test('a picture that takes too long costs its worker, and the pool goes on with another', {
    tags: ['long'],
    timeout: 60_000,
  }, async () => {
    const pool = await startFaceWorkers({ workers: 1, timeLimitMs: 5 })
    expect(await pool.analyse(jpeg)).toEqual({ ok: false, reason: 'too-slow' })
    expect(pool.state().replaced).toBe(1)
    await expect.poll(() => pool.state().ready, { timeout: 30_000 }).toBe(1)
    await pool.close()
  })

  test('a shared gallery is searched in a worker', async () => {
    const probe = await workers.extract(golden)
    if (!probe.ok) throw new Error(probe.reason)
    const stranger = { ...probe.template, vector: probe.template.vector.map((value) => -value) }
    const gallery = makeGallery(
      [
        { owner: 4, template: stranger },
        { owner: 9, template: probe.template },
      ],
      true,
    )
    const found = await workers.identify(gallery, probe.template)
    expect(found.ok && found.identification.best?.owner).toBe(9)
    expect(found.ok && found.identification.margin).toBeCloseTo(2, 3)
  })

  test('closing answers what waits, lets the running picture end, and refuses new ones', {
    tags: ['long'],
    timeout: 60_000,
  }, async () => {
    const pool = await startFaceWorkers({ workers: 1 })
    const [running, waiting] = [pool.analyse(jpeg), pool.analyse(jpeg)]
    await pool.close()
    expect((await running).ok).toBe(true)
    expect(await waiting).toEqual({ ok: false, reason: 'unavailable' })
    expect(await pool.analyse(jpeg)).toEqual({ ok: false, reason: 'unavailable' })
  })

  test('closing while others load their models, wherever they are in it, ends them and not the process', {
    tags: ['long'],
    timeout: 60_000,
  }, async () => {
    for (let wait = 0; wait <= 600; wait += 100) {
      const pool = await startFaceWorkers({ workers: 3 })
      await new Promise((resolve) => setTimeout(resolve, wait))
      await pool.close()
      expect(pool.state()).toMatchObject({ workers: 0, ready: 0 })
    }
  })

  test('without its model files the pool does not start, and says which is missing', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'kaoban-no-models-'))
    await expect(startFaceWorkers({ workers: 1, modelFolder: empty })).rejects.toThrow('fr_detect.onnx')
  })
})
