import { randomInt, randomUUID } from 'node:crypto'
import { decideByFace, type ErrorCode, type FaceFindings, faceFaultCode } from '@kaoban/contract'
import {
  coach,
  drawMotions,
  type FaceTemplate,
  fuseFrames,
  motionLimits,
  readTemplate,
  type Thresholds,
} from '@kaoban/face'
import {
  checkMotion,
  detectLiveness,
  type FaceWorkers,
  goodFrames,
  locateFace,
  type Reading,
  readSequence,
} from '@kaoban/face-node'
import type { MessageKey } from '@kaoban/messages'
import { CameraMissing, type Frame, framesOf } from '../camera/camera.service.ts'
import { captureMotions } from '../camera/challenge.service.ts'
import type { Vault } from '../platform/vault.ts'
import { type Known, knownHere, noteAttempt } from '../sync/sync.service.ts'
import { accountNamed, faceless, recognise, refusalOf, waitAfter } from './logon.rules.ts'

export interface Logon {
  vault: Vault
  engine: FaceWorkers
  camera: string
  /** Shows the person a line. */
  show(key: MessageKey): void
  signal: AbortSignal
}

/** Unavailable: nothing was decided, and another way in is asked for. */
export type Answer = 'yes' | 'no' | 'unavailable'

interface Outcome {
  answer: Answer
  errorCode?: ErrorCode
  userId?: string
}

/** Whether whoever stands before the camera may sign in by this account; decided here, written down, sent later. */
export async function logOn(logon: Logon, user: string): Promise<Answer> {
  const { vault } = logon
  const known = knownHere(vault)
  if (known?.logon.auth !== 'FACE') return 'unavailable'
  const failures = vault.read<Failures>('failures') ?? { count: 0, until: 0 }
  if (Date.now() < failures.until) {
    logon.show('agent.logon.wait')
    return 'unavailable'
  }
  const outcome = await decide(logon, known, user).catch((error): Outcome => {
    logon.signal.throwIfAborted()
    return { answer: 'unavailable', errorCode: error instanceof CameraMissing ? '71' : faceFaultCode }
  })
  if (outcome.answer === 'yes') vault.write('failures', { count: 0, until: 0 })
  else if (outcome.answer === 'no') {
    const count = failures.count + 1
    vault.write('failures', { count, until: Date.now() + waitAfter(count) })
  }
  const { answer, errorCode, userId } = outcome
  noteAttempt(vault, {
    ...{ entryId: randomUUID(), at: new Date().toISOString(), scene: 'windows-logon', windowsAccount: user },
    ...{ succeeded: answer === 'yes', ...(userId && { userId }), ...(errorCode && { errorCode }) },
  })
  logon.show(errorCode ? `EC-${errorCode}` : 'agent.logon.welcome')
  return answer
}

/** Survives a restart: switching off and on again makes no new tries. */
interface Failures {
  count: number
  until: number
}

async function decide(logon: Logon, known: Known, user: string): Promise<Outcome> {
  const userIds = accountNamed(known, user)?.userIds ?? []
  // Nobody is looked at: an account that is nobody's has its password.
  if (userIds.length === 0) return { answer: 'unavailable', errorCode: 'E5' }
  // The password is the way in of whoever has no face here [NFM-CLG-015].
  if (faceless(known.people, userIds)) return { answer: 'unavailable', errorCode: '8B' }
  const { engine } = logon
  const { thresholds } = engine.manifest
  const motions = drawMotions(known.logon.motion, () => randomInt(2 ** 32) / 2 ** 32)
  const frames = await film(logon, motions)
  const jpegs = frames.map(({ jpeg }) => jpeg)
  const times = frames.map(({ atMs }) => atMs)
  const result = await readSequence(engine, motions, jpegs, times, 'verification')
  if (result.status !== 'read') return { answer: 'unavailable', errorCode: faceFaultCode }
  const { reading } = result
  const seen = locateFace(reading)
  const good = goodFrames(seen)
  const face =
    good.length > 0
      ? fuseFrames(
          good.map((frame) => frame.face.template),
          thresholds.standard,
        ).template
      : undefined
  if (!face) logon.show(`camera.hint.${seen[0] ? coach(seen[0].verdict) : 'show-face'}`)
  const recognised = face && recognise(face, openPeople(known), thresholds, known.logon.threshold)
  const stranger = refusalOf(recognised, userIds)
  const found: FaceFindings = {
    face: face ? 'usable' : 'none',
    movement: movementOf(reading, thresholds),
    match: recognised !== undefined ? 'same' : 'different',
  }
  const errorCode = decideByFace(found, 'logon') ?? stranger
  return {
    answer: errorCode ? 'no' : 'yes',
    ...(errorCode && { errorCode }),
    ...(recognised && { userId: recognised }),
  }
}

async function film(
  { engine, camera, show, signal }: Logon,
  motions: ReturnType<typeof drawMotions>,
): Promise<Frame[]> {
  const frames = framesOf(camera, signal)
  try {
    show('agent.logon.look')
    return await captureMotions(
      engine,
      frames,
      { motions, motionMs: motionLimits.motionMs },
      {
        hint: (hint) => show(`camera.hint.${hint}`),
        ask: (motion) => show(`camera.motion.${motion}`),
      },
    )
  } finally {
    await frames.return(undefined)
  }
}

/** Movements seen, one and the same face throughout, and no doubt that it is live; unsure needs movements to make up. */
function movementOf(reading: Reading, thresholds: Thresholds): FaceFindings['movement'] {
  if (checkMotion(reading, thresholds) !== 'done') return 'not-done'
  const liveness = detectLiveness(reading, thresholds.live)
  if (liveness === 'unsure') return reading.motionsAsked ? 'done' : 'not-done'
  return liveness === 'live' ? 'done' : 'not-done'
}

function openPeople({ people }: Known): { userId: string; templates: FaceTemplate[] }[] {
  return people.map(({ userId, templates }) => ({
    userId,
    templates: templates.flatMap((text) => readTemplate(Buffer.from(text, 'base64')) ?? []),
  }))
}
