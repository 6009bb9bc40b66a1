import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import {
  type AnalyseOptions,
  analysePicture,
  type FaceEngine,
  identify,
  judgeQuality,
  type MotionFrameOptions,
  type Picture,
  type QualityProfile,
  qualityLimits,
  readMotionFrame,
  readPhoto,
} from '@kaoban/face'
import { type Decoded, decodePicture } from './decode.ts'
import type {
  AnalyseResult,
  Job,
  JudgeResult,
  MotionResult,
  PhotoResult,
  PictureSource,
  WorkerMessage,
  WorkerOrder,
  WorkerSettings,
} from './jobs.ts'
import { loadModels } from './models.ts'
import { makePortrait } from './portrait.ts'

const settings = workerData as WorkerSettings
/** Many pictures at once keep every core busy: whoever answers requests goes first. */
const nice = 10

async function work(): Promise<void> {
  // Linux means this thread and those that it starts; other systems would mean the whole server.
  if (process.platform === 'linux') setPriority(nice)
  let engine: FaceEngine | undefined
  let last = Promise.resolve()
  // From the start: whoever is told to leave between two models does not load the second.
  parentPort?.on('message', (message: WorkerOrder) => {
    if (message === 'leave') last.then(() => process.exit())
    else if (engine) last = answer(engine, message)
  })
  const { manifest, modelFolder } = settings
  engine = { runtime: await loadModels(manifest, modelFolder), manifest }
  tell({ kind: 'ready' })
}

function answer(engine: FaceEngine, { id, job }: Exclude<WorkerOrder, 'leave'>): Promise<void> {
  return perform(engine, job).then(
    (result) => tell({ kind: 'done', id, result }),
    (error: unknown) => tell({ kind: 'failed', id, message: error instanceof Error ? error.message : String(error) }),
  )
}

async function perform(engine: FaceEngine, job: Job): Promise<unknown> {
  if (job.kind === 'decode') return decodePicture(job.source, settings.limits)
  if (job.kind === 'identify') return { ok: true, identification: identify(job.gallery, job.probe) }
  if (job.kind === 'motion') return readFrame(engine, job.source, job.options)
  if (job.kind === 'judge') return judge(engine, job.source, job.profile)
  if (job.kind === 'photo') return photo(engine, job.source, job.portrait)
  return analyse(engine, job.source, job.options)
}

async function readFrame(engine: FaceEngine, source: Uint8Array, options: MotionFrameOptions): Promise<MotionResult> {
  const decoded = await decodePicture(source, settings.limits)
  if (!decoded.ok) return decoded
  const { picture } = decoded
  return {
    ok: true,
    width: picture.width,
    height: picture.height,
    frame: await readMotionFrame(engine, picture, options),
  }
}

async function judge(engine: FaceEngine, source: Uint8Array, profile: QualityProfile): Promise<JudgeResult> {
  const decoded = await decodePicture(source, settings.limits)
  if (!decoded.ok) return decoded
  const seen = await analysePicture(engine, decoded.picture)
  const verdict = judgeQuality(seen, qualityLimits[profile], decoded.picture)
  const face = seen.faces[0]
  const { width, height } = decoded.picture
  if (!face?.template) return { ok: true, width, height, verdict }
  return {
    ...{ ok: true, width, height, verdict },
    face: {
      box: face.box,
      template: face.template,
      ...(face.liveScoreReliable ? { liveScore: face.liveScore } : {}),
      portrait: await makePortrait(decoded.picture, face.box),
    },
  }
}

async function photo(engine: FaceEngine, source: Uint8Array, wantPortrait: boolean): Promise<PhotoResult> {
  const decoded = await decodePicture(source, settings.limits)
  if (!decoded.ok) return decoded
  const { picture } = decoded
  const { verdict, face, template } = await readPhoto(engine, picture)
  const judged = { ok: true, width: picture.width, height: picture.height, verdict } as const
  if (!face) return judged
  const portrait = wantPortrait && (await makePortrait(picture, face.box))
  return { ...judged, face: { box: face.box, ...(template && { template }), ...(portrait && { portrait }) } }
}

async function analyse(engine: FaceEngine, source: PictureSource, options: AnalyseOptions): Promise<AnalyseResult> {
  const decoded = source instanceof Uint8Array ? await decodePicture(source, settings.limits) : within(source)
  if (!decoded.ok) return decoded
  return { ok: true, observation: await analysePicture(engine, decoded.picture, options) }
}

function within(picture: Picture): Decoded {
  const { width, height, data } = picture
  if (width * height > settings.limits.maxPixels) return { ok: false, reason: 'too-many-pixels' }
  if (data.length !== width * height * 3) return { ok: false, reason: 'malformed' }
  if (Math.min(width, height) < settings.limits.minSide) return { ok: false, reason: 'too-small' }
  return { ok: true, picture }
}

function tell(message: WorkerMessage): void {
  parentPort?.postMessage(message)
}

work().catch((error: unknown) =>
  tell({ kind: 'broken', message: error instanceof Error ? error.message : String(error) }),
)
