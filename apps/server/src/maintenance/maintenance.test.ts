import {
  type EndpointShape,
  listUsers,
  permissions,
  readMaintenance,
  readSession,
  readSignInPage,
  searchAuthentications,
  sendFaceSignIn,
  signIn,
  signOut,
  startFaceSignIn,
  switchMaintenance,
  worksInMaintenance,
} from '@kaoban/contract'
import { word } from '@kaoban/messages'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { askForBlinks, asUpload, enrol, framesOf, twoPeople } from '../faces/faces.testing.ts'
import { openOperator, type TestOperator } from '../operators/operators.testing.ts'
import {
  openBrowser,
  openTestTenant,
  type TestServer,
  type TestTenant,
  testPassword,
  testServer,
} from '../platform/testing.ts'
import { openTerminal } from '../terminals/terminals.testing.ts'

// Maintenance stops everybody on the server: each test ends it.
let server: TestServer
let operator: TestOperator
let tenant: TestTenant
beforeAll(async () => {
  server = await testServer()
  operator = await openOperator(server)
  tenant = await openTestTenant(server)
}, 180_000)
afterEach(() => off())

const text = { ja: '部品を交換しています。\n15時に終わります。', en: 'Parts are being replaced.\nOver at 15:00.' }
const on = () => operator.browser.call(switchMaintenance, { on: true, ...text })
const off = () => operator.browser.call(switchMaintenance, { on: false })
const refused = { code: 'portal.maintenance', details: { message: 'MSG-AUT-009' } }

describe('maintenance mode', () => {
  it('is announced on the sign-in page, where sign-in is refused with MSG-AUT-009 [NFM-AUT-016]', async () => {
    const { code, administrator } = tenant
    const browser = await openBrowser(server)
    expect((await browser.call(readSignInPage, { code })).maintenance).toBeNull()
    await on()
    expect((await browser.call(readSignInPage, { code })).maintenance).toEqual({
      ...text,
      since: server.clock.now().toISOString(),
    })
    const attempt = () => browser.call(signIn, { code, loginId: administrator.loginId, password: testPassword })
    await expect(attempt()).rejects.toMatchObject(refused)
    expect(word('problem.portal.maintenance', 'ja')).toBe(word('MSG-AUT-009', 'ja'))
    expect(word('problem.portal.maintenance', 'en')).toBe(word('MSG-AUT-009', 'en'))
    await off()
    await expect(attempt()).resolves.toEqual({ mustChangePassword: false })
  })

  it('stops people who are signed in, who may still sign out, and lets them go on afterwards [NFM-AUT-016, NFM-SVC-002]', async () => {
    const { administrator, addPerson } = tenant
    await on()
    await expect(administrator.browser.call(listUsers, {})).rejects.toMatchObject(refused)
    expect(await administrator.browser.call(readSession)).toMatchObject({
      account: { loginId: 'admin' },
      maintenance: text,
    })
    const leaving = await addPerson()
    await leaving.browser.call(signOut)
    expect((await leaving.browser.call(readSession)).account).toBeNull()
    await off()
    await expect(administrator.browser.call(listUsers, {})).resolves.toMatchObject({ page: 1 })
  })

  it('does not lock an ID, whoever tries to sign in meanwhile', async () => {
    const { code } = tenant
    const person = await tenant.addPerson({ loginId: 'patient' })
    const browser = await openBrowser(server)
    await on()
    for (let attempt = 0; attempt < 6; attempt++)
      await expect(
        browser.call(signIn, { code, loginId: person.loginId, password: 'wrong-password' }),
      ).rejects.toMatchObject(refused)
    await off()
    await expect(browser.call(signIn, { code, loginId: person.loginId, password: testPassword })).resolves.toBeDefined()
  })

  it('leaves terminals at work: a face is let in and logged, and no session of the portal opens [NFM-AUT-016]', {
    tags: ['long'],
    timeout: 180_000,
  }, async () => {
    const fresh = await openTestTenant(server)
    await askForBlinks(fresh)
    const [ann] = await twoPeople(server)
    const person = await fresh.addPerson({ loginId: 'Anna' })
    const terminal = await openTerminal(server, fresh)
    await enrol(server, person, ann)
    const look = async (seed: number) => {
      const { challengeId, nonce, motions } = await terminal.call(startFaceSignIn, { loginId: 'Anna' })
      server.clock.advance(5_000)
      return terminal.call(sendFaceSignIn, {
        challengeId,
        nonce,
        ...asUpload(await framesOf(ann, 1, motions, seed)),
      })
    }
    await on()
    expect(await look(2)).toMatchObject({ loginId: 'Anna', sessionOpened: false })
    expect(terminal.cookies.has('kb_person')).toBe(false)
    await off()
    const logged = await fresh.administrator.browser.call(searchAuthentications, {})
    expect(logged.rows.filter(({ scene, succeeded }) => scene === 'browser-terminal' && succeeded)).toHaveLength(1)
    expect(await look(3)).toMatchObject({ sessionOpened: true })
  })

  it('keeps the operator in, who changes the notice without starting anew', async () => {
    await on()
    const began = server.clock.now().toISOString()
    server.clock.advance(60_000)
    await operator.browser.call(switchMaintenance, { on: true, ja: 'まもなく終わります。', en: 'Over soon.' })
    expect((await operator.browser.call(readMaintenance)).notice).toEqual({
      ja: 'まもなく終わります。',
      en: 'Over soon.',
      since: began,
    })
    await off()
    expect((await operator.browser.call(readMaintenance)).notice).toBeNull()
  })

  it('needs a notice in both languages', async () => {
    await expect(
      operator.browser.call(switchMaintenance, { on: true, ja: ' ', en: 'x'.repeat(501) }),
    ).rejects.toMatchObject({
      details: {
        fields: [
          { field: 'ja', message: 'maintenance.textMissing' },
          { field: 'en', message: 'maintenance.textTooLong' },
        ],
      },
    })
    expect((await operator.browser.call(readMaintenance)).notice).toBeNull()
  })

  it('is the operator’s alone', async () => {
    const { browser } = tenant.administrator
    await expect(browser.call(switchMaintenance, { on: true, ...text })).rejects.toMatchObject({
      code: 'request.unauthenticated',
    })
  })

  it('stops exactly the portal: every endpoint of the product, by who it is for [NFM-SVC-002]', () => {
    const { shapes } = server.serve
    const stopped = shapes.filter((shape) => !worksInMaintenance(shape))
    const going = shapes.filter(worksInMaintenance)
    expect(going.filter((shape) => shape.needs in permissions)).toEqual([signOut])
    expect(stopped.filter(({ needs }) => ['terminal', 'operator', 'anyone'].includes(needs))).toEqual([])
    const named = ({ method, path }: EndpointShape) => `${method} ${path}`
    expect(stopped.filter(({ needs }) => !(needs in permissions)).map(named)).toContain('POST /api/t/:code/sign-in')
    expect(going.filter(({ needs }) => needs === 'tenant-guest').every(({ method }) => method === 'GET')).toBe(true)
  })
})
