// Presentation attacks against the motion challenges: what share of each species is taken for the asked movement
// (APCER) while at most 5 % of honest people are refused (BPCER). Frames are made from photographs; see docs/face/motion.md.
//   npm run bench -- face-attacks [--faces DIR] [--people N] [--json]
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import {
  analysePicture,
  detectFaces,
  drawMotions,
  type FaceEngine,
  faceplugin,
  findLandmarks,
  judgeQuality,
  type Motion,
  type MotionFrame,
  type MotionLimits,
  type MotionVerdict,
  motionLimits,
  type Picture,
  type QualityReason,
  qualityLimits,
  readMotionFrame,
  startMotions,
  stepMotion,
} from '@kaoban/face'
import { decodePicture, loadModels } from '@kaoban/face-node'
import {
  coveredEyesFrames,
  drawHoles,
  eyeHoleFrames,
  faceSwapFrames,
  printedPhotoFrames,
  slideFrames,
  stillFrames,
} from '../packages/face-node/src/motion-attacks.testing.ts'
import {
  type Act,
  blinkFrames,
  gazeFrames,
  idleFrames,
  type Photo,
  seeded,
  shakeFrames,
  stagePhoto,
} from '../packages/face-node/src/motion-frames.testing.ts'
import { isLearnedFrom } from '../packages/face-node/src/photographs.testing.ts'

/** Frames of one try, read once; the machine can judge them under any limits. */
export type Sequence = {
  readonly species: string
  /** Honest sequences perform `asked`; attacks try to be taken for it. */
  readonly honest: boolean
  readonly asked: Motion
  readonly who: string
  readonly frames: readonly MotionFrame[]
}

const stepMs = 100

/** What the machine says in the end; every frame is one tenth of a second after the one before. */
export function judgeSequence({ asked, frames }: Sequence, limits: MotionLimits = motionLimits): MotionVerdict {
  let state = startMotions([asked], 0, limits)
  for (const [i, frame] of frames.entries()) state = stepMotion(state, frame, (i + 1) * stepMs)
  return state.verdict
}

/** Photographs that the quality gate of a sign-in judged and refused before any movement was asked. */
export type Gate = { judged: number; refused: number }

type Person = { readonly name: string; readonly photos: readonly Photo[] }

async function readPhoto(engine: FaceEngine, path: string): Promise<Photo | undefined> {
  const decoded = await decodePicture(await readFile(path))
  if (!decoded.ok) return undefined
  const found = (await detectFaces(engine.runtime, decoded.picture))[0]
  if (!found) return undefined
  const landmarks = await findLandmarks(engine.runtime, decoded.picture, found.box)
  return stagePhoto({ picture: decoded.picture, box: found.box, landmarks })
}

/**
 * Large sharp photographs, several a person, and people of whom only small ones exist to stand in for others; nobody
 * whom the probes have learned from.
 */
async function readPeople(engine: FaceEngine, faces: string, count: number, gate: Gate): Promise<Person[]> {
  const people: Person[] = []
  for (const folder of ['large', 'lfw']) {
    for (const [index, name] of (await readdir(join(faces, folder))).sort().entries()) {
      if (people.length >= count) return people
      if (folder === 'lfw' && isLearnedFrom(index)) continue
      const files = (await readdir(join(faces, folder, name))).sort()
      if (files.length < 2) continue
      const photos: Photo[] = []
      for (const file of files.slice(0, 4)) {
        const photo = await readPhoto(engine, join(faces, folder, name, file))
        if (!photo) continue
        if (await passesGate(engine, photo)) photos.push(photo)
        else gate.refused++
        gate.judged++
      }
      if (photos.length >= 2) people.push({ name, photos })
    }
  }
  return people
}

/** What the quality gate of a sign-in makes sure of before a movement is asked. */
async function passesGate(engine: FaceEngine, photo: Photo): Promise<boolean> {
  const seen = await analysePicture(engine, photo.picture, { template: false })
  const { reasons } = judgeQuality(seen, qualityLimits.verification, photo.picture)
  const spoilt: readonly QualityReason[] = [
    'no-face',
    'pose',
    'blurred',
    'sunglasses',
    'mask',
    'eyes-closed',
    'too-dark',
  ]
  return !reasons.some((reason) => spoilt.includes(reason))
}

type Try = { species: string; honest: boolean; asked: Motion; pictures: Picture[] }

function honestTries(photo: Photo, seed: number): Try[] {
  const honest = (asked: Motion, pictures: Picture[]): Try => ({ species: 'honest', honest: true, asked, pictures })
  return [
    honest('blink', blinkFrames(photo, 12, seed)),
    honest('gaze-left', gazeFrames(photo, 9, true, seed + 1)),
    honest('gaze-right', gazeFrames(photo, 9, false, seed + 2)),
    honest('head-shake', shakeFrames(photo, 18, seed + 3)),
  ]
}

