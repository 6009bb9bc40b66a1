import { describe, expect, it } from 'vitest'
import { addDays, dayIn, daysBetween, firstOfMonth, hourIn, lastOfMonth } from './days.ts'

describe('days', () => {
  it('are counted where the tenant is, not in UTC [NFM-GEN-005]', () => {
    expect(dayIn('Asia/Tokyo', new Date('2024-04-30T15:00:00Z'))).toBe('2024-05-01')
    expect(dayIn('Asia/Tokyo', new Date('2024-04-30T14:59:59Z'))).toBe('2024-04-30')
    expect(dayIn('America/New_York', new Date('2024-05-01T03:59:00Z'))).toBe('2024-04-30')
  })

  it('begin at midnight of the zone, half hours and summer time included', () => {
    expect(hourIn('Asia/Tokyo', new Date('2024-04-30T15:00:00Z'))).toBe(0)
    expect(hourIn('Asia/Kolkata', new Date('2024-04-30T03:29:59Z'))).toBe(8)
    expect(hourIn('Asia/Kolkata', new Date('2024-04-30T03:30:00Z'))).toBe(9)
    expect(hourIn('Europe/Paris', new Date('2024-07-01T07:00:00Z'))).toBe(9)
    expect(hourIn('Europe/Paris', new Date('2024-12-01T08:00:00Z'))).toBe(9)
  })

  it.each([
    ['2026-06-30', 1, '2026-07-01'],
    ['2026-01-31', 30, '2026-03-02'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-01-01', -1, '2025-12-31'],
  ])('%s and %i days is %s', (day, days, sum) => {
    expect(addDays(day, days)).toBe(sum)
    expect(daysBetween(day, sum)).toBe(days)
  })

  it.each([
    ['2026-06-15', 0, '2026-06-01', '2026-06-30'],
    ['2026-01-31', 1, '2026-02-01', '2026-02-28'],
    ['2023-12-31', 2, '2024-02-01', '2024-02-29'],
    ['2026-11-30', 1, '2026-12-01', '2026-12-31'],
  ])('the month of %s and %i months goes from %s to %s', (day, months, first, last) => {
    expect(firstOfMonth(day, months)).toBe(first)
    expect(lastOfMonth(day, months)).toBe(last)
  })
})
