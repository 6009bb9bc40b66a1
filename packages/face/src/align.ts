import { meanPoint } from './landmarks.ts'
import { type Picture, samplePicture } from './picture.ts'
import { reduceFor } from './pyramid.ts'

/** How a face is laid upright on a square: what of it should come to lie where. */
export type FaceAlignment = {
  /** Of the square, in pixels. */
  readonly side: number
  readonly anchors: readonly {
    /** One or more of the 68 points; their mean is what is laid. */
    readonly landmarks: readonly number[]
    /** In pixels of the square. */
    readonly x: number
    readonly y: number
  }[]
}

/** Eye centres, tip of the nose and mouth corners, picture-left first. @see Deng et al., ArcFace, CVPR 2019. */
export const arcFace: FaceAlignment = {
  side: 112,
  anchors: [
    { landmarks: [37, 38, 40, 41], x: 38.2946, y: 51.6963 },
    { landmarks: [43, 44, 46, 47], x: 73.5318, y: 51.5014 },
    { landmarks: [30], x: 56.0252, y: 71.7366 },
    { landmarks: [48, 60], x: 41.5493, y: 92.3655 },
    { landmarks: [54, 64], x: 70.7299, y: 92.2041 },
  ],
}

/** Turns, scales and shifts: (x, y) → (a·x − b·y + tx, b·x + a·y + ty). */
export type Similarity = { readonly a: number; readonly b: number; readonly tx: number; readonly ty: number }

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
 * The face turned upright on an RGB square, its anchors nearest to where they belong; black outside the picture.
 */
export function alignFace(picture: Picture, landmarks: Float32Array, { side, anchors }: FaceAlignment): Picture {
  const points = anchors.map((anchor) => meanPoint(landmarks, anchor.landmarks))
  const from = points.flatMap(({ x, y }) => [x, y])
  const to = anchors.flatMap(({ x, y }) => [x, y])
  return warpFace(picture, similarityBetween(from, to), side)
}

function warpFace(picture: Picture, placed: Similarity, side: number): Picture {
  const scale = placed.a * placed.a + placed.b * placed.b
  const inverse = (x: number, y: number) => {
    const dx = x - placed.tx
    const dy = y - placed.ty
    return { x: (placed.a * dx + placed.b * dy) / scale, y: (placed.a * dy - placed.b * dx) / scale }
  }
  const corners = [inverse(0, 0), inverse(side, 0), inverse(0, side), inverse(side, side)]
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
  const data = new Uint8Array(side * side * 3)
  // A pixel centre at p in the picture lies at (p + 0.5) · shrink − 0.5 in the reduced one.
  const shiftX = shrink === 1 ? 0 : origin.x + 0.5 * shrink - 0.5
  const shiftY = shrink === 1 ? 0 : origin.y + 0.5 * shrink - 0.5
  const a = (placed.a / scale) * shrink
  const b = (placed.b / scale) * shrink
  for (let y = 0, o = 0; y < side; y++) {
    const dy = y - placed.ty
    for (let x = 0; x < side; x++, o += 3) {
      const dx = x - placed.tx
      samplePicture(reduced.picture, a * dx + b * dy + shiftX, a * dy - b * dx + shiftY, 0, data, o)
    }
  }
  return { width: side, height: side, data }
}
