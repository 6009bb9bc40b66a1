import { X509Certificate } from 'node:crypto'
import { allWithin, childrenOf, escapeXml, parseXml, samlNames } from './xml.ts'

export interface IdentityProvider {
  entityId: string
  ssoUrl: string
  /** PEM, the one that signs first. */
  certificates: readonly string[]
  validUntil: Date
  requestsSigned: boolean
}

const redirect = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect'
const post = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST'

/** What service providers read about this portal. */
export function writeMetadata({
  entityId,
  ssoUrl,
  certificates,
  validUntil,
  requestsSigned,
}: IdentityProvider): string {
  const keys = certificates.map(
    (pem) => `<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="${samlNames.signature}"><ds:X509Data>\
<ds:X509Certificate>${new X509Certificate(pem).raw.toString('base64')}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`,
  )
  const at = (binding: string) => `<md:SingleSignOnService Binding="${binding}" Location="${escapeXml(ssoUrl)}"/>`
  return `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="${samlNames.metadata}" entityID="${escapeXml(entityId)}" validUntil="${validUntil.toISOString()}">\
<md:IDPSSODescriptor WantAuthnRequestsSigned="${requestsSigned}" protocolSupportEnumeration="${samlNames.protocol}">${keys.join('')}\
<md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified</md:NameIDFormat>\
<md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat>\
${at(redirect)}${at(post)}</md:IDPSSODescriptor></md:EntityDescriptor>
`
}

export interface ProviderFacts {
  entityId: string
  acsUrl: string
  certificates: string[]
  requestsSigned: boolean
}

/** What a service provider says about itself; undefined when that is not the metadata of one. */
export function readProviderMetadata(xml: string): ProviderFacts | undefined {
  const root = parseXml(xml)
  if (root?.localName !== 'EntityDescriptor' || root.namespaceURI !== samlNames.metadata) return undefined
  const [provider, ...more] = childrenOf(root, samlNames.metadata, 'SPSSODescriptor')
  if (!provider || more.length > 0) return undefined
  const services = childrenOf(provider, samlNames.metadata, 'AssertionConsumerService').filter(
    (service) => service.getAttribute('Binding') === post,
  )
  const chosen = services.find((service) => service.getAttribute('isDefault') === 'true') ?? services[0]
  const entityId = root.getAttribute('entityID') ?? ''
  const acsUrl = chosen?.getAttribute('Location') ?? ''
  if (entityId === '' || acsUrl === '') return undefined
  const certificates = childrenOf(provider, samlNames.metadata, 'KeyDescriptor')
    .filter((key) => key.getAttribute('use') !== 'encryption')
    .flatMap((key) => allWithin(key, samlNames.signature, 'X509Certificate'))
    .map((certificate) => readCertificate(certificate.textContent ?? ''))
  if (certificates.includes(undefined)) return undefined
  return {
    entityId,
    acsUrl,
    certificates: [...new Set(certificates as string[])],
    requestsSigned: ['true', '1'].includes(provider.getAttribute('AuthnRequestsSigned') ?? ''),
  }
}

/** A certificate with an RSA key, in PEM or bare base64, as PEM; undefined for anything else. */
export function readCertificate(text: string): string | undefined {
  const body = text.replace(/-----(?:BEGIN|END) CERTIFICATE-----/g, '').replace(/\s+/g, '')
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(body)) return undefined
  try {
    const certificate = new X509Certificate(Buffer.from(body, 'base64'))
    return certificate.publicKey.asymmetricKeyType === 'rsa' ? certificate.toString() : undefined
  } catch {
    return undefined
  }
}
