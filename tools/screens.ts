/**
 * npm run screens -- [--into FOLDER] [PART OF A NAME …]: pictures of every page and of the dialogs that its buttons open,
 * in both languages, light and dark, narrow and wide, in .cache/screens, where the few that the README shows go to
 * docs/screens; with --into all of them go there. Before the camera there is a drawn face only.
 */
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { goldenPicture, makePicture, type Picture, samplePicture } from '@kaoban/face'
import type { Locator, Route } from 'playwright-core'
import { Camera } from '../test/camera.ts'
import { launchChromium } from '../test/chromium.ts'
import { type Example, openExample } from '../test/example.ts'
import { Portal } from '../test/portal.ts'
import type { Visitor } from '../test/visitor.ts'

const root = join(import.meta.dirname, '..')
process.chdir(root)
const { values, positionals: wanted } = parseArgs({
  options: { into: { type: 'string' } },
  allowPositionals: true,
})
const all = values.into ?? '.cache/screens'
const kept = 'docs/screens'
const keptBytes = 200_000

const shownInReadme = ['users-ja-light-1440', 'kiosk-ja-dark-1440', 'dashboard-en-light-1440', 'enrolment-ja-light-390']
const looks = (['ja', 'en'] as const).flatMap((locale) =>
  (['light', 'dark'] as const).flatMap((scheme) => [390, 1440].map((width) => ({ locale, scheme, width }))),
)

/** Pages as the portal lists them, with the names of their pictures. */
function pagesOfPortal(): { name: string; path: string; frame: string }[] {
  const features = 'apps/web/src'
  const files = readdirSync(features, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.pages.ts') && !name.startsWith('gallery'),
  )
  const found = files.flatMap((file) => [
    ...readFileSync(join(features, file), 'utf8').matchAll(/path: '([^']+)',\s*frame: '(\w+)'/g),
  ])
  const named: Record<string, string> = { '/t/$code/face': 'kiosk', '/me/face': 'enrolment' }
  return found.map(([, path, frame]) => ({
    name: named[path!] ?? path!.slice(1).replace(/[/$]+/g, '-'),
    path: path!,
    frame: frame!,
  }))
}

/** The drawn face in the size of a camera frame, moved a little. */
function drawnFrame(shift: number): Picture {
  const drawn = goldenPicture()
  const data = new Uint8Array(640 * 480 * 3)
  const corner = new Uint8Array(3)
  for (let y = 0, o = 0; y < 480; y++)
    for (let x = 0; x < 640; x++, o += 3) {
      // The mean of 25 points takes the grain away, which pictures of pages would pay for in bytes.
      const sum = [0, 0, 0]
      for (let i = 0; i < 25; i++) {
        samplePicture(drawn, (x + shift) * 0.75 + (i % 5) - 2, y * 0.75 + Math.floor(i / 5) - 2, 'edge', corner, 0)
        for (let c = 0; c < 3; c++) sum[c]! += corner[c]! / 25
      }
      for (let c = 0; c < 3; c++) data[o + c] = sum[c]!
    }
  return makePicture(640, 480, data)
}

const overlays = '[role=dialog]:visible, [role=menu]:visible'
/** Of a list, the first row stands for all. */
const pressed = 'main button:visible:enabled:not([type=submit]):not(tbody tr:nth-child(n+2) button)'

const families =
  '佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 林 清水 斎藤'.split(' ')
const given = '陽菜 蓮 結衣 湊 葵 樹 凛 悠真 芽依 大翔 咲良 朝陽 美月 颯太 莉子 陸 心春 律 杏 奏太'.split(' ')

const portal = await new Portal().start()
const camera = new Camera()
camera.add('drawn', [0, 1, 2, 1].map(drawnFrame), 4)
camera.show('drawn')
const browser = await launchChromium(camera.file)
try {
  const example = await openExample(browser, portal, {
    company: { name: '株式会社あおば', familyName: '田中', givenName: '一郎', mail: 'tanaka@aoba.example.jp' },
    people: families.map((familyName, i) => ({
      loginId: `a${String(1001 + i * 7)}`,
      familyName,
      givenName: given[i]!,
    })),
    terminal: '受付',
    group: { code: 'SALES', name: '営業部' },
  })
  mkdirSync(all, { recursive: true })
  mkdirSync(kept, { recursive: true })
  await consent(example)
  await chooseOneTimePasswords(example)
  for (const page of pagesOfPortal())
    for (const look of looks) {
      const name = `${page.name}-${look.locale}-${look.scheme}-${look.width}`
      if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) continue
      try {
        await take(example, page, look, name)
      } catch (error) {
        console.log(`FAILED ${name}: ${(error as Error).message.split('\n', 1)[0]}`)
        process.exitCode = 1
      }
    }
} finally {
  await browser.close()
  await portal.remove()
  camera.remove()
}

