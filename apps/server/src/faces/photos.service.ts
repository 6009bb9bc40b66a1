import { createHash } from 'node:crypto'
import { currentConsent } from '@kaoban/contract'
import { type FaceTemplate, writeTemplate } from '@kaoban/face'
import { type Context, personOf } from '../platform/context.ts'
import { newId } from '../platform/identifiers.ts'
import { readSettings } from '../settings/settings.service.ts'
import { modelIdOf } from './faces.rules.ts'
import { findGiven, insertConsents, keepFormer, putBackFormer, upsertPhotos } from './photos.store.ts'

/** A face of a photograph that was judged before. */
export interface Photo {
  userId: string
  template: FaceTemplate
  /** JPEG; kept only where the tenant keeps pictures [NFM-FAC-004]. */
  portrait: Uint8Array | undefined
  lookAlike: string | null
  /** The person was there before the import: what they had is kept for its undoing. */
  known: boolean
}

/**
 * Registers photographs of many people provisionally [NFM-FAC-007], with the consent that the administrator holds from
 * them [NFM-FAC-012]. Ask `roomLeft` before, in the same transaction.
 */
export async function registerPhotos(
  ctx: Context,
  importId: string,
  photos: readonly Photo[],
  administrator = personOf(ctx).userId,
): Promise<void> {
  if (photos.length === 0) return
  const { db, tenantId } = ctx
  const retain = (await readSettings(ctx))['face.retainImages']
  const templates = await ctx.secrets.sealEach(
    db,
    tenantId,
    photos.map(({ userId, template }) => ({
      owner: { userId, kind: 'face-template' },
      plain: writeTemplate(template),
    })),
  )
  const pictured = photos.filter(({ portrait }) => retain && portrait !== undefined)
  const sealed = await ctx.secrets.sealEach(
    db,
    tenantId,
    pictured.map(({ userId, portrait }) => ({ owner: { userId, kind: 'face-image' }, plain: portrait! })),
  )
  const images = new Map(pictured.map(({ userId }, index) => [userId, sealed[index]!]))
  const rows = photos.map(({ userId, template, lookAlike }, index) => ({
    ...{ userId, lookAlike, modelId: modelIdOf(template), template: templates[index]! },
    image: images.get(userId) ?? null,
  }))
  await keepFormer(
    db,
    tenantId,
    importId,
    rows
      .filter((_, index) => photos[index]!.known)
      .map(({ userId, template }) => ({ userId, given: digestOf(template) })),
  )
  const now = ctx.clock.now()
  await upsertPhotos(db, tenantId, rows, administrator, now)
  await insertConsents(
    db,
    rows.map(({ userId }) => ({ consentId: newId(), userId })),
    { tenantId, textVersion: currentConsent, locale: ctx.locale, givenAt: now, givenBy: administrator },
  )
}

function digestOf(template: Uint8Array): Buffer {
  return createHash('sha256').update(template).digest()
}

/** Of these people, those whose face is still the one that the import gave them. */
export async function facesAsGiven(ctx: Context, importId: string, userIds: readonly string[]): Promise<Set<string>> {
  const rows = await findGiven(ctx.db, importId, userIds)
  return new Set(
    rows.flatMap(({ userId, given, template }) =>
      template && digestOf(template).equals(Buffer.from(given)) ? [userId] : [],
    ),
  )
}

/** Gives people the faces and consents back that they had before the import. */
export async function putFacesBack(ctx: Context, importId: string, userIds: readonly string[]): Promise<void> {
  if (userIds.length > 0) await putBackFormer(ctx.db, importId, userIds)
}
