import { type Locale, locales } from './text.ts'

/**
 * The language for a first visit: the best supported one of an Accept-Language header or of
 * `navigator.languages.join()`, Japanese when none is. [NFM-GEN-002]
 * @see RFC 9110 §12.5.4
 */
export function pickLocale(acceptLanguage: string | null | undefined): Locale {
  let best: Locale = locales[0]
  let bestWeight = 0
  for (const range of (acceptLanguage ?? '').split(',')) {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
    const quality = parameters.find((parameter) => parameter.startsWith('q='))
    const weight = quality ? Number(quality.slice(2)) : 1
    const locale = locales.find((known) => tag === known || tag.startsWith(`${known}-`))
    if (locale && weight > bestWeight) {
      best = locale
      bestWeight = weight
    }
  }
  return best
}

/**
 * The language of a program on a terminal: what was asked for, else the first of LC_ALL, LC_MESSAGES and LANG that says
 * something; English for every other language.
 */
export function localeOfEnvironment(
  wanted: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Locale {
  const known = (text: string | undefined) => locales.find((locale) => text?.toLowerCase().startsWith(locale))
  if (wanted !== undefined) return known(wanted) ?? 'en'
  const said = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((text) => text !== undefined && text !== '')
  return known(said) ?? (said === undefined ? (known(Intl.DateTimeFormat().resolvedOptions().locale) ?? 'en') : 'en')
}
