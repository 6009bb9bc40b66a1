import { type Locale, type MessageKey, type MessageParams, word } from '@kaoban/messages'

export type Say = (key: MessageKey, params?: MessageParams) => string

export function sayIn(locale: Locale): Say {
  return (key, params) => word(key, locale, params)
}

/** A day as people write it, in a time zone. */
export function dayIn(locale: Locale, timeZone: string, at: string): string {
  return new Intl.DateTimeFormat(tagOf(locale), { dateStyle: 'medium', timeZone }).format(new Date(at))
}

/** A day and its time where this machine is. */
export function timeHere(locale: Locale, at: string): string {
  return new Intl.DateTimeFormat(tagOf(locale), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at))
}

function tagOf(locale: Locale): string {
  return locale === 'ja' ? 'ja-JP' : 'en-GB'
}
