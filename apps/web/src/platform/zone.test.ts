import { describe, expect, it } from 'vitest'
import { instantOf, localOf } from './zone.ts'

describe('times of a zone', () => {
  it.each([
    ['Asia/Tokyo', '2026-11-22T10:39', '2026-11-22T01:39:00.000Z'],
    ['Europe/Berlin', '2026-03-29T01:30', '2026-03-29T00:30:00.000Z'],
    ['Europe/Berlin', '2026-03-29T03:30', '2026-03-29T01:30:00.000Z'],
    ['America/New_York', '2026-11-01T12:00', '2026-11-01T17:00:00.000Z'],
    ['Asia/Kathmandu', '2026-01-01T00:00', '2025-12-31T18:15:00.000Z'],
  ])('%s %s is %s', (zone, local, iso) => {
    expect(instantOf(local, zone)?.toISOString()).toBe(iso)
    expect(localOf(iso, zone)).toBe(local)
  })

  it('are nothing when nothing is filled in', () => {
    expect(instantOf('', 'Asia/Tokyo')).toBeUndefined()
  })
})
