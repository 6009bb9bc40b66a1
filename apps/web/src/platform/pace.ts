/** How fast long work goes, in pieces a second, and the seconds it will still take; unknown until it has begun. */
export function paceOf(done: number, total: number | undefined, seconds: number): { rate: number; left?: number } {
  const rate = seconds >= 1 ? done / seconds : 0
  return total === undefined || rate === 0 ? { rate } : { rate, left: Math.max(0, total - done) / rate }
}

export function rateText(rate: number): string | number {
  return rate >= 10 ? Math.round(rate) : rate.toFixed(1)
}
