import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import {
  buildDlibNetwork,
  type CheckedFile,
  type FaceManifest,
  type FaceRuntime,
  fillBlocks,
  flushDenormals,
  type ModelFile,
  type ModelName,
  modelNames,
  splitPRelu,
} from '@kaoban/face'
import { InferenceSession, Tensor } from './onnx-runtime.ts'

/** The folder of a model file in the installed npm package. */
function modelFolder({ source }: ModelFile): string {
  const require = createRequire(import.meta.url)
  return join(dirname(require.resolve(`${source.package}/package.json`)), source.folder)
}

/**
 * The bytes of one model as ONNX: as shipped, or built of the weights that are shipped; checked against the manifest.
 * @param folder where the files of all models are, when they are not in their npm packages.
 * @throws Error when a file is missing or is not the one that was measured.
 */
export async function readModel(manifest: FaceManifest, name: ModelName, folder?: string): Promise<Uint8Array> {
  const model = manifest.models[name]
  const place = folder ?? modelFolder(model)
  const bytes = await readChecked(place, model, manifest)
  return model.listing ? buildDlibNetwork(bytes, await readChecked(place, model.listing, manifest)) : bytes
}

async function readChecked(folder: string, { file, sha256 }: CheckedFile, { name }: FaceManifest): Promise<Uint8Array> {
  const bytes = await readFile(join(folder, file))
  const found = createHash('sha256').update(bytes).digest('hex')
  if (found !== sha256) throw new Error(`model ${file} of ${name} has sha256 ${found}, expected ${sha256}`)
  return bytes
}

/**
 * Loads every model of a manifest into onnxruntime-node, one thread each: several pictures are analysed by several
 * workers, which beats threads inside one call.
 */
export async function loadModels(manifest: FaceManifest, folder?: string): Promise<FaceRuntime> {
  const sessions = new Map<ModelName, InferenceSession>()
  for (const name of modelNames) {
    const model = await readModel(manifest, name, folder)
    flushDenormals(model)
    sessions.set(name, await openSession(splitPRelu(fillBlocks(model).model).model))
  }
  return {
    async run(model, input, shape) {
      const session = sessions.get(model)
      if (!session) throw new Error(`model ${model} is not loaded`)
      const outputs = await session.run({ [session.inputNames[0] ?? '']: new Tensor('float32', input, [...shape]) })
      // Megabytes a picture: whoever waits for them to be collected collects everything else as often.
      const { buffer } = input
      if (buffer instanceof ArrayBuffer) buffer.transfer(0)
      return Object.fromEntries(Object.entries(outputs).map(([name, tensor]) => [name, tensor.data as Float32Array]))
    },
  }
}

/** A single-threaded CPU session with every graph optimisation. */
export function openSession(model: Uint8Array): Promise<InferenceSession> {
  return InferenceSession.create(model, {
    executionProviders: ['cpu'],
    graphOptimizationLevel: 'all',
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    logSeverityLevel: 3,
  })
}