function* triesOf(person: Person, other: Person, seed: number): Generator<Try> {
  const photo = person.photos[0]!
  const stranger = other.photos[0]!
  const attack = (species: string, asked: Motion, pictures: Picture[]): Try => ({
    species,
    honest: false,
    asked,
    pictures,
  })
  const own = honestTries(photo, seed)
  yield* own
  const [blink, left, right, shake] = own.map((one) => one.pictures) as [Picture[], Picture[], Picture[], Picture[]]
  const idle = idleFrames(photo, 14, seed + 4)
  const still = stillFrames(photo, 10, false, seed + 5)
  for (const asked of ['blink', 'gaze-left', 'gaze-right', 'head-shake'] as const) {
    yield attack('nothing done', asked, idle)
    yield attack('still print', asked, still)
  }
  yield attack('video of another movement', 'gaze-left', blink)
  yield attack('video of another movement', 'gaze-right', left)
  yield attack('video of another movement', 'head-shake', right)
  yield attack('video of another movement', 'blink', shake)
  yield attack('video of another movement', 'gaze-left', shake)
  for (const movement of ['shift', 'turn', 'nod', 'bend'] as const) {
    const moved = printedPhotoFrames(photo, 14, movement, seed + 6)
    for (const asked of ['blink', 'gaze-left', 'gaze-right', 'head-shake'] as const) {
      yield attack(`print, ${movement}`, asked, moved)
    }
  }
  for (const hold of [1, 3]) {
    const slides = slideFrames(person.photos.slice(0, 3), 12, hold, seed + 7)
    for (const asked of ['blink', 'gaze-left', 'gaze-right', 'head-shake'] as const)
      yield attack('photographs in turn', asked, slides)
  }
  yield attack('face swap', 'blink', [...idle.slice(0, 3), ...blinkFrames(stranger, 12, seed + 8)])
  yield attack('face swap', 'blink', faceSwapFrames(blinkFrames(stranger, 12, seed + 9), photo, 6))
  yield attack('face swap', 'head-shake', faceSwapFrames(shakeFrames(stranger, 20, seed + 10), photo, 12))
  for (const length of [1, 3])
    yield attack('eyes covered', 'blink', coveredEyesFrames(photo, 12, 5, 5 + length, seed + 11))
  const lids: Act[] = [0, 0, 0, 0, 0.5, 1, 1, 0.4, 0, 0, 0].map((value) => ({ lids: value }))
  const gazes: Act[] = [0, 0, 0, 0, 0.2, 0.4, 0.4, 0.4, 0.4].map((gaze) => ({ gaze }))
  const random = seeded(seed + 16)
  for (let cut = 0; cut < 3; cut++) {
    const holes = drawHoles(random)
    const at = seed + 20 * cut
    yield attack('print with eye holes', 'blink', eyeHoleFrames(photo, stranger, lids, at + 12, holes))
    yield attack('print with eye holes', 'gaze-left', eyeHoleFrames(photo, stranger, gazes, at + 13, holes))
  }
  const holed = { ...photo, picture: eyeHoleFrames(photo, stranger, [{}], seed + 14)[0]! }
  for (const movement of ['turn', 'bend'] as const)
    yield attack('print with eye holes', 'head-shake', printedPhotoFrames(holed, 14, movement, seed + 15))
}

async function readSequence(engine: FaceEngine, one: Try, who: string): Promise<Sequence> {
  const frames: MotionFrame[] = []
  for (const [sequence, picture] of one.pictures.entries()) {
    const options = { sequence, digest: `${sequence}`, template: sequence % 3 === 0, liveness: sequence % 3 === 0 }
    frames.push(await readMotionFrame(engine, picture, options))
  }
  return { species: one.species, honest: one.honest, asked: one.asked, who, frames }
}

/** Makes and reads all tries of `count` people, and the real screen replays of the `cues` folder. */
export async function gatherSequences(
  engine: FaceEngine,
  faces: string,
  count: number,
  gate: Gate = { judged: 0, refused: 0 },
): Promise<Sequence[]> {
  const people = await readPeople(engine, faces, count, gate)
  const sequences: Sequence[] = []
  for (const [i, person] of people.entries()) {
    // Every further photograph of a person blinks, looks and shakes as well; attacks are made of the first.
    for (const [k, photo] of person.photos.slice(1).entries()) {
      for (const one of honestTries(photo, 1000 * i + 10 * k))
        sequences.push(await readSequence(engine, one, person.name))
    }
    const read = new Map<Picture[], readonly MotionFrame[]>()
    for (const one of triesOf(person, people[(i + 1) % people.length]!, 100 * i)) {
      const known = read.get(one.pictures)
      const sequence = known
        ? { ...one, who: person.name, frames: known }
        : await readSequence(engine, one, person.name)
      read.set(one.pictures, sequence.frames)
      sequences.push({
        species: one.species,
        honest: one.honest,
        asked: one.asked,
        who: person.name,
        frames: sequence.frames,
      })
    }
  }
  for (const name of ['bulk_rgb_fake.jpg', 'image_F1.jpg', 'image_F2.jpg']) {
    const photo = await readPhoto(engine, join(faces, 'cues', name))
    if (!photo) continue
    // The strongest attack with a real screen: its picture moves as an honest person would.
    const shown: [Motion, Picture[]][] = [
      ['blink', blinkFrames(photo, 12)],
      ['gaze-left', gazeFrames(photo, 10, true)],
      ['head-shake', shakeFrames(photo, 20)],
    ]
    for (const [asked, pictures] of shown) {
      sequences.push(await readSequence(engine, { species: 'screen that moves', honest: false, asked, pictures }, name))
    }
  }
  return sequences
}

