const hour = 3_600_000

export interface HourlyCount {
  hour: Date
  succeeded: boolean
  count: number
}

/** Start of the oldest of the 24 hours that end with the running one. */
export function dayBefore(now: Date): Date {
  return new Date(Math.floor(now.getTime() / hour) * hour - 23 * hour)
}

/** 24 hours without gaps from counts that name only the hours in which something happened. */
export function fillHours(from: Date, counts: readonly HourlyCount[]) {
  const hours = Array.from({ length: 24 }, (_, index) => ({
    from: new Date(from.getTime() + index * hour).toISOString(),
    succeeded: 0,
    failed: 0,
  }))
  for (const { hour: at, succeeded, count } of counts) {
    const slot = hours[Math.floor((at.getTime() - from.getTime()) / hour)]
    if (slot) slot[succeeded ? 'succeeded' : 'failed'] += count
  }
  return hours
}
