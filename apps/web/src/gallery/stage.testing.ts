import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject } from 'vitest'
import { axeFaults, comesToRest } from '../../../../test/axe.ts'
import { type Bed, startBed } from './gallery.testing.ts'

/** What the tests of one file act on; each file has a server of its own. */
export let bed: Bed
export let page: Page
/** What the browser complained about: broken policy, warnings of React, uncaught errors. */
export let complaints: string[] = []

let browser: Browser
/** Windows that wait for the next test with their look: a warm one opens a page in a third of the time. */
const waiting = new Map<string, Page>()
let look = ''
let spoilt = false

/** Serves the gallery, built once for all files, and opens windows of the browser around the tests of the file. */
export function onStage(): void {
  beforeAll(async () => {
    bed = await startBed(inject('galleryDist'))
    browser = await chromium.connect(inject('browser'))
  })

  afterAll(async () => {
    waiting.clear()
    await browser?.close()
    await bed?.close()
  })

  beforeEach(() => {
    bed.role = 'system-administrator'
    bed.locale = 'ja'
    bed.mustChangePassword = false
    bed.empty = false
    bed.refuse = undefined
    bed.saved = []
    bed.csrf = []
  })

  afterEach(async ({ task }) => {
    // After a failure nobody knows what is left in it.
    if (task.result?.state === 'fail') spoil()
    await leaveWindow()
  })
}

/** Opens a page as somebody who was never here sees it. */
export async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  await leaveWindow()
  const wanted: BrowserContextOptions = {
    viewport: { width: 1440, height: 900 },
    locale: bed.locale === 'ja' ? 'ja-JP' : 'en-US',
    permissions: ['camera'],
    reducedMotion: 'reduce',
    ...options,
  }
  look = JSON.stringify(wanted)
  page = waiting.get(look) ?? (await openWindow(wanted))
  waiting.delete(look)
  complaints = []
  await page.goto(bed.url + path)
  return page
}

async function openWindow(wanted: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext(wanted)
  const fresh = await context.newPage()
  fresh.setDefaultTimeout(30_000)
  fresh.on('pageerror', (error) => complaints.push(error.message))
  fresh.on('console', (message) => {
    const text = message.text()
    if (['error', 'warning'].includes(message.type()) && !/status of (401|400|403|500|503)/.test(text)) {
      complaints.push(text)
    }
  })
  return fresh
}

/** The window is used by nobody else: for tests that change in it what cannot be changed back. */
export function spoil(): void {
  spoilt = true
}

/** Forgets what was kept in the window, and lets it wait for the next who wants that look. */
async function leaveWindow(): Promise<void> {
  if (look === '') return
  if (spoilt) await page.context().close()
  else {
    await page.context().unrouteAll()
    await page.goto(`${bed.url}/favicon.svg`)
    await page.evaluate(() => {
      localStorage.clear()
      sessionStorage.clear()
    })
    await page.context().clearCookies()
    waiting.set(look, page)
  }
  look = ''
  spoilt = false
}

/** Every state of every page, where that is wished: it takes as long as everything else that these tests do. */
const axeEverywhere = process.env.KAOBAN_AXE === 'everywhere'

/** A state of a page that fits the screen; its page and its dialogs are clean by `isClean`, and by the journeys. */
export async function looksRight(what: string): Promise<void> {
  if (axeEverywhere) return isClean(what)
  await comesToRest(page)
  await fits(what)
}

/** What axe has nothing to say about, and fits. */
export async function isClean(what: string): Promise<void> {
  expect(await axeFaults(page), what).toEqual([])
  await fits(what)
}

export async function fits(what: string): Promise<void> {
  const overflow = await page.evaluate(() =>
    [...document.querySelectorAll('html, [role=dialog]')].map((box) => box.scrollWidth - box.clientWidth),
  )
  expect(Math.max(...overflow), `${what} is wider than the screen`).toBeLessThanOrEqual(1)
}

export const rows = () => page.locator('tbody tr[data-index]')
