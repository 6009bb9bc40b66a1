import { createHash } from 'node:crypto'
import { type FaceChallenge, frameLimits } from '@kaoban/contract'
import { coach, type Hint, type Motion, type MotionState, startMotions, stepMotion, thinFrames } from '@kaoban/face'
import type { FaceWorkers } from '@kaoban/face-node'
import type { Frame } from './camera.service.ts'

/** What the person is told while the camera looks. */
export interface Prompter {
  hint(hint: Hint): void
  ask(motion: Motion): void
}

/** Good frames in a row before movements are asked for. */
const readyFrames = 2
/** Face at rest before the first movement and after the last. */
const restMs = 400
/** Where no movement is asked. */
const stillMs = 1_200

/** Coaches until the face is good enough to be registered; false when the time is over before. */
export async function waitForFace(
  workers: FaceWorkers,
  frames: AsyncGenerator<Frame>,
  prompter: Prompter,
  limitMs: number,
): Promise<boolean> {
  let [good, said, busy, until] = [0, '', false, Number.NaN]
  for (;;) {
    const { atMs, jpeg } = await nextOf(frames)
    if (Number.isNaN(until)) until = atMs + limitMs
    if (good >= readyFrames) return true
    if (atMs > until) return false
    if (busy) continue
    busy = true
    void workers
      .judge(jpeg, 'enrolment')
      .then((result) => {
        const hint = result.ok ? coach(result.verdict) : 'show-face'
        good = result.ok && result.verdict.ok ? good + 1 : 0
        if (hint !== said && good === 0) prompter.hint(hint)
        said = hint
      })
      .finally(() => {
        busy = false
      })
  }
}

/**
 * Takes frames while the person does what is asked, until the motion machine has seen it all or the time is up. It only
 * says when to stop: whoever decides judges the same frames again.
 */
export async function captureMotions(
  workers: FaceWorkers,
  frames: AsyncGenerator<Frame>,
  { motions, motionMs }: Pick<FaceChallenge, 'motions' | 'motionMs'>,
  prompter: Prompter,
): Promise<Frame[]> {
  const taken: Frame[] = []
  const turns: number[] = []
  let state: MotionState = startMotions(motions, 0)
  let [begun, asked, busy] = [Number.NaN, -1, false]
  let endMs = motions.length === 0 ? stillMs : motions.length * motionMs - 500
  for (let sequence = 0; ; sequence++) {
    const frame = await nextOf(frames)
    if (Number.isNaN(begun)) begun = frame.atMs
    const atMs = frame.atMs - begun
    if (atMs >= endMs && taken.length >= frameLimits.min)
      return thinFrames(taken, turns, frameLimits.max, (one) => one.atMs)
    taken.push({ atMs, jpeg: frame.jpeg })
    if (atMs >= restMs && state.index > asked && state.index < motions.length) {
      asked = state.index
      prompter.ask(motions[asked]!)
    }
    if (busy || state.verdict.status !== 'not-yet') continue
    busy = true
    const digest = createHash('sha256').update(frame.jpeg).digest('base64')
    void workers
      .readFrame(frame.jpeg, { sequence, digest, template: false, liveness: false })
      .then((result) => {
        if (!result.ok) return
        const before = state.index
        state = stepMotion(state, result.frame, atMs)
        if (state.index !== before || state.verdict.status === 'seen') turns.push(atMs)
        if (state.verdict.status !== 'not-yet') endMs = Math.min(endMs, atMs + restMs + restMs)
      })
      .finally(() => {
        busy = false
      })
  }
}

async function nextOf(frames: AsyncGenerator<Frame>): Promise<Frame> {
  const { value } = await frames.next()
  return value as Frame
}
