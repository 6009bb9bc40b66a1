import { X509Certificate } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'
import { hasSignature, holdsOver, signedRoot } from './signatures.ts'
import { childrenOf, parseXml, samlNames, textOf } from './xml.ts'

/** What somebody brought from a service provider: the query as it stood in the address, or the fields of a form. */
export type SentRequest =
  | { binding: 'redirect'; query: string }
  | { binding: 'post'; message: string; relayState: string }

/** What an AuthnRequest asks for, as far as it is heeded. */
export interface AuthnRequest {
  id: string
  acsUrl: string
  relayState: string
  /** What the browser has proven before does not count. */
  forceAuthn: boolean
}

export interface KnownProvider {
  entityId: string
  acsUrl: string
  requestsSigned: boolean
  certificates: readonly string[]
}

export type RequestFault =
  | 'unreadable'
  | 'unsigned'
  | 'signature'
  | 'issuer'
  | 'acs'
  | 'binding'
  | 'destination'
  | 'time'
  | 'passive'

/** Bytes of a request, inflated. */
const largest = 65_536
/** How old a request may be, and how far clocks may be apart, in milliseconds. */
const oldest = 10 * 60_000
const clockSkew = 2 * 60_000
const postBinding = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST'

/** Reads an AuthnRequest, and says why it is refused; nothing that is not signed is read where a signature is needed. */
export function readAuthnRequest(
  sent: SentRequest,
  provider: KnownProvider,
  here: { ssoUrl: string; now: Date },
): { ok: true; request: AuthnRequest } | { ok: false; fault: RequestFault } {
  const refuse = (fault: RequestFault) => ({ ok: false, fault }) as const
  const opened = sent.binding === 'redirect' ? openQuery(sent.query) : openForm(sent)
  const root = opened && parseXml(opened.xml)
  if (!opened || root?.localName !== 'AuthnRequest' || root.namespaceURI !== samlNames.protocol)
    return refuse('unreadable')
  const signed = opened.signature !== undefined || hasSignature(root)
  if (provider.requestsSigned && !signed) return refuse('unsigned')
  let trusted: Element = root
  if (signed) {
    // A signature that is there must hold, whether or not it is asked for; without certificates none can.
    const read =
      opened.signature === undefined
        ? signedRoot(opened.xml, root, provider.certificates)
        : !hasSignature(root) && holdsInQuery(opened.signature, provider.certificates)
          ? root
          : undefined
    if (!read) return refuse('signature')
    trusted = read
  }
  const fault = judge(trusted, provider, here)
  if (fault) return refuse(fault)
  return {
    ok: true,
    request: {
      id: trusted.getAttribute('ID')!,
      acsUrl: provider.acsUrl,
      relayState: opened.relayState,
      forceAuthn: isTrue(trusted.getAttribute('ForceAuthn')),
    },
  }
}

function judge(root: Element, provider: KnownProvider, { ssoUrl, now }: { ssoUrl: string; now: Date }) {
  const attribute = (name: string) => root.getAttribute(name) || undefined
  const issued = Date.parse(attribute('IssueInstant') ?? '')
  const age = now.getTime() - issued
  if (attribute('Version') !== '2.0' || !/^[A-Za-z_][\w.-]{0,255}$/.test(attribute('ID') ?? '')) return 'unreadable'
  if (textOf(root, samlNames.assertion, 'Issuer') !== provider.entityId) return 'issuer'
  // The answer goes to the address that was registered, never to one that a request brings.
  if ((attribute('AssertionConsumerServiceURL') ?? provider.acsUrl) !== provider.acsUrl) return 'acs'
  if ((attribute('ProtocolBinding') ?? postBinding) !== postBinding) return 'binding'
  if ((attribute('Destination') ?? ssoUrl) !== ssoUrl) return 'destination'
  if (!(age <= oldest && age >= -clockSkew)) return 'time'
  if (isTrue(attribute('IsPassive') ?? null)) return 'passive'
  // Extensions would have to be understood.
  return childrenOf(root, samlNames.protocol, 'Extensions').length > 0 ? 'unreadable' : undefined
}

interface QuerySignature {
  octets: string
  algorithm: string
  value: Buffer
}

interface Opened {
  xml: string
  relayState: string
  signature?: QuerySignature
}

/** The signature covers the octets as they were sent: nobody's encoder but the sender's makes the same ones. */
function openQuery(query: string): Opened | undefined {
  const raw = new Map<string, string>()
  for (const part of query.replace(/^\?/, '').split('&')) {
    const [name = '', value = ''] = part.split(/=(.*)/s)
    if (!['SAMLRequest', 'RelayState', 'SigAlg', 'Signature'].includes(name)) continue
    if (raw.has(name)) return undefined
    raw.set(name, value)
  }
  try {
    const plain = (name: string) => decodeURIComponent((raw.get(name) ?? '').replaceAll('+', ' '))
    const deflated = Buffer.from(plain('SAMLRequest'), 'base64')
    if (deflated.length === 0) return undefined
    const xml = inflateRawSync(deflated, { maxOutputLength: largest }).toString('utf8')
    const octets = ['SAMLRequest', 'RelayState', 'SigAlg'].flatMap((name) =>
      raw.has(name) ? [`${name}=${raw.get(name)}`] : [],
    )
    const value = Buffer.from(plain('Signature'), 'base64')
    const signed = raw.has('Signature') || raw.has('SigAlg')
    return {
      ...{ xml, relayState: plain('RelayState') },
      ...(signed && { signature: { octets: octets.join('&'), algorithm: plain('SigAlg'), value } }),
    }
  } catch {
    return undefined
  }
}

function openForm({ message, relayState }: { message: string; relayState: string }): Opened | undefined {
  const bytes = Buffer.from(message, 'base64')
  return bytes.length === 0 || bytes.length > largest ? undefined : { xml: bytes.toString('utf8'), relayState }
}

function holdsInQuery({ octets, algorithm, value }: QuerySignature, certificates: readonly string[]): boolean {
  const keys = certificates.map((certificate) => new X509Certificate(certificate).publicKey)
  return holdsOver(octets, value, algorithm, keys)
}

function isTrue(value: string | null): boolean {
  return value === 'true' || value === '1'
}
