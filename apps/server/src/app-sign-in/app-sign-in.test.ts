/** @module-tag long */
import {
  changeTenantSettings,
  claimAppSignIn,
  defaultSettings,
  type FactorNumber,
  type KaobanError,
  listOwnApps,
  offerAppSignIn,
  proveAppSignIn,
  readSession,
  readTenantSettings,
  saveAuthenticationSet,
  unlockUsers,
} from '@kaoban/contract'
import { sql } from 'kysely'
import { Secret, TOTP } from 'otpauth'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  openBrowser,
  openTestTenant,
  type TestPerson,
  type TestServer,
  type TestTenant,
  testPassword,
  testServer,
} from '../platform/testing.ts'
import { appId, openApp, sampleProvider, seed, signInTo, start, withFactors } from './app-sign-in.testing.ts'

let server: TestServer
let tenant: TestTenant
let system: TestPerson
let hanako: TestPerson

beforeAll(async () => {
  server = await testServer()
})
beforeEach(async () => {
  tenant = await openTestTenant(server)
  system = tenant.administrator
  hanako = await tenant.addPerson({ loginId: 'hanako' })
})

const password = testPassword
const totp = (steps = 0) =>
  new TOTP({ secret: Secret.fromHex(seed) }).generate({ timestamp: server.clock.now().getTime() + steps * 30_000 })
const rows = <T>(text: ReturnType<typeof sql<T>>) =>
  server.database.transaction({ tenantId: tenant.tenantId }, async (db) => (await text.execute(db)).rows)
/** What somebody sees who is refused. */
const refusal = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'let in',
    ({ code, message, details }: KaobanError) => ({ code, message, status: details?.status }),
  )
const code = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'let in',
    (error: KaobanError) => error.code,
  )
const enter = (shown: Parameters<typeof signInTo>[4], loginId = 'hanako') =>
  signInTo(server, tenant, null, loginId, shown)
const offered = async (loginId: string) => {
  const { browser, token } = await start(server, tenant, null)
  return (await browser.call(offerAppSignIn, { token, loginId })).alternatives
}
const ways = (alternatives: FactorNumber[][], of = 'standard', version = 1) =>
  system.browser.call(saveAuthenticationSet, { appId, of, version, alternatives })
const lastAttempt = async () =>
  (
    await rows<{ errorCode: string | null; means: string; loginId: string; scene: string; serviceProviderUrl: string }>(
      sql`select error_code, means, login_id, scene, service_provider_url from authentications order by at desc, authentication_id desc limit 1`,
    )
  )[0]

