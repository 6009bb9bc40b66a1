import { faceModels } from '@kaoban/face'
import { type FaceWorkers, startFaceWorkers } from '@kaoban/face-node'
import { remembering } from './remembering-faces.testing.ts'

type Model = keyof typeof faceModels

interface Pool {
  users: number
  starting?: Promise<FaceWorkers>
  started?: FaceWorkers
}

/** Ready to start. */
const asleep = { workers: 1, ready: 1, busy: 0, waiting: 0, replaced: 0 }

const pools = new Map<Model, Pool>()

/**
 * The face workers of all servers of a test process: real ones, which load their models when the first picture comes,
 * as most tests show none, and end with the last server.
 */
export function facesOfTests(model: Model): FaceWorkers {
  const pool = pools.get(model) ?? { users: 0 }
  pools.set(model, pool)
  pool.users++
  let closed = false
  const start = async () => {
    if (closed) throw new Error('these face workers are closed')
    pool.starting ??= startFaceWorkers({ workers: 1, manifest: faceModels[model] }).then(remembering)
    pool.started = await pool.starting
    return pool.started
  }
  return {
    manifest: faceModels[model],
    analyse: async (source, options) => (await start()).analyse(source, options),
    extract: async (source) => (await start()).extract(source),
    identify: async (gallery, probe) => (await start()).identify(gallery, probe),
    decode: async (source) => (await start()).decode(source),
    readFrame: async (source, options) => (await start()).readFrame(source, options),
    judge: async (source, profile) => (await start()).judge(source, profile),
    readPhoto: async (source, options) => (await start()).readPhoto(source, options),
    state: () => pool.started?.state() ?? asleep,
    async close() {
      if (closed) return
      closed = true
      if (--pool.users > 0) return
      pools.delete(model)
      await (await pool.starting)?.close()
    },
  }
}
