import { DatesProvider } from '@mantine/dates'
import 'dayjs/locale/ja'
import { hasMessage, type Locale, type MessageKey, type MessageParams, pickLocale, word } from '@kaoban/messages'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import { readKept, writeKept } from './kept.ts'

interface Language {
  locale: Locale
  /** The person chooses: changes the language of this page and remembers it in this browser. */
  setLocale: (locale: Locale) => void
  /** The language of the account; a choice made in this browser stands above it. */
  followAccount: (locale: Locale) => void
  /** The name of the product where the operator gave it another one. */
  setProduct: (product: string) => void
  product: string
}

const LanguageContext = createContext<Language | undefined>(undefined)

function keptLocale(): Locale | undefined {
  const kept = readKept('locale')
  return kept === 'ja' || kept === 'en' ? kept : undefined
}

/** The language of the page: the person's own, else that of the browser, else Japanese [NFM-GEN-002]. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [locale, setState] = useState<Locale>(() => keptLocale() ?? pickLocale(navigator.languages.join()))
  const setLocale = useCallback((next: Locale) => {
    writeKept('locale', next)
    setState(next)
  }, [])
  const followAccount = useCallback((known: Locale) => setState(keptLocale() ?? known), [])
  useEffect(() => {
    document.documentElement.lang = locale
  }, [locale])
  const [product, setProduct] = useState('Kaoban')
  const value = useMemo(
    () => ({ locale, setLocale, followAccount, product, setProduct }),
    [locale, setLocale, followAccount, product],
  )
  return (
    <LanguageContext value={value}>
      <DatesProvider settings={{ locale, firstDayOfWeek: 0 }}>{children}</DatesProvider>
    </LanguageContext>
  )
}

export function useLanguage(): Language {
  const language = useContext(LanguageContext)
  if (!language) throw new Error('LanguageProvider is missing')
  return language
}

export type Say = (key: MessageKey, params?: MessageParams) => string

/** `const say = useWord(); say('LBL-GEN-save')` */
export function useWord(): Say {
  const { locale, product } = useLanguage()
  return useCallback((key, params) => word(key, locale, { product, ...params }), [locale, product])
}

/** A text that follows the language even where it is kept, for instance in the errors of a form. */
export function Words({ of, params }: { of: MessageKey; params?: MessageParams | undefined }) {
  return useWord()(of, params)
}

/** A message whose key came from the server; a key that this build does not know is shown as it is. */
export function ServerWords({ of, params }: { of: string; params?: MessageParams | undefined }) {
  const say = useWord()
  return hasMessage(of) ? say(of, params) : of
}
