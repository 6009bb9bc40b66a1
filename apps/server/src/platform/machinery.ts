import { faceModels } from '@kaoban/face'
import { type FaceWorkers, startFaceWorkers } from '@kaoban/face-node'
import type { Config } from './config.ts'
import { type DatabaseHandle, openDatabase } from './database.ts'
import { type KeyEncryptionKey, readKeyEncryptionKey } from './secrets.ts'

/** What the features stand on: it opens in threads of its own, and takes the longest of a start. */
export interface Machinery {
  kek: KeyEncryptionKey
  database: DatabaseHandle
  faces: FaceWorkers
  close(): Promise<void>
}

/** The machinery on its way, with the key, which is there at once. */
export interface OpeningMachinery {
  kek: KeyEncryptionKey
  opened: Promise<Machinery>
}

export interface MachineryOptions {
  inMemory?: boolean
  /** The pool of face workers instead of one of its own; it is closed with the rest. */
  faces?: FaceWorkers
  mutation?: string
}

/** Opens all of it, or nothing. */
export function openMachinery(config: Config, options: MachineryOptions = {}): OpeningMachinery {
  const kek = readKeyEncryptionKey(config)
  const opened = openAll(config, kek, options)
  opened.catch(() => {}) // said where it is waited for
  return { kek, opened }
}

async function openAll(config: Config, kek: KeyEncryptionKey, options: MachineryOptions): Promise<Machinery> {
  const [opening, starting] = await Promise.allSettled([
    openDatabase(config, options),
    options.faces ??
      startFaceWorkers({ workers: config.KAOBAN_FACE_WORKERS, manifest: faceModels[config.KAOBAN_FACE_MODEL] }),
  ])
  const close = async () => {
    if (starting.status === 'fulfilled') await starting.value.close()
    if (opening.status === 'fulfilled') await opening.value.close()
  }
  if (opening.status === 'fulfilled' && starting.status === 'fulfilled')
    return { kek, database: opening.value, faces: starting.value, close }
  await close()
  throw opening.status === 'rejected' ? opening.reason : (starting as PromiseRejectedResult).reason
}
