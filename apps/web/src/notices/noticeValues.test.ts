import { noticeKinds } from '@kaoban/contract'
import { describe, expect, it } from 'vitest'
import { isShortNotice, noticeChecks, noticeOf, proposal } from './noticeValues.ts'

const now = new Date(2026, 10, 26, 23, 30)

describe('the form of a mail to administrators', () => {
  it.each(noticeKinds)('proposes %s on no short notice', (kind) => {
    expect(isShortNotice(proposal(kind, now), now)).toBe(false)
  })

  it.each([
    ['maintenance', { from: '2026-12-10T23:29' }, true],
    ['maintenance', { from: '2026-12-10T23:30' }, false],
    ['release-planned', { plannedOn: '2026-12-09' }, true],
    ['release-planned', { plannedOn: '2026-12-10' }, false],
    ['release-done', { plannedOn: '2026-11-27' }, false],
  ] as const)('%s of %j is on short notice: %s', (kind, change, short) => {
    expect(isShortNotice({ ...proposal(kind, now), ...change }, now)).toBe(short)
  })

  it('proposes a night just over two weeks ahead, and support for two months', () => {
    expect(proposal('maintenance', now)).toMatchObject({ from: '2026-12-11T02:00', until: '2026-12-11T04:00' })
    expect(proposal('release-planned', now)).toMatchObject({ plannedOn: '2026-12-11', supportEndsOn: '2027-02-11' })
    expect(proposal('release-done', now)).toMatchObject({ supportEndsOn: '2027-01-26' })
  })

  it('asks for the fields of its kind only', () => {
    const faults = (kind: (typeof noticeKinds)[number], change = {}) =>
      Object.keys(noticeChecks({ ...proposal(kind, now), ...change }))
    expect(faults('maintenance')).toEqual(['impactJa', 'impactEn'])
    expect(faults('maintenance', { from: '', until: '' })).toEqual(['impactJa', 'impactEn', 'from', 'until'])
    expect(faults('emergency')).toEqual(['stateJa', 'stateEn', 'impactJa', 'impactEn'])
    expect(faults('release-planned')).toEqual(['changesJa', 'changesEn', 'version'])
    expect(faults('release-done', { supportEndsOn: '' })).toEqual(['version', 'supportEndsOn'])
  })

  it('sends the fields of its kind only', () => {
    expect(noticeOf({ ...proposal('release-done', now), version: '2' }, undefined)).toEqual({
      ...{ kind: 'release-done', version: '2', supportEndsOn: '2027-01-26', announce: true },
    })
    expect(noticeOf(proposal('maintenance', now), undefined)).toMatchObject({
      from: new Date(2026, 11, 11, 2).toISOString(),
    })
  })
})
