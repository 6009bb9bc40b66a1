import { describe, expect, it } from 'vitest'
import {
  endedLicence,
  idsOn,
  isTrialFull,
  isValidOn,
  type Licence,
  lapseDates,
  noticeDay,
  termOf,
  trialNotice,
  validUntil,
} from './licences.rules.ts'

const licence = (more: Partial<Licence> = {}): Licence => ({
  licenceId: 'x',
  kind: 'trial',
  model: '',
  ids: 100,
  months: null,
  startsOn: '2026-05-01',
  endsOn: '2026-06-30',
  ...more,
})
const trial = licence()
const pack = (startsOn: string, endsOn: string, ids = 10) =>
  licence({ kind: 'pack', months: 12, ids, startsOn, endsOn })
const subscription = (startsOn: string, ids = 10) => licence({ kind: 'subscription', ids, startsOn, endsOn: null })
const none = new Set<number>()

describe('a licence', () => {
  it.each([
    ['2026-04-30', false],
    ['2026-05-01', true],
    ['2026-06-30', true],
    ['2026-07-01', false],
  ])('holds on both ends of its term: %s %s', (day, valid) => {
    expect(isValidOn(trial, day)).toBe(valid)
  })

  it('without an end holds for good', () => {
    expect(isValidOn(subscription('2026-05-01'), '2199-12-31')).toBe(true)
  })
})

describe('the total of IDs', () => {
  it('sums the keys that are valid on the day, 100 while the trial runs [NFM-LIC-014]', () => {
    expect(idsOn([trial], '2026-06-30')).toBe(100)
    expect(idsOn([trial], '2026-07-01')).toBe(0)
    const paid = [trial, pack('2026-07-01', '2027-06-30', 10), subscription('2026-07-01', 100)]
    expect(idsOn(paid, '2026-07-01')).toBe(110)
    expect(idsOn(paid, '2027-07-01')).toBe(100)
  })

  it('leaves paid keys out until the trial ends [NFM-LIC-017]', () => {
    const both = [trial, subscription('2026-05-01', 1000)]
    expect(idsOn(both, '2026-06-30')).toBe(100)
    expect(idsOn(both, '2026-07-01')).toBe(1000)
  })
})

describe('the last day of what is valid', () => {
  it.each([
    [[trial], '2026-05-15', '2026-06-30'],
    [[trial, pack('2026-05-01', '2027-04-30')], '2026-05-15', '2027-04-30'],
    [[trial, subscription('2026-05-01')], '2026-05-15', null],
    [[trial], '2026-07-01', null],
  ])('%#', (licences, day, until) => {
    expect(validUntil(licences, day)).toBe(until)
  })
})

describe('reminders of the end of the trial', () => {
  it.each([
    ['2026-05-30', undefined],
    ['2026-05-31', 30],
    ['2026-06-09', 30],
    ['2026-06-10', 20],
    ['2026-06-19', 20],
    ['2026-06-20', 10],
    ['2026-06-30', 10],
    ['2026-07-01', undefined],
  ])('on %s the step %s is due [NFM-TEN-013]', (day, step) => {
    expect(trialNotice([trial], day, none)?.step).toBe(step)
  })

  it.each([
    ['2026-02-28', '2026-01-29', 30],
    ['2024-02-29', '2024-01-30', 30],
    ['2026-01-31', '2026-01-01', 30],
    ['2026-02-28', '2026-02-18', 10],
  ])('of a trial that ends on %s: %s is %i days before', (endsOn, day, step) => {
    const found = trialNotice([licence({ startsOn: '2023-01-01', endsOn })], day, none)
    expect(found).toMatchObject({ step, daysLeft: step })
  })

  it('are sent once; what was missed before the most recent step stays unsent [NFM-TEN-013]', () => {
    expect(trialNotice([trial], '2026-06-12', new Set([30, 20]))).toBeUndefined()
    expect(trialNotice([trial], '2026-06-23', none)).toMatchObject({ step: 10, daysLeft: 7 })
    expect(trialNotice([trial], '2026-06-24', new Set([10]))).toBeUndefined()
  })

  it('are not sent when a paid licence goes on after the trial, and are when none reaches beyond it [NFM-TEN-013]', () => {
    expect(trialNotice([trial, pack('2026-07-01', '2027-06-30')], '2026-06-01', none)).toBeUndefined()
    expect(trialNotice([trial, subscription('2026-06-01')], '2026-06-01', none)).toBeUndefined()
    expect(trialNotice([trial, pack('2025-05-01', '2026-06-30')], '2026-06-01', none)).toBeDefined()
  })
})

