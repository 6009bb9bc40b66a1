import { type Box, cropPicture, greyOf, mirrorPicture, type Picture } from './picture.ts'
import { reduceFor } from './pyramid.ts'
import { type FaceRuntime, outputOf } from './runtime.ts'

const side = 64

// Measured on the development pairs: a slightly smaller square than the box height places the points best.
const tightness = 0.94

/** The square around the box centre whose side is 0.94 of the box height. */
export function landmarkSquare(box: Box): Box {
  const width = box.height * tightness
  return { x: box.x + (box.width - width) / 2, y: box.y + (box.height - width) / 2, width, height: width }
}

/**
 * The 68 points of the iBUG layout in picture pixels, x and y alternating (length 136): the mean of what the model
 * sees in the face and in its mirror image, which steadies the alignment.
 * @see Sagonas et al., 300 Faces in-the-Wild, ICCVW 2013: the numbering of the points.
 */
export async function findLandmarks(runtime: FaceRuntime, picture: Picture, box: Box): Promise<Float32Array> {
  const square = landmarkSquare(box)
  const reduced = reduceFor(picture, square, side, side)
  const raster = cropPicture(reduced.picture, reduced.toReduced(square), side, side)
  const seen = await pointsOf(runtime, raster)
  const mirrored = mirrorPoints(await pointsOf(runtime, mirrorPicture(raster)))
  return seen.map((value, i) => {
    const place = (value + mirrored[i]!) / 2
    return i % 2 === 0 ? square.x + place * square.width : square.y + place * square.height
  })
}

/** 68 points as shares 0..1 of a 64×64 raster. */
async function pointsOf(runtime: FaceRuntime, raster: Picture): Promise<Float32Array> {
  const input = new Float32Array(greyOf(raster))
  for (let i = 0; i < input.length; i++) input[i]! /= 256
  return outputOf(await runtime.run('landmark', input, [1, 1, side, side]), 'output', 136)
}

// Each point of the 68 and the one on the other side of the face; the others lie on the middle line.
// biome-ignore format: one row for each part of the face
const mirrorPairs = [
  [0, 16], [1, 15], [2, 14], [3, 13], [4, 12], [5, 11], [6, 10], [7, 9],
  [17, 26], [18, 25], [19, 24], [20, 23], [21, 22],
  [31, 35], [32, 34],
  [36, 45], [37, 44], [38, 43], [39, 42], [40, 47], [41, 46],
  [48, 54], [49, 53], [50, 52], [55, 59], [56, 58],
  [60, 64], [61, 63], [65, 67],
] as const

const counterpart = Array.from({ length: 68 }, (_, i) => i)
for (const [a, b] of mirrorPairs) {
  counterpart[a] = b
  counterpart[b] = a
}

/** Points found in a mirror image, back in the face: x turned round, left and right names exchanged. */
export function mirrorPoints(points: Float32Array): Float32Array {
  const out = new Float32Array(136)
  for (let i = 0; i < 68; i++) {
    const from = counterpart[i]!
    out[i * 2] = 1 - points[from * 2]!
    out[i * 2 + 1] = points[from * 2 + 1]!
  }
  return out
}

/** Mean of some points: x, y. */
export function meanPoint(landmarks: Float32Array, points: readonly number[]): { x: number; y: number } {
  let x = 0
  let y = 0
  for (const point of points) {
    x += landmarks[point * 2]!
    y += landmarks[point * 2 + 1]!
  }
  return { x: x / points.length, y: y / points.length }
}

/** Centres of the eyes by lid points; `right` is the person's right eye, on the left of the picture. */
export function eyeCentres(landmarks: Float32Array): {
  right: { x: number; y: number }
  left: { x: number; y: number }
} {
  return { right: meanPoint(landmarks, [37, 38, 40, 41]), left: meanPoint(landmarks, [43, 44, 46, 47]) }
}

/** Distance of the eye centres in pixels. */
export function eyeDistanceOf(landmarks: Float32Array): number {
  const { right, left } = eyeCentres(landmarks)
  return Math.hypot(left.x - right.x, left.y - right.y)
}
