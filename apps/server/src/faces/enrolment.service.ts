import { type FaceState, KaobanError } from '@kaoban/contract'
import {
  coach,
  compareTemplates,
  type FaceTemplate,
  fuseFrames,
  readTemplate,
  type Thresholds,
  writeTemplate,
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
import { recordAuthentication } from '../authentication-log/authentication-log.service.ts'
import type { Context, Steps } from '../platform/context.ts'
import { personOf } from '../platform/context.ts'
import { newId } from '../platform/identifiers.ts'
import { readSettings } from '../settings/settings.service.ts'
import { issueChallenge, redeemChallenge, rememberFrames } from './challenges.service.ts'
import { recordConsent, requireConsent } from './consents.service.ts'
import { deleteDraft, findDraft, replaceDraft, takeDraft } from './enrolment.store.ts'
import { modelIdOf } from './faces.rules.ts'
import { knownFacesAfter, readDetailsOf, requirePerson, storeFace } from './faces.service.ts'
import { faultOfFrames } from './sequences.rules.ts'

/** What enrolment needs beside the request. */
export interface Enrolment {
  workers: FaceWorkers
  /** @throws KaobanError when no licensed ID is left for this person; asked again where the face is stored. */
  requireFreeId(ctx: Context, userId: string): Promise<void>
  /** The computer at which it happens, where it is not the portal. */
  place?: { terminalId: string; terminalName: string }
}

const draftLifeMs = 5 * 60_000

/** Good frames a camera enrolment needs: one lucky picture is not what is compared with for years. */
const neededFrames = 3

/** Draws the movements; at least a blink, whatever terminals ask for. */
export async function beginEnrolment(ctx: Context, { requireFreeId }: Enrolment) {
  const { userId } = personOf(ctx)
  await requireConsent(ctx, userId)
  await requireFreeId(ctx, userId)
  const motion = (await readSettings(ctx))['terminal.motion']
  return issueChallenge(ctx, { purpose: 'enrolment', userId }, motion === 'NONE' ? 'BLINK1' : motion)
}

export interface SentFrames {
  challengeId: string
  nonce: string
  capturedMs: number[]
  files: { bytes: Uint8Array }[]
}

/** Frames -> judged -> draft. Nothing is held while the workers compute, and nothing is stored that failed. */
export async function takeEnrolmentFrames(steps: Steps, enrolment: Enrolment, input: SentFrames) {
  const person = personOf(steps)
  const frames = input.files.map((file) => file.bytes)
  const { motions, fault } = await steps.inTransaction(async (ctx) => {
    await requireConsent(ctx, person.userId)
    await enrolment.requireFreeId(ctx, person.userId)
    const challenge = await redeemChallenge(ctx, { purpose: 'enrolment', userId: person.userId }, input)
    const sinceIssued = ctx.clock.now().getTime() - challenge.issuedAt.getTime()
    const wrong = faultOfFrames(frames, input.capturedMs, sinceIssued)
    if (wrong) return { motions: challenge.motions, fault: wrong }
    return {
      motions: challenge.motions,
      fault: (await rememberFrames(ctx, frames)) ? undefined : ('replayed' as const),
    }
  })
  if (fault) throw framesRefused(fault)

  const result = await readSequence(enrolment.workers, motions, frames, input.capturedMs, 'enrolment')
  if (result.status === 'unavailable') throw new KaobanError('server.busy', 'the face workers are busy')
  if (result.status === 'refused') throw framesRefused(result.reason)

  const judged = judgeSequence(result.reading, enrolment.workers.manifest.thresholds)
  if (!judged.ok) {
    await steps.inTransaction((ctx) =>
      recordAuthentication(ctx, {
        succeeded: false,
        means: 'face',
        scene: 'face-registration',
        ...enrolment.place,
        userId: person.userId,
        loginId: person.loginId,
        errorCode: judged.reason === 'motion' || judged.reason === 'not-live' ? '83' : '97',
        ...(judged.picture ? { faceImage: judged.picture } : {}),
      }),
    )
    throw notGoodEnough(judged.reason, judged.hint)
  }
  return keepDraft(steps, enrolment, 'registered', judged)
}

function framesRefused(reason: string): KaobanError {
  return new KaobanError('face.frames-refused', `the frames were refused: ${reason}`, { details: { reason } })
}

type NotGood = 'no-face' | 'motion' | 'not-live' | 'quality'

function notGoodEnough(reason: NotGood, hint?: string): KaobanError {
  const message = reason === 'no-face' ? 'MSG-FAC-003' : undefined
  return new KaobanError('face.not-good-enough', `not good enough to be registered: ${reason}`, {
    details: { reason, ...(hint ? { hint } : {}), ...(message ? { message } : {}) },
  })
}

interface GoodFace {
  template: FaceTemplate
  portrait: Uint8Array
  quality: number
}

/** All that a face must pass before it becomes what the person is compared with. */
function judgeSequence(
  reading: Reading,
  thresholds: Thresholds,
): ({ ok: true } & GoodFace) | { ok: false; reason: NotGood; hint?: string; picture?: Uint8Array } {
  const seen = locateFace(reading)
  const picture = seen[0]?.face.portrait
  const fail = (reason: NotGood, hint?: string) => ({
    ok: false as const,
    reason,
    ...(hint ? { hint } : {}),
    ...(picture ? { picture } : {}),
  })
  if (seen.length === 0) return fail('no-face', 'show-face')
  if (checkMotion(reading, thresholds) !== 'done') return fail('motion')
  if (detectLiveness(reading, thresholds.live) === 'not-live') return fail('not-live', 'no-picture-of-a-face')
  const good = goodFrames(seen)
  const worst = seen.find((frame) => !frame.verdict.ok)
  if (good.length < Math.min(neededFrames, reading.judged.length) || good.length === 0)
    return fail('quality', worst ? coach(worst.verdict) : undefined)
  const templates = good.map((frame) => frame.face.template)
  const { template, typical } = fuseFrames(templates, thresholds.standard)
  return { ok: true, template, portrait: good[typical]!.face.portrait, quality: good.length / reading.judged.length }
}

/** A photograph instead of frames: nobody was seen moving, so it stays provisional. */
export async function takeOwnPhoto(steps: Steps, enrolment: Enrolment, files: { bytes: Uint8Array }[]) {
  const { userId } = personOf(steps)
  await steps.inTransaction(async (ctx) => {
    await requireConsent(ctx, userId)
    await enrolment.requireFreeId(ctx, userId)
  })
  return keepDraft(steps, enrolment, 'provisional', await judgePhoto(enrolment.workers, files))
}

async function judgePhoto(workers: FaceWorkers, files: { bytes: Uint8Array }[]): Promise<GoodFace> {
  if (files.length !== 1) throw new KaobanError('request.invalid', 'one picture is expected')
  const result = await workers.readPhoto(files[0]!.bytes, { portrait: true })
  if (!result.ok) throw pictureRefused(result.reason)
  const { verdict, face } = result
  if (!face) throw notGoodEnough('no-face', 'show-face')
  if (!face.template) throw notGoodEnough('quality', coach(verdict))
  return { template: face.template, portrait: face.portrait!, quality: 1 }
}

function pictureRefused(reason: string): KaobanError {
  if (reason === 'busy' || reason === 'unavailable') return new KaobanError('server.busy', 'the face workers are busy')
  return new KaobanError('face.picture-refused', `the picture was refused: ${reason}`, { details: { reason } })
}

async function keepDraft(steps: Steps, enrolment: Enrolment, state: FaceState, face: GoodFace) {
  const { userId } = personOf(steps)
  const lookAlike = await findLookAlike(steps, enrolment, userId, face.template)
  return steps.inTransaction(async (ctx) => {
    await requireConsent(ctx, userId)
    const owner = { tenantId: ctx.tenantId, userId }
    const madeAt = ctx.clock.now()
    const expiresAt = new Date(madeAt.getTime() + draftLifeMs)
    const draftId = newId()
    await replaceDraft(ctx.db, {
      ...owner,
      draftId,
      state,
      modelId: modelIdOf(face.template),
      template: await ctx.secrets.seal(ctx.db, { ...owner, kind: 'face-template' }, writeTemplate(face.template)),
      image: await ctx.secrets.seal(ctx.db, { ...owner, kind: 'face-image' }, face.portrait),
      quality: face.quality,
      lookAlike,
      madeAt,
      expiresAt,
    })
    return { draftId, state, expiresAt: expiresAt.toISOString() }
  })
}

/** People a page of the search for look-alikes holds; each page has a transaction of its own. */
const lookAlikePage = 500

/** The person of the tenant who looks most alike, when that is more than the search threshold allows. */
async function findLookAlike(
  steps: Steps,
  { workers }: Enrolment,
  userId: string,
  template: FaceTemplate,
): Promise<string | null> {
  const { identification } = workers.manifest.thresholds
  let nearest: { userId: string; likeness: number } | undefined
  let after: string | undefined
  for (;;) {
    const page = await steps.inTransaction((ctx) => knownFacesAfter(ctx, after, lookAlikePage))
    for (const known of page) {
      if (known.userId === userId) continue
      if (modelIdOf(known.template) !== modelIdOf(template)) continue
      const likeness = compareTemplates(known.template, template)
      if (likeness >= identification && likeness > (nearest?.likeness ?? 0))
        nearest = { userId: known.userId, likeness }
    }
    if (page.length < lookAlikePage) return nearest?.userId ?? null
    after = page.at(-1)!.userId
  }
}

/** The picture of a draft, to the person alone. */
export async function viewDraft(ctx: Context, draftId: string): Promise<Uint8Array> {
  const { userId } = personOf(ctx)
  const draft = await findDraft(ctx.db, draftId, userId, ctx.clock.now())
  if (!draft) throw draftEnded()
  return ctx.secrets.open(ctx.db, { tenantId: ctx.tenantId, userId, kind: 'face-image' }, draft.image)
}

export async function discardDraft(ctx: Context, draftId: string): Promise<undefined> {
  await deleteDraft(ctx.db, draftId, personOf(ctx).userId)
}

/** One transaction: the draft goes, the face comes, the log rows are written; or nothing happens. */
export async function confirmDraft(ctx: Context, draftId: string, { requireFreeId, place }: Enrolment): Promise<void> {
  const person = personOf(ctx)
  const owner = { tenantId: ctx.tenantId, userId: person.userId }
  const draft = await takeDraft(ctx.db, draftId, person.userId, ctx.clock.now())
  if (!draft) throw draftEnded()
  await requireConsent(ctx, person.userId)
  await requireFreeId(ctx, person.userId)
  const template = readTemplate(await ctx.secrets.open(ctx.db, { ...owner, kind: 'face-template' }, draft.template))
  if (!template) throw new Error('a draft holds no template')
  await storeFace(ctx, {
    userId: person.userId,
    kind: 'display',
    state: draft.state,
    template,
    portrait: await ctx.secrets.open(ctx.db, { ...owner, kind: 'face-image' }, draft.image),
    quality: draft.quality,
    registeredBy: person.userId,
    lookAlike: draft.lookAlike,
  })
  await recordAuthentication(ctx, {
    succeeded: true,
    means: 'face',
    scene: 'face-registration',
    ...place,
    userId: person.userId,
    loginId: person.loginId,
  })
  await ctx.audit({
    userId: person.userId,
    loginId: person.loginId,
    state: draft.state,
    ...(draft.lookAlike ? { looksLike: draft.lookAlike } : {}),
  })
}

function draftEnded(): KaobanError {
  return new KaobanError('face.draft-ended', 'the draft does not exist or its five minutes are over')
}

/** An administrator helps with a photograph; the person's consent is recorded with it [NFM-FAC-012]. */
export async function registerPhotoFor(
  steps: Steps,
  enrolment: Enrolment,
  input: { userId: string; consent: boolean; files: { bytes: Uint8Array }[] },
  consentVersion: number,
) {
  if (!input.consent) throw new KaobanError('face.consent-needed', 'the person has not agreed')
  await steps.inTransaction(async (ctx) => {
    await requirePerson(ctx, input.userId, 'change')
    await enrolment.requireFreeId(ctx, input.userId)
  })
  const face = await judgePhoto(enrolment.workers, input.files)
  const lookAlike = await findLookAlike(steps, enrolment, input.userId, face.template)
  return steps.inTransaction(async (ctx) => {
    const administrator = personOf(ctx)
    const { loginId } = await requirePerson(ctx, input.userId, 'change')
    await enrolment.requireFreeId(ctx, input.userId)
    await recordConsent(ctx, input.userId, consentVersion, administrator.userId)
    await storeFace(ctx, {
      ...face,
      userId: input.userId,
      kind: 'display',
      state: 'provisional',
      registeredBy: administrator.userId,
      lookAlike,
    })
    await ctx.audit({
      userId: input.userId,
      loginId,
      state: 'provisional',
      consent: true,
      ...(lookAlike ? { looksLike: lookAlike } : {}),
    })
    return readDetailsOf(ctx, input.userId, modelIdOf(face.template))
  })
}
