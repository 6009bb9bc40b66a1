import { createSign } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { type KnownProvider, readAuthnRequest, type SentRequest } from './authn-request.rules.ts'
import { readProviderMetadata } from './metadata.rules.ts'
import { signElement } from './signatures.ts'
import { makeSigningKey, type SigningKey } from './signing-keys.ts'

const now = new Date('2026-11-27T03:00:00Z')
const ssoUrl = 'https://portal.example.jp/sso/abc/70000'
const sha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'
let own: SigningKey
let strange: SigningKey
let provider: KnownProvider

beforeAll(async () => {
  own = await makeSigningKey('sp', now)
  strange = await makeSigningKey('somebody', now)
  const acsUrl = 'https://sp.example.jp/acs'
  provider = { entityId: 'urn:example:sp', acsUrl, requestsSigned: false, certificates: [own.certificate] }
})

const attributes = { ID: '_1', Version: '2.0', IssueInstant: now.toISOString() }
function xmlOf(more: Record<string, string> = {}, { inner = '', issuer = 'urn:example:sp' } = {}) {
  const written = Object.entries({ ...attributes, ...more }).map(([name, value]) => ` ${name}="${value}"`)
  return `<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"${written.join('')}><saml:Issuer>${issuer}</saml:Issuer>${inner}</samlp:AuthnRequest>`
}
function query(
  xml: string,
  { key, algorithm = sha256, hash = 'RSA-SHA256' }: { key?: SigningKey; algorithm?: string; hash?: string } = {},
): SentRequest {
  const parts = [
    `SAMLRequest=${encodeURIComponent(deflateRawSync(xml).toString('base64'))}`,
    `RelayState=${encodeURIComponent('a b/c')}`,
    ...(key ? [`SigAlg=${encodeURIComponent(algorithm)}`] : []),
  ]
  if (key) {
    const value = createSign(hash).update(parts.join('&')).sign(key.privateKey, 'base64')
    parts.push(`Signature=${encodeURIComponent(value)}`)
  }
  return { binding: 'redirect', query: `?${parts.join('&')}` }
}
const form = (xml: string): SentRequest => ({
  binding: 'post',
  message: Buffer.from(xml).toString('base64'),
  relayState: 'a b/c',
})
const read = (sent: SentRequest, more: Partial<KnownProvider> = {}) =>
  readAuthnRequest(sent, { ...provider, ...more }, { ssoUrl, now })
const fault = (sent: SentRequest, more: Partial<KnownProvider> = {}) => {
  const result = read(sent, more)
  return result.ok ? 'none' : result.fault
}

