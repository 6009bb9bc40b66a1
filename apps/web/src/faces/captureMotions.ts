import { type FaceChallenge, frameLimits } from '@kaoban/contract'
import { type MotionState, startMotions, stepMotion, thinFrames } from '@kaoban/face'
import { drawFrame } from '../platform/camera/captureFrames.ts'
import type { BrowserCoach } from './browserCoach.ts'

export interface TakenFrame {
  atMs: number
  jpeg: Uint8Array
}

export interface MotionProgress {
  /** Which of the asked movements is on, from 0. */
  index: number
  /** 0..1 of the whole capture. */
  share: number
}

interface Options {
  video: HTMLVideoElement
  challenge: Pick<FaceChallenge, 'motions' | 'motionMs'>
  /** Without one the movements are given a fixed time each. */
  coach: BrowserCoach | undefined
  onProgress(progress: MotionProgress): void
  signal: AbortSignal
}

const framePauseMs = 95
/** Time for each movement where nobody watches whether it was done. */
const plainMotionMs = 2_800
/** Face at rest after the last movement. */
const restMs = 400
/** Frames of the face at rest before the first movement is shown: what a turn of the head is measured against. */
const restFrames = 3
/** So long a slow browser may take for them. */
const restLimitMs = 2_000
/** Where no movement is asked. */
const stillMs = 1_200

/**
 * Takes frames while the person does what is asked, until the local motion machine has seen it all or time is up. The
 * machine only says when to stop; the server judges the same frames again.
 * @throws the reason of `signal` when it is aborted.
 */
export async function captureMotions({ video, challenge, coach, onProgress, signal }: Options): Promise<TakenFrame[]> {
  const { motions, motionMs } = challenge
  const canvas = document.createElement('canvas')
  const taken: TakenFrame[] = []
  const turns: number[] = []
  const begun = performance.now()
  const limit = coach ? motions.length * motionMs - 500 : motions.length * plainMotionMs
  let state: MotionState | undefined = coach && motions.length > 0 ? startMotions(motions, 0) : undefined
  let endAt = motions.length === 0 ? stillMs : Math.max(stillMs, limit)
  let plainIndex = 0
  let looking = false

  for (let sequence = 0; ; sequence++) {
    signal.throwIfAborted()
    const atMs = performance.now() - begun
    if (atMs >= endAt && taken.length >= frameLimits.min) break
    drawFrame(video, 640, canvas)
    if (coach && state?.verdict.status === 'not-yet' && !looking) {
      looking = true
      const pixels = canvas
        .getContext('2d', { willReadFrequently: true })!
        .getImageData(0, 0, canvas.width, canvas.height)
      const before = state
      void coach
        .readMotion(pixels, sequence)
        .then((frame) => {
          state = stepMotion(before, frame, atMs)
          if (state.index !== before.index) turns.push(atMs)
          if (state.verdict.status === 'seen') endAt = performance.now() - begun + restMs
        })
        .catch(() => undefined)
        .finally(() => {
          looking = false
        })
    } else if (!coach && motions.length > 0) {
      const index = Math.min(motions.length - 1, Math.floor(atMs / plainMotionMs))
      if (index !== plainIndex) turns.push(atMs)
      plainIndex = index
    }
    taken.push({ atMs, jpeg: await jpegOf(canvas) })
    const rested = taken.length >= restFrames && (state?.history.length ?? restFrames) >= restFrames
    if (rested || atMs >= restLimitMs)
      onProgress({ index: Math.min(state?.index ?? plainIndex, motions.length - 1), share: Math.min(1, atMs / endAt) })
    await pause(framePauseMs - (performance.now() - begun - atMs), signal)
  }
  return thinFrames(withoutRepeats(taken), turns, frameLimits.max, atMsOf)
}

const atMsOf = (frame: TakenFrame) => frame.atMs

/** A camera slower than we are gives the same picture twice, which the server would refuse. */
function withoutRepeats(frames: TakenFrame[]): TakenFrame[] {
  return frames.filter((frame, i) => i === 0 || !sameBytes(frame.jpeg, frames[i - 1]!.jpeg))
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i])
}

async function jpegOf(canvas: HTMLCanvasElement): Promise<Uint8Array> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.9))
  if (!blob) throw new Error('this browser made no JPEG of the canvas')
  return new Uint8Array(await blob.arrayBuffer())
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, Math.max(0, ms))
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        reject(signal.reason)
      },
      { once: true },
    )
  })
}

/** Frames as the endpoints take them. */
export function asUpload(frames: readonly TakenFrame[]) {
  return {
    capturedMs: frames.map((frame) => frame.atMs),
    files: frames.map((frame, i) => ({ field: 'frame', name: `${i}.jpg`, bytes: frame.jpeg })),
  }
}
