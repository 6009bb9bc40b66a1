import type { BulkAction, Role } from '@kaoban/contract'
import type { SelectedPerson } from './users-search.store.ts'

/** Whether nobody would administer the tenant after these people lost the role or went [NFM-ROL-005]. */
export function leavesNoAdministrator(administrators: ReadonlySet<string>, losing: Iterable<string>): boolean {
  const left = new Set(administrators)
  for (const userId of losing) left.delete(userId)
  return left.size === 0
}

/** Whether a person can administer the tenant today and every day, as far as the record says. */
export function mayAdminister(person: {
  systemAdministrator: boolean
  disabled: boolean
  validUntil: string | null
}): boolean {
  return person.systemAdministrator && !person.disabled && person.validUntil === null
}

/** First and last day of validity, both included [MFA-FLD-063]; days compare as texts. */
export function isValidOn(person: { validFrom: string | null; validUntil: string | null }, day: string): boolean {
  return (person.validFrom ?? day) <= day && day <= (person.validUntil ?? day)
}

/** Names of the fields that differ, for the operation log, which holds no personal values. */
export function changedFields(before: object, after: object): string[] {
  const old = before as Record<string, unknown>
  return Object.entries(after).flatMap(([field, value]) => (old[field] === value ? [] : [field]))
}

/** Why something may not be done to these people at all [NFM-USR-043, NFM-ROL-006, NFM-ROL-012], or undefined. */
export function judgeBulk(
  act: BulkAction['kind'],
  selected: readonly Pick<SelectedPerson, 'userId' | 'systemAdministrator' | 'groupAdministrator'>[],
  administrators: ReadonlySet<string>,
  actor: { userId: string; role: Role },
): 'MSG-USR-018' | 'MSG-USR-019' | 'MSG-USR-020' | 'MSG-USR-021' | 'users.notYourself' | undefined {
  // Those who administer something are for system administrators to decide about.
  if (
    actor.role !== 'system-administrator' &&
    selected.some((one) => one.systemAdministrator || one.groupAdministrator)
  )
    return 'MSG-USR-021'
  const own = selected.find(({ userId }) => userId === actor.userId)
  if (own && act === 'delete') return 'MSG-USR-019'
  if (own && act === 'lock') return 'users.notYourself'
  if (own?.groupAdministrator && act === 'move') return 'MSG-USR-020'
  const losing = act === 'delete' || act === 'lock' ? selected.filter((one) => one.systemAdministrator) : []
  return losing.length > 0 &&
    leavesNoAdministrator(
      administrators,
      losing.map(({ userId }) => userId),
    )
    ? 'MSG-USR-018'
    : undefined
}
