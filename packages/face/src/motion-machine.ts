import { compareTemplates, sameRecipe } from './compare.ts'
import { meanEvidence } from './liveness.ts'
import type { CheatReason, Motion, MotionFrame, MotionLimits, MotionVerdict } from './motion.ts'
import { motionLimits } from './motion.ts'
import type { MotionSample } from './motion-signs.ts'
import { findBlink, findGaze, findShake, looksFlat, movement, patchLikeness } from './motion-signs.ts'
import type { FaceTemplate } from './template.ts'

/** Frames of history that are kept; at ten frames a second this is more than one movement may take. */
const historyLength = 120

/** One running challenge. Plain data: it can be kept, copied and compared. */
export type MotionState = {
  readonly motions: readonly Motion[]
  /** Which of `motions` is asked now. */
  readonly index: number
  readonly limits: MotionLimits
  readonly verdict: MotionVerdict
  /** When the movement that is asked now was asked, in milliseconds of the caller's clock. */
  readonly askedAtMs: number
  readonly lastAtMs: number
  readonly lastSequence: number
  readonly lastDigest: string
  /** How often the last digest came in a row. */
  readonly identical: number
  readonly digests: ReadonlySet<string>
  readonly lastFaceAtMs?: number
  readonly severalSinceMs?: number
  readonly strays: number
  /** All frames with a face, oldest first. */
  readonly history: readonly MotionSample[]
  /** Frames before this time do not count as movements that were not asked. */
  readonly straysFromMs: number
  readonly reference?: FaceTemplate
  readonly templateAt: number
  readonly liveScores: readonly number[]
}

/**
 * Begins a challenge.
 * @param motions what `drawMotions` gave; empty means that nothing is asked and the challenge is passed at once.
 * @param atMs time of the start on the clock that also stamps the frames.
 */
export function startMotions(
  motions: readonly Motion[],
  atMs: number,
  limits: MotionLimits = motionLimits,
): MotionState {
  return {
    motions,
    index: 0,
    limits,
    verdict: asking(motions, 0, limits.motionMs),
    askedAtMs: atMs,
    lastAtMs: atMs,
    lastSequence: -1,
    lastDigest: '',
    identical: 0,
    digests: new Set(),
    strays: 0,
    history: [],
    straysFromMs: atMs,
    templateAt: 0,
    liveScores: [],
  }
}

function asking(motions: readonly Motion[], index: number, remainingMs: number): MotionVerdict {
  const asked = motions[index]
  return asked ? { status: 'not-yet', asked, index, remainingMs } : { status: 'seen' }
}

/**
 * Whether the next frame must come with a template: at the start, every sixth face, and after the face changed its
 * looks from one frame to the next. Templates cost more than everything else of a frame.
 */
export function wantsTemplate(state: MotionState): boolean {
  if (state.verdict.status !== 'not-yet') return false
  if (!state.reference) return true
  const count = state.history.length
  if (count - state.templateAt >= 6) return true
  const [before, last] = state.history.slice(-2)
  return before !== undefined && last !== undefined && patchLikeness(before.face.patch, last.face.patch, 'rest') < 0.6
}

/**
 * Takes one more frame into account. Ended challenges (seen, timed out, cheating) stay as they are.
 * @param atMs when the frame was taken, on the clock of `startMotions`.
 */
export function stepMotion(state: MotionState, frame: MotionFrame, atMs: number): MotionState {
  if (state.verdict.status !== 'not-yet') return state
  const { limits } = state
  if (atMs <= state.lastAtMs && state.lastSequence >= 0) return cheat(state, 'out-of-order')
  if (frame.sequence <= state.lastSequence || atMs < state.askedAtMs) return cheat(state, 'out-of-order')

  const same = frame.digest === state.lastDigest
  if (!same && state.digests.has(frame.digest)) return cheat(state, 'replayed')
  const identical = same ? state.identical + 1 : 1
  if (identical > limits.identicalFrames) return cheat(state, 'still-picture')

  const next: MotionState = {
    ...state,
    lastAtMs: atMs,
    lastSequence: frame.sequence,
    lastDigest: frame.digest,
    identical,
    digests: same ? state.digests : new Set([...state.digests, frame.digest]),
  }
  return judgeTime(takeFace(next, frame, atMs, same), atMs)
}

