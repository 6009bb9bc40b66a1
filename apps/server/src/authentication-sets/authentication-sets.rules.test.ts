import { describe, expect, it } from 'vitest'
import { offeredWays, waysFor } from './authentication-sets.rules.ts'

const rules = [
  { groupId: null, alternatives: [[16]] },
  { groupId: 'finance', alternatives: [[16, 104], [55]] },
  { groupId: 'guests', alternatives: [] },
] as const

describe('ways in of a person', () => {
  it.each([
    ['everybody’s, without a group', [], [[16]]],
    ['everybody’s, when the groups say nothing', ['sales'], [[16]]],
    ['those of the first group that says anything', ['sales', 'finance', 'guests'], [[16, 104], [55]]],
    ['none, when that group says so', ['guests', 'finance'], []],
  ])('are %s [MFA-ORG-004]', (_, groups, ways) => {
    expect(waysFor(rules, groups)).toEqual(ways)
  })

  it('are none of an application about which nothing was said', () => {
    expect(waysFor([], ['finance'])).toEqual([])
    expect(waysFor(rules.slice(1), ['sales'])).toEqual([])
  })

  it('are offered in order to whoever has all factors of one [MFA-AUTH-004]', () => {
    const ways = [[16, 104], [55], [109]] as const
    expect(offeredWays(ways, new Set([16, 104, 109]))).toEqual([[16, 104], [109]])
    expect(offeredWays(ways, new Set([16]))).toEqual([])
  })
})