/** The administrator's own face page shall show the camera, not the question before it. */
async function consent({ desk }: Example): Promise<void> {
  await desk.open('/me/face')
  await desk.page.getByRole('checkbox', { name: desk.say('faces.consent.agree') }).check()
  await desk.button('faces.consent.continue').click()
  await desk.button('faces.enrol.start').waitFor()
}

/** There is a form for them only while they are the alternative. */
async function chooseOneTimePasswords({ desk }: Example): Promise<void> {
  await desk.open('/settings/logon-policy')
  await desk.page.getByLabel(desk.say('LBL-SET-altOtp'), { exact: true }).check()
  await desk.button('LBL-GEN-apply').click()
  await desk.page.getByRole('link', { name: desk.say('LBL-NAV-otp') }).waitFor()
}

async function take(
  example: Example,
  here: { name: string; path: string; frame: string },
  look: (typeof looks)[number],
  name: string,
): Promise<void> {
  const visitor = example.visitorOf(here)
  const { page } = visitor
  await page.setViewportSize({ width: look.width, height: look.width === 390 ? 844 : 900 })
  await visitor.prefer(look)
  await visitor.open(example.addressOf(here.path))
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await page.waitForLoadState('networkidle')
  if (here.name === 'kiosk') await showKiosk(visitor)
  if (here.name === 'enrolment') await settle(visitor)
  const readme = values.into === undefined && shownInReadme.includes(name)
  const path = join(readme ? kept : all, `${name}.png`)
  // The browser remembers how far it had been scrolled.
  await page.evaluate(() => scrollTo(0, 0))
  await page.screenshot({ path, fullPage: !readme })
  if (readme && statSync(path).size > keptBytes) throw new Error(`${path} has more than ${keptBytes} bytes`)
  console.log(path)
  if (here.frame !== 'kiosk') await takeDialogs(visitor, name)
}

/**
 * Presses what can be pressed on the page, once as it is and once with a row chosen, and takes a picture of each dialog
 * that opens. Nothing that would change something leaves the browser.
 */
async function takeDialogs(visitor: Visitor, name: string): Promise<void> {
  const { page } = visitor
  const address = page.url()
  const refuse = (route: Route) => (route.request().method() === 'GET' ? route.continue() : route.abort())
  await page.route('**/api/**', refuse)
  try {
    const seen = new Set<string>()
    const again = async () => {
      await page.goto(address)
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      await visitor.settles()
    }
    const choices = page.locator('main tbody tr').first().getByRole('checkbox')
    for (const chosen of (await choices.count()) > 0 ? [false, true] : [false]) {
      const ready = async () => {
        await again()
        if (chosen) await choices.first().check()
      }
      await ready()
      const buttons = page.locator(pressed)
      for (let at = 0; at < (await buttons.count()); at++) {
        const button = buttons.nth(at)
        const isMenu = (await button.getAttribute('aria-haspopup')) === 'menu'
        if (!(await press(button))) continue
        const items = page.getByRole('menuitem')
        const count = isMenu ? await items.count() : 1
        for (let item = 0; item < count; item++) {
          if (isMenu) {
            if (item > 0) await press(buttons.nth(at))
            await press(items.nth(item))
          }
          await takeOpenDialog(visitor, name, seen)
          if (page.url() !== address || (await page.locator(overlays).count()) > 0 || isMenu) await ready()
        }
      }
    }
  } finally {
    await page.unroute('**/api/**', refuse)
  }
}

async function press(button: Locator): Promise<boolean> {
  return button.click({ timeout: 2000 }).then(
    () => true,
    () => false,
  )
}

async function takeOpenDialog({ page }: Visitor, name: string, seen: Set<string>): Promise<void> {
  const dialog = page.getByRole('dialog').last()
  const open = await dialog.waitFor({ timeout: 400 }).then(
    () => true,
    () => false,
  )
  const title = open
    ? ((await dialog
        .getByRole('heading')
        .first()
        .textContent({ timeout: 1000 })
        .catch(() => '')) ?? '')
    : ''
  if (!open || seen.has(title)) return
  seen.add(title)
  await page.waitForTimeout(300)
  const path = join(all, `${name}.dialog-${seen.size}.png`)
  await page.screenshot({ path })
  console.log(`${path} ${title}`)
}

/** As it is while somebody stands before it. */
async function showKiosk(visitor: Visitor): Promise<void> {
  await visitor.page.locator('form input').first().fill('a1078')
  await visitor.page.locator('form button[type=submit]').click()
  await settle(visitor)
}

/** Until the camera shows a picture and the coach has said something about it. */
async function settle(visitor: Visitor): Promise<void> {
  await visitor.page.waitForFunction(() => (document.querySelector('video')?.videoWidth ?? 0) > 0)
  await visitor.page.waitForTimeout(6_000)
}
