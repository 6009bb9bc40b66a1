import type { SelectedPerson } from './users-search.store.ts'

/** Whether nobody would administer the tenant after these people lost the role or went [NFM-ROL-005]. */
export function leavesNoAdministrator(administrators: ReadonlySet<string>, losing: Iterable<string>): boolean {
  const left = new Set(administrators)
  for (const userId of losing) left.delete(userId)
  return left.size === 0
}

/** Names of the fields that differ, for the operation log, which holds no personal values. */
export function changedFields(before: object, after: object): string[] {
  const old = before as Record<string, unknown>
  return Object.entries(after).flatMap(([field, value]) => (old[field] === value ? [] : [field]))
}

/** Why a deletion is refused as a whole [NFM-USR-043], or undefined when it may be done. */
export function judgeDeletion(
  selected: readonly Pick<SelectedPerson, 'userId' | 'systemAdministrator'>[],
  administrators: ReadonlySet<string>,
  self: string,
): 'MSG-USR-018' | 'MSG-USR-019' | undefined {
  const leaving = selected.map(({ userId }) => userId)
  if (leaving.includes(self)) return 'MSG-USR-019'
  const takesAdministrators = selected.some(({ systemAdministrator }) => systemAdministrator)
  return takesAdministrators && leavesNoAdministrator(administrators, leaving) ? 'MSG-USR-018' : undefined
}
