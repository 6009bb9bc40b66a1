import { type FieldFault, lengthOf, type NoticeKind, noticeLimits, type TypedNotice } from '@kaoban/contract'
import type { Locale } from '@kaoban/messages'
import { addDays, dayIn } from '../platform/days.ts'

/** What a stored notice says; the time of an incident is that of its record. */
export type NoticeContent = TypedNotice & { confirmedAt?: string }

export const templateOf = {
  maintenance: 'MAIL-14',
  emergency: 'MAIL-15',
  'release-planned': 'MAIL-12',
  'release-done': 'MAIL-13',
} as const satisfies Record<NoticeKind, string>

export const categoryOf = {
  maintenance: 'maintenance',
  emergency: 'incident',
  'release-planned': 'release',
  'release-done': 'release',
} as const satisfies Record<NoticeKind, string>

const texts = ['impactJa', 'impactEn', 'stateJa', 'stateEn', 'changesJa', 'changesEn'] as const

export function noticeFaults(typed: TypedNotice, now: Date): FieldFault[] {
  const faults: FieldFault[] = []
  const given: Partial<Record<string, unknown>> = typed
  for (const field of texts) {
    const text = given[field]
    if (typeof text !== 'string') continue
    if (text === '') faults.push({ field, message: 'notices.textMissing' })
    else if (lengthOf(text) > noticeLimits.text.max) faults.push({ field, message: 'notices.textTooLong' })
    else if (hasMark(text)) faults.push({ field, message: 'notices.mark' })
  }
  if ('version' in typed) {
    if (typed.version === '') faults.push({ field: 'version', message: 'notices.versionMissing' })
    else if (lengthOf(typed.version) > noticeLimits.version.max || hasMark(typed.version))
      faults.push({ field: 'version', message: 'notices.versionTooLong' })
  }
  if (typed.kind === 'maintenance') {
    if (Date.parse(typed.until) <= Date.parse(typed.from))
      faults.push({ field: 'until', message: 'notices.untilBeforeFrom' })
    if (Date.parse(typed.from) <= now.getTime()) faults.push({ field: 'from', message: 'notices.past' })
  }
  if (typed.kind === 'release-planned' && typed.supportEndsOn < typed.plannedOn)
    faults.push({ field: 'supportEndsOn', message: 'notices.supportBeforeRelease' })
  return faults
}

/** A paragraph with a mark that has no value is left out of mails, so nobody may type one. */
function hasMark(text: string): boolean {
  return /\{[A-Za-z]+\}/.test(text)
}

/** Whether what is planned begins in less than two weeks [NFM-ANN-003] [NFM-ANN-005]. */
export function isShortNotice(typed: TypedNotice, now: Date, timeZone: string): boolean {
  if (typed.kind === 'maintenance')
    return Date.parse(typed.from) - now.getTime() < noticeLimits.daysAhead * 24 * 3_600_000
  return typed.kind === 'release-planned' && typed.plannedOn < addDays(dayIn(timeZone, now), noticeLimits.daysAhead)
}

/** The values of the mail's marks, in the language and the zone of who reads it. */
export function paramsOf(content: NoticeContent, locale: Locale, timeZone: string): Record<string, string> {
  const at = (time: string) => timeIn(timeZone, new Date(time))
  const day = (text: string) => text.replaceAll('-', '/')
  const ja = locale === 'ja'
  switch (content.kind) {
    case 'maintenance': {
      const { from, until, impactJa, impactEn } = content
      return { from: at(from), until: at(until), timeZone, impact: ja ? impactJa : impactEn }
    }
    case 'emergency': {
      const { confirmedAt, stateJa, stateEn, impactJa, impactEn } = content
      const texts = ja ? { state: stateJa, impact: impactJa } : { state: stateEn, impact: impactEn }
      return { from: at(confirmedAt ?? ''), timeZone, ...texts }
    }
    case 'release-planned': {
      const { version, plannedOn, supportEndsOn, changesJa, changesEn } = content
      return {
        ...{ version, plannedDate: day(plannedOn), supportEnd: day(supportEndsOn) },
        changes: ja ? changesJa : changesEn,
      }
    }
    case 'release-done':
      return { version: content.version, supportEnd: day(content.supportEndsOn) }
  }
}

function timeIn(timeZone: string, at: Date): string {
  const text = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at)
  return text.replaceAll('-', '/')
}
