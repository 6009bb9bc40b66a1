/** Calendar days are texts YYYY-MM-DD: they compare as texts and mean the same on every database. */

/** The calendar day of an instant in a time zone [NFM-GEN-005]. */
export function dayIn(timeZone: string, at: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at)
}

/** The hour (0–23) of an instant in a time zone. */
export function hourIn(timeZone: string, at: Date): number {
  return Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(at))
}

export function addDays(day: string, days: number): string {
  return toDay(Date.parse(day) + days * 86_400_000)
}

/** Days from one to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}

/** First day of the month that is `months` after that of `day`. */
export function firstOfMonth(day: string, months = 0): string {
  const [year, month] = day.split('-').map(Number) as [number, number]
  return toDay(Date.UTC(year, month - 1 + months, 1))
}

/** Last day of the month that is `months` after that of `day`. */
export function lastOfMonth(day: string, months = 0): string {
  return addDays(firstOfMonth(day, months + 1), -1)
}

function toDay(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10)
}
