import { createHash } from 'node:crypto'
import { type FrameFault, frameLimits } from '@kaoban/contract'
import { inspectPicture } from '@kaoban/face-node'

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
