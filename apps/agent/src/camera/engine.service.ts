import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type FaceWorkers, startFaceWorkers } from '@kaoban/face-node'

/** The models as they lie beside the client software, or in their packages where it is developed. */
export function startEngine(workers: number): Promise<FaceWorkers> {
  const models = fileURLToPath(new URL('./models', import.meta.url))
  return startFaceWorkers({ workers, ...(existsSync(models) ? { modelFolder: models } : {}) })
}
