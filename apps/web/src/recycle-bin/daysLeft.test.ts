import { describe, expect, it } from 'vitest'
import { daysLeft } from './daysLeft.ts'

describe('the days until somebody is erased', () => {
  it.each([
    ['2026-12-25T00:00:00Z', 30],
    ['2026-11-26T00:00:00Z', 1],
    ['2026-11-25T23:00:00Z', 0],
    ['2026-11-20T00:00:00Z', 0],
  ])('are, for %s, %i', (until, days) => {
    expect(daysLeft(until, new Date('2026-11-25T00:00:00Z'))).toBe(days)
  })
})
