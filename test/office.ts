import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as rest } from 'node:timers/promises'
import type { Browser } from 'playwright-core'
import { afterEach, beforeEach, expect, inject } from 'vitest'
import { launchChromium } from './chromium.ts'
import { codeOf, createTenant, readMail, setPassword, setUpOperator, signIn } from './journey.ts'
import { Portal } from './portal.ts'
import { Visitor } from './visitor.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder of this run, for what its files share. */
    journeys: string
  }
}

/** The company of the journeys that are not about how a company begins. */
export const company = { name: '株式会社あおば', familyName: '田中', givenName: '一郎', mail: 'tanaka@aoba.example.jp' }
/** The password of its administrator. */
export const password = 'Amber-Bridge-71-Sparrow'

interface Prepared {
  code: string
  /** What the browser of the administrator keeps: the session. */
  kept: Awaited<ReturnType<Visitor['context']['storageState']>>
}

/** A portal with that company, and its administrator at a browser. The first file of a run makes it, all get copies. */
export class Office {
  readonly portal: Portal
  browser!: Browser
  code = ''

  constructor(env: Record<string, string> = {}) {
    this.portal = new Portal(env, { empty: true, built: true })
  }

  /** Answers the administrator, signed in. */
  async open(): Promise<Visitor> {
    const folder = inject('journeys')
    const [making, made] = [join(folder, 'making'), join(folder, 'office.json')]
    this.browser = await launchChromium()
    if (firstAt(making)) {
      writeFileSync(`${made}.part`, JSON.stringify(await prepare(this.browser, join(folder, 'data'))))
      cpSync(`${made}.part`, made)
    }
    while (!existsSync(made)) await rest(100)
    const { code, kept } = JSON.parse(readFileSync(made, 'utf8')) as Prepared
    this.code = code
    cpSync(join(folder, 'data'), this.portal.dataFolder, { recursive: true })
    await this.portal.start()
    const desk = await Visitor.enter(this.browser, this.portal)
    await desk.context.addCookies(kept.cookies)
    await desk.open('/dashboard')
    await desk.heading('dashboard.title').waitFor()
    return desk
  }

  async close(): Promise<void> {
    await this.browser?.close()
    await this.portal.remove()
  }
}

function firstAt(folder: string): boolean {
  try {
    mkdirSync(folder)
    return true
  } catch {
    return false
  }
}

/** Opens the company as people do, and keeps its data. */
async function prepare(browser: Browser, into: string): Promise<Prepared> {
  const portal = await new Portal().start()
  try {
    const operator = await Visitor.enter(browser, portal)
    const desk = await Visitor.enter(browser, portal)
    await setUpOperator(operator)
    await createTenant(operator, company)
    const mail = await readMail(operator, company.mail, 'MAIL-01')
    const code = codeOf(mail.signInUrl!)
    await setPassword(desk, mail, password)
    await signIn(desk, code, company.mail, password)
    const kept = await desk.context.storageState()
    await operator.leave()
    await desk.leave()
    await portal.stop()
    cpSync(portal.dataFolder, into, { recursive: true })
    return { code, kept }
  } finally {
    await portal.remove()
  }
}

/** Each step of a journey stands on the ones before it; what visitors saw is kept when one fails. */
export function stepByStep(visitors: () => readonly Visitor[]): void {
  let broken = false
  beforeEach(({ skip }) => skip(broken, 'a step before failed'))
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') {
      broken = true
      for (const [i, visitor] of visitors().entries()) await visitor.keep(`${task.name} ${i}`)
    }
    expect(visitors().flatMap(({ complaints }) => complaints)).toEqual([])
  })
}
