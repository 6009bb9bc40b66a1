import { type LicenceKind, trialLimits } from '@kaoban/contract'
import { addDays, dayIn, daysBetween, firstOfMonth, hourIn, lastOfMonth } from '../platform/days.ts'

/** Days are YYYY-MM-DD in the tenant's time zone; the term includes both. */
export interface Licence {
  licenceId: string
  kind: LicenceKind
  model: string
  ids: number
  months: number | null
  startsOn: string
  /** Null: until the operator ends it. */
  endsOn: string | null
}

export function isValidOn(licence: Licence, day: string): boolean {
  return licence.startsOn <= day && (licence.endsOn === null || day <= licence.endsOn)
}

/** 利用可能ID数の合計: while the trial runs its IDs are all there are [NFM-LIC-014, NFM-LIC-017]. */
export function idsOn(licences: readonly Licence[], day: string): number {
  const valid = licences.filter((licence) => isValidOn(licence, day))
  const trial = valid.find(({ kind }) => kind === 'trial')
  return trial ? trial.ids : valid.reduce((sum, { ids }) => sum + ids, 0)
}

/** The last day on which one of the valid licences holds; null when none is valid or one has no end. */
export function validUntil(licences: readonly Licence[], day: string): string | null {
  const ends = licences.filter((licence) => isValidOn(licence, day)).map(({ endsOn }) => endsOn)
  return ends.includes(null) ? null : ((ends as string[]).sort().at(-1) ?? null)
}

/** A tenant that never registered a paid key. */
export function isTrial(licences: readonly Licence[]): boolean {
  return licences.every(({ kind }) => kind === 'trial')
}

/** Why one more person cannot join a trial: it covers 100 users, with a face or without [NFM-TEN-011]. */
export function isTrialFull(licences: readonly Licence[], people: number): boolean {
  return isTrial(licences) && people >= trialLimits.people
}

/** Days before the end of the trial on which its administrators are reminded [NFM-TEN-013]. */
export const trialSteps = [30, 20, 10] as const
export type TrialStep = (typeof trialSteps)[number]

/**
 * The reminder to send on a day: the most recent step that was reached, if it was not sent yet. Steps that were missed
 * before it stay unsent, and nothing is sent when a paid licence goes on after the trial.
 */
export function trialNotice(
  licences: readonly Licence[],
  day: string,
  sent: ReadonlySet<number>,
): { licence: Licence & { endsOn: string }; step: TrialStep; daysLeft: number } | undefined {
  const licence = licences.find(({ kind }) => kind === 'trial')
  if (!licence || licence.endsOn === null || !isValidOn(licence, day)) return undefined
  const after = addDays(licence.endsOn, 1)
  if (licences.some((other) => isValidOn(other, after))) return undefined
  const daysLeft = daysBetween(day, licence.endsOn)
  const step = [...trialSteps].reverse().find((days) => daysLeft <= days)
  if (step === undefined || sent.has(step)) return undefined
  return { licence: { ...licence, endsOn: licence.endsOn }, step, daysLeft }
}

/** The licence that ended last, when none is valid on that day and none is still to begin. */
export function endedLicence(licences: readonly Licence[], day: string): (Licence & { endsOn: string }) | undefined {
  const ended = licences.filter((one): one is Licence & { endsOn: string } => one.endsOn !== null && one.endsOn < day)
  if (ended.length < licences.length) return undefined
  return ended.sort((a, b) => (a.endsOn < b.endsOn ? -1 : 1)).at(-1)
}

/** Days between the suspension of faces and their erasure. */
export const suspensionDays = 30

/**
 * What follows when licences ended: faces are erased 30 days after they were suspended, and the tenant goes at the end
 * of the next month (NFM-TDL-003), but not before the faces.
 */
export function lapseDates(
  endedOn: string,
  announcedOn: string,
  mode: 'suspend' | 'erase',
): { eraseOn: string | null; tenantDeletionOn: string } {
  const eraseOn = mode === 'suspend' ? addDays(announcedOn, suspensionDays) : null
  const monthLater = lastOfMonth(endedOn, 1)
  return { eraseOn, tenantDeletionOn: eraseOn !== null && eraseOn > monthLater ? eraseOn : monthLater }
}

/** First and last day of a paid licence that is registered on a day [NFM-LIC-030]. */
export function termOf(
  licences: readonly Licence[],
  day: string,
  months: number | null,
): { startsOn: string; endsOn: string | null } {
  const trial = licences.find((licence) => licence.kind === 'trial' && isValidOn(licence, day))
  const startsOn = trial?.endsOn ? firstOfMonth(trial.endsOn, 1) : firstOfMonth(day)
  return { startsOn, endsOn: months === null ? null : lastOfMonth(startsOn, months - 1) }
}

const noticeHour = 9

/** The day whose notices are due at an instant: notices of a day are sent from 09:00 of the tenant's time. */
export function noticeDay(timeZone: string, at: Date): string {
  const today = dayIn(timeZone, at)
  return hourIn(timeZone, at) >= noticeHour ? today : addDays(today, -1)
}
