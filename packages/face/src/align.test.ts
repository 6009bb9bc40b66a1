import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { alignFace, arcFace, similarityBetween } from './align.ts'
import { eyeRatio } from './eyes.ts'
import { landmarkSquare, mirrorPoints } from './landmarks.ts'
import { livenessBox } from './liveness.ts'
import { makePicture } from './picture.ts'

const arcFacePoints = arcFace.anchors.flatMap(({ x, y }) => [x, y])

/** 68 points whose five alignment points lie on the given ones. */
function landmarksAt(five: readonly number[]): Float32Array {
  const landmarks = new Float32Array(136)
  arcFace.anchors.forEach((anchor, i) => {
    for (const point of anchor.landmarks) landmarks.set([five[i * 2]!, five[i * 2 + 1]!], point * 2)
  })
  return landmarks
}

describe('alignment', () => {
  test('the similarity that made the points is found again, whatever turn, size and place', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 20, noNaN: true }),
        fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }),
        fc.double({ min: -500, max: 500, noNaN: true }),
        fc.double({ min: -500, max: 500, noNaN: true }),
        (size, turn, tx, ty) => {
          const a = size * Math.cos(turn)
          const b = size * Math.sin(turn)
          const moved: number[] = []
          for (let i = 0; i < 10; i += 2) {
            const x = arcFacePoints[i]!
            const y = arcFacePoints[i + 1]!
            moved.push(a * x - b * y + tx, b * x + a * y + ty)
          }
          const found = similarityBetween(arcFacePoints, moved)
          expect(found.a).toBeCloseTo(a, 6)
          expect(found.b).toBeCloseTo(b, 6)
          expect(found.tx).toBeCloseTo(tx, 5)
          expect(found.ty).toBeCloseTo(ty, 5)
        },
      ),
    )
  })

  test('points that all coincide cannot be aligned', () => {
    expect(() => similarityBetween([1, 1, 1, 1], [0, 0, 5, 5])).toThrow(RangeError)
  })

  test('a face already in place stays as it is', () => {
    const data = Uint8Array.from({ length: 112 * 112 * 3 }, (_, i) => (i * 37) % 251)
    expect(alignFace(makePicture(112, 112, data), landmarksAt(arcFacePoints), arcFace).data).toEqual(data)
  })

  test('a face four times as large is brought to 112 pixels without shifting', () => {
    const data = new Uint8Array(448 * 448 * 3)
    for (let i = 0; i < 448 * 448; i++) data.fill(Math.floor((i % 448) / 2), i * 3, i * 3 + 3)
    const five = arcFacePoints.map((value) => (value + 0.5) * 4 - 0.5)
    const aligned = alignFace(makePicture(448, 448, data), landmarksAt(five), arcFace)
    for (const x of [10, 56, 100]) {
      expect(Math.abs(aligned.data[(56 * 112 + x) * 3]! - (x * 4 + 1.5) / 2)).toBeLessThanOrEqual(1)
    }
  })

  test('outside the picture is black', () => {
    const white = makePicture(40, 40, new Uint8Array(40 * 40 * 3).fill(255))
    const aligned = alignFace(white, landmarksAt(arcFacePoints), arcFace)
    expect(aligned.data[0]).toBe(255)
    expect(aligned.data.at(-1)).toBe(0)
  })

  test('a face is laid on a square of any size, by any of its points', () => {
    const data = Uint8Array.from({ length: 20 * 20 * 3 }, (_, i) => (i * 37) % 251)
    const landmarks = new Float32Array(136)
    landmarks.set([2, 3, 12, 3], 72)
    const alignment = {
      side: 10,
      anchors: [
        { landmarks: [36], x: 0, y: 1 },
        { landmarks: [37], x: 10, y: 1 },
      ],
    }
    const aligned = alignFace(makePicture(20, 20, data), landmarks, alignment)
    expect([aligned.width, aligned.height]).toEqual([10, 10])
    expect([...aligned.data.subarray(30, 60)]).toEqual([...data.subarray((3 * 20 + 2) * 3, (3 * 20 + 12) * 3)])
  })
})

describe('landmarks and crops', () => {
  test('mirroring points twice gives them back, and once exchanges the eyes', () => {
    const points = Float32Array.from({ length: 136 }, (_, i) => ((i * 29) % 101) / 101)
    const back = mirrorPoints(mirrorPoints(points))
    back.forEach((value, i) => {
      expect(value).toBeCloseTo(points[i]!, 6)
    })
    expect(mirrorPoints(points)[36 * 2]).toBeCloseTo(1 - points[45 * 2]!, 6)
  })

  test('the landmark square is centred on the box', () => {
    expect(landmarkSquare({ x: 10, y: 20, width: 60, height: 100 })).toEqual({ x: -7, y: 23, width: 94, height: 94 })
  })

  test('the eye ratio tells open from closed', () => {
    const eye = (half: number) => {
      const landmarks = new Float32Array(136)
      landmarks.set([0, 0, 3, -half, 7, -half, 10, 0, 7, half, 3, half], 72)
      return eyeRatio(landmarks, 36)
    }
    expect(eye(1.6)).toBeCloseTo(0.32)
    expect(eye(0.4)).toBeCloseTo(0.08)
    expect(eyeRatio(new Float32Array(136), 36)).toBe(0)
  })

  test('the surroundings for liveness are shifted inside the picture, and shrink only where they must', () => {
    const picture = { width: 640, height: 480, data: new Uint8Array() }
    expect(livenessBox(picture, { x: 0, y: 0, width: 100, height: 120 })).toEqual({
      x: 0,
      y: 0,
      width: 270,
      height: 324,
    })
    const tight = livenessBox(picture, { x: 200, y: 60, width: 200, height: 240 })
    expect(tight.height).toBe(480)
    expect(tight.y).toBe(0)
  })
})
