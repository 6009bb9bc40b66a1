import { describe, expect, it } from 'vitest'
import { areas, hasMessage, type MessageKey, pickLocale, problemWords, type Strings, spec, word } from './index.ts'

const own = Object.values(areas).flatMap((strings: Strings) => Object.entries(strings))
const specified = Object.values(spec).flatMap((strings: Strings) => Object.entries(strings))
const japanese = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u
const spacedOut =
  /[A-Za-z0-9}] [\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー] [A-Za-z0-9{]/u

describe('the catalogue', () => {
  it('has every text of the specification and ours in Japanese and English [NFM-GEN-001]', () => {
    expect(specified.length).toBeGreaterThan(750)
    for (const [key, text] of [...specified, ...own]) {
      expect(text.ja.trim(), `${key} in Japanese`).not.toBe('')
      expect(text.en.trim(), `${key} in English`).not.toBe('')
    }
  })

  it('has no Japanese letters in an English text of ours, except a name that is the same in both', () => {
    expect(own.filter(([, { ja, en }]) => japanese.test(en) && ja !== en).map(([key]) => key)).toEqual([])
  })

  // The word mark is a name; the title's space is the specification's own. Device texts are verbatim from panels.
  it('sets no space between ASCII and Japanese letters [NFM-GEN-003]', () => {
    const portal: [string, { ja: string }][] = Object.entries(spec.portal)
    const spaced = [...own, ...portal]
      .filter(([, { ja }]) => spacedOut.test(ja.replace('Kaoban 顔番', '')))
      .map(([key]) => key)
    expect(spaced).toEqual(['LBL-NAV-title'])
  })
})

describe('word', () => {
  it('fills in marks in either language', () => {
    expect(word('LBL-GEN-count', 'ja', { total: 24773, from: 1, to: 100 })).toBe('24773件中1-100件')
    expect(word('LBL-GEN-count', 'en', { total: 24773, from: 1, to: 100 })).toBe('1-100 of 24773')
  })

  it('names the product Kaoban unless told otherwise', () => {
    expect(word('LBL-NAV-title', 'ja')).toBe('Kaoban 管理ポータル')
    expect(word('LBL-NAV-title', 'ja', { product: '顔番' })).toBe('顔番 管理ポータル')
  })

  it('leaves a mark without a value visible and never looks a value up again', () => {
    expect(word('frame.signedInAs', 'en')).toBe('Signed in as {name}')
    expect(word('frame.signedInAs', 'en', { name: '{product}$&' })).toBe('Signed in as {product}$&')
  })

  it('refuses a key that the catalogue does not have', () => {
    expect(hasMessage('signIn.nowhere')).toBe(false)
    expect(() => word('signIn.nowhere' as MessageKey, 'ja')).toThrow(RangeError)
  })
})

describe('problemWords', () => {
  it('says what is wrong, what to do and who can do it', () => {
    expect(problemWords('request.forbidden', 'en')).toEqual({
      title: 'You may not do this.',
      remedy: 'If you need to, ask your system administrator for the permission.',
      who: 'Your system administrator',
    })
  })

  it('has words for a code it has never heard of', () => {
    expect(problemWords('tomorrow.unheard-of', 'ja')).toEqual({
      title: '予期しないエラーが発生しました。',
      remedy: undefined,
      who: 'ご本人',
    })
  })
})

describe('pickLocale', () => {
  it.each([
    [undefined, 'ja'],
    ['', 'ja'],
    ['*', 'ja'],
    ['fr-FR,fr;q=0.9', 'ja'],
    ['en-US,en;q=0.9,ja;q=0.8', 'en'],
    ['ja,en-US;q=0.9', 'ja'],
    ['fr, en;q=0.4, JA-jp;q=0.7', 'ja'],
    ['en;q=0, fr', 'ja'],
    ['enx;q=1', 'ja'],
    ['en;q=nonsense', 'ja'],
  ])('the first visit of a browser asking for %o is in %s', (header, locale) => {
    expect(pickLocale(header)).toBe(locale)
  })
})
