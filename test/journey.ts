import type { MessageKey } from '@kaoban/messages'
import { Secret, TOTP } from 'otpauth'
import type { Visitor } from './visitor.ts'

/** What everybody in the journeys does in the same way. */

export const operator = { name: '運用 一郎', mail: 'operator@kaoban.example', password: 'Blue-Lantern-42-Harbour' }

export interface Company {
  name: string
  familyName: string
  givenName: string
  mail: string
}

/** The operator's authenticator: a code works once, so the one of the next half minute follows. */
export class Authenticator {
  readonly #totp: TOTP
  #last = 0

  constructor(secret: string) {
    this.#totp = new TOTP({ secret: Secret.fromBase32(secret) })
  }

  code(): string {
    const step = 30_000
    const at = Math.max(Date.now(), this.#last + step)
    this.#last = at
    return this.#totp.generate({ timestamp: at })
  }
}

/** From the URL that the start printed to the console: account, second factor, recovery codes. */
export async function setUpOperator(visitor: Visitor): Promise<Authenticator> {
  const { page, portal } = visitor
  await page.goto(portal.setupUrl)
  await visitor.fill({
    'operators.name': operator.name,
    'operators.mail': operator.mail,
    'passwords.new': operator.password,
    'passwords.confirmation': operator.password,
  })
  await visitor.button('operators.create').click()
  await visitor.heading('operators.twoFactorTitle').waitFor()
  const secret = await page.locator('code').first().innerText()
  const authenticator = new Authenticator(secret)
  await visitor.field('operators.code').fill(authenticator.code())
  await visitor.button('operators.confirm').click()
  await visitor.button('operators.recoveryKept').click()
  await visitor.heading('tenants.list').waitFor()
  return authenticator
}

export async function createTenant(visitor: Visitor, company: Company): Promise<void> {
  await visitor.open('/operator')
  await visitor.button('tenants.create').first().click()
  const dialog = visitor.dialog('tenants.createTitle')
  await visitor.fill(
    {
      'LBL-TEN-name': company.name,
      'LBL-TEN-sei': company.familyName,
      'LBL-TEN-mei': company.givenName,
      'LBL-TEN-mail': company.mail,
    },
    dialog,
  )
  await visitor.button('tenants.create', undefined, dialog).click()
  await visitor.reads('tenants.created', { name: company.name })
}

export interface Mail {
  text: string
  /** The page where a password is set, if the mail has one. */
  passwordUrl?: string
  /** The sign-in page, if the mail has one. */
  signInUrl?: string
  /** The initial password, if the mail states one. */
  password?: string
}

/** The newest mail to an address with that subject in the development mailbox, as far as a person needs it. */
export async function readMail(visitor: Visitor, address: string, subject: MessageKey): Promise<Mail> {
  const heading = visitor.page.getByText(visitor.say(subject))
  const mail = visitor.page.getByRole('group').filter({ hasText: address }).filter({ has: heading }).first()
  await visitor.open('/mailbox')
  // Mails are sent beside the request; somebody who waits for one reloads the page.
  for (const started = Date.now(); (await mail.count()) === 0 && Date.now() - started < 20_000; ) {
    await visitor.page.waitForTimeout(500)
    await visitor.page.reload()
    await visitor.heading('mails.mailbox').waitFor()
  }
  if ((await mail.getAttribute('open')) === null) await mail.locator('summary').click()
  const text = await mail.innerText()
  const links = await mail.getByRole('link').evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href))
  const passwordUrl = links.find((link) => new URL(link).pathname.startsWith('/p/'))
  const signInUrl = links.find((link) => new URL(link).pathname.startsWith('/t/'))
  const password = /現在のパスワード：(\S+)/.exec(text)?.[1]
  return {
    text,
    ...(passwordUrl === undefined ? {} : { passwordUrl }),
    ...(signInUrl === undefined ? {} : { signInUrl }),
    ...(password === undefined ? {} : { password }),
  }
}

/** Follows the link of a mail and sets a password; arrives at the sign-in page. */
export async function setPassword(visitor: Visitor, mail: Mail, password: string): Promise<void> {
  await visitor.page.goto(mail.passwordUrl!)
  await visitor.heading('passwords.setTitle').waitFor()
  if (mail.password !== undefined) await visitor.field('passwords.currentInitial').fill(mail.password)
  await visitor.fill({ 'passwords.new': password, 'passwords.confirmation': password })
  await visitor.button('passwords.set').click()
  await visitor.reads('MSG-AUT-006')
  await visitor.arrivesAt(/^\/t\//)
}

/** Types ID and password on the sign-in page that is open, presses the button and waits for the answer. */
export async function enterPassword(visitor: Visitor, loginId: string, password: string): Promise<void> {
  await visitor.fill({ 'LBL-AUT-id': loginId, 'LBL-AUT-password': password })
  await visitor.answered('/sign-in', () => visitor.button('LBL-AUT-login').click())
}

export async function signIn(visitor: Visitor, code: string, loginId: string, password: string): Promise<void> {
  await visitor.open(`/t/${code}`)
  await enterPassword(visitor, loginId, password)
  await visitor.page.waitForURL((url) => !url.pathname.startsWith('/t/'))
}

export function codeOf(url: string): string {
  return new URL(url).pathname.split('/')[2]!
}
