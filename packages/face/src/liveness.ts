import { type Box, cropPicture, mirrorPicture, type Picture } from './picture.ts'
import { reduceFor } from './pyramid.ts'
import { type FaceRuntime, outputOf, softmax } from './runtime.ts'

const side = 128
const surroundings = 2.7

/** Beyond this part of the picture, what surrounds a face is cut off so far that nothing can be judged by it. */
const largestPart = 0.5

export type Liveness = {
  /** Probability 0..1 that the face is live rather than shown on a screen or paper; absent where it fills the picture. */
  readonly liveScore: number | undefined
  /** Whether all of the surroundings that the model looks at lie inside the picture. */
  readonly liveScoreReliable: boolean
}

/**
 * Judges a face with its surroundings (2.7 × the box, shifted inside the picture).
 * @param twice looks at it in the mirror too and takes the mean of the evidence (logits): tells better, takes twice as long.
 * @see minivision-ai, Silent-Face-Anti-Spoofing.
 */
export async function judgeLiveness(
  runtime: FaceRuntime,
  picture: Picture,
  box: Box,
  { twice = false } = {},
): Promise<Liveness> {
  if (Math.max(box.width / picture.width, box.height / picture.height) > largestPart)
    return { liveScore: undefined, liveScoreReliable: false }
  const around = livenessBox(picture, box)
  const reduced = reduceFor(picture, around, side, side)
  const raster = cropPicture(reduced.picture, reduced.toReduced(around), side, side)
  const score = await liveProbability(runtime, raster)
  return {
    liveScore: twice ? meanEvidence([score, await liveProbability(runtime, mirrorPicture(raster))]) : score,
    liveScoreReliable: around.width >= box.width * surroundings * 0.999,
  }
}

async function liveProbability(runtime: FaceRuntime, raster: Picture): Promise<number> {
  const plane = side * side
  const input = new Float32Array(plane * 3)
  for (let i = 0, p = 0; i < plane; i++, p += 3) {
    input[i] = raster.data[p + 2]!
    input[plane + i] = raster.data[p + 1]!
    input[2 * plane + i] = raster.data[p]!
  }
  const logits = outputOf(await runtime.run('liveness', input, [1, 3, side, side]), 'output', 3)
  return softmax(logits)[0]!
}

/** One probability for several of the same thing: that of the mean of their logits. */
export function meanEvidence(probabilities: readonly number[]): number {
  const logit = (p: number) => Math.log(Math.max(p, 1e-6) / Math.max(1 - p, 1e-6))
  return 1 / (1 + Math.exp(-probabilities.reduce((sum, p) => sum + logit(p), 0) / probabilities.length))
}

/** The surroundings of a face, as large as the picture allows, shifted inside it. */
export function livenessBox(picture: Picture, box: Box): Box {
  const scale = Math.min(picture.height / box.height, picture.width / box.width, surroundings)
  const width = box.width * scale
  const height = box.height * scale
  const x = box.x + box.width / 2 - width / 2
  const y = box.y + box.height / 2 - height / 2
  return {
    x: Math.min(Math.max(0, x), picture.width - width),
    y: Math.min(Math.max(0, y), picture.height - height),
    width,
    height,
  }
}
