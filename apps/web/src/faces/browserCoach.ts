import type { MotionFrame, QualityProfile } from '@kaoban/face'
import { type FaceCoach, guideOf } from '../platform/camera/faceCoach.ts'
import type { CoachAnswer, CoachQuestion } from './coachMessages.ts'

/** The coach of this browser: hints for the live view, and what the motion machine needs of a frame. */
export interface BrowserCoach extends FaceCoach {
  readMotion(pixels: ImageData, sequence: number): Promise<MotionFrame>
  /** Template of the drawn reference face, to compare this browser's numbers with the server's. */
  goldenTemplate(): Promise<number[]>
}

/** Models are small, but lines can be slow; after this the page goes on without a coach. */
const startLimitMs = 20_000

/**
 * Starts the worker and waits until its models are loaded.
 * @throws Error when they cannot be loaded in time, for instance where WebAssembly is forbidden.
 */
export async function startBrowserCoach(profile: QualityProfile): Promise<BrowserCoach> {
  const worker = new Worker(new URL('./coach.worker.ts', import.meta.url), { type: 'module' })
  const waiting = new Map<number, { settle: (answer: CoachAnswer) => void; fail: (error: Error) => void }>()
  let next = 1
  const failAll = (reason: string) => {
    for (const one of waiting.values()) one.fail(new Error(reason))
    waiting.clear()
  }
  worker.addEventListener('error', (event) => failAll(event.message || 'the worker ended'))
  worker.addEventListener(
    'message',
    ({ data }: MessageEvent<{ id: number; answer?: CoachAnswer; failed?: string }>) => {
      const one = waiting.get(data.id)
      waiting.delete(data.id)
      if (data.answer) one?.settle(data.answer)
      else one?.fail(new Error(data.failed ?? 'no answer'))
    },
  )
  const ask = <Kind extends CoachAnswer['kind']>(
    question: CoachQuestion & { kind: Kind },
    transfer: Transferable[] = [],
  ) =>
    new Promise<Extract<CoachAnswer, { kind: Kind }>>((resolve, reject) => {
      const id = next++
      waiting.set(id, { settle: (answer) => resolve(answer as never), fail: reject })
      worker.postMessage({ id, question }, transfer)
    })
  const pixelsOf = ({ width, height, data }: ImageData) => ({ width, height, rgba: data.slice().buffer as ArrayBuffer })

  const timer = setTimeout(() => failAll('the models took too long'), startLimitMs)
  try {
    await ask({ kind: 'ready' })
  } catch (error) {
    worker.terminate()
    throw error
  } finally {
    clearTimeout(timer)
  }
  return {
    async observe({ pixels }) {
      const sent = pixelsOf(pixels)
      const { hint, quality } = await ask({ kind: 'hint', profile, ...sent }, [sent.rgba])
      return { hint, guide: guideOf(hint), quality }
    },
    async readMotion(pixels, sequence) {
      const sent = pixelsOf(pixels)
      return (await ask({ kind: 'motion', sequence, ...sent }, [sent.rgba])).frame
    },
    async goldenTemplate() {
      return (await ask({ kind: 'golden' })).template
    },
    close() {
      failAll('the coach has gone')
      worker.terminate()
    },
  }
}
