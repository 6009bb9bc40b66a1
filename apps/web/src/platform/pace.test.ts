import { describe, expect, it } from 'vitest'
import { paceOf, rateText } from './pace.ts'

describe('the pace of long work', () => {
  it.each([
    [0, 100, 10, { rate: 0 }],
    [50, 100, 0.5, { rate: 0 }],
    [50, 100, 10, { rate: 5, left: 10 }],
    [50, undefined, 10, { rate: 5 }],
    [120, 100, 10, { rate: 12, left: 0 }],
  ])('of %s of %s in %s s', (done, total, seconds, pace) => {
    expect(paceOf(done, total, seconds)).toEqual(pace)
  })

  it('has a decimal only while it is slow', () => {
    expect([rateText(0.25), rateText(9.94), rateText(41.6)]).toEqual(['0.3', '9.9', 42])
  })
})
