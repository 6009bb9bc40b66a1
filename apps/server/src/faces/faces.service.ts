import { type FaceKind, type FaceState, KaobanError } from '@kaoban/contract'
import { compareTemplates, type FaceTemplate, fuseFrames, readTemplate, sameRecipe, writeTemplate } from '@kaoban/face'
import { reachOf, requireReach } from '../groups/groups.service.ts'
import type { Context } from '../platform/context.ts'
import { personOf } from '../platform/context.ts'
import { displayName } from '../sessions/sessions.service.ts'
import { readSettings } from '../settings/settings.service.ts'
import { readConsent, withdrawConsents } from './consents.service.ts'
import { deleteDraftOf, deleteDrafts } from './enrolment.store.ts'
import { isLearningDue, modelIdOf } from './faces.rules.ts'
import {
  clearImages,
  deleteFaces,
  findAllTemplates,
  findComer,
  findFacesOf,
  findImage,
  findPerson,
  findTemplatesAfter,
  findTemplatesOf,
  markRegistered,
  type SealedTemplate,
  upsertFace,
} from './faces.store.ts'
import { clearFormerImages, deleteFormer } from './photos.store.ts'

async function partsOf(ctx: Context, userId: string, modelId: string) {
  const rows = await findFacesOf(ctx.db, userId)
  const part = (kind: FaceKind) => {
    const row = rows.find((one) => one.kind === kind)
    return row
      ? {
          state: row.state,
          updatedAt: row.updatedAt.toISOString(),
          imageKept: Boolean(row.imageKept),
          ofOtherModel: row.modelId !== modelId,
          suspendedUntil: row.suspendedUntil,
        }
      : null
  }
  const lookAlike = rows.find((row) => row.kind === 'display')?.lookAlike ?? undefined
  return { display: part('display'), learned: part('learned'), lookAlike }
}

export async function readOwnFaceOf(ctx: Context, consentVersion: number, modelId: string) {
  const { userId } = personOf(ctx)
  const { display, learned } = await partsOf(ctx, userId, modelId)
  const settings = await readSettings(ctx)
  return {
    display,
    learned,
    consent: await readConsent(ctx, userId),
    consentVersion,
    imagesRetained: settings['face.retainImages'],
  }
}

export async function readDetailsOf(ctx: Context, userId: string, modelId: string) {
  const person = await requirePerson(ctx, userId, 'see')
  const { display, learned, lookAlike } = await partsOf(ctx, userId, modelId)
  const other = lookAlike === undefined ? undefined : await findPerson(ctx.db, lookAlike, reachOf(ctx))
  return {
    userId,
    loginId: person.loginId,
    displayName: displayName(person),
    display,
    learned,
    consent: await readConsent(ctx, userId),
    lookAlike: other ? { userId: other.userId, loginId: other.loginId } : null,
  }
}

/** @throws KaobanError user.out-of-reach or, for who reaches everybody, request.not-found for somebody not of this tenant. */
export async function requirePerson(ctx: Context, userId: string, act: 'see' | 'change') {
  if (userId !== personOf(ctx).userId || act === 'change') await requireReach(ctx, [userId], act)
  const person = await findPerson(ctx.db, userId)
  if (!person) throw new KaobanError('request.not-found', 'no such user')
  return person
}

/** The picture of a face; who looked is in the operation log [NFM-FAC-014]. */
export async function viewImage(ctx: Context, userId: string, kind: FaceKind): Promise<Uint8Array> {
  const { loginId } = await requirePerson(ctx, userId, 'see')
  const row = await findImage(ctx.db, userId, kind)
  if (!row) throw new KaobanError('request.not-found', 'no such face')
  if (!row.image) throw new KaobanError('face.image-not-kept', 'this tenant keeps no pictures of faces')
  await ctx.audit({ userId, loginId, image: kind })
  return ctx.secrets.open(ctx.db, { tenantId: ctx.tenantId, userId, kind: 'face-image' }, row.image)
}

/** Deleting 表示画像 deletes 学習画像 with it; the other way round face sign-in goes on [NFM-FAC-006]. */
export async function deleteImage(ctx: Context, userId: string, kind: FaceKind): Promise<undefined> {
  const { loginId } = await requirePerson(ctx, userId, 'change')
  const kinds: FaceKind[] = kind === 'display' ? ['display', 'learned'] : ['learned']
  if ((await deleteFaces(ctx.db, userId, kinds)) === 0) throw new KaobanError('request.not-found', 'no such face')
  await ctx.audit({ userId, loginId, images: kinds })
}

/** The person's own decision: every consent ends and every face goes. */
export async function withdrawOwnConsent(ctx: Context): Promise<undefined> {
  const { userId, loginId } = personOf(ctx)
  if ((await withdrawConsents(ctx, userId)) === 0)
    throw new KaobanError('face.consent-needed', 'there is no consent to withdraw')
  await ctx.audit({ userId, loginId, facesDeleted: await deleteEveryFace(ctx, userId) })
}

export interface NewFace {
  userId: string
  kind: FaceKind
  state: FaceState
  template: FaceTemplate
  /** JPEG; kept only where the tenant keeps pictures [NFM-FAC-004]. */
  portrait: Uint8Array
  /** 0..1, for the choice between pictures of the same person. */
  quality: number
  registeredBy: string
  lookAlike: string | null
}

