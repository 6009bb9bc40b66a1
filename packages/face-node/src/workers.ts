import './no-telemetry.ts'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import {
  type AnalyseOptions,
  type FaceManifest,
  type FaceTemplate,
  faceplugin,
  type Gallery,
  type MotionFrameOptions,
  type QualityProfile,
} from '@kaoban/face'
import { type Decoded, defaultLimits, type PictureLimits } from './decode.ts'
import type {
  AnalyseFault,
  AnalyseResult,
  ExtractResult,
  IdentifyResult,
  Job,
  JudgeResult,
  MotionResult,
  PhotoResult,
  PictureSource,
  WorkerMessage,
  WorkerSettings,
} from './jobs.ts'

export type FaceWorkersOptions = {
  /** Number of threads (default: the cores of the machine). Each holds the models, about 60 MB. */
  readonly workers?: number
  /** Most pictures waiting; more are answered 'busy' (default 256). */
  readonly queue?: number
  /** Time for one picture in milliseconds, after which its worker is replaced (default 10 000). */
  readonly timeLimitMs?: number
  readonly limits?: Partial<PictureLimits>
  /** The models to run (default: the ones shipped). */
  readonly manifest?: FaceManifest
  /** Folder of the model files, where they are not in their npm packages. */
  readonly modelFolder?: string
}

export type FaceWorkersState = {
  readonly workers: number
  readonly ready: number
  readonly busy: number
  readonly waiting: number
  readonly replaced: number
}

/** A pool of threads that decode and analyse pictures, one picture a thread at a time. */
export type FaceWorkers = {
  /** What the models are, and the thresholds that belong to their templates. */
  readonly manifest: FaceManifest
  /** Everything seen in a picture; refusals, overload and time-outs are returned as reasons. */
  analyse(source: PictureSource, options?: AnalyseOptions): Promise<AnalyseResult>
  /** The template of the most prominent face. */
  extract(source: PictureSource): Promise<ExtractResult>
  /**
   * Searches a gallery without holding up the caller's thread. A gallery made with `shared` is searched in place;
   * any other is copied to the worker each time.
   */
  identify(gallery: Gallery, probe: FaceTemplate): Promise<IdentifyResult>
  /** Upright RGB pixels of a picture file. */
  decode(bytes: Uint8Array): Promise<Decoded | { readonly ok: false; readonly reason: AnalyseFault }>
  /** One frame of a motion challenge, read for the motion machine. */
  readFrame(source: Uint8Array, options: MotionFrameOptions): Promise<MotionResult>
  /** Judges a picture file for enrolment or comparison, with template and portrait of its face. */
  judge(source: Uint8Array, profile: QualityProfile): Promise<JudgeResult>
  /** Judges a photograph for enrolment; its face as a template where it is good enough, as a portrait where it is wanted. */
  readPhoto(source: Uint8Array, options: { readonly portrait: boolean }): Promise<PhotoResult>
  state(): FaceWorkersState
  /** Answers what is waiting with 'unavailable', lets running pictures end, then stops the threads. */
  close(): Promise<void>
}

type Waiting = { readonly job: Job; settle(result: unknown): void; fail(error: Error): void }
type Seat = {
  worker: Worker
  ready: boolean
  current?: { id: number; waiting: Waiting; timer: NodeJS.Timeout } | undefined
}

const unavailable = { ok: false, reason: 'unavailable' } as const
/** How long a dismissed worker may go on with what it is at. */
const patience = 30_000

/**
 * Starts the threads and waits until the first has loaded its models; the others follow.
 * @throws Error when the models cannot be loaded (missing file, wrong checksum).
 */
