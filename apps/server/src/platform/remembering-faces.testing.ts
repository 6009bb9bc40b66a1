import { createHash } from 'node:crypto'
import type { FaceWorkers, JudgeResult, MotionResult, PhotoResult } from '@kaoban/face-node'

const frames = new Map<string, Promise<MotionResult>>()
const photos = new Map<string, Promise<PhotoResult>>()
const judgements = new Map<string, Promise<JudgeResult>>()

/**
 * Workers that look at the same bytes once in a test process. What they see depends on nothing but the bytes and what
 * is asked, and tests show the same people again and again; decisions, thresholds and storage are never remembered.
 */
export function remembering(workers: FaceWorkers): FaceWorkers {
  const model = workers.manifest.name
  return {
    ...workers,
    async readFrame(source, options) {
      const { sequence, digest, template, liveness } = options
      const key = `${model} ${digestOf(source)} ${template} ${liveness}`
      const result = await once(frames, key, () => workers.readFrame(source, options))
      return result.ok ? { ...result, frame: { ...result.frame, sequence, digest } } : result
    },
    judge: (source, profile) =>
      once(judgements, `${model} ${digestOf(source)} ${profile}`, () => workers.judge(source, profile)),
    readPhoto: (source, options) =>
      once(photos, `${model} ${digestOf(source)} ${options.portrait}`, () => workers.readPhoto(source, options)),
  }
}

/** Only answers are kept: busy or closed workers are asked again. */
function once<Result extends { ok: boolean }>(
  known: Map<string, Promise<Result>>,
  key: string,
  ask: () => Promise<Result>,
): Promise<Result> {
  const before = known.get(key)
  if (before) return before
  const asked = ask()
  known.set(key, asked)
  const forget = () => void known.delete(key)
  asked.then((result) => result.ok || forget(), forget)
  return asked
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64')
}
