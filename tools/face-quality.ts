// Measures every gate of the quality judgement on real photographs: how often it refuses good pictures (false alarms)
// and how often it notices pictures that were spoilt on purpose (hits). Figures go to docs/face/quality.md.
//   node tools/run.mjs tools/face-quality.ts [--faces DIR] [--people N] [--set lfw|large]
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import {
  analysePicture,
  detectFaces,
  type FaceEngine,
  faceplugin,
  findLandmarks,
  judgeQuality,
  type Picture,
  type QualityProfile,
  type QualityReason,
  qualityLimits,
} from '@kaoban/face'
import { decodePicture, loadModels } from '@kaoban/face-node'
import sharp, { type Sharp } from 'sharp'
import { actFrame, type Photo, seeded, stagePhoto } from '../packages/face-node/src/motion-frames.testing.ts'
import { pasteMask, pasteSunglasses } from '../packages/face-node/src/quality-occlusion.testing.ts'

const { values: args } = parseArgs({
  options: {
    faces: { type: 'string', default: process.env.KAOBAN_FACES ?? join(import.meta.dirname, '../../shared/faces') },
    people: { type: 'string', default: '100' },
    set: { type: 'string', default: 'lfw' },
  },
})

const engine: FaceEngine = { runtime: await loadModels(faceplugin), manifest: faceplugin }

async function readPicture(path: string): Promise<Picture | undefined> {
  const decoded = await decodePicture(await readFile(path))
  return decoded.ok ? decoded.picture : undefined
}

type Spoilt = { readonly name: string; readonly reason: QualityReason; make(photo: Photo): Promise<Picture> }

const through = (change: (pipeline: Sharp) => Sharp) => async (photo: Photo) => edit(photo.picture, change)

async function edit(picture: Picture, change: (pipeline: Sharp) => Sharp): Promise<Picture> {
  const { width, height } = picture
  const pipeline = change(sharp(picture.data, { raw: { width, height, channels: 3 } }))
  const { data, info } = await pipeline.removeAlpha().raw().toBuffer({ resolveWithObject: true })
  if (info.channels === 3) return { width: info.width, height: info.height, data: new Uint8Array(data) }
  const grey = new Uint8Array(width * height * 3)
  for (let i = 0; i < width * height; i++) grey.fill(data[i]!, 3 * i, 3 * i + 3)
  return { width, height, data: grey }
}

/** Light from one side: multiplied from left to right of the face. */
function sidelight(photo: Photo, left: number, right: number): Picture {
  const data = Uint8Array.from(photo.picture.data)
  const from = photo.landmarks[0]!
  const to = photo.landmarks[32]!
  for (let i = 0; i < data.length; i++) {
    const x = Math.floor(i / 3) % photo.picture.width
    const t = Math.max(0, Math.min(1, (x - from) / (to - from)))
    data[i] = Math.min(255, data[i]! * (left + (right - left) * t))
  }
  return { ...photo.picture, data }
}

/** A window behind the person: everything outside an oval around the face is bright, the face dark. */
function backlight(photo: Photo): Picture {
  const data = Uint8Array.from(photo.picture.data)
  const { landmarks, picture } = photo
  const x0 = (landmarks[0]! + landmarks[32]!) / 2
  const y0 = landmarks[28 * 2 + 1]!
  const half = (landmarks[32]! - landmarks[0]!) / 2
  for (let i = 0; i < data.length; i++) {
    const pixel = Math.floor(i / 3)
    const outside =
      Math.hypot(((pixel % picture.width) - x0) / 1.1, (Math.floor(pixel / picture.width) - y0) / 1.6) > half
    data[i] = outside ? 200 + data[i]! * 0.2 : data[i]! * 0.55
  }
  return { ...picture, data }
}

