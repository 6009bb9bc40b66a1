export interface SessionLimits {
  idleMinutes: number
  absoluteHours: number
}

/** A session ends after its idle time and, whatever happens, after its absolute time [NFM-AUT-015]. */
export function isSessionOpen(
  session: { openedAt: Date; lastSeenAt: Date },
  now: Date,
  limits: SessionLimits,
): boolean {
  return (
    now.getTime() - session.lastSeenAt.getTime() < limits.idleMinutes * 60_000 &&
    now.getTime() - session.openedAt.getTime() < limits.absoluteHours * 3_600_000
  )
}

/** Display name in the order a Japanese name is written; the ID when no name is known. */
export function displayName(person: {
  familyName: string
  middleName: string
  givenName: string
  loginId: string
}): string {
  return (
    [person.familyName, person.middleName, person.givenName].filter((part) => part !== '').join(' ') || person.loginId
  )
}
