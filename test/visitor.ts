import { join } from 'node:path'
import { type Locale, type MessageKey, type MessageParams, word } from '@kaoban/messages'
import type { Browser, BrowserContext, CDPSession, Locator, Page } from 'playwright-core'
import { type Look, openContext } from './chromium.ts'
import type { Portal } from './portal.ts'

/** The patience of a visitor: machines that run tests are busy. */
const patienceMs = 30_000

/** Answers that the browser itself reports on its console; the pages tell people about them in words. */
const reportedByBrowser =
  /status of (400|401|403|404|409|410|422|423|429|502|503)|ERR_(CONNECTION_(REFUSED|RESET|CLOSED)|SOCKET_NOT_CONNECTED|EMPTY_RESPONSE)/

/** Somebody at a browser, who finds things by what they are and how they are called. */
export class Visitor {
  readonly context: BrowserContext
  readonly page: Page
  readonly portal: Portal
  readonly locale: Locale
  /** What the browser complained about: broken policy, warnings of the page, uncaught errors. */
  readonly complaints: string[] = []
  #network: CDPSession | undefined
  /** Requests that have no answer yet. */
  #asking = 0

  private constructor(portal: Portal, page: Page, locale: Locale) {
    this.portal = portal
    this.page = page
    this.context = page.context()
    this.locale = locale
    page.setDefaultTimeout(patienceMs)
    page.on('request', () => this.#asking++)
    page.on('requestfinished', () => this.#asking--)
    page.on('requestfailed', () => this.#asking--)
    page.on('pageerror', (error) => this.complaints.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error' && !reportedByBrowser.test(message.text())) this.complaints.push(message.text())
    })
  }

  static async enter(browser: Browser, portal: Portal, look: Look = {}): Promise<Visitor> {
    const context = await openContext(browser, look)
    return new Visitor(portal, await context.newPage(), look.locale ?? 'ja')
  }

  /** Another window of the same browser. */
  async another(): Promise<Visitor> {
    return new Visitor(this.portal, await this.context.newPage(), this.locale)
  }

  say(key: MessageKey, params?: MessageParams): string {
    return word(key, this.locale, params)
  }

  async open(path: string): Promise<void> {
    await this.page.goto(new URL(path, this.portal.url).href)
  }

  /** Goes to another page of the application that is open, as by a link, and waits until its heading has come. */
  async go(path: string): Promise<void> {
    await this.page.evaluate((to) => {
      for (const heading of document.querySelectorAll('h1')) heading.dataset.left = ''
      history.pushState(null, '', to)
    }, path)
    await this.page.locator('h1:not([data-left])').first().waitFor()
  }

  /** A field by its label, whether or not it carries the mark of a required one. */
  field(key: MessageKey, within: Locator | Page = this.page): Locator {
    return within.getByLabel(new RegExp(`^${quoted(this.say(key))}( \\*)?$`))
  }

  button(key: MessageKey, params?: MessageParams, within: Locator | Page = this.page): Locator {
    return within.getByRole('button', { name: this.say(key, params), exact: true })
  }

  link(key: MessageKey, within: Locator | Page = this.page): Locator {
    return within.getByRole('link', { name: this.say(key), exact: true })
  }

  heading(key: MessageKey, params?: MessageParams): Locator {
    return this.page.getByRole('heading', { name: this.say(key, params), exact: true })
  }

  dialog(key: MessageKey): Locator {
    return this.page.getByRole('dialog', { name: this.say(key), exact: true })
  }

  async fill(values: Partial<Record<MessageKey, string>>, within: Locator | Page = this.page): Promise<void> {
    for (const [key, text] of Object.entries(values)) await this.field(key as MessageKey, within).fill(text)
  }

  /** Waits until these words can be read somewhere on the page. */
  async reads(key: MessageKey, params?: MessageParams): Promise<void> {
    await this.readsText(this.say(key, params))
  }

  async readsText(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).filter({ visible: true }).first().waitFor()
  }

  /** Waits until the address is this path, whatever follows it. */
  async arrivesAt(path: string | RegExp): Promise<void> {
    await this.page.waitForURL((url) => (typeof path === 'string' ? url.pathname === path : path.test(url.pathname)))
  }

  /** Waits until the page has all its answers, shows them, and asks for nothing more. */
  async settles(): Promise<void> {
    for (let quiet = 0; quiet < 2; quiet = this.#asking > 0 ? 0 : quiet + 1)
      await this.page.evaluate(
        () => new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(shown)))),
      )
  }

  /** Chooses language and brightness, as people do in the header and in their system. */
  async prefer({ locale, scheme }: Required<Pick<Look, 'locale' | 'scheme'>>): Promise<void> {
    await this.page.evaluate((chosen) => localStorage.setItem('kaoban.locale', chosen), locale)
    await this.page.emulateMedia({ colorScheme: scheme })
  }

  /** How much the browser sends and gets in a second from now on; undefined for all it can. */
  async pace(bytesPerSecond: number | undefined): Promise<void> {
    const pace = bytesPerSecond ?? -1
    this.#network ??= await this.context.newCDPSession(this.page)
    await this.#network.send('Network.emulateNetworkConditions', {
      ...{ offline: false, latency: 0, downloadThroughput: pace, uploadThroughput: pace },
    })
  }

  /** Does something that asks the server, and waits for its answer. */
  async answered(pathEnd: string, act: () => Promise<void>): Promise<number> {
    const answer = this.page.waitForResponse((response) => new URL(response.url()).pathname.endsWith(pathEnd))
    await act()
    return (await answer).status()
  }

  /** Keeps a picture of what was to be seen when something failed. */
  async keep(name: string): Promise<void> {
    const folder = join(import.meta.dirname, '../.cache/journeys')
    await this.page.screenshot({ path: join(folder, `${name.replace(/[^\p{L}\p{N}]+/gu, '-')}.png`) }).catch(() => {})
  }

  async leave(): Promise<void> {
    await this.context.close()
  }
}

function quoted(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
