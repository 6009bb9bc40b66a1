import {
  decideByFace,
  type ErrorCode,
  type FaceFindings,
  faceFaultCode,
  type InputOf,
  KaobanError,
  type sendFaceSignIn,
  type ThresholdLevel,
} from '@kaoban/contract'
import { coach, type FaceTemplate, findOwn, fuseFrames, type Hint, isMadeBy, type Thresholds } from '@kaoban/face'
import {
  checkMotion,
  detectLiveness,
  type FaceWorkers,
  goodFrames,
  type JudgedPicture,
  locateFace,
  type Reading,
  readSequence,
} from '@kaoban/face-node'
import { recordAuthentication } from '../authentication-log/authentication-log.service.ts'
import { issueChallenge, redeemChallenge, rememberFrames } from '../faces/challenges.service.ts'
import {
  allKnownFaces,
  confirmProvisional,
  type KnownPerson,
  knownFacesOf,
  learnFace,
  personById,
  personByLoginId,
} from '../faces/faces.service.ts'
import { followModel } from '../faces/models.service.ts'
import { faultOfFrames } from '../faces/sequences.service.ts'
import { type LicenceRule, requireLicence } from '../licences/licences.service.ts'
import { maintenanceNotice } from '../maintenance/maintenance.service.ts'
import type { Context, Steps } from '../platform/context.ts'
import { openSession } from '../sessions/sessions.service.ts'
import { readSettings } from '../settings/settings.service.ts'
import { terminalOf, terminalOptions } from '../terminals/terminals.service.ts'
import { findPerson } from './face-sign-in.rules.ts'
import {
  type Counted,
  countAttempt,
  forgetFailures,
  mustWait,
  refundAttempt,
  secondsToWait,
} from './throttle.service.ts'

const unusableCode: ErrorCode = 'CC'

/** Draws movements for an ID (1:1) or for nobody in particular (1:N); the ID is not looked up. */
export async function beginFaceSignIn(ctx: Context, loginId: string | undefined, licences: LicenceRule) {
  const { terminalId } = terminalOf(ctx)
  await requireLicence(ctx, licences)
  const options = await terminalOptions(ctx)
  if (loginId === undefined && !options.identification)
    throw new KaobanError('face-sign-in.id-needed', 'this terminal may not search for people')
  const counted = { terminalId, loginId: loginId ?? null }
  const wait = await secondsToWait(ctx, counted)
  if (wait > 0) throw mustWait(wait)
  const motion = options.motion ?? (await readSettings(ctx))['terminal.motion']
  return issueChallenge(ctx, { purpose: 'sign-in', ...counted }, motion)
}

/**
 * A face sign-in, step by step: redeem the challenge and count the attempt; read the frames; locate the face, judge its
 * quality, check movement and liveness, compare, decide; open the door or say why not. Whatever is not a clear yes denies.
 */
