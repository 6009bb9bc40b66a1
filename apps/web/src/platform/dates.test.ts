import { describe, expect, it } from 'vitest'
import { type DateStyle, formatDate, formatDuration } from './dates.ts'

describe('a point in time', () => {
  const at = new Date('2023-12-22T11:12:09Z')
  it.each<[DateStyle, string, string]>([
    ['minute', '2023/12/22 20:12', '2023-12-22 20:12'],
    ['second', '2023/12/22 20:12:09', '2023-12-22 20:12:09'],
    ['long-minute', '2023年12月22日 20:12', '2023-12-22 20:12'],
    ['day', '2023/12/22', '2023-12-22'],
    ['long-day', '2023年12月22日', '2023-12-22'],
  ])('is written %s as %s in Japanese and %s in English [NFM-GEN-006]', (style, ja, en) => {
    expect(formatDate(at, style, 'ja', 'Asia/Tokyo')).toBe(ja)
    expect(formatDate(at, style, 'en', 'Asia/Tokyo')).toBe(en)
  })

  it('has no leading zeros in a long Japanese date [NFM-GEN-006]', () => {
    expect(formatDate(new Date('2024-02-01T00:00:00Z'), 'long-day', 'ja', 'Asia/Tokyo')).toBe('2024年2月1日')
  })

  it('belongs to the day of the tenant, not of the reader [NFM-GEN-005]', () => {
    const midnight = new Date('2025-04-07T15:00:00Z')
    expect(formatDate(midnight, 'minute', 'ja', 'Asia/Tokyo')).toBe('2025/04/08 00:00')
    expect(formatDate(midnight, 'minute', 'ja', 'America/New_York')).toBe('2025/04/07 11:00')
  })
})

it.each([
  [0.4, '0秒', '0 s'],
  [59.6, '1分0秒', '1 min 0 s'],
  [125, '2分5秒', '2 min 5 s'],
  [7384, '2時間3分', '2 h 3 min'],
])('%s seconds read as %s and %s', (seconds, ja, en) => {
  expect(formatDuration(seconds, 'ja')).toBe(ja)
  expect(formatDuration(seconds, 'en')).toBe(en)
})
