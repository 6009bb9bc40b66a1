import type { ComputerSync, ErrorCode } from '@kaoban/contract'
import { compareTemplates, type FaceTemplate, sameRecipe, type Thresholds } from '@kaoban/face'

type People = ComputerSync['people']

/** The account of a name on this computer, without case. */
export function accountNamed({ accounts }: Pick<ComputerSync, 'accounts'>, name: string) {
  return accounts.find((account) => account.name.toLowerCase() === name.toLowerCase())
}

export interface OpenedPerson {
  userId: string
  templates: readonly FaceTemplate[]
}

/**
 * Who of the people of this computer it is: whoever is most alike, when that is alike enough. Where there are several to
 * mistake one for, more is asked.
 */
export function recognise(
  face: FaceTemplate,
  people: readonly OpenedPerson[],
  thresholds: Thresholds,
  level: 'standard' | 'secure',
): string | undefined {
  let best: { userId: string; likeness: number } | undefined
  for (const { userId, templates } of people)
    for (const template of templates) {
      if (!sameRecipe(face, template)) continue
      const likeness = compareTemplates(face, template)
      if (likeness > (best?.likeness ?? Number.NEGATIVE_INFINITY)) best = { userId, likeness }
    }
  const needed = people.length > 1 ? Math.max(thresholds.secure, thresholds[level]) : thresholds[level]
  return best && best.likeness >= needed ? best.userId : undefined
}

/** A face that is known here, but not of the account: E5 [NFM-CLG-005]. */
export function refusalOf(recognised: string | undefined, userIds: readonly string[]): ErrorCode | undefined {
  return recognised !== undefined && !userIds.includes(recognised) ? 'E5' : undefined
}

export function faceless(people: People, userIds: readonly string[]): boolean {
  return people.every(({ userId, templates }) => !userIds.includes(userId) || templates.length === 0)
}

/** Failures in a row, after which every further attempt has to wait: half a minute, doubled with each, five minutes at most. */
const freeFailures = 5

export function waitAfter(failures: number): number {
  if (failures < freeFailures) return 0
  return Math.min(300_000, 30_000 * 2 ** Math.min(failures - freeFailures, 10))
}
