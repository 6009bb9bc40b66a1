import { type Box, cropPicture, type Picture } from './picture.ts'
import { reduceFor } from './pyramid.ts'
import { type FaceRuntime, outputOf } from './runtime.ts'

const inputWidth = 320
const inputHeight = 240
const candidates = 4420

export type FoundFace = { readonly box: Box; readonly score: number }

export type DetectOptions = {
  /** Lowest detector score that counts as a face. */
  readonly minScore: number
  /** Overlap (intersection over union) above which the weaker of two boxes is dropped. */
  readonly maxOverlap: number
}

export const defaultDetection: DetectOptions = { minScore: 0.6, maxOverlap: 0.4 }

/**
 * Finds faces with RFB-320, the most prominent first, boxes in picture pixels (they may reach over the border).
 * The whole picture comes first; only where it shows no face, it is looked at from farther away (faces that fill the
 * frame) and in tiles (small faces, down to about 1/25 of the picture's height).
 * @see Linzaer, Ultra-Light-Fast-Generic-Face-Detector-1MB (version RFB-320).
 */
export async function detectFaces(
  runtime: FaceRuntime,
  picture: Picture,
  options: DetectOptions = defaultDetection,
): Promise<FoundFace[]> {
  const found = await detectWithin(runtime, picture, letterbox(picture), options)
  if (found.length === 0) found.push(...(await detectWithin(runtime, picture, letterbox(picture, 1.5), options)))
  for (const share of tileShares) {
    if (found.length > 0) break
    for (const tile of tilesOf(picture, share)) found.push(...(await detectWithin(runtime, picture, tile, options)))
  }
  return mostProminentFirst(dropOverlapping(found, options.maxOverlap), picture)
}

// Sides of the tiles as shares of the picture, each searched only when the ones before showed nothing.
const tileShares = [0.6, 0.42]

/** The smallest 4:3 window around a whole picture, times `zoom`: faces keep their shape, which helps those near the frame. */
export function letterbox(picture: Picture, zoom = 1): Box {
  const width = zoom * Math.max(picture.width, (picture.height * inputWidth) / inputHeight)
  const height = (width * inputHeight) / inputWidth
  return { x: (picture.width - width) / 2, y: (picture.height - height) / 2, width, height }
}

/** Overlapping 4:3 windows over a picture, each about `share` of its sides; none where the picture is small anyway. */
export function tilesOf(picture: Picture, share: number): Box[] {
  if (Math.max(picture.width, picture.height) * share < inputWidth) return []
  const height = Math.max(picture.height * share, (picture.width * share * inputHeight) / inputWidth)
  const width = (height * inputWidth) / inputHeight
  return positions(picture.height, height).flatMap((y) =>
    positions(picture.width, width).map((x) => ({ x, y, width, height })),
  )
}

/** Starts of windows of `length` that cover `whole` and overlap by at least a quarter. */
function positions(whole: number, length: number): number[] {
  if (length >= whole) return [(whole - length) / 2]
  const count = Math.ceil((whole - length) / (length * 0.75)) + 1
  return Array.from({ length: count }, (_, i) => ((whole - length) * i) / (count - 1))
}

/** Runs the detector once on a window of the picture that may reach outside; outside is grey. */
export async function detectWithin(
  runtime: FaceRuntime,
  picture: Picture,
  window: Box,
  options: DetectOptions,
): Promise<FoundFace[]> {
  const reduced = reduceFor(picture, window, inputWidth, inputHeight)
  const raster = cropPicture(reduced.picture, reduced.toReduced(window), inputWidth, inputHeight, 127)
  const outputs = await runtime.run('detect', detectorInput(raster), [1, 3, inputHeight, inputWidth])
  const scores = outputOf(outputs, 'scores', candidates * 2)
  const boxes = outputOf(outputs, 'boxes', candidates * 4)
  const found: FoundFace[] = []
  for (let i = 0; i < candidates; i++) {
    const score = scores[i * 2 + 1]!
    if (score < options.minScore) continue
    const left = window.x + boxes[i * 4]! * window.width
    const top = window.y + boxes[i * 4 + 1]! * window.height
    const right = window.x + boxes[i * 4 + 2]! * window.width
    const bottom = window.y + boxes[i * 4 + 3]! * window.height
    if (right > left && bottom > top) {
      found.push({ box: { x: left, y: top, width: right - left, height: bottom - top }, score })
    }
  }
  return blendOverlapping(found, options.maxOverlap)
}

