/** @module-tag long */
import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import {
  activateSamlKey,
  changeFactors,
  downloadSamlCertificate,
  makeSamlKey,
  readFactors,
  readProviderMetadata,
  readSamlApp,
  removeApp,
  type ServiceProvider,
  saveServiceProvider,
} from '@kaoban/contract'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  appId,
  openApp,
  requestOf,
  sampleProvider,
  serviceProvider,
  signInTo,
  start,
  withFactors,
} from '../app-sign-in/app-sign-in.testing.ts'
import {
  openTestTenant,
  startTestServer,
  type TestPerson,
  type TestServer,
  type TestTenant,
} from '../platform/testing.ts'
import { makeSigningKey } from './signing-keys.ts'
import { childrenOf, parseXml, samlNames } from './xml.ts'

let server: TestServer
let tenant: TestTenant
let system: TestPerson
let hanako: TestPerson

beforeAll(async () => {
  server = await startTestServer()
  // The requests of node-saml bear the time of the machine.
  server.clock.set(new Date())
  return () => server.close()
})
beforeEach(async () => {
  tenant = await openTestTenant(server)
  system = tenant.administrator
  hanako = await tenant.addPerson({
    loginId: 'hanako',
    mail: 'hanako@example.jp',
    familyName: '山田',
    givenName: '花子',
  })
})

const read = () => system.browser.call(readSamlApp, { appId })
const save = async (change: Partial<ServiceProvider>) => {
  const { version, provider } = await read()
  return system.browser.call(saveServiceProvider, { appId, version, ...(provider ?? sampleProvider), ...change })
}
/** node-saml has a clock of its own: times are judged by hand. */
const clockless = { acceptedClockSkewMs: -1 } as const
const plain = (response: string) => Buffer.from(response, 'base64').toString()

describe('node-saml as a service provider', () => {
  it('lets in whoever the portal says, asked by an address or a form, or unasked [MFA-SAML-001]', async () => {
    await openApp(tenant)
    await withFactors(server, tenant, hanako)
    const provider = await serviceProvider(tenant, clockless)
    const delivery = await signInTo(server, tenant, await requestOf(provider), 'hanako')
    expect(delivery).toMatchObject({ action: sampleProvider.acsUrl, relayState: 'deep/link' })
    const { profile } = await provider.validatePostResponseAsync({ SAMLResponse: delivery.response })
    expect(profile).toMatchObject({ nameID: 'hanako@sp', issuer: (await read()).portal.entityId })

    const posting = await serviceProvider(tenant, {
      ...clockless,
      authnRequestBinding: 'HTTP-POST',
      skipRequestCompression: true,
    })
    const page = await posting.getAuthorizeFormAsync('state')
    const message = /name="SAMLRequest" value="([^"]+)"/.exec(page)![1]!
    const posted = await signInTo(server, tenant, { binding: 'post', message, relayState: 'state' }, 'hanako')
    expect(posted.relayState).toBe('state')
    expect((await posting.validatePostResponseAsync({ SAMLResponse: posted.response })).profile?.nameID).toBe(
      'hanako@sp',
    )

    const unasked = await signInTo(server, tenant, null, 'hanako')
    expect(plain(unasked.response)).not.toContain('InResponseTo')
    expect((await provider.validatePostResponseAsync({ SAMLResponse: unasked.response })).profile?.nameID).toBe(
      'hanako@sp',
    )
  })

  it('gets what is signed, for itself alone, for five minutes, in answer to its request [MFA-SAML-006]', async () => {
    await openApp(tenant)
    await withFactors(server, tenant, hanako)
    const provider = await serviceProvider(tenant, { ...clockless, validateInResponseTo: 'always' as never })
    const request = await requestOf(provider)
    const { response } = await signInTo(server, tenant, request, 'hanako')
    const root = parseXml(plain(response))!
    const assertion = childrenOf(root, samlNames.assertion, 'Assertion')[0]!
    const one = (name: string) => assertion.getElementsByTagNameNS(samlNames.assertion, name)[0]!
    const [data, conditions] = [one('SubjectConfirmationData'), one('Conditions')]
    const id = root.getAttribute('InResponseTo')!
    expect(data.getAttribute('InResponseTo')).toBe(id)
    expect(data.getAttribute('Recipient')).toBe(sampleProvider.acsUrl)
    expect(one('Audience').textContent).toBe(sampleProvider.entityId)
    expect(one('AuthnStatement').getAttribute('AuthnInstant')).toBe(server.clock.now().toISOString())
    for (const until of [data.getAttribute('NotOnOrAfter'), conditions.getAttribute('NotOnOrAfter')])
      expect(Date.parse(until!) - server.clock.now().getTime()).toBe(5 * 60_000)
    const algorithms = [...plain(response).matchAll(/SignatureMethod Algorithm="([^"]+)"/g)].map(([, name]) => name)
    expect(algorithms).toEqual(Array(2).fill('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'))

    const changed = Buffer.from(plain(response).replace('hanako@sp', 'admin@sp')).toString('base64')
    await expect(provider.validatePostResponseAsync({ SAMLResponse: changed })).rejects.toThrow()
    // What was answered is not answered again, however fresh it is.
    await expect(start(server, tenant, request)).rejects.toMatchObject({
      code: 'saml.request-refused',
      details: { reason: 'replay' },
    })
  })

  it('must sign its requests where it says that it does [MFA-SAML-006]', async () => {
    const { privateKey, certificate } = await makeSigningKey('sp', server.clock.now())
    await openApp(tenant, [[16]], { requestsSigned: true, certificates: [certificate] })
    await withFactors(server, tenant, hanako)
    const unsigned = await requestOf(await serviceProvider(tenant))
    await expect(start(server, tenant, unsigned)).rejects.toMatchObject({ details: { reason: 'unsigned' } })
    const signing = await serviceProvider(tenant, { ...clockless, privateKey, signatureAlgorithm: 'sha256' })
    const { response } = await signInTo(server, tenant, await requestOf(signing), 'hanako')
    expect((await signing.validatePostResponseAsync({ SAMLResponse: response })).profile?.nameID).toBe('hanako@sp')
    const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
      type: 'pkcs8',
      format: 'pem',
    })
    const forged = await serviceProvider(tenant, { privateKey: String(stranger), signatureAlgorithm: 'sha256' })
    await expect(start(server, tenant, await requestOf(forged))).rejects.toMatchObject({
      details: { reason: 'signature' },
    })
  })
})

