import { beginTwoFactor, confirmTwoFactor, setUpOperator, signInOperator } from '@kaoban/contract'
import { TOTP } from 'otpauth'
import { type Browser, openBrowser, type TestServer } from '../platform/testing.ts'

export const operatorPassword = 'Lantern-Harbour-58'
export const operatorMail = 'operator@example.jp'

/** The operator of a test server and what is needed to sign in again. */
export interface TestOperator {
  browser: Browser
  secret: string
  recoveryCodes: string[]
}

export function codeOf(secret: string, at: Date): string {
  return new TOTP({ secret }).generate({ timestamp: at.getTime() })
}

export async function setupToken(server: TestServer): Promise<string> {
  const url = await server.operatorSetupUrl(server.url)
  if (url === undefined) throw new Error('this server has its operator already')
  return url.slice(url.lastIndexOf('/') + 1)
}

const operators = new WeakMap<TestServer, Promise<TestOperator>>()

/** Makes the operator of a server through its set-up page, once, with two-factor sign-in; opens a session each time. */
export async function openOperator(server: TestServer): Promise<TestOperator> {
  const known = operators.get(server)
  if (known === undefined) {
    const made = setUp(server)
    operators.set(server, made)
    return made
  }
  const operator = await known
  const browser = await openBrowser(server)
  server.clock.advance(60_000) // each code works once
  const code = codeOf(operator.secret, server.clock.now())
  await browser.call(signInOperator, { mail: operatorMail, password: operatorPassword, code })
  return { ...operator, browser }
}

async function setUp(server: TestServer): Promise<TestOperator> {
  const browser = await openBrowser(server)
  const newOperator = {
    name: '運用 一郎',
    mail: operatorMail,
    newPassword: operatorPassword,
    confirmation: operatorPassword,
  }
  await browser.call(setUpOperator, { token: await setupToken(server), ...newOperator })
  const { secret } = await browser.call(beginTwoFactor)
  const { recoveryCodes } = await browser.call(confirmTwoFactor, { code: codeOf(secret, server.clock.now()) })
  return { browser, secret, recoveryCodes }
}
