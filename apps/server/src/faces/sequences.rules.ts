import { createHash } from 'node:crypto'
import { type FrameFault, frameLimits } from '@kaoban/contract'
import { compareTemplates, type FaceTemplate, type MotionVerdict, sameRecipe, type Thresholds } from '@kaoban/face'
import { inspectPicture, type JudgedPicture } from '@kaoban/face-node'

/** One movement may take ten seconds; the rest is for reading, sending and slow hands. */
export function challengeLifeMs(motions: number): number {
  return 60_000 + Math.max(0, motions - 1) * 15_000
}

/** How long a frame is remembered to refuse it a second time. */
export const framesRememberedMs = 7 * 24 * 3_600_000

/** The camera of the sender and our clock do not start together. */
const clockSlackMs = 3_000

/**
 * Why frames are refused before anybody looks at them: all JPEGs of one size, in order, at a camera's pace, and no
 * longer than the time since the challenge was given.
 */
export function faultOfFrames(
  frames: readonly Uint8Array[],
  capturedMs: readonly number[],
  sinceIssuedMs: number,
): FrameFault | undefined {
  if (frames.length < frameLimits.min || frames.length > frameLimits.max || frames.length !== capturedMs.length)
    return 'count'
  const steps = capturedMs.slice(1).map((at, i) => at - capturedMs[i]!)
  if (steps.some((step) => step <= 0)) return 'order'
  const total = capturedMs.at(-1)! - capturedMs[0]!
  if (steps.some((step) => step < frameLimits.minStepMs || step > frameLimits.maxStepMs)) return 'duration'
  if (total < frameLimits.minTotalMs || total > frameLimits.maxTotalMs) return 'duration'
  if (total > sinceIssuedMs + clockSlackMs) return 'duration'
  let size: string | undefined
  for (const frame of frames) {
    const header = inspectPicture(frame)
    if (!header.ok || header.format !== 'jpeg') return 'format'
    const { width, height } = header
    if (Math.min(width, height) < frameLimits.minSide || width * height > frameLimits.maxPixels) return 'size'
    size ??= `${width}x${height}`
    if (size !== `${width}x${height}`) return 'size'
  }
  const digests = new Set(frames.map((frame) => createHash('sha256').update(frame).digest('base64')))
  return digests.size < frames.length ? 'duplicate' : undefined
}

/** What was read from the frames of one challenge. */
export interface Reading {
  /** What the motion machine came to. */
  motion: MotionVerdict
  /** Template of the face at the start of the movements. */
  reference?: FaceTemplate | undefined
  /** Live scores 0..1 of the frames in which they mean something. */
  liveScores: number[]
  /** Frames judged in full, spread over the whole sequence. */
  judged: JudgedPicture[]
  /** Movements were asked for. */
  motionsAsked: boolean
}

/** The judged frames that show a face. */
export function locateFace(reading: Reading): Required<JudgedPicture>[] {
  return reading.judged.filter((frame): frame is Required<JudgedPicture> => frame.face !== undefined)
}

/** Those good enough for the purpose, sharpest order as judged; empty when none is. */
export function goodFrames(seen: readonly Required<JudgedPicture>[]): Required<JudgedPicture>[] {
  return seen.filter((frame) => frame.verdict.ok)
}

export type MotionResult = 'done' | 'not-done' | 'cheating'

/** Whether the asked movements were seen, by the same face from the first frame to the last. */
export function checkMotion(reading: Reading, { sameFace }: Pick<Thresholds, 'sameFace'>): MotionResult {
  const { motion, reference } = reading
  if (motion.status === 'cheating') return 'cheating'
  const templates = locateFace(reading).map((frame) => frame.face.template)
  const first = reference ?? templates[0]
  if (first && templates.some((template) => !isSameFace(first, template, sameFace))) return 'cheating'
  return motion.status === 'seen' ? 'done' : 'not-done'
}

function isSameFace(a: FaceTemplate, b: FaceTemplate, threshold: number): boolean {
  return sameRecipe(a, b) && compareTemplates(a, b) >= threshold
}

/** Unsure: the face fills the picture so that nothing around it can be judged. */
export type Liveness = 'live' | 'not-live' | 'unsure'

/** Median of the passive live scores, frames of the movements and judged ones together. */
export function detectLiveness(reading: Reading, threshold: number): Liveness {
  const scores = [...reading.liveScores, ...locateFace(reading).flatMap((frame) => frame.face.liveScore ?? [])]
  if (scores.length === 0) return 'unsure'
  const sorted = scores.sort((a, b) => a - b)
  return sorted[sorted.length >> 1]! >= threshold ? 'live' : 'not-live'
}