describe('the name that a service provider is given', () => {
  const nameId = async () => {
    const { response } = await signInTo(server, tenant, null, 'hanako')
    return /<saml:NameID Format="[^"]*:([^":]+)">([^<]*)</.exec(plain(response))!.slice(1)
  }

  it('is the SP user name unless the application is set to another [MFA-SAML-003]', async () => {
    await openApp(tenant)
    await withFactors(server, tenant, hanako)
    expect((await read()).provider?.nameId).toBe('spname')
    expect(await nameId()).toEqual(['unspecified', 'hanako@sp'])
    await save({ nameId: 'loginId' })
    expect(await nameId()).toEqual(['unspecified', 'hanako'])
    await save({ nameId: 'mail' })
    expect(await nameId()).toEqual(['emailAddress', 'hanako@example.jp'])
  })

  it('has no substitute: whoever has none is refused, and told whom to ask [MFA-SAML-004]', async () => {
    await openApp(tenant)
    await expect(signInTo(server, tenant, null, 'hanako')).rejects.toMatchObject({ code: 'app-sign-in.no-user-name' })
    await withFactors(server, tenant, hanako)
    expect(await nameId()).toEqual(['unspecified', 'hanako@sp'])
    const { version } = await system.browser.call(readFactors, { userId: hanako.userId })
    await system.browser.call(changeFactors, { userId: hanako.userId, version, clearApps: [appId] })
    await expect(signInTo(server, tenant, null, 'hanako')).rejects.toMatchObject({ code: 'app-sign-in.no-user-name' })
  })

  it('belongs to one person, unless an administrator allows that it is shared; the log knows who it was', async () => {
    await openApp(tenant)
    await withFactors(server, tenant, hanako, 'office')
    await withFactors(server, tenant, await tenant.addPerson({ loginId: 'jiro' }), 'office')
    await expect(signInTo(server, tenant, null, 'hanako')).rejects.toMatchObject({
      code: 'app-sign-in.shared-user-name',
    })
    await save({ sharedNames: true })
    expect(await nameId()).toEqual(['unspecified', 'office'])
    const { rows } = await server.database.transaction({ tenantId: tenant.tenantId }, (db) =>
      sql<{ actor: string }>`select actor from operation_log where operation = 'app.signed-in'`.execute(db),
    )
    expect(rows).toEqual([{ actor: 'hanako' }])
  })

  it('comes with name and mail address where the application is to have them', async () => {
    await openApp(tenant)
    await withFactors(server, tenant, hanako)
    expect(plain((await signInTo(server, tenant, null, 'hanako')).response)).not.toContain('AttributeStatement')
    await save({ attributes: true })
    const provider = await serviceProvider(tenant, clockless)
    const { response } = await signInTo(server, tenant, null, 'hanako')
    const { profile } = await provider.validatePostResponseAsync({ SAMLResponse: response })
    expect(profile).toMatchObject({
      mail: 'hanako@example.jp',
      sn: '山田',
      givenName: '花子',
      displayName: '山田 花子',
    })
  })
})

describe('what a service provider is told', () => {
  it('are addresses, validity and certificate of each application [MFA-SAML-002]', async () => {
    await openApp(tenant)
    const { portal, keys } = await read()
    expect(portal.ssoUrl).toBe(`${server.url}/sso/${tenant.code}/${appId}`)
    expect(portal.logoutUrl).toBe(`${server.url}/sso/${tenant.code}/logout`)
    expect(portal.validUntil).toBe(keys[0]!.validUntil)
    const answer = await fetch(portal.metadataUrl)
    expect(answer.headers.get('content-type')).toContain('application/samlmetadata+xml')
    const metadata = await answer.text()
    for (const part of [portal.entityId, portal.ssoUrl, portal.validUntil!, 'HTTP-Redirect', 'HTTP-POST'])
      expect(metadata).toContain(part)
    const pem = await system.browser.call(downloadSamlCertificate, { keyId: keys[0]!.keyId })
    const certificate = new X509Certificate(pem)
    expect(certificate.fingerprint256).toBe(keys[0]!.fingerprint)
    expect(metadata).toContain(certificate.raw.toString('base64'))
  })

  it('is the next key before it signs; then it signs, and the one before is gone', async () => {
    await openApp(tenant)
    await withFactors(server, tenant, hanako)
    const before = await serviceProvider(tenant, clockless)
    const { keys } = await system.browser.call(makeSamlKey, {})
    expect(keys.map(({ state }) => state)).toEqual(['active', 'next'])
    const both = await serviceProvider(tenant, clockless)
    const response = async () => ({ SAMLResponse: (await signInTo(server, tenant, null, 'hanako')).response })
    expect((await before.validatePostResponseAsync(await response())).profile?.nameID).toBe('hanako@sp')
    expect((await system.browser.call(activateSamlKey, { keyId: keys[1]!.keyId })).keys).toMatchObject([
      { keyId: keys[1]!.keyId, state: 'active' },
    ])
    const fresh = await response()
    await expect(before.validatePostResponseAsync(fresh)).rejects.toThrow()
    expect((await both.validatePostResponseAsync(fresh)).profile?.nameID).toBe('hanako@sp')
  })

  it('never is the key itself, which stands sealed in the database', async () => {
    await openApp(tenant)
    const { rows } = await server.database.transaction({ tenantId: tenant.tenantId }, (db) =>
      sql<{ privateKey: Uint8Array }>`select private_key from saml_keys`.execute(db),
    )
    expect(Buffer.from(rows[0]!.privateKey).toString('latin1')).not.toContain('PRIVATE KEY')
    expect(JSON.stringify(await read())).not.toContain('PRIVATE')
  })
})

describe('a service provider', () => {
  it('is registered by its metadata, or by hand, and refused where assertions would not be safe', async () => {
    await openApp(tenant)
    const node = await serviceProvider(tenant)
    const facts = await system.browser.call(readProviderMetadata, {
      appId,
      xml: node.generateServiceProviderMetadata(null),
    })
    expect(facts).toEqual({
      entityId: sampleProvider.entityId,
      acsUrl: sampleProvider.acsUrl,
      certificates: [],
      requestsSigned: false,
    })
    await expect(system.browser.call(readProviderMetadata, { appId, xml: '<!DOCTYPE a><a/>' })).rejects.toMatchObject({
      code: 'saml.metadata-refused',
    })
    const fields = (change: Partial<ServiceProvider>) =>
      save(change).then(
        () => [],
        ({ details }) => details.fields,
      )
    for (const acsUrl of [
      'http://sp.example.jp/acs',
      'javascript:alert(1)',
      'https://sp.example.jp/#x',
      'sp',
      'https://u@sp.example.jp/',
    ])
      expect(await fields({ acsUrl })).toEqual([{ field: 'acsUrl', message: 'saml.acsUrlUnsafe' }])
    expect(await fields({ acsUrl: 'http://127.0.0.1:8480/acs' })).toEqual([])
    expect(await fields({ requestsSigned: true })).toEqual([
      { field: 'certificates', message: 'saml.certificateNeeded' },
    ])
    expect(await fields({ certificates: ['x'] })).toEqual([
      { field: 'certificates.0', message: 'saml.certificateUnreadable' },
    ])
    expect(await fields({ entityId: '' })).toEqual([{ field: 'entityId', message: 'saml.entityIdNeeded' }])
  })

  it('goes with its application, and cannot be signed in to without one', async () => {
    await openApp(tenant)
    await system.browser.call(removeApp, { appId })
    await expect(start(server, tenant, null)).rejects.toMatchObject({ code: 'request.not-found' })
    await expect(read()).rejects.toMatchObject({ code: 'request.not-found' })
  })
})

describe('a form from another site', () => {
  it('leads to the page, which finds it behind #, and nothing else of it', async () => {
    const body = new URLSearchParams({ SAMLRequest: 'a+b/c=', RelayState: 'x&y', evil: '1' })
    const { status, headers } = await fetch(`${server.url}/sso/${tenant.code}/${appId}?z=1`, {
      method: 'POST',
      body,
      redirect: 'manual',
    })
    expect(status).toBe(303)
    const to = new URL(headers.get('location')!, server.url)
    expect(to.pathname + to.search).toBe(`/sso/${tenant.code}/${appId}`)
    expect([...new URLSearchParams(to.hash.slice(1))]).toEqual([
      ['SAMLRequest', 'a+b/c='],
      ['RelayState', 'x&y'],
    ])
  })
})
