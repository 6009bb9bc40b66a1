// Trains the mask and sunglasses probes of the quality gate on photographs with drawn masks and glasses, and writes
// packages/face/src/probe-weights.gen.ts. People are split by name: nobody is in both the training and the test half.
//   node tools/run.mjs tools/face-probe.ts [--faces DIR] [--rounds N] [--dry]
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import {
  alignFace,
  arcFace,
  detectFaces,
  type FaceRuntime,
  faceplugin,
  findLandmarks,
  type Picture,
  probeFeatures,
  probeScore,
} from '@kaoban/face'
import { loadModels } from '@kaoban/face-node'
import sharp from 'sharp'
import { seeded } from '../packages/face-node/src/motion-frames.testing.ts'
import { isLearnedFrom } from '../packages/face-node/src/photographs.testing.ts'
import {
  type MaskLook,
  pasteMask,
  pasteSpectacles,
  pasteSunglasses,
  type Rgb,
} from '../packages/face-node/src/quality-occlusion.testing.ts'
import { asText, glassesLook, readPicture, train, worsen } from './face-training.ts'

type Sample = {
  readonly features: Float32Array
  readonly mask: boolean
  readonly sunglasses: boolean
  readonly what: string
  readonly file: string
}

const { values: args } = parseArgs({
  options: {
    faces: { type: 'string', default: process.env.KAOBAN_FACES ?? join(import.meta.dirname, '../../shared/faces') },
    rounds: { type: 'string', default: '30' },
    dry: { type: 'boolean', default: false },
  },
})

async function seeFeatures(runtime: FaceRuntime, picture: Picture): Promise<Float32Array | undefined> {
  const found = (await detectFaces(runtime, picture))[0]
  if (!found) return undefined
  return probeFeatures(alignFace(picture, await findLandmarks(runtime, picture, found.box), arcFace))
}

/** Cloth of one colour with folds, for masks that none of the textures looks like. */
function plainCloth(random: () => number): Picture {
  const width = 120
  const height = 80
  const data = new Uint8Array(width * height * 3)
  const base = [0, 1, 2].map(() => 60 + random() * 195)
  const even = random() < 0.6 ? (base[0]! + base[1]! + base[2]!) / 3 : undefined
  const seam = random() < 0.5
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const fold = seam ? 1 - 0.12 * Math.exp(-(((x - width / 2) / 3) ** 2)) : 1 - 0.08 * Math.max(0, Math.sin(y / 4))
      for (let c = 0; c < 3; c++)
        data[(y * width + x) * 3 + c] = Math.min(255, (even ? even * 0.9 + base[c]! * 0.1 : base[c]!) * fold)
    }
  }
  return { width, height, data }
}

async function readTextures(): Promise<Picture[]> {
  const textures: Picture[] = []
  for (const name of ['black', 'blue', 'green', 'white']) {
    const { data, info } = await sharp(join(args.faces, 'cues', `mask_${name}.jpg`))
      .trim({ threshold: 25 })
      .resize({ width: 160 })
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    textures.push({ width: info.width, height: info.height, data: new Uint8Array(data) })
  }
  return textures
}

const maskLook = (random: () => number): MaskLook => {
  const light = 0.8 + random() * 0.35
  const tint: Rgb = [0, 1, 2].map(() => light * (0.9 + random() * 0.2)) as unknown as Rgb
  return { height: 0.15 + random() * 0.6, tint, shading: random() * 0.5 }
}

