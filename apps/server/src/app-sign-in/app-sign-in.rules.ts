import type { FactorNumber, Means } from '@kaoban/contract'
import { type Alternatives, offeredWays } from '../authentication-sets/authentication-sets.service.ts'

/** What can be shown on the page itself; a face needs a terminal. */
const shownHere: readonly FactorNumber[] = [16, 104, 109]

/**
 * What an ID is offered that has nothing of its own to offer: the same at every time, and like what some person would be
 * offered [MFA-AUTH-004, MFA-AUTH-005].
 * @param digest keyed, of the ID: at least two bytes
 */
export function decoyWays(sets: readonly Alternatives[], digest: Uint8Array): FactorNumber[][] {
  const can = new Set(shownHere)
  const open = sets.map((ways) => offeredWays(ways, can)).filter((ways) => ways.length > 0)
  if (open.length === 0) return [[16]]
  const ways = open[digest[0]! % open.length]!
  // Most people have not registered everything.
  const first = digest[1]! % ways.length
  return digest[1]! >= 128 ? ways : ways.slice(first)
}

/** Factors of a way in that are still to be shown. */
export function missingOf(way: readonly FactorNumber[], proven: ReadonlySet<number>): FactorNumber[] {
  return way.filter((factor) => !proven.has(factor))
}

/** The way in that somebody chose, in the order in which it is offered. */
export function chosenWay(ways: readonly FactorNumber[][], alternative: readonly number[]): FactorNumber[] | undefined {
  const wanted = alternative.toSorted().join(' ')
  return ways.find((way) => way.toSorted().join(' ') === wanted)
}

const means: Readonly<Partial<Record<FactorNumber, Means>>> = {
  16: 'user-password',
  55: 'face',
  104: 'totp',
  109: 'pin',
}

/** How the log calls what was shown. */
export function meansOf(factors: readonly FactorNumber[]): Means {
  return (factors.length === 1 ? means[factors[0]!] : undefined) ?? 'several-factors'
}
