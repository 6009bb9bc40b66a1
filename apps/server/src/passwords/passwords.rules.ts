import { randomInt } from 'node:crypto'

// No letters that look alike on paper; 31 of them, so 16 carry 79 bits.
const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

/** An initial password: four groups that can be read out and typed on any keyboard. */
export function generatePassword(): string {
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')
  return Array.from({ length: 4 }, group).join('-')
}

export interface LockSettings {
  failures: number
  minutes: number
}

/**
 * Until when an account is locked after its nth consecutive failure, or undefined when it is not: every
 * `failures`th one locks, each time for twice as long as before, never longer than a day [NFM-AUT-003].
 */
export function lockAfter(consecutiveFailures: number, now: Date, settings: LockSettings): Date | undefined {
  if (consecutiveFailures === 0 || consecutiveFailures % settings.failures !== 0) return undefined
  const doublings = Math.min(20, consecutiveFailures / settings.failures - 1)
  const minutes = Math.min(24 * 60, settings.minutes * 2 ** doublings)
  return new Date(now.getTime() + Math.max(minutes, settings.minutes) * 60_000)
}

export function isLocked(account: { lockedUntil: Date | null }, now: Date): boolean {
  return account.lockedUntil !== null && account.lockedUntil > now
}

/** Requests for a reissue of one ID that are answered by a mail within an hour [NFM-AUT-013]. */
export const requestsPerHour = 3