/** RGB planes of a 320×240 raster as (v − 127) / 128. */
export function detectorInput(raster: Picture): Float32Array {
  const plane = raster.width * raster.height
  const input = new Float32Array(plane * 3)
  for (let i = 0, p = 0; i < plane; i++, p += 3) {
    for (let c = 0; c < 3; c++) input[c * plane + i] = (raster.data[p + c]! - 127) / 128
  }
  return input
}

/** Non-maximum suppression: keeps the strongest of boxes that overlap by more than `maxOverlap`. */
export function dropOverlapping(faces: readonly FoundFace[], maxOverlap: number): FoundFace[] {
  const kept: FoundFace[] = []
  for (const face of [...faces].sort((a, b) => b.score - a.score)) {
    if (kept.every((other) => overlapOf(other.box, face.box) <= maxOverlap)) kept.push(face)
  }
  return kept
}

/**
 * Non-maximum suppression after which each box is the mean, weighed by score, of all that overlapped it: many boxes
 * around one face are equally sure, and their mean trembles less than any one of them.
 * @see Bazarevsky et al., BlazeFace, 2019, section 3.3.
 */
export function blendOverlapping(faces: readonly FoundFace[], maxOverlap: number): FoundFace[] {
  return dropOverlapping(faces, maxOverlap).map(({ box, score }) => {
    const sum = { x: 0, y: 0, width: 0, height: 0 }
    let weight = 0
    for (const other of faces) {
      if (overlapOf(other.box, box) <= maxOverlap) continue
      weight += other.score
      sum.x += other.box.x * other.score
      sum.y += other.box.y * other.score
      sum.width += other.box.width * other.score
      sum.height += other.box.height * other.score
    }
    return {
      box: { x: sum.x / weight, y: sum.y / weight, width: sum.width / weight, height: sum.height / weight },
      score,
    }
  })
}

/**
 * Looks at a found face again in a window three times its height, so that its box is measured at the same scale
 * whatever its size in the picture; the alignment, and with it the template, becomes steadier.
 * Returns the face as it was found where the second look does not see it.
 */
export async function lookAgain(
  runtime: FaceRuntime,
  picture: Picture,
  face: FoundFace,
  options: DetectOptions = defaultDetection,
): Promise<FoundFace> {
  const { box } = face
  const height = box.height * 3
  const width = (height * inputWidth) / inputHeight
  const window = { x: box.x + (box.width - width) / 2, y: box.y + (box.height - height) / 2, width, height }
  const seen = await detectWithin(runtime, picture, window, options)
  const same = seen.filter((other) => overlapOf(other.box, box) > options.maxOverlap)
  const nearest = same.sort((a, b) => overlapOf(b.box, box) - overlapOf(a.box, box))[0]
  return nearest ? { box: nearest.box, score: Math.max(face.score, nearest.score) } : face
}

/** Intersection over union of two boxes, 0..1. */
export function overlapOf(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  if (width <= 0 || height <= 0) return 0
  const shared = width * height
  return shared / (a.width * a.height + b.width * b.height - shared)
}

/** Large, sure and near the middle: the face that the picture was taken of comes first. */
function mostProminentFirst(faces: FoundFace[], picture: Picture): FoundFace[] {
  const prominence = ({ box, score }: FoundFace) => {
    const dx = box.x + box.width / 2 - picture.width / 2
    const dy = box.y + box.height / 2 - picture.height / 2
    const offset = Math.hypot(dx, dy) / Math.hypot(picture.width / 2, picture.height / 2)
    return Math.sqrt(box.width * box.height) * score * (1 - Math.min(1, offset))
  }
  return faces.sort((a, b) => prominence(b) - prominence(a))
}
