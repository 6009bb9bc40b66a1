import type { FieldFault } from './error.ts'
import type { NamedFactor } from './factors.ts'

/** What somebody knows, has, or is. */
export type FactorKind = 'knowledge' | 'possession' | 'inherence'

/**
 * Factors by the numbers of the template columns, which never change; others get numbers from 1000 on [MFA-AUTH-001].
 * `asked`: there is something that can check it.
 */
export const factorRegistry = {
  16: { name: 'password', kind: 'knowledge', asked: true },
  54: { name: 'face', kind: 'inherence', asked: false },
  55: { name: 'face', kind: 'inherence', asked: true },
  104: { name: 'totp', kind: 'possession', asked: true },
  109: { name: 'pin', kind: 'knowledge', asked: true },
  110: { name: 'qr', kind: 'possession', asked: false },
} as const satisfies Record<number, { name: NamedFactor; kind: FactorKind; asked: boolean }>

export type FactorNumber = keyof typeof factorRegistry
export const factorNumbers = Object.keys(factorRegistry).map(Number) as FactorNumber[]
export const askedFactors: readonly FactorNumber[] = factorNumbers.filter((number) => factorRegistry[number].asked)

/** The number from which on factors are that no list of the multi-factor product has. */
export const firstOwnFactor = 1000

/** MFA-AUTH-002 */
export const factorLists = { factors: 3, alternatives: 8 } as const

/** What is wrong with ways in, at `alternatives.<place>`: two of a kind prove no more than one. */
export function checkAlternatives(alternatives: readonly (readonly FactorNumber[])[]): FieldFault[] {
  const seen = new Set<string>()
  return alternatives.flatMap((factors, place) => {
    const kinds = new Set(factors.map((factor) => factorRegistry[factor].kind))
    const identity = factors.toSorted((a, b) => a - b).join(' ')
    const message =
      factors.length === 0
        ? 'authenticationSets.factorNeeded'
        : kinds.size !== factors.length
          ? 'authenticationSets.sameKind'
          : !factors.every((factor) => factorRegistry[factor].asked)
            ? 'authenticationSets.notAsked'
            : seen.has(identity)
              ? 'authenticationSets.twice'
              : undefined
    seen.add(identity)
    return message === undefined ? [] : [{ field: `alternatives.${place}`, message }]
  })
}
