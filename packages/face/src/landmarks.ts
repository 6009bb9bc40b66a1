import { type Box, cropPicture, greyOf, type Picture } from './picture.ts'
import { reduceFor } from './pyramid.ts'
import { type FaceRuntime, outputOf } from './runtime.ts'

const side = 64

/** The square whose side is the box height, around the box centre. */
export function landmarkSquare(box: Box): Box {
  return { x: box.x + box.width / 2 - box.height / 2, y: box.y, width: box.height, height: box.height }
}

/**
 * The 68 points of the iBUG layout in picture pixels, x and y alternating (length 136).
 * @see Sagonas et al., 300 Faces in-the-Wild, ICCVW 2013: the numbering of the points.
 */
export async function findLandmarks(runtime: FaceRuntime, picture: Picture, box: Box): Promise<Float32Array> {
  const square = landmarkSquare(box)
  const reduced = reduceFor(picture, square, side, side)
  const raster = cropPicture(reduced.picture, reduced.toReduced(square), side, side)
  const input = Float32Array.from(greyOf(raster), (value) => value / 256)
  const points = outputOf(await runtime.run('landmark', input, [1, 1, side, side]), 'output', 136)
  return points.map((value, i) => (i % 2 === 0 ? square.x + value * square.width : square.y + value * square.height))
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
