import { statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { type Motion, mirrorPicture, type Picture, startMotions, stepMotion } from '@kaoban/face'
import { encodeJpeg, type FaceWorkers } from '@kaoban/face-node'
import {
  blinkFrames,
  type FoundPhoto,
  gazeFrames,
  idleFrames,
  type Photo,
  shakeFrames,
  stagePhoto,
} from '../packages/face-node/src/motion-frames.testing.ts'
import { facesFolder, people } from '../packages/face-node/src/photographs.testing.ts'

export {
  eyeHoleFrames,
  faceSwapFrames,
  printedPhotoFrames,
  slideFrames,
  stillFrames,
} from '../packages/face-node/src/motion-attacks.testing.ts'
export { idleFrames } from '../packages/face-node/src/motion-frames.testing.ts'
export { cue, leftOut } from '../packages/face-node/src/photographs.testing.ts'

/** Somebody who can stand before a camera. */
export interface StagedPerson {
  name: string
  /** Files as found; the first was good enough to stage. */
  files: string[]
  /** First and second capture; the second is a mirrored copy where only one photograph is at hand. */
  captures: [Photo, Photo]
}

/**
 * The first `count` people whose photographs pass the enrolment gate once staged as camera frames. `faceHeight` in
 * pixels of 480; up to 176 the surroundings that passive liveness wants fit in as well. Small files first: they are
 * read faster.
 */
export async function stagePeople(workers: FaceWorkers, count: number, faceHeight = 200): Promise<StagedPerson[]> {
  const staged: StagedPerson[] = []
  for (const { name, files } of [...people()].sort((a, b) => sizeOf(a.files) - sizeOf(b.files))) {
    if (staged.length === count) break
    const captures: Photo[] = []
    for (const file of files) {
      if (captures.length === 2) break
      const photo = await stageFile(workers, file, faceHeight)
      if (photo) captures.push(photo)
    }
    const [first, second = first && (await mirrored(workers, first))] = captures
    if (first && second) staged.push({ name, files, captures: [first, second] })
  }
  if (staged.length < count) throw new Error(`only ${staged.length} of ${count} people could be staged`)
  return staged
}

function sizeOf(files: readonly string[]): number {
  return files.length > 1 ? Math.round(statSync(files[0]!).size / 100_000) : 1000
}

async function stageFile(workers: FaceWorkers, file: string, faceHeight: number): Promise<Photo | undefined> {
  const decoded = await workers.decode(await readFile(file))
  if (!decoded.ok) return undefined
  const found = await findPhoto(workers, decoded.picture)
  if (!found) return undefined
  const photo = stagePhoto(found, faceHeight)
  const verdict = await workers.judge(await encodeJpeg(photo.picture), 'enrolment')
  // Warped photographs can look like screens to passive liveness; such people would test nothing else.
  const live = verdict.ok ? (verdict.face?.liveScore ?? 1) : 0
  const usable = verdict.ok && verdict.verdict.ok && live > 0.85 && (await canBlink(workers, photo))
  return usable ? photo : undefined
}

/** Lids can be drawn so that they convince: not over every pair of glasses, nor on every small picture. */
async function canBlink(workers: FaceWorkers, photo: Photo): Promise<boolean> {
  let state = startMotions(['blink'], 0)
  for (const [sequence, picture] of perform(photo, ['blink'], 1).entries()) {
    const jpeg = await encodeJpeg(picture, frameQuality)
    const result = await workers.readFrame(jpeg, { sequence, digest: `${sequence}`, template: false, liveness: true })
    if (!result.ok || (result.frame.face?.liveScore ?? 1) <= 0.6) return false
    state = stepMotion(state, result.frame, sequence * 100)
    if (state.verdict.status === 'cheating') return false
  }
  return state.verdict.status === 'seen'
}

async function findPhoto(workers: FaceWorkers, picture: Picture): Promise<FoundPhoto | undefined> {
  const seen = await workers.analyse(picture, { template: false })
  const face = seen.ok ? seen.observation.faces[0] : undefined
  return face && { picture, box: face.box, landmarks: face.landmarks }
}

async function mirrored(workers: FaceWorkers, photo: Photo): Promise<Photo | undefined> {
  const picture = mirrorPicture(photo.picture)
  const found = await findPhoto(workers, picture)
  return found && { picture, landmarks: found.landmarks }
}

/** Frames in which a person does what is asked, one movement after the other, at ten frames a second. */
export function perform(photo: Photo, motions: readonly Motion[], seed: number): Picture[] {
  if (motions.length === 0) return idleFrames(photo, 12, seed)
  return motions.flatMap((motion, i) => {
    const own = seed * 10 + i
    if (motion === 'blink') return blinkFrames(photo, 12, own)
    if (motion === 'head-shake') return shakeFrames(photo, 16, own)
    // The person's left is on the right of an unmirrored picture.
    return gazeFrames(photo, 12, motion === 'gaze-left', own)
  })
}

const frameQuality = 88

export function toJpegs(frames: readonly Picture[], quality = frameQuality): Promise<Uint8Array[]> {
  return Promise.all(frames.map((frame) => encodeJpeg(frame, quality)))
}

/** Whether there are real second photographs, without which some tests mean little. */
export const hasSecondPhotographs = facesFolder() !== undefined
