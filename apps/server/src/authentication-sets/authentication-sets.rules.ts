import type { FactorNumber } from '@kaoban/contract'

export type Alternatives = readonly (readonly FactorNumber[])[]

/** One rule about an application: of a group, or with null of everybody whose groups say nothing. */
export interface AuthenticationRule {
  groupId: string | null
  alternatives: Alternatives
}

/**
 * The ways in that somebody has: of the first of their groups that says anything, else those of everybody. What groups
 * allow is not added up: whoever asks more of a group is not undone by another one [MFA-ORG-004].
 */
export function waysFor(rules: readonly AuthenticationRule[], groupIds: readonly string[]): Alternatives {
  const byGroup = new Map(rules.map((rule) => [rule.groupId, rule.alternatives]))
  const first = groupIds.find((groupId) => byGroup.has(groupId))
  return byGroup.get(first ?? null) ?? []
}

/** Of these ways in, those all of whose factors somebody has [MFA-AUTH-004]. */
export function offeredWays(ways: Alternatives, has: ReadonlySet<FactorNumber>): FactorNumber[][] {
  return ways.filter((factors) => factors.every((factor) => has.has(factor))).map((factors) => [...factors])
}
