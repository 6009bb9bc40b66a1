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
