import { eyeCentres, meanPoint } from './landmarks.ts'
import { type Picture, samplePicture } from './picture.ts'
import { reduceFor } from './pyramid.ts'

export const alignedSide = 112

/** Where eyes, nose and mouth corners of an aligned face lie, in pixels. @see Deng et al., ArcFace, CVPR 2019. */
export const arcFacePoints = [38.2946, 51.6963, 73.5318, 51.5014, 56.0252, 71.7366, 41.5493, 92.3655, 70.7299, 92.2041]

/** Turns, scales and shifts: (x, y) → (a·x − b·y + tx, b·x + a·y + ty). */
export type Similarity = { readonly a: number; readonly b: number; readonly tx: number; readonly ty: number }

/** Five points of the 68: eye centres, tip of the nose, mouth corners; x and y alternating, picture-left first. */
export function fivePoints(landmarks: Float32Array): number[] {
  const eyes = eyeCentres(landmarks)
  const points = [
    eyes.right,
    eyes.left,
    meanPoint(landmarks, [30]),
    meanPoint(landmarks, [48, 60]),
    meanPoint(landmarks, [54, 64]),
  ]
  return points.flatMap(({ x, y }) => [x, y])
}

/**
 * The similarity that brings `from` nearest to `to` (least squares, no reflection); points as x, y alternating.
 * @see Umeyama, Least-squares estimation of transformation parameters, PAMI 1991.
 * @throws RangeError when all points coincide.
 */
export function similarityBetween(from: readonly number[], to: readonly number[]): Similarity {
  const n = from.length / 2
  const middle = [0, 0, 0, 0]
  for (let i = 0; i < from.length; i += 2) {
    middle[0]! += from[i]! / n
    middle[1]! += from[i + 1]! / n
    middle[2]! += to[i]! / n
    middle[3]! += to[i + 1]! / n
  }
  const [fx, fy, gx, gy] = middle as [number, number, number, number]
  let along = 0
  let across = 0
  let size = 0
  for (let i = 0; i < from.length; i += 2) {
    const sx = from[i]! - fx
    const sy = from[i + 1]! - fy
    const dx = to[i]! - gx
    const dy = to[i + 1]! - gy
    along += sx * dx + sy * dy
    across += sx * dy - sy * dx
    size += sx * sx + sy * sy
  }
  if (!(size > 0)) throw new RangeError('points that all coincide cannot be aligned')
  const a = along / size
  const b = across / size
  return { a, b, tx: gx - (a * fx - b * fy), ty: gy - (b * fx + a * fy) }
}

/**
 * The face turned upright on 112×112 RGB, its five points nearest to the ArcFace ones; black outside the picture.
 */
export function alignFace(picture: Picture, landmarks: Float32Array): Picture {
  return warpFace(picture, similarityBetween(fivePoints(landmarks), arcFacePoints))
}

function warpFace(picture: Picture, placed: Similarity): Picture {
  const scale = placed.a * placed.a + placed.b * placed.b
  const inverse = (x: number, y: number) => {
    const dx = x - placed.tx
    const dy = y - placed.ty
    return { x: (placed.a * dx + placed.b * dy) / scale, y: (placed.a * dy - placed.b * dx) / scale }
  }
  const corners = [inverse(0, 0), inverse(alignedSide, 0), inverse(0, alignedSide), inverse(alignedSide, alignedSide)]
  const left = Math.min(...corners.map((p) => p.x))
  const top = Math.min(...corners.map((p) => p.y))
  const around = {
    x: left,
    y: top,
    width: Math.max(...corners.map((p) => p.x)) - left,
    height: Math.max(...corners.map((p) => p.y)) - top,
  }
  const reach = around.width * Math.sqrt(scale)
  const reduced = reduceFor(picture, around, reach, reach)
  const shrink = reduced.toReduced(around).width / around.width
  const origin = reduced.toReduced({ x: 0, y: 0, width: 1, height: 1 })
  const data = new Uint8Array(alignedSide * alignedSide * 3)
  // A pixel centre at p in the picture lies at (p + 0.5) · shrink − 0.5 in the reduced one.
  const shiftX = shrink === 1 ? 0 : origin.x + 0.5 * shrink - 0.5
  const shiftY = shrink === 1 ? 0 : origin.y + 0.5 * shrink - 0.5
  const a = (placed.a / scale) * shrink
  const b = (placed.b / scale) * shrink
  for (let y = 0, o = 0; y < alignedSide; y++) {
    const dy = y - placed.ty
    for (let x = 0; x < alignedSide; x++, o += 3) {
      const dx = x - placed.tx
      samplePicture(reduced.picture, a * dx + b * dy + shiftX, a * dy - b * dx + shiftY, 0, data, o)
    }
  }
  return { width: alignedSide, height: alignedSide, data }
}
