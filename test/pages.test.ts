import { listUsers, searchAuthentications } from '@kaoban/contract'
import { areas, spec } from '@kaoban/messages'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { features } from '../apps/web/src/router.tsx'
import { axeFaults, launchChromium } from './chromium.ts'
import { codeOf, createTenant, operator, readMail, setPassword, setUpOperator, signIn } from './journey.ts'
import { Portal } from './portal.ts'
import { Visitor } from './visitor.ts'

// Latin names, so that Japanese on an English page is a text that nobody translated.
const company = { name: 'Aoba Ltd', familyName: 'Tanaka', givenName: 'Ichiro', mail: 'tanaka@aoba.example.jp' }
const password = 'Amber-Bridge-71-Sparrow'

const portal = new Portal()
let browser: Browser
let office: Visitor
let desk: Visitor
let guest: Visitor
/** What stands for the `$name` of an address, by path where pages mean different things by it. */
const parameters: Record<string, string> = {}

beforeAll(async () => {
  await portal.start()
  browser = await launchChromium()
  office = await Visitor.enter(browser, portal)
  desk = await Visitor.enter(browser, portal)
  guest = await Visitor.enter(browser, portal)
  await setUpOperator(office)
  await createTenant(office, company)
  const mail = await readMail(guest, company.mail, 'MAIL-01')
  parameters.$code = codeOf(mail.signInUrl!)
  await setPassword(desk, mail, password)
  await signIn(desk, parameters.$code, company.mail, password)
  await desk.open('/users?add=1')
  const dialog = desk.dialog('users.add')
  await desk.fill(
    {
      'LBL-USR-id': 'hanako',
      'LBL-USR-password': 'Silver-Orchard-94-Tram',
      'LBL-USR-sei': 'Yamada',
      'LBL-USR-mail': 'hanako@aoba.example.jp',
    },
    dialog,
  )
  await desk.button('LBL-GEN-save', undefined, dialog).click()
  await desk.reads('users.added.user')
  await desk.open('/terminals')
  await desk.button('terminals.register').first().click()
  const register = desk.dialog('terminals.register.title')
  await desk.field('terminals.name', register).fill('Reception')
  await desk.button('terminals.register', undefined, register).click()
  await desk.reads('terminals.registered')
  const { rows: people } = await ask(listUsers.path)
  parameters.$userId = people.find(({ loginId }: { loginId: string }) => loginId === 'hanako').userId
  const { rows: attempts } = await ask(searchAuthentications.path)
  const { authenticationId, at } = attempts[0]
  parameters.$authenticationId = `${authenticationId}?at=${encodeURIComponent(at)}`
  parameters['/p/$token'] = new URL((await readMail(guest, 'hanako@aoba.example.jp', 'MAIL-08')).passwordUrl!).pathname
  // The set-up is over: what is left of it is the page that says so.
  parameters['/setup/$token'] = new URL(portal.setupUrl).pathname
  parameters['/errors/$code'] = '/errors/8B'
})

afterAll(async () => {
  await browser?.close()
  await portal.remove()
})

async function ask(path: string) {
  return desk.page.evaluate(async (from) => (await fetch(from)).json(), path)
}

const pages = features
  .flatMap((feature) => feature.pages)
  .map(({ path, frame }) => ({ path, frame }))
  .sort((a, b) => a.path.localeCompare(b.path))
const looks = [
  { locale: 'ja', scheme: 'light' },
  { locale: 'en', scheme: 'dark' },
] as const

describe('every page', () => {
  it('is in the list', () => {
    expect(pages.length).toBeGreaterThan(25)
    expect(new Set(pages.map(({ path }) => path)).size).toBe(pages.length)
  })

  describe.each(looks)('in $locale, $scheme', ({ locale, scheme }) => {
    it.each(pages)('$path has no fault that axe finds, and all its words', async ({ path, frame }) => {
      const visitor =
        frame === 'operator' || path === '/operator/two-factor' ? office : frame === 'public' ? guest : desk
      const { page } = visitor
      await page.evaluate((chosen) => localStorage.setItem('kaoban.locale', chosen), locale)
      await page.emulateMedia({ colorScheme: scheme })
      await visitor.open(addressOf(path))
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      await page.waitForLoadState('networkidle')
      expect(await page.locator('html').getAttribute('lang')).toBe(locale)
      expect(await page.title()).not.toBe('')
      const words = await wordsOn(visitor)
      expect(words.filter((text) => rawTexts(text).length > 0)).toEqual([])
      if (locale === 'en' && !path.endsWith('/mailbox')) expect(words.filter(isJapanese)).toEqual([])
      expect(await axeFaults(page)).toEqual([])
      expect(visitor.complaints.splice(0)).toEqual([])
    })
  })
})

function addressOf(path: string): string {
  const address = parameters[path] ?? path.replace(/\$\w+/g, (name) => parameters[name] ?? name)
  if (address.includes('$')) throw new Error(`no example for ${path}`)
  return address
}

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
