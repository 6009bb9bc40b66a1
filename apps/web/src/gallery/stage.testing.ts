import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, inject } from 'vitest'
import { type Bed, startBed } from './gallery.testing.ts'

/** What the tests of one file act on; each file has a server and a browser of its own. */
export let bed: Bed
export let page: Page
/** What the browser complained about: broken policy, warnings of React, uncaught errors. */
export let complaints: string[] = []

let browser: Browser

/** Serves the gallery, built once for all files, and starts a browser around the tests of the file. */
export function onStage(): void {
  beforeAll(async () => {
    bed = await startBed(inject('galleryDist'))
    const quiet = 'quic first-run background-networking component-update sync'.split(' ')
    browser = await chromium.launch({
      executablePath: process.env.KAOBAN_CHROMIUM ?? '/usr/bin/chromium',
      args: [
        ...['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run'],
        ...quiet.map((name) => `--disable-${name}`),
        ...['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'],
      ],
    })
  })

  afterAll(async () => {
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

  afterEach(async () => {
    await page?.context().close()
  })
}

export async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: bed.locale === 'ja' ? 'ja-JP' : 'en-US',
    permissions: ['camera'],
    ...options,
  })
  page = await context.newPage()
  page.setDefaultTimeout(30_000)
  complaints = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    const text = message.text()
    if (['error', 'warning'].includes(message.type()) && !/status of (401|400|403|500|503)/.test(text)) {
      complaints.push(text)
    }
  })
  await page.goto(bed.url + path)
  return page
}

export const rows = () => page.locator('tbody tr[data-index]')
