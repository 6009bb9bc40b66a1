import {
  analysePicture,
  coach,
  type FaceEngine,
  faceplugin,
  flushDenormals,
  fromRgba,
  goldenPicture,
  judgeQuality,
  type ModelName,
  modelNames,
  type QualityProfile,
  qualityLimits,
  readMotionFrame,
} from '@kaoban/face'
import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm'
import type { CoachAnswer, CoachQuestion } from './coachMessages.ts'

// The same models and the same code as on the server; what is found here only advises, it decides nothing.
const modelFolder = '/face-models/'

async function loadEngine(): Promise<FaceEngine> {
  env.wasm.numThreads = 1
  const sessions = new Map<ModelName, InferenceSession>()
  const load = async (name: ModelName) => {
    const answer = await fetch(modelFolder + faceplugin.models[name].file)
    if (!answer.ok) throw new Error(`the model ${name} could not be fetched: ${answer.status}`)
    const model = new Uint8Array(await answer.arrayBuffer())
    flushDenormals(model)
    sessions.set(name, await InferenceSession.create(model, { executionProviders: ['wasm'] }))
  }
  // One after the other would wait for the network six times; the runtime itself starts once.
  await load('detect')
  await Promise.all(modelNames.filter((name) => name !== 'detect').map(load))
  return {
    manifest: faceplugin,
    runtime: {
      async run(model, input, shape) {
        const session = sessions.get(model)!
        const outputs = await session.run({ [session.inputNames[0]!]: new Tensor('float32', input, [...shape]) })
        return Object.fromEntries(Object.entries(outputs).map(([name, tensor]) => [name, tensor.data as Float32Array]))
      },
    },
  }
}

const engine = loadEngine()

async function answer(question: CoachQuestion): Promise<CoachAnswer> {
  const loaded = await engine
  if (question.kind === 'ready') return { kind: 'ready' }
  if (question.kind === 'golden') {
    const seen = await analysePicture(loaded, goldenPicture())
    return { kind: 'golden', template: [...(seen.faces[0]?.template?.vector ?? [])] }
  }
  const picture = fromRgba(question.width, question.height, new Uint8ClampedArray(question.rgba))
  if (question.kind === 'motion') {
    const { sequence } = question
    const frame = await readMotionFrame(loaded, picture, {
      sequence,
      digest: String(sequence),
      template: false,
      liveness: false,
    })
    return { kind: 'motion', frame }
  }
  const seen = await analysePicture(loaded, picture, { template: false })
  const verdict = judgeQuality(seen, limitsOf(question.profile), picture)
  const face = seen.faces[0]
  return {
    kind: 'hint',
    hint: coach(verdict),
    ...(face ? { quality: Math.max(0, 1 - verdict.reasons.length / 4) } : {}),
  }
}

function limitsOf(profile: QualityProfile) {
  return qualityLimits[profile]
}

self.addEventListener('message', ({ data }: MessageEvent<{ id: number; question: CoachQuestion }>) => {
  answer(data.question).then(
    (given) => self.postMessage({ id: data.id, answer: given }),
    (error: unknown) => self.postMessage({ id: data.id, failed: String(error) }),
  )
})