describe('a sign-in to an application', () => {
  it('is of one person, at one browser, for five minutes, and good once [MFA-AUTH-003]', async () => {
    await openApp(tenant, [[16], [109]])
    await withFactors(server, tenant, hanako)
    const { browser, token } = await start(server, tenant, null)
    const proof = { token, alternative: [16], password }
    expect(await code(browser.call(proveAppSignIn, proof))).toBe('app-sign-in.ended')
    await browser.call(offerAppSignIn, { token, loginId: 'hanako' })
    expect(await code(browser.call(offerAppSignIn, { token, loginId: 'admin' }))).toBe('app-sign-in.ended')
    const elsewhere = await openBrowser(server, new Map(), { 'user-agent': 'another' })
    expect(await code(elsewhere.call(proveAppSignIn, proof))).toBe('app-sign-in.ended')
    // Only the way in that was chosen counts.
    expect(await code(browser.call(proveAppSignIn, { ...proof, alternative: [109], pin: '111111' }))).toBe(
      'app-sign-in.refused',
    )
    expect(await browser.call(proveAppSignIn, proof)).toMatchObject({ action: sampleProvider.acsUrl })
    expect(await code(browser.call(proveAppSignIn, proof))).toBe('app-sign-in.ended')

    const late = await start(server, tenant, null)
    await late.browser.call(offerAppSignIn, { token: late.token, loginId: 'hanako' })
    server.clock.advance(5 * 60_000)
    expect(await code(late.browser.call(proveAppSignIn, { ...proof, token: late.token }))).toBe('app-sign-in.ended')
  })

  it('asks for all factors of one way in at once, and takes a code once [MFA-TOTP-003]', async () => {
    await openApp(tenant, [[16, 104]])
    await withFactors(server, tenant, hanako)
    for (const shown of [
      {},
      { password },
      { totp: totp() },
      { password, totp: '000000' },
      { password: 'x', totp: totp(1) },
    ])
      expect(await code(enter(shown))).toBe('app-sign-in.refused')
    server.clock.advance(60_000)
    expect(await code(enter({ password, totp: totp() }))).toBe('let in')
    expect(await code(enter({ password, totp: totp() }))).toBe('app-sign-in.refused')
    server.clock.advance(30_000)
    expect(await code(enter({ password, totp: totp() }))).toBe('let in')
  })

  it('offers the ways in of the own group, as far as all their factors are registered [MFA-AUTH-004]', async () => {
    await openApp(tenant, [[55], [16, 104], [109], [16]])
    expect(await offered('hanako')).toEqual([[16]])
    await withFactors(server, tenant, hanako)
    expect(await offered('hanako')).toEqual([[16, 104], [109], [16]])
    const sales = await tenant.addGroup('S01')
    await tenant.addPerson({ loginId: 'jiro', places: [{ groupId: sales }] })
    await ways([[16]], sales, 0)
    expect(await offered('jiro')).toEqual([[16]])
    // Whoever may not use it, or has nothing to show, is answered as an ID that nobody has: always the same.
    await ways([], sales, 1)
    for (const loginId of ['jiro', 'nobody']) {
      const first = await offered(loginId)
      expect(first.length).toBeGreaterThan(0)
      expect(await offered(loginId.toUpperCase())).toEqual(first)
    }
    expect(await code(enter({ password, pin: '193847', totp: totp() }, 'jiro'))).toBe('app-sign-in.refused')
  })

  it('is refused in the same words for whatever reason; the logs know it', async () => {
    await openApp(tenant, [[109]])
    await withFactors(server, tenant, hanako)
    const pin = '193847'
    const reasons = new Map<string, unknown>()
    const note = async (why: string, attempt: Promise<unknown>) => {
      reasons.set(why, await refusal(attempt))
      return (await lastAttempt())?.errorCode
    }
    expect(await note('nobody', enter({ pin }, 'nobody'))).toBe('C9')
    expect(await note('wrong', enter({ pin: '111111' }))).toBe('E7')
    const set = (text: string) => rows(sql`update users set ${sql.raw(text)} where login_id = 'hanako'`)
    await set('disabled = true')
    expect(await note('locked', enter({ pin }))).toBe('CC')
    await set(`disabled = false, valid_until = '2001-01-01'`)
    expect(await note('expired', enter({ pin }))).toBe('CC')
    await set('valid_until = null')
    await ways([])
    await note('not allowed', enter({ pin }))
    await ways([[109]], 'standard', 2)
    for (let failure = 0; failure < 5; failure++) await refusal(enter({ pin: '111111' }))
    expect(await note('blocked', enter({ pin }))).toBe('CB')
    for (const seen of reasons.values())
      expect(seen).toEqual({ code: 'app-sign-in.refused', message: expect.any(String), status: 401 })
    expect(new Set([...reasons.values()].map((seen) => JSON.stringify(seen))).size).toBe(1)
  })

  it('counts failures by person and factor, blocks for a while, and an administrator lifts that [MFA-AUTH-006]', async () => {
    await openApp(tenant, [[109], [104]])
    await withFactors(server, tenant, hanako)
    const pin = '193847'
    const showPin = (shown: string) => code(enter({ pin: shown }))
    const showCode = async () => {
      const { browser, token } = await start(server, tenant, null)
      await browser.call(offerAppSignIn, { token, loginId: 'hanako' })
      return code(browser.call(proveAppSignIn, { token, alternative: [104], totp: totp() }))
    }
    const failing = async (times: number) => {
      for (let failure = 0; failure < times; failure++) expect(await showPin('111111')).toBe('app-sign-in.refused')
    }
    expect(defaultSettings).toMatchObject({ 'mfa.auth.maxFailures': 5, 'mfa.auth.blockMinutes': 15 })
    await failing(4)
    expect(await showPin(pin)).toBe('let in')
    await failing(5)
    expect(await showPin(pin)).toBe('app-sign-in.refused')
    expect(await showCode()).toBe('let in')
    server.clock.advance(15 * 60_000 + 1)
    expect(await showPin(pin)).toBe('let in')
    await failing(5)
    await system.browser.call(unlockUsers, { userIds: [hanako.userId] })
    expect(await showPin(pin)).toBe('let in')

    const { version } = await system.browser.call(readTenantSettings)
    await system.browser.call(changeTenantSettings, {
      version,
      settings: { 'mfa.auth.maxFailures': 2, 'mfa.auth.blockMinutes': 1 },
    })
    await failing(2)
    expect(await showPin(pin)).toBe('app-sign-in.refused')
    server.clock.advance(60_001)
    expect(await showPin(pin)).toBe('let in')
  })

  it('lets no more guesses through that come at the same time', async () => {
    await openApp(tenant, [[109]])
    await withFactors(server, tenant, hanako)
    const attempts = Array.from({ length: 8 }, (_, n) => code(enter({ pin: n === 7 ? '193847' : `11111${n}` })))
    await Promise.all(attempts)
    const [row] = await rows<{ failures: number }>(sql`select failures from factor_failures`)
    // The right one among the first five ends the count; else it never gets to be compared.
    expect(row === undefined || row.failures <= 5).toBe(true)
  })

  it('is logged with who, by what, to which application, and from where [MFA-AUTH-008]', async () => {
    await openApp(tenant, [[16, 104]])
    await withFactors(server, tenant, hanako)
    await refusal(enter({ password, totp: '000000' }))
    expect(await lastAttempt()).toMatchObject({ errorCode: 'E7', means: 'several-factors', loginId: 'hanako' })
    await enter({ password, totp: totp() })
    expect(await lastAttempt()).toEqual({
      ...{ errorCode: null, means: 'several-factors', loginId: 'hanako', scene: 'service-provider' },
      serviceProviderUrl: sampleProvider.acsUrl,
    })
    const log = await rows<{ operation: string; actor: string; address: string; succeeded: boolean; details: string }>(
      sql`select operation, actor, address, succeeded, details from operation_log where operation like 'app.%ed%' and operation <> 'app.registered' order by seq`,
    )
    expect(log.map(({ details, ...row }) => ({ ...row, ...JSON.parse(details) }))).toMatchObject([
      {
        operation: 'app.refused',
        actor: 'hanako',
        address: '127.0.0.1',
        succeeded: false,
        appId,
        factors: [16, 104],
        errorCode: 'E7',
      },
      { operation: 'app.signed-in', actor: 'hanako', address: '127.0.0.1', succeeded: true, appId, factors: [16, 104] },
    ])
  })
})

