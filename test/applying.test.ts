import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchChromium } from './chromium.ts'
import { type Authenticator, codeOf, enterPassword, operator, readMail, setPassword, setUpOperator } from './journey.ts'
import { Portal } from './portal.ts'
import { Visitor } from './visitor.ts'

const portal = new Portal()
const password = 'Green-Kettle-58-Window'
const applicant = { company: '株式会社みどり', mail: 'sato@midori.example.jp' }

let browser: Browser
let office: Visitor
let guest: Visitor
let authenticator: Authenticator
let code: string

beforeAll(async () => {
  await portal.start()
  browser = await launchChromium()
  office = await Visitor.enter(browser, portal)
  guest = await Visitor.enter(browser, portal)
  authenticator = await setUpOperator(office)
})

// Each step stands on the ones before it.
let broken = false
beforeEach(({ skip }) => skip(broken, 'a step before failed'))

afterEach(async ({ task }) => {
  broken ||= task.result?.state === 'fail'
  if (broken) for (const [i, visitor] of [office, guest].entries()) await visitor.keep(`${task.name} ${i}`)
  expect([...office.complaints, ...guest.complaints]).toEqual([])
})

afterAll(async () => {
  await browser?.close()
  await portal.remove()
})

it('an operator who has a second factor and comes to its set-up again is led to the console', async () => {
  await office.open('/operator/two-factor')
  await office.arrivesAt(/^\/operator(\/tenants)?$/)
})

describe('a company applies for a tenant', () => {
  it('says on the form itself what is missing [NFM-TEN-018]', async () => {
    await guest.open('/apply')
    await guest.button('LBL-TEN-apply').click()
    for (const key of [
      'MSG-GEN-001',
      'MSG-TEN-001',
      'MSG-TEN-002',
      'MSG-TEN-003',
      'MSG-TEN-004',
      'MSG-TEN-007',
    ] as const)
      await guest.reads(key)
    for (const key of ['MSG-TEN-009', 'MSG-TEN-010', 'MSG-TEN-005', 'MSG-TEN-006', 'MSG-TEN-011'] as const)
      await guest.reads(key)
  })

  it('is thanked, and waits for the operator [NFM-TEN-001, NFM-TEN-006]', async () => {
    await guest.fill({
      'LBL-TEN-name': applicant.company,
      'LBL-TEN-sei': '佐藤',
      'LBL-TEN-mei': '恵',
      'LBL-TEN-mail': applicant.mail,
    })
    await guest.page.getByRole('checkbox', { name: guest.say('MSG-TEN-012') }).check()
    await guest.button('LBL-TEN-apply').click()
    await guest.reads('MSG-TEN-008')
    await guest.open('/mailbox')
    await guest.reads('mails.mailbox.empty')
  })

  it('gets a mail once the operator has approved [NFM-TEN-008]', async () => {
    await office.open('/operator/applications')
    await office.page.getByRole('row').filter({ hasText: applicant.company }).getByRole('button').click()
    await office.page.getByRole('menuitem', { name: office.say('tenants.approve') }).click()
    await office.button('tenants.approve', undefined, office.page.getByRole('dialog')).click()
    await office.reads('tenants.created', { name: applicant.company })
    const mail = await readMail(guest, applicant.mail, 'MAIL-01')
    expect(mail.signInUrl).toMatch(/\/t\/[\w-]{12,}$/)
    code = codeOf(mail.signInUrl!)
    await setPassword(guest, mail, password)
    expect(new URL(guest.page.url()).pathname).toBe(`/t/${code}`)
  })

  it('finds the title, the name of the company and the way out on its sign-in page [NFM-AUT-001]', async () => {
    await guest.heading('LBL-NAV-title').waitFor()
    await guest.readsText(applicant.company)
    await guest.link('LBL-AUT-forgot').waitFor()
  })
})

describe('a forgotten password', () => {
  it('locks the ID after five wrong ones, for the right one as well [NFM-AUT-003]', async () => {
    for (let i = 1; i <= 5; i++) {
      await enterPassword(guest, applicant.mail, `Wrong-Kettle-${i}-Window`)
      await guest.reads(i < 5 ? 'MSG-AUT-001' : 'MSG-AUT-002')
    }
    await enterPassword(guest, applicant.mail, password)
    await guest.reads('MSG-AUT-002')
  })

  it('is replaced through a mailed link, which unlocks [NFM-AUT-006, NFM-AUT-013]', async () => {
    await guest.link('LBL-AUT-forgot').click()
    await guest.heading('passwords.forgotten').waitFor()
    await guest.field('LBL-AUT-id').fill(applicant.mail)
    await guest.button('passwords.send').click()
    await guest.reads('MSG-AUT-007')
    const mail = await readMail(guest, applicant.mail, 'MAIL-10')
    expect(mail.passwordUrl).toBeDefined()
    await setPassword(guest, mail, `${password}-2`)
    await guest.page.goto(mail.passwordUrl!)
    await guest.heading('passwords.linkExpired').waitFor()
    await guest.open(`/t/${code}`)
    await enterPassword(guest, applicant.mail, `${password}-2`)
    await guest.page.waitForURL((url) => !url.pathname.startsWith('/t/'))
  })
})

describe('signing in with nothing but a keyboard', () => {
  it('works, in English, and each thing tells where the focus is', async () => {
    const keyboard = await Visitor.enter(browser, portal, { locale: 'en' })
    const { page } = keyboard
    await keyboard.open(`/t/${code}`)
    await keyboard.heading('LBL-NAV-title').waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    await keyboard.field('LBL-AUT-id').waitFor()
    await page.keyboard.type(applicant.mail)
    await page.keyboard.press('Tab')
    await page.keyboard.type(`${password}-2`)
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => !url.pathname.startsWith('/t/'))
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.keyboard.press('Tab')
    const focus = page.locator(':focus-visible')
    expect(await focus.evaluate((it) => getComputedStyle(it).outlineStyle !== 'none' || it.matches(':focus'))).toBe(
      true,
    )
    expect(keyboard.complaints).toEqual([])
    await keyboard.leave()
  })
})

describe('the console of the operator', () => {
  it('asks for the second factor at the next sign-in [NFM-OPS-009]', async () => {
    const next = await Visitor.enter(browser, portal)
    await next.open('/operator')
    await next.arrivesAt('/operator/sign-in')
    await next.fill({ 'operators.mail': operator.mail, 'LBL-AUT-password': operator.password })
    await next.button('LBL-AUT-login').click()
    await next.field('operators.code').fill('000000')
    await next.button('LBL-AUT-login').click()
    await next.reads('problem.operator.refused')
    await next.field('operators.code').fill(authenticator.code())
    await next.button('LBL-AUT-login').click()
    await next.heading('tenants.list').waitFor()
    await next.readsText(applicant.company)
    await next.leave()
  })
})
