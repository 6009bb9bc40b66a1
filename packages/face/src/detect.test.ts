import { describe, expect, test } from 'vitest'
import { blendOverlapping, detectFaces, dropOverlapping, letterbox, lookAgain, overlapOf, tilesOf } from './detect.ts'
import { makePicture } from './picture.ts'
import type { FaceRuntime } from './runtime.ts'

const face = (x: number, y: number, side: number, score: number) => ({
  box: { x, y, width: side, height: side },
  score,
})

/** A detector that answers with fixed boxes (shares of its window) on its first run, and with none afterwards. */
function detectorSeeing(boxes: { box: [number, number, number, number]; score: number }[], onRun = 1): FaceRuntime {
  let runs = 0
  return {
    async run() {
      const scores = new Float32Array(4420 * 2)
      const places = new Float32Array(4420 * 4)
      if (++runs === onRun) {
        boxes.forEach(({ box, score }, i) => {
          scores[i * 2 + 1] = score
          places.set(box, i * 4)
        })
      }
      return { scores, boxes: places }
    },
  }
}

describe('detection', () => {
  test('of two boxes around one face the surer one stays', () => {
    expect(dropOverlapping([face(0, 0, 100, 0.8), face(5, 5, 100, 0.9), face(300, 0, 50, 0.7)], 0.4)).toEqual([
      face(5, 5, 100, 0.9),
      face(300, 0, 50, 0.7),
    ])
  })

  test('boxes around one face are blended by their scores', () => {
    const [blended] = blendOverlapping([face(0, 0, 100, 0.9), face(8, 4, 100, 0.6)], 0.4)
    expect(blended?.score).toBe(0.9)
    expect(blended?.box.x).toBeCloseTo(3.2)
    expect(blended?.box.y).toBeCloseTo(1.6)
  })

  test('a face that the second look does not see stays where it was found', async () => {
    const picture = makePicture(640, 480, new Uint8Array(640 * 480 * 3))
    expect(await lookAgain(detectorSeeing([]), picture, face(100, 100, 80, 0.8))).toEqual(face(100, 100, 80, 0.8))
    const elsewhere = detectorSeeing([{ box: [0.9, 0.9, 1, 1], score: 0.99 }])
    expect(await lookAgain(elsewhere, picture, face(100, 100, 80, 0.8))).toEqual(face(100, 100, 80, 0.8))
  })

  test('overlap is the shared area by the joint one', () => {
    expect(overlapOf(face(0, 0, 10, 1).box, face(5, 0, 10, 1).box)).toBeCloseTo(50 / 150)
    expect(overlapOf(face(0, 0, 10, 1).box, face(10, 0, 10, 1).box)).toBe(0)
  })

  test('the letterbox keeps 4:3 around upright and wide pictures', () => {
    expect(letterbox({ width: 300, height: 600, data: new Uint8Array() })).toEqual({
      x: -250,
      y: 0,
      width: 800,
      height: 600,
    })
    expect(letterbox({ width: 800, height: 300, data: new Uint8Array() })).toEqual({
      x: 0,
      y: -150,
      width: 800,
      height: 600,
    })
  })

  test('tiles cover the whole picture and overlap', () => {
    const picture = { width: 2592, height: 1944, data: new Uint8Array() }
    const tiles = tilesOf(picture, 0.42)
    expect(Math.min(...tiles.map((tile) => tile.x))).toBeCloseTo(0)
    expect(Math.max(...tiles.map((tile) => tile.x + tile.width))).toBeCloseTo(2592)
    expect(Math.max(...tiles.map((tile) => tile.y + tile.height))).toBeCloseTo(1944)
    expect(tiles.length).toBe(9)
  })

  test('small pictures are not cut into tiles', () => {
    expect(tilesOf({ width: 480, height: 360, data: new Uint8Array() }, 0.6)).toEqual([])
  })

  test('boxes come back in picture pixels, unsure ones are left out', async () => {
    const runtime = detectorSeeing([
      { box: [0.25, 0.25, 0.5, 0.75], score: 0.9 },
      { box: [0.8, 0.1, 0.9, 0.2], score: 0.5 },
    ])
    const found = await detectFaces(runtime, makePicture(640, 480, new Uint8Array(640 * 480 * 3)))
    expect(found).toHaveLength(1)
    expect(found[0]?.box).toEqual({ x: 160, y: 120, width: 160, height: 240 })
  })

  test('the face in the middle comes before a slightly larger one at the edge', async () => {
    const runtime = detectorSeeing([
      { box: [0, 0.3, 0.22, 0.7], score: 0.95 },
      { box: [0.4, 0.32, 0.6, 0.68], score: 0.95 },
    ])
    const [first, second] = await detectFaces(runtime, makePicture(400, 300, new Uint8Array(400 * 300 * 3)))
    expect(first?.box.x).toBeCloseTo(160)
    expect(second?.box.x).toBeCloseTo(0)
  })

  test('a picture that shows nothing at first is looked at again from farther away', async () => {
    const runtime = detectorSeeing([{ box: [0.25, 0.25, 0.75, 0.75], score: 0.9 }], 2)
    const found = await detectFaces(runtime, makePicture(300, 225, new Uint8Array(300 * 225 * 3)))
    expect(found).toHaveLength(1)
    expect(found[0]!.box.width).toBeCloseTo(225)
  })

  test('an output of another shape is refused: it is not the model of the manifest', async () => {
    const runtime: FaceRuntime = { run: async () => ({ scores: new Float32Array(4), boxes: new Float32Array(8) }) }
    await expect(detectFaces(runtime, makePicture(64, 64, new Uint8Array(64 * 64 * 3)))).rejects.toThrow('scores')
  })
})