/** Seals and stores a face. A new 表示画像 takes the place of the old one and of 学習画像 (NFM-CFR-009). */
export async function storeFace(ctx: Context, face: NewFace): Promise<void> {
  const owner = { tenantId: ctx.tenantId, userId: face.userId }
  const retain = (await readSettings(ctx))['face.retainImages']
  if (face.kind === 'display') await deleteFaces(ctx.db, face.userId, ['learned'])
  const now = ctx.clock.now()
  await upsertFace(ctx.db, {
    ...owner,
    kind: face.kind,
    state: face.state,
    modelId: modelIdOf(face.template),
    template: await ctx.secrets.seal(ctx.db, { ...owner, kind: 'face-template' }, writeTemplate(face.template)),
    image: retain ? await ctx.secrets.seal(ctx.db, { ...owner, kind: 'face-image' }, face.portrait) : null,
    quality: face.quality,
    registeredBy: face.registeredBy,
    createdAt: now,
    updatedAt: now,
    lookAlike: face.lookAlike,
    suspendedUntil: null,
  })
}

/**
 * Saves 学習画像 after a success, when the tenant's cycle says so [NFM-FAC-003]. Only a face that is beyond doubt that of
 * the registered person is learned from, and always together with the registered one: it cannot drift to another.
 */
export async function learnFace(
  ctx: Context,
  userId: string,
  seen: { template: FaceTemplate; portrait: Uint8Array },
  threshold: number,
): Promise<boolean> {
  const cycle = (await readSettings(ctx))['policy.learningImage.cycle']
  if (cycle === 'OFF') return false
  const last = (await findFacesOf(ctx.db, userId)).find((row) => row.kind === 'learned')?.updatedAt
  if (!isLearningDue(cycle, last, ctx.clock.now())) return false
  const own = await openTemplates(
    ctx,
    (await findTemplatesOf(ctx.db, userId)).filter((row) => row.kind === 'display'),
  )
  const registered = own[0]?.template
  if (!registered || !sameRecipe(registered, seen.template)) return false
  if (compareTemplates(registered, seen.template) < threshold) return false
  await storeFace(ctx, {
    userId,
    kind: 'learned',
    state: 'registered',
    template: fuseFrames([registered, seen.template], threshold).template,
    portrait: seen.portrait,
    quality: 1,
    registeredBy: userId,
    lookAlike: null,
  })
  return true
}

/** 仮登録 -> 本登録, at the first success with a movement check at a registered terminal [NFM-FAC-008]. */
export function confirmProvisional(ctx: Context, userId: string): Promise<boolean> {
  return markRegistered(ctx.db, userId, ctx.clock.now())
}

export interface KnownFace {
  userId: string
  template: FaceTemplate
}

async function openTemplates(ctx: Context, rows: readonly SealedTemplate[]): Promise<KnownFace[]> {
  const known: KnownFace[] = []
  for (const { userId, template } of rows) {
    const owner = { tenantId: ctx.tenantId, userId, kind: 'face-template' as const }
    const opened = readTemplate(await ctx.secrets.open(ctx.db, owner, template))
    if (opened) known.push({ userId, template: opened })
  }
  return known
}

/** Display and learned template of one person; empty for somebody without a face. */
export async function knownFacesOf(ctx: Context, userId: string): Promise<KnownFace[]> {
  return openTemplates(ctx, await findTemplatesOf(ctx.db, userId))
}

/** Every template of the tenant; the caller has made sure that they are few. */
export async function allKnownFaces(ctx: Context): Promise<KnownFace[]> {
  return openTemplates(ctx, await findAllTemplates(ctx.db))
}

/** One page of display templates after a user id, for searches over any number of people. */
export async function knownFacesAfter(ctx: Context, after: string | undefined, count: number): Promise<KnownFace[]> {
  return openTemplates(ctx, await findTemplatesAfter(ctx.db, after, count))
}

export interface KnownPerson {
  userId: string
  loginId: string
  displayName: string
  /** Neither locked by an administrator nor outside the days of validity. */
  usable: boolean
}

export async function personByLoginId(ctx: Context, loginId: string): Promise<KnownPerson | undefined> {
  const row = await findComer(ctx.db, { loginIdKey: loginId.toLowerCase() }, ctx.clock.now())
  return row && comerOf(row)
}

export async function personById(ctx: Context, userId: string): Promise<KnownPerson | undefined> {
  const row = await findComer(ctx.db, { userId }, ctx.clock.now())
  return row && comerOf(row)
}

function comerOf(row: NonNullable<Awaited<ReturnType<typeof findComer>>>): KnownPerson {
  return { userId: row.userId, loginId: row.loginId, displayName: displayName(row), usable: row.usable }
}

/** Display and learned image of a person, suspended ones too. */
export async function countOwnFaces(ctx: Context, userId: string): Promise<number> {
  return (await findFacesOf(ctx.db, userId)).length
}

/** Takes the faces of somebody who leaves; the consent that allowed them ends with them. */
export async function revokeFacesOf(ctx: Context, userId: string): Promise<number> {
  await withdrawConsents(ctx, userId)
  return deleteEveryFace(ctx, userId)
}

/** Also those of before an import, and one that waits for a yes; returns how many there were to compare with. */
async function deleteEveryFace(ctx: Context, userId: string): Promise<number> {
  await deleteDraftOf(ctx.db, userId)
  await deleteFormer(ctx.db, userId)
  return deleteFaces(ctx.db, userId, ['display', 'learned'])
}

/**
 * Erases every stored picture and keeps the templates, but for drafts, which are nothing without their picture; returns
 * how many there were.
 */
export async function erasePictures(ctx: Context): Promise<number> {
  return (await clearImages(ctx.db)) + (await clearFormerImages(ctx.db)) + (await deleteDrafts(ctx.db))
}
