import { type Locale, locales, type MessageKey, type MessageParams, word } from '@kaoban/messages'

export type Say = (key: MessageKey, params?: MessageParams) => string

export function sayIn(locale: Locale): Say {
  return (key, params) => word(key, locale, params)
}

/** `--lang`, else the first of LC_ALL, LC_MESSAGES and LANG that says something; English for every other language. */
export function localeOf(wanted: string | undefined, env: NodeJS.ProcessEnv): Locale {
  const known = (text: string | undefined) => locales.find((locale) => text?.toLowerCase().startsWith(locale))
  if (wanted !== undefined) return known(wanted) ?? 'en'
  const said = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((text) => text !== undefined && text !== '')
  return known(said) ?? (said === undefined ? (known(Intl.DateTimeFormat().resolvedOptions().locale) ?? 'en') : 'en')
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