export async function startFaceWorkers(options: FaceWorkersOptions = {}): Promise<FaceWorkers> {
  const count = Math.max(1, options.workers ?? availableParallelism())
  const maxWaiting = options.queue ?? 256
  const timeLimit = options.timeLimitMs ?? 10_000
  const settings: WorkerSettings = {
    limits: { ...defaultLimits, ...options.limits },
    manifest: options.manifest ?? faceplugin,
    modelFolder: options.modelFolder,
  }
  const seats = new Set<Seat>()
  const leaving = new Set<Promise<void>>()
  const queue: Waiting[] = []
  let nextId = 1
  let replaced = 0
  let closing = false
  let whenIdle: (() => void) | undefined

  function hire(): Promise<void> {
    return new Promise((resolve, reject) => {
      const seat: Seat = {
        worker: new Worker(new URL('./worker.ts', import.meta.url), { workerData: settings }),
        ready: false,
      }
      seats.add(seat)
      seat.worker.on('message', (message: WorkerMessage) => {
        if (message.kind === 'ready') {
          seat.ready = true
          resolve()
          next()
        } else if (message.kind === 'broken') {
          dismiss(seat)
          reject(new Error(message.message))
        } else finish(seat, message)
      })
      seat.worker.on('error', (error: Error) => {
        lose(seat)
        reject(error)
      })
      seat.worker.on('exit', (code) => {
        lose(seat)
        reject(new Error(`a face worker ended with code ${code}`))
      })
    })
  }

  /**
   * A dismissed worker ends what it is at, and then itself. To stop a thread inside the models, or while it loads them,
   * would stop the whole process.
   */
  function dismiss(seat: Seat): void {
    const { worker } = seat
    seats.delete(seat)
    worker.removeAllListeners()
    worker.on('error', () => {}) // it is not waited for
    const gone = new Promise<void>((resolve) => {
      const timer = setTimeout(() => void worker.terminate(), patience).unref()
      worker.once('exit', () => {
        clearTimeout(timer)
        leaving.delete(gone)
        resolve()
      })
    })
    leaving.add(gone)
    worker.postMessage('leave')
  }

  /** A worker that ended by itself: its picture is not answered, and another takes its place. */
  function lose(seat: Seat): void {
    if (!seats.has(seat)) return
    const { current, ready } = seat
    seats.delete(seat)
    if (current) {
      clearTimeout(current.timer)
      current.waiting.settle(unavailable)
    }
    if (ready) replace()
    idle()
  }

  function replace(): void {
    replaced++
    if (!closing) hire().catch(() => settleWaitingWhenNobodyIsLeft())
  }

  function settleWaitingWhenNobodyIsLeft(): void {
    if (seats.size > 0) return
    for (const waiting of queue.splice(0)) waiting.settle(unavailable)
  }

  function finish(seat: Seat, message: Extract<WorkerMessage, { id: number }>): void {
    const { current } = seat
    if (current?.id !== message.id) return
    clearTimeout(current.timer)
    seat.current = undefined
    if (message.kind === 'done') current.waiting.settle(message.result)
    else current.waiting.fail(new Error(message.message))
    next()
    idle()
  }

  function next(): void {
    for (const seat of seats) {
      if (queue.length === 0) return
      if (!seat.ready || seat.current) continue
      const waiting = queue.shift()
      if (!waiting) return
      const id = nextId++
      const timer = setTimeout(() => {
        dismiss(seat)
        waiting.settle({ ok: false, reason: 'too-slow' })
        replace()
        idle()
      }, timeLimit)
      seat.current = { id, waiting, timer }
      seat.worker.postMessage({ id, job: waiting.job })
    }
  }

  function idle(): void {
    if (whenIdle && [...seats].every((seat) => !seat.current)) whenIdle()
  }

  function ask<Result>(job: Job): Promise<Result | { ok: false; reason: AnalyseFault }> {
    if (closing || seats.size === 0) return Promise.resolve(unavailable)
    if (queue.length >= maxWaiting) return Promise.resolve({ ok: false, reason: 'busy' })
    return new Promise((resolve, reject) => {
      queue.push({ job, settle: (result) => resolve(result as Result), fail: reject })
      next()
    })
  }

  const pool: FaceWorkers = {
    manifest: settings.manifest,
    analyse: (source, wanted = {}) => ask<AnalyseResult>({ kind: 'analyse', source, options: wanted }),
    async extract(source) {
      const result = await pool.analyse(source)
      if (!result.ok) return result
      const template = result.observation.faces[0]?.template
      return template ? { ok: true, template } : { ok: false, reason: 'no-face' }
    },
    identify: (gallery, probe) => ask<IdentifyResult>({ kind: 'identify', gallery, probe }),
    decode: (source) => ask<Decoded>({ kind: 'decode', source }),
    readFrame: (source, wanted) => ask<MotionResult>({ kind: 'motion', source, options: wanted }),
    judge: (source, profile) => ask<JudgeResult>({ kind: 'judge', source, profile }),
    readPhoto: (source, { portrait }) => ask<PhotoResult>({ kind: 'photo', source, portrait }),
    state: () => ({
      workers: seats.size,
      ready: [...seats].filter((seat) => seat.ready).length,
      busy: [...seats].filter((seat) => seat.current).length,
      waiting: queue.length,
      replaced,
    }),
    async close() {
      if (closing) return
      closing = true
      for (const waiting of queue.splice(0)) waiting.settle(unavailable)
      if ([...seats].some((seat) => seat.current)) {
        await new Promise<void>((resolve) => {
          whenIdle = resolve
        })
      }
      for (const seat of seats) dismiss(seat)
      await Promise.all(leaving)
    },
  }

  try {
    await hire()
  } catch (error) {
    await pool.close()
    throw error
  }
  // The others load while the first one is at work.
  for (let more = 1; more < count; more++) hire().catch(() => settleWaitingWhenNobodyIsLeft())
  return pool
}