describe('a request of a service provider', () => {
  it('is read from an address and from a form [MFA-SAML-001]', () => {
    const request = { id: '_1', acsUrl: provider.acsUrl, relayState: 'a b/c', forceAuthn: false }
    expect(read(query(xmlOf()))).toEqual({ ok: true, request })
    expect(read(form(xmlOf({ ForceAuthn: 'true' })))).toEqual({ ok: true, request: { ...request, forceAuthn: true } })
  })

  it.each<[string, Record<string, string>, string]>([
    ['that wants the answer elsewhere', { AssertionConsumerServiceURL: 'https://evil.example.jp/' }, 'acs'],
    ['for another portal', { Destination: 'https://other.example.jp/sso' }, 'destination'],
    ['of yesterday', { IssueInstant: '2026-11-26T03:00:00Z' }, 'time'],
    ['of tomorrow', { IssueInstant: '2026-11-28T03:00:00Z' }, 'time'],
    ['without a time', { IssueInstant: '' }, 'time'],
    ['that wants an artifact', { ProtocolBinding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact' }, 'binding'],
    ['that lets nobody be asked', { IsPassive: 'true' }, 'passive'],
    ['of SAML 1.1', { Version: '1.1' }, 'unreadable'],
    ['with an ID that is none', { ID: '1 2' }, 'unreadable'],
  ])('%s is refused', (_, more, why) => {
    expect(fault(query(xmlOf(more)))).toBe(why)
  })

  it('of a provider that is not registered for the application is refused', () => {
    expect(fault(query(xmlOf({}, { issuer: 'urn:example:other' })))).toBe('issuer')
    expect(fault(form(xmlOf({}, { inner: '<saml:Issuer>urn:example:sp</saml:Issuer>' })))).toBe('issuer')
  })

  it('must be signed where the provider signs, by its key and a hash that is believed [MFA-SAML-006]', () => {
    const signs = { requestsSigned: true }
    expect(fault(query(xmlOf()), signs)).toBe('unsigned')
    expect(fault(form(xmlOf()), signs)).toBe('unsigned')
    expect(fault(query(xmlOf(), { key: own }), signs)).toBe('none')
    expect(fault(query(xmlOf(), { key: strange }), signs)).toBe('signature')
    expect(
      fault(query(xmlOf(), { key: own }), { ...signs, certificates: [strange.certificate, own.certificate] }),
    ).toBe('none')
    const sha1 = { key: own, algorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1', hash: 'RSA-SHA1' }
    expect(fault(query(xmlOf(), sha1), signs)).toBe('signature')
    expect(fault(form(signElement(xmlOf(), '_1', own)), signs)).toBe('none')
    expect(fault(form(signElement(xmlOf(), '_1', strange)), signs)).toBe('signature')
  })

  it('with a signature that does not hold is refused, whether or not one is needed', () => {
    const sent = query(xmlOf(), { key: own }) as { binding: 'redirect'; query: string }
    const changed = (from: string | RegExp, to: string) => fault({ ...sent, query: sent.query.replace(from, to) })
    expect(changed('RelayState=a', 'RelayState=b')).toBe('signature')
    expect(changed(/&Signature=.*/, '')).toBe('signature')
    expect(changed(/&SigAlg=[^&]*/, '')).toBe('signature')
    expect(changed('&RelayState', '&RelayState=x&RelayState')).toBe('unreadable')
    expect(fault(form(signElement(xmlOf(), '_1', own).replace('_1"', '_1" ForceAuthn="true"')))).toBe('signature')
    expect(fault(query(xmlOf(), { key: own }), { certificates: [] })).toBe('signature')
  })

  it('that hides a signed one in itself is refused: only what is signed is read', () => {
    const good = signElement(xmlOf(), '_1', own)
    const signature = /<ds:Signature[\s\S]*<\/ds:Signature>/.exec(good)![0]
    const stripped = good.replace(signature, '')
    const evil = (inner: string, more: Record<string, string> = {}) =>
      xmlOf({ ID: '_2', ForceAuthn: 'true', ...more }, { inner })
    // The original moved into the forged one, into its signature, or beside it under the same ID.
    expect(fault(form(evil(good)))).toBe('signature')
    expect(
      fault(form(evil(signature.replace('</ds:Signature>', `<ds:Object>${stripped}</ds:Object></ds:Signature>`)))),
    ).toBe('signature')
    expect(fault(form(evil(signature + stripped, { ID: '_1' })))).toBe('signature')
    expect(fault(form(evil(signature + signature)))).toBe('signature')
  })

  it('is no place for document types, entities and bombs', () => {
    const entity = `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${xmlOf({}, { issuer: '&e;' })}`
    expect(fault(form(entity))).toBe('unreadable')
    expect(fault(query(entity))).toBe('unreadable')
    expect(fault(form(`<?xml-stylesheet href="x"?>${xmlOf()}`))).toBe('unreadable')
    expect(fault(form(`<?xml version="1.0"?>\n${xmlOf()}`))).toBe('none')
    expect(fault(query(xmlOf({}, { inner: ' '.repeat(10_000_000) })))).toBe('unreadable')
    for (const text of ['', 'x', '<a', '<a></b>', '<a b></a>', xmlOf().slice(0, -5), '<a/><b/>'])
      expect(fault(form(text))).toBe('unreadable')
    expect(fault({ binding: 'redirect', query: '?SAMLRequest=%' })).toBe('unreadable')
    expect(fault({ binding: 'redirect', query: '' })).toBe('unreadable')
  })
})

describe('metadata of a service provider', () => {
  const metadata = (inner: string, more = '') =>
    `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="urn:example:sp"><md:SPSSODescriptor AuthnRequestsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">${inner}</md:SPSSODescriptor>${more}</md:EntityDescriptor>`
  const acs = (binding: string, at: string, more = '') =>
    `<md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:${binding}" Location="${at}" index="0"${more}/>`
  const keyOf = (pem: string, use = '') =>
    `<md:KeyDescriptor${use}><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>
${pem.replace(/-----[A-Z ]+-----/g, '')}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`

  it('says who it is, where answers go, and by which certificates it signs', () => {
    const keys = keyOf(own.certificate, ' use="signing"') + keyOf(strange.certificate, ' use="encryption"')
    const places =
      acs('HTTP-Artifact', 'https://sp/a') +
      acs('HTTP-POST', 'https://sp/1') +
      acs('HTTP-POST', 'https://sp/2', ' isDefault="true"')
    expect(readProviderMetadata(metadata(keys + places))).toEqual({
      entityId: 'urn:example:sp',
      acsUrl: 'https://sp/2',
      certificates: [own.certificate],
      requestsSigned: true,
    })
  })

  it('is refused where a part is missing or cannot be read', () => {
    expect(readProviderMetadata(metadata(''))).toBeUndefined()
    expect(readProviderMetadata(metadata(acs('HTTP-Artifact', 'https://sp/a')))).toBeUndefined()
    expect(readProviderMetadata(metadata(keyOf('AAAA') + acs('HTTP-POST', 'https://sp/1')))).toBeUndefined()
    expect(readProviderMetadata(`<!DOCTYPE a>${metadata(acs('HTTP-POST', 'https://sp/1'))}`)).toBeUndefined()
    expect(readProviderMetadata('<a/>')).toBeUndefined()
  })
})
