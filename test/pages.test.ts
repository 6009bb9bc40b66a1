import { areas, spec } from '@kaoban/messages'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { features } from '../apps/web/src/router.tsx'
import { axeFaults } from './axe.ts'
import { launchChromium } from './chromium.ts'
import { type Example, openExample } from './example.ts'
import { operator } from './journey.ts'
import { Portal } from './portal.ts'
import type { Visitor } from './visitor.ts'

const portal = new Portal()
let browser: Browser
/** With Latin names, so that Japanese on an English page is a text that nobody translated. */
let example: Example

beforeAll(async () => {
  await portal.start()
  browser = await launchChromium()
  example = await openExample(browser, portal, {
    company: { name: 'Aoba Ltd', familyName: 'Tanaka', givenName: 'Ichiro', mail: 'tanaka@aoba.example.jp' },
    people: [{ loginId: 'hanako', familyName: 'Yamada', givenName: 'Hanako' }],
    terminal: 'Reception',
    group: { code: 'SALES', name: 'Sales' },
  })
})

afterAll(async () => {
  await browser?.close()
  await portal.remove()
})

const pages = features
  .flatMap((feature) => feature.pages)
  .map(({ path, frame }) => ({ path, frame }))
  .sort((a, b) => a.path.localeCompare(b.path))
  // One look each, in turn: the tests of components look at pages in the others.
  .map((page, place) => ({ ...page, look: place % 2 === 0 ? 'light' : 'dark' }))
const looks = [
  { locale: 'ja', scheme: 'light' },
  { locale: 'en', scheme: 'dark' },
] as const

const looksOf = new Map<Visitor, string>()

describe('every page', () => {
  it('is in the list', () => {
    expect(pages.length).toBeGreaterThan(25)
    expect(new Set(pages.map(({ path }) => path)).size).toBe(pages.length)
  })

  it('is looked at by somebody who sees what is wrong', async () => {
    const page = await browser.newPage()
    await page.setContent(
      '<html lang="en"><title>x</title><main><h1>x</h1><img src="x"><button></button></main></html>',
    )
    const faults = await axeFaults(page)
    expect(faults.map((fault) => fault.split(':')[0])).toEqual(['button-name', 'image-alt'])
    await page.close()
  })

  describe.each(looks)('in $locale, $scheme', ({ locale, scheme }) => {
    it.each(pages.filter(({ look }) => look === scheme))(
      '$path has all its words, and no fault that axe finds',
      async ({ path, frame }) => {
        const visitor = example.visitorOf({ path, frame })
        const { page } = visitor
        const look = `${locale} ${scheme}`
        // Once a look is on, pages are reached as by links: to load the application takes as long as all the rest.
        if (looksOf.get(visitor) === look) await visitor.go(example.addressOf(path))
        else {
          await visitor.prefer({ locale, scheme })
          await visitor.open(example.addressOf(path))
          looksOf.set(visitor, look)
        }
        await page.getByRole('heading', { level: 1 }).first().waitFor()
        await visitor.settles()
        expect(await page.locator('html').getAttribute('lang')).toBe(locale)
        expect(await page.title()).not.toBe('')
        const words = await wordsOn(visitor)
        expect(words.filter((text) => rawTexts(text).length > 0)).toEqual([])
        if (locale === 'en' && !path.endsWith('/mailbox')) expect(words.filter(isJapanese)).toEqual([])
        expect(await axeFaults(page)).toEqual([])
        expect(visitor.complaints.splice(0)).toEqual([])
      },
    )
  })
})

/** All texts that people see or hear on the page. */
async function wordsOn({ page }: Visitor): Promise<string[]> {
  return page.evaluate(() => {
    const named = [...document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')].flatMap((it) =>
      ['aria-label', 'title', 'placeholder', 'alt'].map((name) => it.getAttribute(name) ?? ''),
    )
    const lines = [document.title, ...document.body.innerText.split('\n'), ...named]
    return [...new Set(lines.map((line) => line.trim()).filter((line) => line !== ''))]
  })
}

const keys = new Set([...Object.values(spec), ...Object.values(areas)].flatMap((texts) => Object.keys(texts)))

/** Keys of the catalogue and marks that nobody filled in. */
function rawTexts(text: string): string[] {
  return [...text.split(/[\s「」（）()]+/).filter((part) => keys.has(part)), ...(text.match(/\{[a-z]\w*\}/gi) ?? [])]
}

/** Japanese that is no name: of the product, the language, or the operator. */
function isJapanese(text: string): boolean {
  return /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(
    text.replaceAll('顔番', '').replaceAll(operator.name, '').replaceAll('日本語', ''),
  )
}
