/**
 * Consecutive face failures (architecture §6.5; NIST SP 800-63B-4, biometric attempts): a failure weighs two, one where
 * the liveness checks had passed. At ten — five failures, or ten live ones — every further attempt has to wait.
 */
export const throttleLimit = 10
export const failureWeight = 2
/** What an attempt gives back that passed liveness, and one in which nothing was compared. */
export const liveRefund = 1
export const noComparisonRefund = 2

const firstDelayMs = 30_000
const longestDelayMs = 5 * 60_000

/** Wait before the next attempt: 30 s at the limit, doubled with every second failure beyond it, at most five minutes. */
export function delayMs(weight: number): number {
  if (weight < throttleLimit) return 0
  const beyond = Math.floor((weight - throttleLimit) / (2 * failureWeight))
  return Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(beyond, 10))
}
