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
