import { createHash } from 'node:crypto'
import {
  compareTemplates,
  type FaceTemplate,
  type Motion,
  type MotionFrame,
  type MotionState,
  type MotionVerdict,
  motionLimits,
  type QualityProfile,
  sameRecipe,
  startMotions,
  stepMotion,
  type Thresholds,
  wantsTemplate,
} from '@kaoban/face'
import type { AnalyseFault, JudgedPicture } from './jobs.ts'
import type { FaceWorkers } from './workers.ts'

export type SequenceResult =
  | { status: 'read'; reading: Reading }
  | { status: 'refused'; reason: 'unreadable' }
  /** The workers are busy or broken: nothing is known, which denies. */
  | { status: 'unavailable' }

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

/** Frames that are judged in full: enough for a choice, few enough for an answer within a second. */
const judgedFrames = 5

/**
 * Reads the frames of one challenge in the pool of workers: movements by the motion machine, and a few frames spread
 * over the sequence in full. Holds no transaction.
 */
export async function readSequence(
  workers: FaceWorkers,
  motions: readonly Motion[],
  frames: readonly Uint8Array[],
  capturedMs: readonly number[],
  profile: QualityProfile,
): Promise<SequenceResult> {
  const read = await Promise.all(frames.map((frame, i) => readOne(workers, frame, i, i % 6 === 0)))
  const faults = read.filter((frame) => typeof frame === 'string')
  if (faults.length > 0) return refusal(faults)
  const movements = await followMotions(workers, motions, frames, capturedMs, read as MotionFrame[])
  if (typeof movements === 'string') return refusal([movements])
  const chosen = chooseFrames(read as MotionFrame[])
  const results = await Promise.all(chosen.map((i) => workers.judge(frames[i]!, profile)))
  const failed = results.find((result) => !result.ok)
  if (failed && !failed.ok) return refusal([failed.reason])
  return {
    status: 'read',
    reading: {
      motion: movements.verdict,
      reference: movements.reference,
      liveScores: (read as MotionFrame[]).flatMap((frame) => frame.face?.liveScore ?? []),
      judged: results as JudgedPicture[],
      motionsAsked: motions.length > 0,
    },
  }
}

async function readOne(
  workers: FaceWorkers,
  frame: Uint8Array,
  index: number,
  template: boolean,
): Promise<MotionFrame | AnalyseFault> {
  const digest = createHash('sha256').update(frame).digest('base64')
  const result = await workers.readFrame(frame, { sequence: index, digest, template, liveness: index % 5 === 0 })
  return result.ok ? result.frame : result.reason
}

/** Feeds the machine; where it wants a template that was not made, the frame is read again. */
async function followMotions(
  workers: FaceWorkers,
  motions: readonly Motion[],
  frames: readonly Uint8Array[],
  capturedMs: readonly number[],
  read: readonly MotionFrame[],
): Promise<MotionState | AnalyseFault> {
  const { sameFace } = workers.manifest.thresholds
  let state = startMotions(motions, capturedMs[0]!, { ...motionLimits, sameFace })
  for (const [i, frame] of read.entries()) {
    let given: MotionFrame | AnalyseFault = frame
    if (frame.face && !frame.face.template && wantsTemplate(state)) given = await readOne(workers, frames[i]!, i, true)
    if (typeof given === 'string') return given
    state = stepMotion(state, given, capturedMs[i]!)
  }
  return state
}

/** Frames with a face and open eyes, evenly over the whole sequence; the last one always among them. */
function chooseFrames(read: readonly MotionFrame[]): number[] {
  const withFace = read.flatMap((frame, i) => (frame.face ? [i] : []))
  const open = withFace.filter((i) => {
    const { eyes } = read[i]!.face!
    return (eyes.leftClosed + eyes.rightClosed) / 2 < 0.5
  })
  const from = open.length >= 3 ? open : withFace
  if (from.length <= judgedFrames) return from.length > 0 ? from : [read.length >> 1]
  return Array.from({ length: judgedFrames }, (_, k) => from[Math.round((k * (from.length - 1)) / (judgedFrames - 1))]!)
}

function refusal(faults: readonly (AnalyseFault | MotionFrame)[]): SequenceResult {
  const unavailable = faults.some((fault) => fault === 'busy' || fault === 'too-slow' || fault === 'unavailable')
  return unavailable ? { status: 'unavailable' } : { status: 'refused', reason: 'unreadable' }
}
