/** Time of day of a zone against UTC at a moment, in milliseconds. */
function offsetAt(moment: Date, zone: string): number {
  const text = moment.toLocaleString('sv-SE', { timeZone: zone }).replace(' ', 'T')
  return new Date(`${text}Z`).getTime() - Math.floor(moment.getTime() / 1000) * 1000
}

/** What an input of type datetime-local shows for an ISO time in a zone: 2026-11-22T10:39. */
export function localOf(iso: string, zone: string): string {
  const moment = new Date(iso)
  return new Date(moment.getTime() + offsetAt(moment, zone)).toISOString().slice(0, 16)
}

/** The moment that a datetime-local text means in a zone; undefined when it is not filled in. */
export function instantOf(local: string, zone: string): Date | undefined {
  const guess = new Date(`${local}Z`)
  if (Number.isNaN(guess.getTime())) return undefined
  const first = new Date(guess.getTime() - offsetAt(guess, zone))
  // Around a change of the clocks the offset of the guess is not that of the answer.
  return new Date(guess.getTime() - offsetAt(first, zone))
}
