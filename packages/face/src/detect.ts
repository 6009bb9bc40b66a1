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
 * Finds faces with RFB-320, largest first, boxes in picture pixels (they may reach over the border).
 * @see Linzaer, Ultra-Light-Fast-Generic-Face-Detector-1MB (version RFB-320).
 */
export async function detectFaces(
  runtime: FaceRuntime,
  picture: Picture,
  options: DetectOptions = defaultDetection,
): Promise<FoundFace[]> {
  const whole = { x: 0, y: 0, width: picture.width, height: picture.height }
  return detectWithin(runtime, picture, whole, options)
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
  return largestFirst(dropOverlapping(found, options.maxOverlap))
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

/** Intersection over union of two boxes, 0..1. */
export function overlapOf(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  if (width <= 0 || height <= 0) return 0
  const shared = width * height
  return shared / (a.width * a.height + b.width * b.height - shared)
}

function largestFirst(faces: FoundFace[]): FoundFace[] {
  return faces.sort((a, b) => b.box.width * b.box.height - a.box.width * a.box.height)
}
