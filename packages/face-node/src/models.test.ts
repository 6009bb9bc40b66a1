/** @module-tag long */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  analysePicture,
  compareGolden,
  compareTemplates,
  cropPicture,
  type FaceRuntime,
  faceplugin,
  fillBlocks,
  flushDenormals,
  type GoldenFigures,
  goldenFigures,
  goldenPicture,
  mirrorPicture,
  modelNames,
  type Picture,
  resizePicture,
  splitPRelu,
} from '@kaoban/face'
import { beforeAll, describe, expect, test } from 'vitest'
import { decodePicture } from './decode.ts'
import { loadModels, openSession, readModel } from './models.ts'
import { Tensor } from './onnx-runtime.ts'
import { cue, leftOut, people } from './photographs.testing.ts'

let runtime: FaceRuntime
beforeAll(async () => {
  for (const reason of leftOut()) console.warn(`left out: ${reason}`)
  runtime = await loadModels(faceplugin)
})

const observe = async (file: string) => {
  const decoded = await decodePicture(await readFile(file))
  if (!decoded.ok) throw new Error(`${file}: ${decoded.reason}`)
  return analysePicture({ runtime, manifest: faceplugin }, decoded.picture)
}

describe('passive liveness', () => {
  test('is not judged of a face that fills the picture', async () => {
    const look = async (picture: Picture) =>
      (await analysePicture({ runtime, manifest: faceplugin }, picture, { template: false })).faces[0]!
    const golden = goldenPicture()
    const face = await look(golden)
    expect(face.liveScore).toBeTypeOf('number')
    const { x, y, width, height } = face.box
    const around = { x: x - width * 0.25, y: y - height * 0.25, width: width * 1.5, height: height * 1.5 }
    const near = await look(cropPicture(golden, around, Math.round(around.width), Math.round(around.height)))
    expect(near).toMatchObject({ liveScore: undefined, liveScoreReliable: false })
  })
})

describe('model files', () => {
  test('every file is the one that was measured', async () => {
    for (const name of modelNames)
      expect((await readModel(faceplugin, name)).length).toBe(faceplugin.models[name].bytes)
  })

  test('a file changed by one bit is refused by name', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kaoban-models-'))
    const bytes = Buffer.from(await readModel(faceplugin, 'eye'))
    bytes[1000]! ^= 1
    await writeFile(join(folder, faceplugin.models.eye.file), bytes)
    await expect(readModel(faceplugin, 'eye', folder)).rejects.toThrow('fr_eye.onnx')
    await rm(folder, { recursive: true })
  })

  test('flushing tiny weights and splitting PRelu do not change what the network answers', async () => {
    const shipped = await readModel(faceplugin, 'feature')
    const flushed = new Uint8Array(shipped)
    expect(flushDenormals(flushed)).toBe(176_911)
    const split = splitPRelu(flushed)
    expect(split.split).toBeGreaterThan(10)
    const [before, after] = [await answerOf(shipped, 112), await answerOf(split.model, 112)]
    const size = Math.max(...before.map(Math.abs))
    before.forEach((value, i) => {
      expect(Math.abs(value - after[i]!) / size).toBeLessThan(1e-4)
    })
  })

  test('filling blocks of channels does not change what the network answers', async () => {
    const shipped = await readModel(faceplugin, 'liveness')
    const { model, filled } = fillBlocks(shipped)
    expect(filled).toBeGreaterThan(100)
    const [before, after] = [await answerOf(shipped, 128), await answerOf(splitPRelu(model).model, 128)]
    before.forEach((value, i) => {
      expect(after[i]).toBeCloseTo(value, 4)
    })
  })
})

/** What a network answers to a picture of noise. */
async function answerOf(model: Uint8Array, side: number): Promise<Float32Array> {
  const input = Float32Array.from({ length: 3 * side * side }, (_, i) => (((i * 7919) % 255) - 127.5) / 128)
  const session = await openSession(model)
  const outputs = await session.run({ [session.inputNames[0]!]: new Tensor('float32', input, [1, 3, side, side]) })
  return outputs.output!.data as Float32Array
}