describe('a session of the portal', () => {
  const claim = async (person: TestPerson) => {
    const { token } = await start(server, tenant, null, person.browser)
    return { token, ...(await person.browser.call(claimAppSignIn, { token })) }
  }

  it('is enough where its password is all that is asked for, and shortens the rest', async () => {
    await openApp(tenant, [[16]])
    await withFactors(server, tenant, hanako)
    expect((await claim(hanako)).delivery).toMatchObject({ action: sampleProvider.acsUrl })
    await ways([[16, 104]])
    const { token, delivery, alternatives, proven } = await claim(hanako)
    expect({ delivery, alternatives, proven }).toEqual({ delivery: null, alternatives: [[16, 104]], proven: [16] })
    const proof = { token, alternative: [16, 104], totp: totp() }
    // Signed out meanwhile: the password counts no more.
    await rows(sql`delete from sessions where user_id = ${hanako.userId}`)
    expect(await code(hanako.browser.call(proveAppSignIn, proof))).toBe('app-sign-in.ended')
  })

  it('that a face opened counts as the face', async () => {
    await openApp(tenant, [[55]])
    await withFactors(server, tenant, hanako)
    expect(await code(claim(hanako))).toBe('app-sign-in.refused')
    await rows(sql`update sessions set means = 'face' where user_id = ${hanako.userId}`)
    expect((await claim(hanako)).delivery).not.toBeNull()
  })

  it('is opened by the password of a sign-in, and by nothing less', async () => {
    await openApp(tenant, [[16], [109]])
    await withFactors(server, tenant, hanako)
    const opened = async (alternative: number[], shown: object) => {
      const { browser, token } = await start(server, tenant, null)
      await browser.call(offerAppSignIn, { token, loginId: 'hanako' })
      await browser.call(proveAppSignIn, { token, alternative, ...shown })
      return (await browser.call(readSession)).account?.loginId
    }
    expect(await opened([109], { pin: '193847' })).toBeUndefined()
    expect(await opened([16], { password })).toBe('hanako')
  })

  it('shows what can be opened, and lets nobody in who is locked since', async () => {
    await openApp(tenant, [[16]])
    await withFactors(server, tenant, hanako)
    const list = async () => (await hanako.browser.call(listOwnApps)).rows
    expect(await list()).toEqual([{ appId, name: 'Workspace', path: `/sso/${tenant.code}/${appId}` }])
    await ways([])
    expect(await list()).toEqual([])
    await ways([[16]], 'standard', 2)
    const { token } = await start(server, tenant, null, hanako.browser)
    await rows(sql`update users set disabled = true where login_id = 'hanako'`)
    expect(await code(hanako.browser.call(claimAppSignIn, { token }))).toBe('session.expired')
  })
})
