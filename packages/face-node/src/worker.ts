import { parentPort, workerData } from 'node:worker_threads'
import { type AnalyseOptions, analysePicture, type FaceEngine, faceplugin, type Picture } from '@kaoban/face'
import { type Decoded, decodePicture } from './decode.ts'
import type { AnalyseResult, Job, PictureSource, WorkerMessage, WorkerSettings } from './jobs.ts'
import { loadModels } from './models.ts'

const settings = workerData as WorkerSettings

async function work(): Promise<void> {
  const runtime = await loadModels(faceplugin, settings.modelFolder)
  const engine = { runtime, manifest: faceplugin }
  parentPort?.on('message', ({ id, job }: { id: number; job: Job }) => {
    perform(engine, job).then(
      (result) => tell({ kind: 'done', id, result }),
      (error: unknown) => tell({ kind: 'failed', id, message: error instanceof Error ? error.message : String(error) }),
    )
  })
  tell({ kind: 'ready' })
}

async function perform(engine: FaceEngine, job: Job): Promise<unknown> {
  if (job.kind === 'decode') return decodePicture(job.source, settings.limits)
  return analyse(engine, job.source, job.options)
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
