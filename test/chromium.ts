import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium } from 'playwright-core'

const switches = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Pages of tests live for seconds: to translate their programs twice and thrice takes longer than it spares. */
export const switchesForPages = [...switches, '--js-flags=--no-maglev --no-turbofan']

const whole = '/usr/bin/chromium'
const windowless = '/usr/bin/chromium-headless-shell'

/** Chromium without windows of its own does the same with a page; a new visitor costs it a sixth of the work. */
export function chromiumForPages(): string {
  return process.env.KAOBAN_CHROMIUM ?? (existsSync(windowless) ? windowless : whole)
}

/** With a camera file, Chromium as people have it, whose camera plays that. Without one it has no camera at all. */
export function launchChromium(cameraFile?: string): Promise<Browser> {
  if (cameraFile === undefined) return chromium.launch({ executablePath: chromiumForPages(), args: switchesForPages })
  return chromium.launch({
    executablePath: process.env.KAOBAN_CHROMIUM ?? whole,
    args: [
      ...switches,
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-video-capture=${cameraFile}`,
    ],
  })
}

export interface Look {
  locale?: 'ja' | 'en'
  scheme?: 'light' | 'dark'
  width?: number
  height?: number
}

export function openContext(browser: Browser, look: Look = {}): Promise<BrowserContext> {
  return browser.newContext({
    locale: look.locale === 'en' ? 'en-US' : 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    colorScheme: look.scheme ?? 'light',
    viewport: { width: look.width ?? 1440, height: look.height ?? 900 },
    reducedMotion: 'reduce',
  })
}
