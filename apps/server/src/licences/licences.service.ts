import { KaobanError, trialLimits } from '@kaoban/contract'
import { countSuspendedFaces, restoreFaces } from '../faces/suspension.service.ts'
import type { Config } from '../platform/config.ts'
import type { Context } from '../platform/context.ts'
import { dayIn } from '../platform/days.ts'
import { newId } from '../platform/identifiers.ts'
import { findOwnTenant } from '../tenants/tenants.service.ts'
import { idsOn, isTrial, isTrialFull, isValidOn, type Licence, termOf, validUntil } from './licences.rules.ts'
import {
  countIds,
  countPeople,
  deleteLapses,
  findLapse,
  findLicences,
  hasValidLicence,
  insertLicence,
} from './licences.store.ts'

/** What the operator decided about licences. */
export interface LicenceRule {
  enforced: boolean
  /** What happens to faces when no licence is valid any more. */
  lapse: 'suspend' | 'erase'
}

export function licenceRuleOf(config: Config): LicenceRule {
  return { enforced: config.KAOBAN_LICENCE_ENFORCEMENT, lapse: config.KAOBAN_LICENCE_LAPSE }
}

/** The free trial that comes with a tenant [NFM-TEN-009]; runs in the transaction that opens it. */
export async function issueTrial(ctx: Context, term: { start: string; end: string }): Promise<void> {
  const trial: Licence = {
    licenceId: newId(),
    kind: 'trial',
    model: '',
    ids: trialLimits.ids,
    months: null,
    startsOn: term.start,
    endsOn: term.end,
  }
  await insertLicence(ctx.db, ctx.tenantId, trial, ctx.clock.now())
}

async function today(ctx: Context): Promise<string> {
  return dayIn((await findOwnTenant(ctx))?.timeZone ?? 'Asia/Tokyo', ctx.clock.now())
}

/** How many IDs there are, how many are in use, and until when. */
async function licenceState(ctx: Context, licences: readonly Licence[], day: string) {
  return {
    idsTotal: idsOn(licences, day),
    idsInUse: await countIds(ctx.db),
    validUntil: validUntil(licences, day),
    lapsed: !licences.some((licence) => isValidOn(licence, day)),
  }
}

/**
 * Whether this person may have a face: their own ID does not count twice. Locks the licences of the tenant, so that
 * two registrations at once cannot take the last ID both [NFM-FAC-010]; ask in the transaction that stores the face.
 */
async function mayRegisterFace(
  ctx: Context,
  userId: string,
  rule: LicenceRule,
): Promise<{ ok: true } | { ok: false; reason: 'lapsed' | 'no-id-left'; ids: number }> {
  if (!rule.enforced) return { ok: true }
  const licences = await findLicences(ctx.db, true)
  const day = await today(ctx)
  const ids = idsOn(licences, day)
  if (!licences.some((licence) => isValidOn(licence, day))) return { ok: false, reason: 'lapsed', ids }
  return (await countIds(ctx.db, userId)) < ids ? { ok: true } : { ok: false, reason: 'no-id-left', ids }
}

/** @throws KaobanError face.no-licence-left (MSG-FAC-002) or licence.lapsed when this person may have no face. */
export async function requireFreeId(ctx: Context, userId: string, rule: LicenceRule): Promise<void> {
  const answer = await mayRegisterFace(ctx, userId, rule)
  if (answer.ok) return
  if (answer.reason === 'lapsed') throw lapsed()
  throw new KaobanError('face.no-licence-left', 'every licensed ID is in use', {
    details: { message: 'MSG-FAC-002', ids: answer.ids },
  })
}

/** @throws KaobanError licence.lapsed when no licence is valid: faces cannot be used then [NFM-TEN-015]. */
export async function requireLicence(ctx: Context, rule: LicenceRule): Promise<void> {
  if (!(await hasLicence(ctx, rule))) throw lapsed()
}

export async function hasLicence(ctx: Context, rule: LicenceRule): Promise<boolean> {
  return !rule.enforced || hasValidLicence(ctx.db, ctx.clock.now())
}

function lapsed(): KaobanError {
  return new KaobanError('licence.lapsed', 'no licence of the tenant is valid')
}

/** @throws KaobanError licence.trial-full when a trial has its 100 users [NFM-TEN-011]. */
export async function requireRoomForPerson(ctx: Context, rule: LicenceRule): Promise<void> {
  if (!rule.enforced) return
  const licences = await findLicences(ctx.db, true)
  if (isTrial(licences) && isTrialFull(licences, await countPeople(ctx.db)))
    throw new KaobanError('licence.trial-full', 'a trial covers no more users', {
      details: { limit: trialLimits.people },
    })
}

/** How many more people and faces the licences allow; nobody else takes them before the transaction ends. */
export async function roomLeft(ctx: Context, rule: LicenceRule): Promise<{ people: number; faces: number }> {
  if (!rule.enforced) return { people: Number.POSITIVE_INFINITY, faces: Number.POSITIVE_INFINITY }
  const licences = await findLicences(ctx.db, true)
  const ids = idsOn(licences, await today(ctx))
  return {
    people: isTrial(licences) ? trialLimits.people - (await countPeople(ctx.db)) : Number.POSITIVE_INFINITY,
    faces: ids - (await countIds(ctx.db)),
  }
}

/** Trials have no help desk [NFM-TEN-012]. */
export async function hasSupport(ctx: Context, rule: LicenceRule): Promise<boolean> {
  return !rule.enforced || !isTrial(await findLicences(ctx.db))
}

export interface NewLicence {
  kind: 'subscription' | 'pack'
  /** 型番 */
  model: string
  ids: number
  /** Term of a pack; null for a subscription. */
  months: number | null
}

/**
 * Registers a paid licence. Faces that are still suspended can be used again at once; erased ones have to be enrolled
 * anew [NFM-TEN-016].
 */
export async function registerLicence(ctx: Context, wanted: NewLicence): Promise<Licence> {
  const licences = await findLicences(ctx.db, true)
  const day = await today(ctx)
  const licence: Licence = { licenceId: newId(), ...wanted, ...termOf(licences, day, wanted.months) }
  await insertLicence(ctx.db, ctx.tenantId, licence, ctx.clock.now())
  const facesRestored = isValidOn(licence, day) ? await endLapse(ctx) : 0
  const { licenceId, ids, startsOn, endsOn, kind } = licence
  await ctx.audit({ licenceId, kind, ids, startsOn, endsOn, facesRestored }, 'licence.registered')
  return licence
}

/** Suspended faces come back; returns how many people have theirs again. */
export async function endLapse(ctx: Context): Promise<number> {
  await deleteLapses(ctx.db)
  return restoreFaces(ctx)
}

/** What the page ライセンスキー管理 shows; expired licences on demand only [NFM-LIC-013]. */
export async function readOwnLicences(ctx: Context, rule: LicenceRule, withExpired: boolean) {
  const licences = await findLicences(ctx.db)
  const day = await today(ctx)
  const state = await licenceState(ctx, licences, day)
  const lapse = await findLapse(ctx.db)
  return {
    ...state,
    rows: licences
      .map((licence) => ({ ...licence, expired: licence.endsOn !== null && licence.endsOn < day }))
      .filter(({ expired }) => withExpired || !expired),
    enforced: rule.enforced,
    idsLeft: state.idsTotal - state.idsInUse,
    lapse: lapse ? { endedOn: lapse.endedOn, eraseOn: lapse.eraseOn, tenantDeletionOn: lapse.tenantDeletionOn } : null,
    suspendedFaces: await countSuspendedFaces(ctx),
  }
}
