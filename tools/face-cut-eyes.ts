// Trains the probe that tells eyes behind a cut print from eyes of a face, on photographs of lfw/ with drawn holes, and
// writes packages/face/src/cut-eyes-weights.gen.ts. People are split by name (see isLearnedFrom); large/ is for tests.
//   node tools/run.mjs tools/face-cut-eyes.ts [--faces DIR] [--rounds N] [--dry]
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import {
  describeEyes,
  detectFaces,
  type FaceRuntime,
  faceplugin,
  findLandmarks,
  type Picture,
  probeScore,
} from '@kaoban/face'
import { loadModels } from '@kaoban/face-node'
import { drawHoles, eyeHoleFrames } from '../packages/face-node/src/motion-attacks.testing.ts'
import {
  type Act,
  actFrame,
  type Photo,
  seeded,
  stagePhoto,
  sway,
} from '../packages/face-node/src/motion-frames.testing.ts'
import { isLearnedFrom } from '../packages/face-node/src/photographs.testing.ts'
import { pasteSpectacles } from '../packages/face-node/src/quality-occlusion.testing.ts'
import { asText, glassesLook, readPicture, train, worsen } from './face-training.ts'

type Staged = { readonly set: 'train' | 'test' | 'large'; readonly person: string; readonly photo: Photo }
type Sample = {
  readonly set: Staged['set']
  readonly cut: boolean
  readonly what: string
  readonly features: Float32Array
}

const { values: args } = parseArgs({
  options: {
    faces: { type: 'string', default: process.env.KAOBAN_FACES ?? join(import.meta.dirname, '../../shared/faces') },
    rounds: { type: 'string', default: '40' },
    dry: { type: 'boolean', default: false },
  },
})

async function stageAll(runtime: FaceRuntime): Promise<Staged[]> {
  const staged: Staged[] = []
  for (const folder of ['lfw', 'large']) {
    for (const [index, person] of (await readdir(join(args.faces, folder))).sort().entries()) {
      for (const name of (await readdir(join(args.faces, folder, person))).sort()) {
        const picture = await readPicture(join(args.faces, folder, person, name))
        const found = (await detectFaces(runtime, picture))[0]
        if (!found) continue
        const landmarks = await findLandmarks(runtime, picture, found.box)
        const set = folder === 'large' ? 'large' : isLearnedFrom(index) ? 'train' : 'test'
        staged.push({ set, person, photo: stagePhoto({ picture, box: found.box, landmarks }) })
      }
    }
  }
  return staged
}

/** Frames of a person as a camera sees them, alive and as a print before the eyes of others of the same set. */
async function* framesOf({ photo }: Staged, others: readonly Staged[], seed: number) {
  const random = seeded(seed)
  const aside = () => (random() < 0.5 ? 0.4 : -0.4)
  const alive = (act: Act, shown: Photo = photo) => {
    const still = sway(seed, random)
    return actFrame(shown, { ...still, ...act, yaw: (still.yaw ?? 0) + (act.yaw ?? 0) }, random)
  }
  const glasses = () => ({ ...photo, picture: pasteSpectacles(photo.picture, photo.landmarks, glassesLook(random)) })
  yield { what: 'open', cut: false, picture: alive({}) }
  yield { what: 'closed', cut: false, picture: alive({ lids: 0.5 + random() / 2 }) }
  yield { what: 'aside', cut: false, picture: alive({ gaze: aside() }) }
  yield { what: 'turned', cut: false, picture: alive({ yaw: (random() - 0.5) * 40 }) }
  yield { what: 'spectacles', cut: false, picture: alive({}, glasses()) }
  yield { what: 'worsened', cut: false, picture: await worsen(alive({}), random) }
  for (let round = 0; round < 7; round++) {
    const other = others[Math.floor(random() * others.length)]!
    const behind: Act = round % 3 === 0 ? {} : round % 3 === 1 ? { lids: random() } : { gaze: aside() }
    const print = round === 6 ? glasses() : photo
    const [picture] = eyeHoleFrames(print, other.photo, [behind], seed + 100 * round, drawHoles(random))
    yield { what: 'cut', cut: true, picture: round === 5 ? await worsen(picture!, random) : picture! }
  }
}

async function featuresOf(runtime: FaceRuntime, picture: Picture): Promise<Float32Array[]> {
  const found = (await detectFaces(runtime, picture))[0]
  return found ? describeEyes(picture, await findLandmarks(runtime, picture, found.box)) : []
}

function report(name: string, samples: readonly Sample[], weights: Float32Array): void {
  const scored = samples.map((sample) => ({ ...sample, score: probeScore(sample.features, weights) }))
  for (const limit of [0.5, 0.7, 0.8, 0.9]) {
    const shares = [...new Set(samples.map(({ what }) => what))].map((what) => {
      const of = scored.filter((sample) => sample.what === what)
      return `${what} ${((100 * of.filter(({ score }) => score > limit).length) / of.length).toFixed(1)} %`
    })
    console.log(`${name} > ${limit}: called cut: ${shares.join(', ')}`)
  }
}

const runtime = await loadModels(faceplugin)
const staged = await stageAll(runtime)
const samples: Sample[] = []
for (const [i, one] of staged.entries()) {
  const others = staged.filter(({ set, person }) => set === one.set && person !== one.person)
  for await (const { what, cut, picture } of framesOf(one, others, i + 1)) {
    const eyes = await featuresOf(runtime, picture)
    if (one.set === 'train') samples.push(...eyes.map((features) => ({ set: one.set, what, cut, features })))
    // People are judged by both eyes together.
    else if (eyes.length) {
      const features = eyes[0]!.map((value, k) => (value + eyes[1]![k]!) / 2)
      samples.push({ set: one.set, what, cut, features })
    }
  }
}
const setOf = (wanted: Staged['set']) => samples.filter(({ set }) => set === wanted)
const weights = train(setOf('train'), ({ cut }) => cut, Number(args.rounds))
console.log(`${setOf('train').length} eyes to train`)
report('other people', setOf('test'), weights)
report('large photographs', setOf('large'), weights)
if (!args.dry) {
  const path = join(import.meta.dirname, '../packages/face/src/cut-eyes-weights.gen.ts')
  await writeFile(
    path,
    `// Made by tools/face-cut-eyes.ts; do not edit.\nexport const cutEyesWeights = ${asText(weights)}\n`,
  )
}
