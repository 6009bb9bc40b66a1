import { readFile } from 'node:fs/promises'
import {
  detectFaces,
  type FaceEngine,
  faceplugin,
  findLandmarks,
  type Motion,
  type MotionState,
  type Picture,
  readMotionFrame,
  startMotions,
  stepMotion,
  wantsTemplate,
} from '@kaoban/face'
import { beforeAll, describe, expect, test } from 'vitest'
import { decodePicture } from './decode.ts'
import { loadModels } from './models.ts'
import {
  coveredEyesFrames,
  eyeHoleFrames,
  faceSwapFrames,
  printedPhotoFrames,
  stillFrames,
} from './motion-attacks.testing.ts'
import {
  blinkFrames,
  frameHeight,
  frameWidth,
  gazeFrames,
  idleFrames,
  type Photo,
  shakeFrames,
  stagePhoto,
} from './motion-frames.testing.ts'
import { people } from './photographs.testing.ts'

let engine: FaceEngine
let person: Photo
let stranger: Photo

async function stage(file: string): Promise<Photo> {
  const decoded = await decodePicture(await readFile(file))
  if (!decoded.ok) throw new Error(`${file}: ${decoded.reason}`)
  const found = (await detectFaces(engine.runtime, decoded.picture))[0]
  if (!found) throw new Error(`${file}: no face`)
  const landmarks = await findLandmarks(engine.runtime, decoded.picture, found.box)
  return stagePhoto({ picture: decoded.picture, box: found.box, landmarks })
}

beforeAll(async () => {
  engine = { runtime: await loadModels(faceplugin), manifest: faceplugin }
  const [first, second] = people()
  person = await stage(first!.files[0]!)
  stranger = await stage(second!.files[0]!)
}, 60_000)

/** Ten frames a second through engine and machine, templates and liveness as the machine wants them. */
async function watch(asked: Motion, frames: readonly Picture[]): Promise<MotionState> {
  let state = startMotions([asked], 0)
  for (const [sequence, picture] of frames.entries()) {
    const options = { sequence, digest: `${sequence}`, template: wantsTemplate(state), liveness: sequence % 5 === 0 }
    state = stepMotion(state, await readMotionFrame(engine, picture, options), 100 * (sequence + 1))
  }
  return state
}

const medianOf = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1]
const statusOf = async (asked: Motion, frames: readonly Picture[]) => (await watch(asked, frames)).verdict.status

describe('frames made of a real photograph', { timeout: 60_000 }, () => {
  test('are what a camera delivers', () => {
    const [frame] = idleFrames(person, 1)
    expect([frame!.width, frame!.height, frame!.data.length]).toEqual([frameWidth, frameHeight, 640 * 480 * 3])
  })

  test('a blink is seen [NFM-SET-004]', async () => {
    expect(await statusOf('blink', blinkFrames(person, 12))).toBe('seen')
  })

  test('looking to the own left is seen, and is not looking right [NFM-SET-004]', async () => {
    const frames = gazeFrames(person, 9, true)
    expect(await statusOf('gaze-left', frames)).toBe('seen')
    expect(await statusOf('gaze-right', frames)).not.toBe('seen')
  })

  test('looking to the own right is seen [NFM-SET-004]', async () => {
    expect(await statusOf('gaze-right', gazeFrames(person, 9, false))).toBe('seen')
  })

  test('a head shake is seen [NFM-SET-004]', async () => {
    expect(await statusOf('head-shake', shakeFrames(person, 18))).toBe('seen')
  })

  test('doing nothing is not taken for any movement', async () => {
    const frames = idleFrames(person, 8)
    for (const asked of ['blink', 'gaze-left', 'head-shake'] as const)
      expect(await statusOf(asked, frames)).toBe('not-yet')
  })

  test('a photograph on a stand never blinks, and the same bytes are a still picture', async () => {
    expect(await statusOf('blink', stillFrames(person, 6))).toBe('not-yet')
    const frame = await readMotionFrame(engine, person.picture, {
      sequence: 0,
      digest: 'same',
      template: false,
      liveness: false,
    })
    let state = startMotions(['blink'], 0)
    for (let i = 0; i < 3; i++) state = stepMotion(state, { ...frame, sequence: i }, 100 * (i + 1))
    expect(state.verdict).toEqual({ status: 'cheating', reason: 'still-picture' })
  })

  test('a print turned by hand is no head shake', async () => {
    expect(await statusOf('head-shake', printedPhotoFrames(person, 12, 'turn'))).not.toBe('seen')
  })

  test('a print tilted forward and back is no blink', async () => {
    expect(await statusOf('blink', printedPhotoFrames(person, 12, 'nod'))).not.toBe('seen')
  })

  test('eyes of a photograph covered for a moment are no blink', async () => {
    expect(await statusOf('blink', coveredEyesFrames(person, 9, 4, 6))).not.toBe('seen')
  })

  test('another person who blinks behind a print with eye holes is noticed', async () => {
    const lids = [0, 0, 0, 0, 0.5, 1, 1, 0.4, 0, 0, 0].map((value) => ({ lids: value }))
    const holes = eyeHoleFrames(person, stranger, lids)
    const behind = await watch('gaze-left', holes)
    const { limits } = behind
    expect(medianOf(behind.history.map(({ face }) => face.cutEyes))).toBeGreaterThan(limits.cutEyes)
    const alive = await watch('gaze-left', blinkFrames(person, 12))
    expect(medianOf(alive.history.map(({ face }) => face.cutEyes))).toBeLessThan(limits.cutEyes)
  })

  test('another person who takes over is noticed before the movement counts', async () => {
    const frames = faceSwapFrames(shakeFrames(person, 18), stranger, 8)
    expect((await watch('head-shake', frames)).verdict).toEqual({ status: 'cheating', reason: 'face-changed' })
  })
})
