import { type NoticeKind, noticeLimits, type TypedNotice } from '@kaoban/contract'
import type { FieldMessage } from '../platform/useKaobanForm.tsx'

/** The form of all kinds; each kind shows and sends its own fields. */
export interface NoticeValues extends Record<string, unknown> {
  kind: NoticeKind
  from: string
  until: string
  impactJa: string
  impactEn: string
  stateJa: string
  stateEn: string
  version: string
  plannedOn: string
  supportEndsOn: string
  changesJa: string
  changesEn: string
  announce: boolean
}

/** A point in time as a field of date and time shows it: in the zone of the browser, to the minute. */
export function localOf(at: Date): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

/** Planned work is proposed at night, just over two weeks ahead; support ends two months after a release. */
export function proposal(kind: NoticeKind, now: Date): NoticeValues {
  const night = (hour: number) =>
    localOf(new Date(now.getFullYear(), now.getMonth(), now.getDate() + noticeLimits.daysAhead + 1, hour))
  const released = kind === 'release-done' ? now : new Date(night(2))
  const supportEnd = new Date(released)
  supportEnd.setMonth(supportEnd.getMonth() + noticeLimits.monthsOfSupport)
  return {
    ...{ kind, from: night(2), until: night(4), impactJa: '', impactEn: '', stateJa: '', stateEn: '' },
    ...{ version: '', plannedOn: localOf(released).slice(0, 10), supportEndsOn: localOf(supportEnd).slice(0, 10) },
    ...{ changesJa: '', changesEn: '', announce: true },
  }
}

const textsOf: Record<NoticeKind, readonly (keyof NoticeValues & string)[]> = {
  maintenance: ['impactJa', 'impactEn'],
  emergency: ['stateJa', 'stateEn', 'impactJa', 'impactEn'],
  'release-planned': ['changesJa', 'changesEn'],
  'release-done': [],
}

export function noticeChecks(values: NoticeValues): Record<string, FieldMessage> {
  const faults: Record<string, FieldMessage> = {}
  for (const field of textsOf[values.kind]) if (`${values[field]}`.trim() === '') faults[field] = 'notices.textMissing'
  const isRelease = values.kind === 'release-planned' || values.kind === 'release-done'
  if (isRelease && values.version.trim() === '') faults.version = 'notices.versionMissing'
  if (isRelease && values.supportEndsOn === '') faults.supportEndsOn = 'notices.dateMissing'
  if (values.kind === 'release-planned' && values.plannedOn === '') faults.plannedOn = 'notices.dateMissing'
  if (values.kind === 'maintenance') {
    if (values.from === '') faults.from = 'notices.dateMissing'
    if (values.until <= values.from) faults.until = 'notices.untilBeforeFrom'
  }
  return faults
}

/** What is sent; an emergency is about the incident that is recorded. */
export function noticeOf(values: NoticeValues, incidentId: string | undefined): TypedNotice {
  const { kind, announce, version, supportEndsOn, plannedOn } = values
  const { impactJa, impactEn, stateJa, stateEn, changesJa, changesEn } = values
  switch (kind) {
    case 'maintenance': {
      const iso = (local: string) => new Date(local).toISOString()
      return { kind, from: iso(values.from), until: iso(values.until), impactJa, impactEn, announce }
    }
    case 'emergency':
      return { kind, incidentId: incidentId ?? '', stateJa, stateEn, impactJa, impactEn, announce }
    case 'release-planned':
      return { kind, version, plannedOn, changesJa, changesEn, supportEndsOn, announce }
    case 'release-done':
      return { kind, version, supportEndsOn, announce }
  }
}

/** Whether what is planned begins in less than two weeks [NFM-ANN-003] [NFM-ANN-005]. */
export function isShortNotice({ kind, from, plannedOn }: NoticeValues, now: Date): boolean {
  const ahead = new Date(now.getTime() + noticeLimits.daysAhead * 86_400_000)
  if (kind === 'maintenance') return from !== '' && new Date(from) < ahead
  return kind === 'release-planned' && plannedOn !== '' && plannedOn < localOf(ahead).slice(0, 10)
}
