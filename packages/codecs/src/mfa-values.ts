import { userCharacters } from '@kaoban/contract'
import { mfaLimits } from './mfa-layout.ts'

/** Whether 持ち出し情報 would have to be refreshed after it is erased; 0 never erases [MFA-FLD-018]. */
export function periodsClash(boDeletePeriod: number, boUpdatePeriod: number): boolean {
  return boDeletePeriod !== 0 && boUpdatePeriod > boDeletePeriod
}

/** MFA-FLD-004 */
export function isUserid(text: string): boolean {
  const { min, max } = mfaLimits.userid
  return text.length >= min && text.length <= max && /^[A-Za-z0-9._@-]+$/.test(text)
}

/** A mailbox of RFC 5321 §4.1.2 without quotes, which the portal accepts too [MFA-FLD-009]. */
export function isMailbox(text: string): boolean {
  const local = text.slice(0, text.lastIndexOf('@'))
  if (text.length > mfaLimits.mail.max || local.length > mfaLimits.mail.local) return false
  return !/^\.|\.\.|\.$/.test(local) && userCharacters.mail.test(text)
}

/** The same digit, or a run up or down. */
export function isTrivialPin(pin: string): boolean {
  const steps = new Set([...pin].slice(1).map((digit, at) => Number(digit) - Number(pin[at])))
  return steps.size === 1 && Math.abs([...steps][0]!) <= 1
}

/** yyyy/MM/dd of a day that exists, as ISO 8601. */
export function isoDay(text: string): string | undefined {
  const [, year = '', month = '', day = ''] = /^(\d{4})\/(\d{2})\/(\d{2})$/.exec(text) ?? []
  const iso = `${year}-${month}-${day}`
  const time = Date.parse(`${iso}T00:00:00Z`)
  return year > '0000' && !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === iso ? iso : undefined
}

/** In the portal a plain name; at the command line a path that does not leave its folder [MFA-FACE-016]. */
export function mayName(path: string, entrance: 'portal' | 'cli'): boolean {
  if (/[\p{Cc}\p{Cs}]/u.test(path)) return false
  if (entrance === 'portal') return !/[/\\]/.test(path) && path !== '.' && path !== '..'
  return !/^(?:[/\\]|[A-Za-z]:)/.test(path) && !path.split(/[/\\]/).includes('..')
}