function takeFace(state: MotionState, frame: MotionFrame, atMs: number, same: boolean): MotionState {
  const { limits } = state
  const { face } = frame
  if (!face) {
    const lost = state.lastFaceAtMs !== undefined && atMs - state.lastFaceAtMs > limits.faceLostMs
    return lost ? cheat(state, 'face-lost') : withoutSeveral(state)
  }
  if (state.lastFaceAtMs !== undefined && atMs - state.lastFaceAtMs > limits.faceLostMs) {
    return cheat(state, 'face-lost')
  }
  let next: MotionState = { ...state, lastFaceAtMs: atMs }
  if (frame.faces > 1) {
    const since = next.severalSinceMs ?? atMs
    if (atMs - since >= limits.severalFacesMs) return cheat(next, 'several-faces')
    next = { ...next, severalSinceMs: since }
  } else next = withoutSeveral(next)

  if (face.template) {
    const { reference } = next
    if (!reference) next = { ...next, reference: face.template }
    else if (!sameRecipe(reference, face.template) || compareTemplates(reference, face.template) < limits.sameFace)
      return cheat(next, 'face-changed')
    next = { ...next, templateAt: next.history.length }
  }
  if (face.liveScore !== undefined) next = { ...next, liveScores: [...next.liveScores, face.liveScore] }
  if (same) return next
  next = { ...next, history: [...next.history, { atMs, face }].slice(-historyLength) }
  return judgeMovement(next, atMs)
}

function withoutSeveral({ severalSinceMs: _, ...state }: MotionState): MotionState {
  return state
}

function judgeMovement(state: MotionState, atMs: number): MotionState {
  const { limits, history } = state
  const asked = state.motions[state.index]!
  const samples = history.filter((sample) => sample.atMs >= state.askedAtMs)
  if (asked === 'blink') {
    const blink = findBlink(samples, limits)
    if (blink === 'seen') return proceed(state, atMs)
    if (blink) return cheat(state, blink)
  } else if (performs(asked, samples, state)) return proceed(state, atMs)
  const recent = samples.filter((sample) => sample.atMs >= state.straysFromMs)
  if (!strays[asked].some((motion) => performs(motion, recent, state))) return state
  if (state.strays >= limits.strayMotions) return cheat(state, 'wrong-motion')
  return { ...state, strays: state.strays + 1, straysFromMs: atMs + pauseAfterStrayMs }
}

/**
 * What counts as another movement while one is asked. A blink never does: nobody can help blinking. Eyes move by
 * themselves while the head shakes, so nothing does then.
 */
const strays: Readonly<Record<Motion, readonly Exclude<Motion, 'blink'>[]>> = {
  blink: ['gaze-left', 'gaze-right', 'head-shake'],
  'gaze-left': ['gaze-right', 'head-shake'],
  'gaze-right': ['gaze-left', 'head-shake'],
  'head-shake': [],
}

/** One movement, once seen, goes on for a while; its rest is not another one. */
const pauseAfterStrayMs = 1000

function performs(motion: Exclude<Motion, 'blink'>, samples: readonly MotionSample[], state: MotionState): boolean {
  if (motion === 'head-shake') return findShake(samples, state.history, state.limits)
  return findGaze(samples, state.history, state.limits, motion)
}

function proceed(state: MotionState, atMs: number): MotionState {
  const index = state.index + 1
  if (index >= state.motions.length) {
    if (state.liveScores.length > 0 && meanEvidence(state.liveScores) < state.limits.liveScore)
      return cheat(state, 'not-live')
    if (median(state.history.map(({ face }) => face.cutEyes)) > state.limits.cutEyes)
      return cheat(state, 'eyes-cut-out')
  }
  return {
    ...state,
    index,
    askedAtMs: atMs,
    straysFromMs: atMs,
    verdict: asking(state.motions, index, state.limits.motionMs),
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!
}

function judgeTime(state: MotionState, atMs: number): MotionState {
  const { verdict, limits, history } = state
  if (verdict.status !== 'not-yet') return state
  const remainingMs = limits.motionMs - (atMs - state.askedAtMs)
  if (remainingMs > 0) return { ...state, verdict: { ...verdict, remainingMs } }
  const samples = history.filter((sample) => sample.atMs >= state.askedAtMs)
  if (samples.length >= 8 && movement(samples) < limits.stillMovement) return cheat(state, 'still-picture')
  if (verdict.asked === 'head-shake' && looksFlat(samples, history, limits)) return cheat(state, 'flat-face')
  return { ...state, verdict: { status: 'timed-out', asked: verdict.asked, index: verdict.index } }
}

function cheat(state: MotionState, reason: CheatReason): MotionState {
  return { ...state, verdict: { status: 'cheating', reason } }
}
