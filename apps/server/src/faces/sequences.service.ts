import { createHash } from 'node:crypto'
import type { FrameFault } from '@kaoban/contract'
import {
  type Motion,
  type MotionFrame,
  type MotionState,
  motionLimits,
  type QualityProfile,
  startMotions,
  stepMotion,
  wantsTemplate,
} from '@kaoban/face'
import type { AnalyseFault, FaceWorkers, JudgedPicture } from '@kaoban/face-node'
import type { Reading } from './sequences.rules.ts'

export type SequenceResult =
  | { status: 'read'; reading: Reading }
  | { status: 'refused'; reason: FrameFault }
  /** The workers are busy or broken: nothing is known, which denies. */
  | { status: 'unavailable' }

export { fuseFrames } from './faces.rules.ts'
export { checkMotion, detectLiveness, faultOfFrames, goodFrames, locateFace, type Reading } from './sequences.rules.ts'

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