describe('a lapse', () => {
  it('begins on the day after the last licence', () => {
    expect(endedLicence([trial], '2026-06-30')).toBeUndefined()
    expect(endedLicence([trial], '2026-07-01')).toMatchObject({ kind: 'trial', endsOn: '2026-06-30' })
    const paid = [trial, pack('2026-07-01', '2026-09-30')]
    expect(endedLicence(paid, '2026-09-30')).toBeUndefined()
    expect(endedLicence(paid, '2026-10-01')).toMatchObject({ kind: 'pack' })
  })

  it('does not begin while another licence is still to come, nor without any licence', () => {
    expect(endedLicence([trial, pack('2026-08-01', '2027-07-31')], '2026-07-15')).toBeUndefined()
    expect(endedLicence([], '2026-07-15')).toBeUndefined()
  })

  it.each([
    ['2026-06-30', '2026-07-01', '2026-07-31', '2026-07-31'],
    ['2026-01-31', '2026-02-01', '2026-03-03', '2026-03-03'],
    ['2024-01-31', '2024-02-01', '2024-03-02', '2024-03-02'],
    ['2026-06-30', '2026-07-04', '2026-08-03', '2026-08-03'],
    ['2026-07-31', '2026-08-01', '2026-08-31', '2026-08-31'],
    ['2026-09-30', '2026-10-01', '2026-10-31', '2026-10-31'],
  ])('of %s, announced on %s, erases on %s and ends the tenant on %s', (ended, announced, eraseOn, deletion) => {
    expect(lapseDates(ended, announced, 'suspend')).toEqual({ eraseOn, tenantDeletionOn: deletion })
  })

  it('that erases at once ends the tenant a month later', () => {
    expect(lapseDates('2026-01-31', '2026-02-01', 'erase')).toEqual({ eraseOn: null, tenantDeletionOn: '2026-02-28' })
  })
})

describe('the term of a paid licence', () => {
  it.each([
    ['2026-05-20', 12, '2026-07-01', '2027-06-30'],
    ['2026-06-30', 12, '2026-07-01', '2027-06-30'],
    ['2026-07-01', 12, '2026-07-01', '2027-06-30'],
    ['2026-07-31', 1, '2026-07-01', '2026-07-31'],
    ['2026-12-31', 2, '2026-12-01', '2027-01-31'],
    ['2026-07-15', null, '2026-07-01', null],
  ])('registered on %s for %s months is %s to %s [NFM-LIC-030]', (day, months, startsOn, endsOn) => {
    expect(termOf([trial], day, months)).toEqual({ startsOn, endsOn })
  })
})

describe('notices', () => {
  it.each([
    ['Asia/Tokyo', '2026-06-30T23:59:59Z', '2026-06-30'],
    ['Asia/Tokyo', '2026-07-01T00:00:00Z', '2026-07-01'],
    ['Asia/Kathmandu', '2026-07-01T03:14:59Z', '2026-06-30'],
    ['Asia/Kathmandu', '2026-07-01T03:15:00Z', '2026-07-01'],
    ['America/Los_Angeles', '2026-07-01T15:59:59Z', '2026-06-30'],
    ['America/Los_Angeles', '2026-07-01T16:00:00Z', '2026-07-01'],
    ['Pacific/Kiritimati', '2026-06-30T19:00:00Z', '2026-07-01'],
  ])('of a day are due from 09:00 in %s: at %s those of %s', (timeZone, at, day) => {
    expect(noticeDay(timeZone, new Date(at))).toBe(day)
  })
})

describe('a trial', () => {
  it('is full with 100 users; a tenant that registered a key is no trial any more [NFM-TEN-011]', () => {
    expect(isTrialFull([trial], 99)).toBe(false)
    expect(isTrialFull([trial], 100)).toBe(true)
    expect(isTrialFull([trial, pack('2026-07-01', '2027-06-30')], 100)).toBe(false)
  })
})