export async function signInByFace(
  steps: Steps,
  { workers, licences }: { workers: FaceWorkers; licences: LicenceRule },
  input: InputOf<typeof sendFaceSignIn>,
) {
  const { thresholds } = workers.manifest
  const frames = input.files.map((file) => file.bytes)
  const attempt = await steps.inTransaction(async (ctx) => {
    await requireLicence(ctx, licences)
    return redeemAttempt(ctx, input, frames)
  })
  if (attempt.wait > 0) throw mustWait(attempt.wait)
  if (attempt.fault) {
    await deny(steps, attempt, '72', {})
    throw new KaobanError('face.frames-refused', `the frames were refused: ${attempt.fault}`, {
      details: { reason: attempt.fault },
    })
  }

  const result = await readSequence(workers, attempt.motions, frames, input.capturedMs, 'verification')
  if (result.status === 'unavailable') {
    await deny(steps, attempt, faceFaultCode, { refund: 'no-comparison' })
    throw new KaobanError('face-sign-in.unavailable', 'the face engine did not answer', {
      details: { errorCode: faceFaultCode },
    })
  }
  if (result.status === 'refused') {
    await deny(steps, attempt, faceFaultCode, {})
    throw new KaobanError('face.frames-refused', 'the frames could not be read', { details: { reason: result.reason } })
  }

  const { reading } = result
  const seen = locateFace(reading)
  const quality = judgeQuality(seen, thresholds)
  const movement = checkMovement(reading, thresholds)
  const match = quality.face ? await compareWithKnown(steps, attempt, quality.face, workers) : undefined
  const found: FaceFindings = {
    face: quality.face ? 'usable' : 'none',
    movement,
    match: match ? 'same' : 'different',
  }
  const errorCode = decideByFace(found, 'logon')
  if (errorCode === undefined && match?.usable) return admit(steps, attempt, match, quality, thresholds)
  // The face is right, the account is locked by an administrator or its days are over.
  const refusal = errorCode ?? (match && !match.usable ? unusableCode : faceFaultCode)

  const refund = !quality.face ? ('no-comparison' as const) : movement === 'done' ? ('live' as const) : undefined
  const retryAfterSeconds = await deny(steps, attempt, refusal, {
    ...(refund ? { refund } : {}),
    ...(quality.portrait ? { picture: quality.portrait } : {}),
  })
  throw new KaobanError('face-sign-in.refused', 'the face was not accepted', {
    details: {
      errorCode: refusal,
      ...(quality.hint ? { hint: quality.hint } : {}),
      ...(retryAfterSeconds > 0 ? { retryAfterSeconds } : {}),
    },
  })
}

interface FaceAttempt extends Counted {
  terminalName: string
  motions: Awaited<ReturnType<typeof redeemChallenge>>['motions']
  fault?: string | undefined
  /** Seconds; above 0 the attempt was not made. */
  wait: number
}

type SentFrames = Pick<InputOf<typeof sendFaceSignIn>, 'challengeId' | 'nonce' | 'capturedMs'>

/** One transaction: the nonce is used up, the attempt counted as failed and its frames remembered, whatever follows. */
async function redeemAttempt(ctx: Context, input: SentFrames, frames: Uint8Array[]): Promise<FaceAttempt> {
  const { terminalId, name } = terminalOf(ctx)
  const challenge = await redeemChallenge(ctx, { purpose: 'sign-in', terminalId }, input)
  const attempt = { terminalId, terminalName: name, loginId: challenge.loginId, motions: challenge.motions }
  if (challenge.loginId === null && !(await terminalOptions(ctx)).identification)
    throw new KaobanError('face-sign-in.id-needed', 'this terminal may not search for people')
  const wait = await countAttempt(ctx, attempt)
  if (wait > 0) return { ...attempt, wait }
  const sinceIssued = ctx.clock.now().getTime() - challenge.issuedAt.getTime()
  const fault =
    faultOfFrames(frames, input.capturedMs, sinceIssued) ??
    ((await rememberFrames(ctx, frames)) ? undefined : 'replayed')
  return { ...attempt, wait: 0, fault }
}

interface SeenFace {
  /** The steadied template of the frames that are good enough. */
  face?: FaceTemplate
  portrait?: Uint8Array
  /** What the person should do where no frame was. */
  hint?: Hint
}

function judgeQuality(seen: readonly Required<JudgedPicture>[], thresholds: Thresholds): SeenFace {
  const good = goodFrames(seen)
  if (good.length > 0) {
    const { template, typical } = fuseFrames(
      good.map((frame) => frame.face.template),
      thresholds.standard,
    )
    return { face: template, portrait: good[typical]!.face.portrait }
  }
  const [worst] = seen
  return worst ? { portrait: worst.face.portrait, hint: coach(worst.verdict) } : { hint: 'show-face' }
}

