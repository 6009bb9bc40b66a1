import { KaobanError } from '@kaoban/contract'
import type { Context } from '../platform/context.ts'
import { delayMs, failureWeight, liveRefund, noComparisonRefund, throttleLimit } from './throttle.rules.ts'
import { addWeight, blockUntil, clearThrottle, findThrottle, takeWeight } from './throttle.store.ts'

/** Who is counted: the terminal, and the ID as typed — whether or not somebody has it. */
export interface Counted {
  terminalId: string
  loginId: string | null
}

function subjectsOf(ctx: Context, counted: Counted) {
  const terminal = { tenantId: ctx.tenantId, kind: 'terminal' as const, subject: counted.terminalId }
  if (counted.loginId === null) return [terminal]
  return [{ tenantId: ctx.tenantId, kind: 'person' as const, subject: counted.loginId.toLowerCase() }, terminal]
}

/** Seconds to wait before another attempt makes sense; 0 when none. Changes nothing. */
export async function secondsToWait(ctx: Context, counted: Counted): Promise<number> {
  const now = ctx.clock.now().getTime()
  let seconds = 0
  for (const subject of subjectsOf(ctx, counted)) {
    const row = await findThrottle(ctx.db, subject)
    if (!row || row.weight < throttleLimit || !row.blockedUntil) continue
    seconds = Math.max(seconds, Math.ceil((row.blockedUntil.getTime() - now) / 1000))
  }
  return seconds
}

export function mustWait(seconds: number): KaobanError {
  return new KaobanError('face-sign-in.wait', 'too many failures, wait before the next attempt', {
    details: { retryAfterSeconds: seconds },
  })
}

/**
 * Counts an attempt as failed before it is looked at, so that requests at the same time and crashes count too.
 * Returns the seconds to wait when it may not be made, and then counts nothing.
 */
export async function countAttempt(ctx: Context, counted: Counted): Promise<number> {
  const wait = await secondsToWait(ctx, counted)
  if (wait > 0) return wait
  const now = ctx.clock.now()
  for (const subject of subjectsOf(ctx, counted)) {
    const weight = await addWeight(ctx.db, subject, failureWeight, throttleLimit, now)
    if (weight === undefined) return Math.ceil(delayMs(throttleLimit) / 1000)
    const delay = delayMs(weight)
    if (delay > 0) await blockUntil(ctx.db, subject, new Date(now.getTime() + delay))
  }
  return 0
}

/** Gives back what an attempt should not have cost. */
export async function refundAttempt(ctx: Context, counted: Counted, how: 'live' | 'no-comparison'): Promise<void> {
  const weight = how === 'live' ? liveRefund : noComparisonRefund
  for (const subject of subjectsOf(ctx, counted)) await takeWeight(ctx.db, subject, weight)
}

/** A success ends the row of failures, of the person and of the terminal. */
export async function forgetFailures(ctx: Context, counted: Counted): Promise<void> {
  for (const subject of subjectsOf(ctx, counted)) await clearThrottle(ctx.db, subject)
}
