import type { Motion, Picture } from '@kaoban/face'
import { startFaceWorkers } from '@kaoban/face-node'
import type { Locator } from 'playwright-core'
import { printedPhotoFrames, stillFrames } from '../packages/face-node/src/motion-attacks.testing.ts'
import {
  blinkFrames,
  gazeFrames,
  idleFrames,
  type Photo,
  shakeFrames,
} from '../packages/face-node/src/motion-frames.testing.ts'
import type { Camera } from './camera.ts'
import { type StagedPerson, stagePeople } from './staged-people.ts'
import type { Visitor } from './visitor.ts'

const motions: readonly Motion[] = ['blink', 'gaze-left', 'gaze-right', 'head-shake']

/** Pictures of a clip, each held for a fifth of a second: slow movements that a busy machine does not miss. */
const pictures = 15
const hold = 3

/** Two people whose photographs can act before a camera. */
export async function castActors(): Promise<[StagedPerson, StagedPerson]> {
  const workers = await startFaceWorkers({ workers: 1 })
  try {
    const [first, second] = await stagePeople(workers, 2)
    return [first!, second!]
  } finally {
    await workers.close()
  }
}

function act(photo: Photo, motion: Motion | 'idle'): Picture[] {
  if (motion === 'blink') return blinkFrames(photo, pictures)
  if (motion === 'head-shake') return shakeFrames(photo, pictures)
  // The person's left is on the right of an unmirrored picture.
  if (motion !== 'idle') return gazeFrames(photo, pictures, motion === 'gaze-left')
  return idleFrames(photo, pictures)
}

/** Somebody, or something, before a camera. */
export interface Actor {
  /** Stands there and waits. */
  wait(): void
  /** Does what is asked. */
  move(motion: Motion): void
}

/** A person who does what the page asks. */
export function personBefore(camera: Camera, photo: Photo, name: string): Actor {
  const show = (motion: Motion | 'idle') => camera.show(`${name} ${motion}`)
  for (const motion of ['idle', ...motions] as const) camera.add(`${name} ${motion}`, act(photo, motion), hold)
  return { wait: () => show('idle'), move: show }
}

/** A printed photograph that somebody holds up and moves about, whatever is asked. */
export function printBefore(camera: Camera, photo: Photo, name: string): Actor {
  const clip = `${name} print`
  camera.add(clip, printedPhotoFrames(photo, pictures, 'shift'), hold)
  return { wait: () => camera.show(clip), move: () => {} }
}

/** A photograph on a stand, as still as only paper is. */
export function photographOnStand(camera: Camera, photo: Photo, name: string): Actor {
  const clip = `${name} stand`
  camera.add(clip, stillFrames(photo, pictures), hold)
  return { wait: () => camera.show(clip), move: () => {} }
}

/** Reads on the page which movement is asked and lets the actor do it, until one of these things is to be seen. */
export async function doAsAsked(visitor: Visitor, actor: Actor, until: readonly Locator[]): Promise<Motion[]> {
  const asked: Motion[] = []
  const panel = visitor.page.getByRole('region', { name: visitor.say('camera.title'), exact: true })
  const limit = Date.now() + 90_000
  while (Date.now() < limit) {
    for (const end of until)
      if (await end.isVisible()) {
        actor.wait()
        return asked
      }
    const words = await panel.innerText({ timeout: 1_000 }).catch(() => '')
    const motion = motions.find((one) => words.includes(visitor.say(`camera.motion.${one}`)))
    if (motion !== undefined && motion !== asked.at(-1)) {
      asked.push(motion)
      actor.move(motion)
    }
    await visitor.page.waitForTimeout(50)
  }
  throw new Error(`nothing came of the movements ${asked.join(', ')}`)
}