/** Movements seen, one and the same face throughout, and no doubt that it is live; unsure needs movements to make up. */
function checkMovement(reading: Reading, thresholds: Thresholds): FaceFindings['movement'] {
  if (checkMotion(reading, thresholds) !== 'done') return 'not-done'
  const liveness = detectLiveness(reading, thresholds.live)
  if (liveness === 'unsure') return reading.motionsAsked ? 'done' : 'not-done'
  return liveness === 'live' ? 'done' : 'not-done'
}

/** 1:1 with the typed ID, 1:N without one; somebody unknown or without a face is simply no match. */
async function compareWithKnown(
  steps: Steps,
  attempt: FaceAttempt,
  face: FaceTemplate,
  workers: FaceWorkers,
): Promise<KnownPerson | undefined> {
  const { manifest } = workers
  const { thresholds } = manifest
  const { loginId } = attempt
  if (loginId === null) {
    const everybody = await steps.inTransaction(allKnownFaces)
    const found = findPerson(face, everybody, thresholds)
    return found && steps.inTransaction((ctx) => personById(ctx, found.userId))
  }
  const { person, own, level } = await steps.inTransaction(async (ctx) => {
    const person = await personByLoginId(ctx, loginId)
    const level: ThresholdLevel = (await readSettings(ctx))['terminal.threshold']
    return { person, level, own: person ? await knownFacesOf(ctx, person.userId) : [] }
  })
  // Registered with the model before: who stands there does not wait for their turn.
  if (person && !own.every(({ template }) => isMadeBy(manifest, template))) {
    await followModel(steps, workers, person.userId)
    const moved = await steps.inTransaction((ctx) => knownFacesOf(ctx, person.userId))
    return findOwn(face, moved, thresholds[level]) ? person : undefined
  }
  return findOwn(face, own, thresholds[level]) ? person : undefined
}

/** The door opens: session, state of the face, log and counters in one transaction. */
async function admit(steps: Steps, attempt: FaceAttempt, person: KnownPerson, seen: SeenFace, { secure }: Thresholds) {
  return steps.inTransaction(async (ctx) => {
    const { afterSignIn } = await terminalOptions(ctx)
    if (attempt.motions.length > 0) await confirmProvisional(ctx, person.userId)
    if (seen.face && seen.portrait)
      await learnFace(ctx, person.userId, { template: seen.face, portrait: seen.portrait }, secure)
    await forgetFailures(ctx, attempt)
    await recordAuthentication(ctx, {
      ...entryOf(attempt),
      succeeded: true,
      userId: person.userId,
      loginId: person.loginId,
    })
    // The portal is closed, the door is not [NFM-SVC-003].
    const sessionOpened = afterSignIn === 'portal' && (await maintenanceNotice(ctx)) === null
    if (sessionOpened) await openSession(ctx, { userId: person.userId, means: 'face', terminalId: attempt.terminalId })
    return {
      loginId: person.loginId,
      displayName: person.displayName,
      at: ctx.clock.now().toISOString(),
      sessionOpened,
    }
  })
}

/** Writes a refusal; returns the seconds to wait before the next attempt, 0 when none. */
async function deny(
  steps: Steps,
  attempt: FaceAttempt,
  errorCode: ErrorCode,
  more: { refund?: 'live' | 'no-comparison'; picture?: Uint8Array },
): Promise<number> {
  return steps.inTransaction(async (ctx) => {
    const person = attempt.loginId === null ? undefined : await personByLoginId(ctx, attempt.loginId)
    if (more.refund) await refundAttempt(ctx, attempt, more.refund)
    await recordAuthentication(ctx, {
      ...entryOf(attempt),
      succeeded: false,
      errorCode,
      ...(person ? { userId: person.userId } : {}),
      loginId: person?.loginId ?? attempt.loginId ?? '',
      ...(more.picture ? { faceImage: more.picture } : {}),
    })
    return secondsToWait(ctx, attempt)
  })
}

function entryOf({ terminalId, terminalName }: FaceAttempt) {
  return { means: 'face' as const, scene: 'browser-terminal' as const, terminalId, terminalName }
}