async function gather(runtime: FaceRuntime): Promise<{ train: Sample[]; test: Sample[] }> {
  const textures = await readTextures()
  const people = (await readdir(join(args.faces, 'lfw'))).sort()
  const sets = { train: [] as Sample[], test: [] as Sample[] }
  for (const [index, person] of people.entries()) {
    const set = isLearnedFrom(index) ? sets.train : sets.test
    for (const name of await readdir(join(args.faces, 'lfw', person))) {
      const random = seeded(index * 1000 + name.length * 7 + Number(name.match(/\d+/)?.[0] ?? 0))
      const file = join(person, name)
      const picture = await readPicture(join(args.faces, 'lfw', file))
      const found = (await detectFaces(runtime, picture))[0]
      if (!found) continue
      const landmarks = await findLandmarks(runtime, picture, found.box)
      const add = async (shown: Picture, what: string, mask: boolean, sunglasses: boolean) => {
        const features = await seeFeatures(runtime, shown)
        if (features) set.push({ features, mask, sunglasses, what, file })
      }
      await add(picture, 'clean', false, false)
      await add(await worsen(picture, random), 'worsened', false, false)
      await add(pasteSpectacles(picture, landmarks, glassesLook(random)), 'spectacles', false, false)
      for (let round = 0; round < 3; round++) {
        const texture = random() < 0.5 ? textures[Math.floor(random() * 4)]! : plainCloth(random)
        const masked = pasteMask(picture, landmarks, texture, maskLook(random))
        await add(round ? await worsen(masked, random) : masked, 'mask', true, false)
        const shaded = pasteSunglasses(picture, landmarks, glassesLook(random))
        await add(round ? await worsen(shaded, random) : shaded, 'sunglasses', false, true)
      }
      const texture = textures[Math.floor(random() * 4)]!
      const both = pasteSunglasses(
        pasteMask(picture, landmarks, texture, maskLook(random)),
        landmarks,
        glassesLook(random),
      )
      await add(both, 'both', true, true)
    }
  }
  return sets
}

function report(
  name: string,
  samples: readonly Sample[],
  weights: Float32Array,
  label: (sample: Sample) => boolean,
): void {
  const scored = samples.map((sample) => ({ sample, score: probeScore(sample.features, weights) }))
  for (const limit of [0.5, 0.7, 0.8, 0.9]) {
    const hits = scored.filter(({ sample, score }) => label(sample) && score > limit).length
    const alarms = scored.filter(({ sample, score }) => !label(sample) && score > limit).length
    const positives = samples.filter(label).length
    const negatives = samples.length - positives
    const balanced = (hits / positives + 1 - alarms / negatives) / 2
    const kinds = [...new Set(samples.map((sample) => sample.what))].map((what) => {
      const of = scored.filter(({ sample }) => sample.what === what)
      return `${what} ${((100 * of.filter(({ score }) => score > limit).length) / of.length).toFixed(1)} %`
    })
    console.log(
      `${name} > ${limit}: balanced accuracy ${(100 * balanced).toFixed(2)} % (${positives} covered, ${negatives} not); called so: ${kinds.join(', ')}`,
    )
  }
  const worst = scored
    .filter(({ sample }) => sample.what === 'clean')
    .sort((a, b) => b.score - a.score)
    .slice(0, 12)
  console.log(
    `  clean ones it doubts most: ${worst.map(({ sample, score }) => `${sample.file} ${score.toFixed(2)}`).join(', ')}`,
  )
}

const runtime = await loadModels(faceplugin)
const { train: training, test } = await gather(runtime)
const isMask = (sample: Sample) => sample.mask
const isShaded = (sample: Sample) => sample.sunglasses
const rounds = Number(args.rounds)
const mask = train(training, isMask, rounds)
const sunglasses = train(training, isShaded, rounds)
console.log(`${training.length} pictures to train, ${test.length} of other people to test`)
report('mask', test, mask, isMask)
report('sunglasses', test, sunglasses, isShaded)
for (const name of (await readdir(join(args.faces, 'cues'))).filter((file) => !file.startsWith('mask_'))) {
  const features = await seeFeatures(
    runtime,
    await readPicture(join(args.faces, 'cues', name)).catch(() => ({ width: 1, height: 1, data: new Uint8Array(3) })),
  )
  if (features)
    console.log(
      `${name}: mask ${probeScore(features, mask).toFixed(2)} sunglasses ${probeScore(features, sunglasses).toFixed(2)}`,
    )
}
if (!args.dry) {
  const path = join(import.meta.dirname, '../packages/face/src/probe-weights.gen.ts')
  await writeFile(
    path,
    `// Made by tools/face-probe.ts; do not edit.\nexport const maskWeights = ${asText(mask)}\nexport const sunglassesWeights = ${asText(sunglasses)}\n`,
  )
}