let cloth: Picture
const spoilt: readonly Spoilt[] = [
  { name: 'blur, sigma 4 px', reason: 'blurred', make: through((p) => p.blur(4)) },
  { name: 'blur, sigma 7 px', reason: 'blurred', make: through((p) => p.blur(7)) },
  { name: 'a quarter of the light', reason: 'too-dark', make: through((p) => p.linear(0.25, 0)) },
  { name: 'two and a half times the light', reason: 'too-bright', make: through((p) => p.linear(2.5, 20)) },
  { name: 'light from the left', reason: 'uneven-light', make: async (photo) => sidelight(photo, 1.5, 0.25) },
  { name: 'window behind', reason: 'backlight', make: async (photo) => backlight(photo) },
  { name: 'grey', reason: 'greyscale', make: through((p) => p.greyscale()) },
  { name: 'eyes closed', reason: 'eyes-closed', make: async (photo) => actFrame(photo, { lids: 1 }) },
  { name: 'far away', reason: 'too-small', make: async (photo) => actFrame(photo, { scale: 0.32 }) },
  { name: 'very near', reason: 'too-large', make: async (photo) => actFrame(photo, { scale: 1.5 }) },
  { name: 'half outside', reason: 'near-border', make: async (photo) => actFrame(photo, { x: 290 }) },
  { name: 'head tilted by 40 degrees', reason: 'pose', make: async (photo) => actFrame(photo, { roll: 40 }) },
  {
    name: 'mask',
    reason: 'mask',
    make: async (photo) =>
      pasteMask(photo.picture, photo.landmarks, cloth, { height: 0.4, tint: [1, 1, 1], shading: 0.3 }),
  },
  {
    name: 'sunglasses',
    reason: 'sunglasses',
    make: async (photo) =>
      pasteSunglasses(photo.picture, photo.landmarks, {
        colour: [25, 22, 20],
        upper: 0.97,
        lower: 0.9,
        width: 1.5,
        tall: 0.75,
        corner: 3,
        reflection: 0.2,
      }),
  },
]

async function photos(): Promise<Photo[]> {
  const staged: Photo[] = []
  const root = join(args.faces, args.set)
  const names = (await readdir(root)).sort()
  const step = Math.max(1, Math.floor(names.length / Number(args.people)))
  for (const [i, name] of names.entries()) {
    if (i % step) continue
    const files = await readdir(join(root, name))
    for (const file of args.set === 'large' ? files : files.slice(0, 1)) {
      const picture = await readPicture(join(root, name, file))
      const found = picture && (await detectFaces(engine.runtime, picture))[0]
      if (!picture || !found) continue
      const landmarks = await findLandmarks(engine.runtime, picture, found.box)
      staged.push(stagePhoto({ picture, box: found.box, landmarks }))
    }
  }
  return staged
}

const profiles: readonly QualityProfile[] = ['enrolment', 'verification']

async function reasonsOf(picture: Picture): Promise<Record<QualityProfile, readonly QualityReason[]>> {
  const seen = await analysePicture(engine, picture, { template: false })
  const judge = (profile: QualityProfile) => judgeQuality(seen, qualityLimits[profile], picture).reasons
  return { enrolment: judge('enrolment'), verification: judge('verification') }
}

const percent = (part: number, whole: number) => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`

cloth = await edit((await readPicture(join(args.faces, 'cues/mask_blue.jpg')))!, (p) => p)
const staged = await photos()
const clean: Awaited<ReturnType<typeof reasonsOf>>[] = []
for (const photo of staged) clean.push(await reasonsOf(actFrame(photo, {}, seeded(1))))
console.log(`${staged.length} photographs (${args.set}) as camera frames of 640x480, faces 200 px high`)
for (const profile of profiles) {
  const counts = new Map<QualityReason, number>()
  for (const reasons of clean) for (const reason of reasons[profile]) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  const passed = clean.filter((reasons) => reasons[profile].length === 0).length
  console.log(
    `${profile}: passed ${percent(passed, clean.length)}; refused for: ${[...counts].map(([reason, count]) => `${reason} ${percent(count, clean.length)}`).join(', ')}`,
  )
}
for (const { name, reason, make } of spoilt) {
  const seen: typeof clean = []
  for (const photo of staged) seen.push(await reasonsOf(await make(photo)))
  const line = profiles.map((profile) => {
    const named = seen.filter((reasons) => reasons[profile].includes(reason)).length
    const refused = seen.filter((reasons) => reasons[profile].length > 0).length
    return `${profile} ${percent(named, seen.length)} (refused at all ${percent(refused, seen.length)})`
  })
  console.log(`${name}: called ${reason} by ${line.join(', ')}`)
}