describe('the drawn face', () => {
  test('gives the golden figures: the same template as in every other place', async () => {
    const text = await readFile(new URL('../../face/src/golden.json', import.meta.url), 'utf8')
    const figures = await goldenFigures({ runtime, manifest: faceplugin })
    const apart = compareGolden(figures, JSON.parse(text) as GoldenFigures)
    expect(apart.sameModel).toBe(true)
    expect(apart.cosine).toBeGreaterThan(0.9999)
    expect(apart.landmarks).toBeLessThan(0.05)
    expect(apart.alignedMean).toBeLessThan(1e-3)
    expect(apart.pose).toBeLessThan(0.1)
  })

  test('stays itself at other sizes, in the mirror and in a 5 MP picture', async () => {
    const engine = { runtime, manifest: faceplugin }
    const original = (await analysePicture(engine, goldenPicture())).faces[0]!
    const variants = {
      half: resizePicture(goldenPicture(), 240, 180),
      mirrored: mirrorPicture(goldenPicture()),
      large: resizePicture(goldenPicture(), 2592, 1944),
    }
    for (const [name, picture] of Object.entries(variants)) {
      const [face] = (await analysePicture(engine, picture)).faces
      expect(compareTemplates(face!.template!, original.template!), name).toBeGreaterThan(0.85)
      expect(face!.eyeDistance / picture.width, name).toBeCloseTo(original.eyeDistance / 480, 1)
    }
  })

  test('a picture without a face is an observation without faces', async () => {
    const grey = { width: 640, height: 480, data: new Uint8Array(640 * 480 * 3).fill(128) }
    const seen = await analysePicture({ runtime, manifest: faceplugin }, grey)
    expect(seen).toEqual({ width: 640, height: 480, found: [], faces: [] })
  })

  test('two faces are both found, and observed where both are asked for', async () => {
    const one = goldenPicture()
    const data = new Uint8Array(one.data.length * 2)
    for (let y = 0; y < one.height; y++) {
      const row = one.data.subarray(y * one.width * 3, (y + 1) * one.width * 3)
      data.set(row, y * one.width * 6)
      data.set(row, y * one.width * 6 + one.width * 3)
    }
    const seen = await analysePicture(
      { runtime, manifest: faceplugin },
      { width: one.width * 2, height: one.height, data },
      { faces: 2, template: false },
    )
    expect(seen.found).toHaveLength(2)
    expect(seen.faces.map((face) => face.template)).toEqual([undefined, undefined])
    expect(Math.abs(seen.faces[0]!.box.x - seen.faces[1]!.box.x)).toBeGreaterThan(400)
  })
})

describe('photographs', () => {
  test('the same person is above the standard threshold, different people are below it', async () => {
    const templates = await Promise.all(
      people()
        .slice(0, 5)
        .map(async ({ files }) =>
          Promise.all(files.slice(0, 2).map(async (file) => (await observe(file)).faces[0]!.template!)),
        ),
    )
    templates.forEach((mine, i) => {
      if (mine[1]) expect(compareTemplates(mine[0]!, mine[1])).toBeGreaterThan(faceplugin.thresholds.standard)
      for (const other of templates.slice(i + 1))
        expect(compareTemplates(mine[0]!, other[0]!)).toBeLessThan(faceplugin.thresholds.standard)
    })
  })

  test.skipIf(!cue('image_T1.jpg'))('a live face scores live, replays on a screen and a phone do not', async () => {
    expect((await observe(cue('image_T1.jpg')!)).faces[0]!.liveScore).toBeGreaterThan(faceplugin.thresholds.live)
    for (const attack of ['image_F1.jpg', 'image_F2.jpg', 'bulk_rgb_fake.jpg']) {
      expect((await observe(cue(attack)!)).faces[0]!.liveScore, attack).toBeLessThan(0.1)
    }
  })

  test.skipIf(!cue('reaction_open_eyes.png'))('closed eyes are told from open ones by model and contour', async () => {
    const closed = (await observe(cue('reaction_close_eyes.jpeg')!)).faces[0]!.eyes
    const open = (await observe(cue('reaction_open_eyes.png')!)).faces[0]!.eyes
    expect(Math.min(closed.leftClosed, closed.rightClosed)).toBeGreaterThan(0.9)
    expect(Math.max(open.leftClosed, open.rightClosed)).toBeLessThan(0.1)
    expect(closed.leftRatio).toBeLessThan(open.leftRatio)
  })

  test.skipIf(!cue('pose_left_face.jpeg'))('profiles have opposite yaw', async () => {
    const left = (await observe(cue('pose_left_face.jpeg')!)).faces[0]!.pose.yaw
    const right = (await observe(cue('pose_right_face.png')!)).faces[0]!.pose.yaw
    expect(Math.abs(left)).toBeGreaterThan(35)
    expect(Math.abs(right)).toBeGreaterThan(35)
    expect(Math.sign(left)).toBe(-Math.sign(right))
  })

  test.skipIf(!cue('crop_no_face.png'))('a picture of no face shows none', async () => {
    expect((await observe(cue('crop_no_face.png')!)).found).toEqual([])
  })
})