/** APCER where a choice of 顔動き検知 asks its movements in turn: each of them has to be passed. */
type PolicyFigures = Record<string, { readonly worst: number; readonly species: string }>

/** What is asked is drawn as in the product; a movement that a species was not tried with counts as its easiest one. */
function apcerByPolicy(sequences: readonly Sequence[], passes: (sequence: Sequence) => boolean): PolicyFigures {
  const attacks = Map.groupBy(
    sequences.filter(({ honest }) => !honest),
    ({ species }) => species,
  )
  const share = (of: readonly Sequence[]) => of.filter(passes).length / of.length
  const figuresOf = (choice: (typeof choices)[number]) => {
    let worst = { worst: 0, species: '' }
    for (const [species, tries] of attacks) {
      const tried = new Map([...Map.groupBy(tries, ({ asked }) => asked)].map(([asked, of]) => [asked, share(of)]))
      const easiest = Math.max(...tried.values())
      const random = seeded(1)
      let sum = 0
      for (let draw = 0; draw < draws; draw++)
        sum += drawMotions(choice, random).reduce((all, motion) => all * (tried.get(motion) ?? easiest), 1)
      if (sum / draws > worst.worst) worst = { worst: sum / draws, species }
    }
    return worst
  }
  return Object.fromEntries(choices.map((choice) => [choice, figuresOf(choice)]))
}

const choices = ['BLINK1', 'BLINK_GAZE_SHAKE1', 'BLINK_GAZE2', 'BLINK_GAZE_SHAKE3'] as const
const draws = 4000

export type AttackFigures = {
  readonly honest: {
    readonly tries: number
    readonly refused: number
    readonly bpcer: number
    readonly perMotion: Record<string, number>
  }
  readonly species: Record<string, { readonly tries: number; readonly taken: number; readonly apcer: number }>
  readonly worst: number
  readonly policies: PolicyFigures
}

export function summarise(sequences: readonly Sequence[], limits: MotionLimits = motionLimits): AttackFigures {
  const honest = sequences.filter((sequence) => sequence.honest)
  const passes = (sequence: Sequence) => judgeSequence(sequence, limits).status === 'seen'
  const perMotion: Record<string, number> = {}
  for (const asked of new Set(honest.map((sequence) => sequence.asked))) {
    const of = honest.filter((sequence) => sequence.asked === asked)
    perMotion[asked] = of.filter((sequence) => !passes(sequence)).length / of.length
  }
  const refused = honest.filter((sequence) => !passes(sequence)).length
  const species: Record<string, { tries: number; taken: number; apcer: number }> = {}
  for (const name of new Set(sequences.filter((sequence) => !sequence.honest).map((sequence) => sequence.species))) {
    const of = sequences.filter((sequence) => sequence.species === name)
    const taken = of.filter(passes).length
    species[name] = { tries: of.length, taken, apcer: taken / of.length }
  }
  const worst = Math.max(...Object.values(species).map(({ apcer }) => apcer))
  return {
    honest: { tries: honest.length, refused, bpcer: refused / honest.length, perMotion },
    species,
    worst,
    policies: apcerByPolicy(sequences, passes),
  }
}

export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      faces: { type: 'string', default: process.env.KAOBAN_FACES ?? join(import.meta.dirname, '../../shared/faces') },
      people: { type: 'string', default: '6' },
      json: { type: 'boolean', default: false },
    },
  })
  const engine: FaceEngine = { runtime: await loadModels(faceplugin), manifest: faceplugin }
  const gate: Gate = { judged: 0, refused: 0 }
  const figures = summarise(await gatherSequences(engine, values.faces, Number(values.people), gate))
  if (values.json) {
    console.log(JSON.stringify({ gate, ...figures }))
    return
  }
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`
  const { honest } = figures
  console.log(`photographs refused by the gate beforehand: ${gate.refused} of ${gate.judged}`)
  console.log(`honest people: ${honest.refused} of ${honest.tries} refused, BPCER ${percent(honest.bpcer)}`)
  for (const [motion, share] of Object.entries(honest.perMotion)) console.log(`  ${motion}: ${percent(share)}`)
  for (const [name, { tries, taken, apcer }] of Object.entries(figures.species)) {
    console.log(`${name}: ${taken} of ${tries} taken for the movement, APCER ${percent(apcer)}`)
  }
  console.log(`worst species: APCER ${percent(figures.worst)}`)
  for (const [choice, { worst, species }] of Object.entries(figures.policies))
    console.log(`asked as ${choice}: worst species ${species}, APCER ${percent(worst)}`)
}
