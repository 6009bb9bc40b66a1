import { describe, expect, it } from 'vitest'
import { askedFactors, checkAlternatives, type FactorNumber, factorNumbers } from './authentication-sets-rules.ts'

const messages = (alternatives: FactorNumber[][]) =>
  checkAlternatives(alternatives).map(({ field, message }) => `${field} ${message}`)

describe('ways in', () => {
  it('are named by the numbers of the template columns [MFA-AUTH-001]', () => {
    expect(factorNumbers).toEqual([16, 54, 55, 104, 109, 110])
    expect(askedFactors).toEqual([16, 55, 104, 109])
  })

  it('ask for one to three factors of different kinds [MFA-AUTH-002]', () => {
    expect(messages([[16], [55], [16, 104], [109, 104, 55]])).toEqual([])
    expect(messages([])).toEqual([])
    expect(messages([[16], []])).toEqual(['alternatives.1 authenticationSets.factorNeeded'])
    expect(messages([[16, 109]])).toEqual(['alternatives.0 authenticationSets.sameKind'])
    expect(messages([[55, 54]])).toEqual(['alternatives.0 authenticationSets.sameKind'])
    expect(messages([[104, 104]])).toEqual(['alternatives.0 authenticationSets.sameKind'])
  })

  it('ask for nothing that nobody checks, and for nothing twice', () => {
    expect(messages([[110]])).toEqual(['alternatives.0 authenticationSets.notAsked'])
    expect(messages([[16, 104], [55], [104, 16]])).toEqual(['alternatives.2 authenticationSets.twice'])
  })
})
