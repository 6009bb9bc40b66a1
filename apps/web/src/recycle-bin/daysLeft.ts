const day = 86_400_000

/** Whole days until a moment; 0 when less than one is left. */
export function daysLeft(until: string, now: Date): number {
  return Math.max(0, Math.floor((new Date(until).getTime() - now.getTime()) / day))
}
