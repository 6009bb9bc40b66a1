import { type KeyObject, verify } from 'node:crypto'
import { SignedXml } from 'xml-crypto'
import { allWithin, childrenOf, parseXml, samlNames } from './xml.ts'

const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'
const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'
const sha256 = 'http://www.w3.org/2001/04/xmlenc#sha256'

/** Algorithms that are believed; SHA-1 is not among them [MFA-SAML-006]. */
const signing: Readonly<Record<string, string>> = {
  [rsaSha256]: 'sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha384': 'sha384',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512': 'sha512',
}
const digests = new Set([
  sha256,
  'http://www.w3.org/2001/04/xmldsig-more#sha384',
  'http://www.w3.org/2001/04/xmlenc#sha512',
])
const transforms = new Set([enveloped, exclusive, `${exclusive}WithComments`])

/** Signs the element with this ID; the signature stands after its issuer, as SAML wants it. */
export function signElement(xml: string, id: string, key: { privateKey: string; certificate: string }): string {
  const signature = new SignedXml({
    privateKey: key.privateKey,
    publicCert: key.certificate,
    signatureAlgorithm: rsaSha256,
    canonicalizationAlgorithm: exclusive,
    getKeyInfoContent: SignedXml.getKeyInfoContent,
  })
  const place = `//*[@ID='${id}']`
  signature.addReference({ xpath: place, digestAlgorithm: sha256, transforms: [enveloped, exclusive] })
  const issuer = `${place}/*[local-name(.)='Issuer' and namespace-uri(.)='${samlNames.assertion}']`
  signature.computeSignature(xml, { prefix: 'ds', location: { reference: issuer, action: 'after' } })
  return signature.getSignedXml()
}

/** Whether there is a signature anywhere, good or bad. */
export function hasSignature(root: Element): boolean {
  return allWithin(root, samlNames.signature, 'Signature').length > 0
}

/**
 * What the one signature of a document covers, which must be all of it; undefined when it does not hold. Only the answer
 * may be read: what was moved around within the document is not in it (signature wrapping).
 */
export function signedRoot(xml: string, root: Element, certificates: readonly string[]): Element | undefined {
  const [signature, ...more] = allWithin(root, samlNames.signature, 'Signature')
  const id = root.getAttribute('ID') ?? ''
  if (!signature || more.length > 0 || childrenOf(root, samlNames.signature, 'Signature')[0] !== signature)
    return undefined
  if (id === '' || bearersOf(root, id) !== 1) return undefined
  for (const publicCert of certificates) {
    const check = new SignedXml({ publicCert, getCertFromKeyInfo: () => null })
    try {
      check.loadSignature(signature)
      const [reference, ...others] = check.getReferences()
      if (!reference || others.length > 0 || reference.uri !== `#${id}`) return undefined
      if (!digests.has(reference.digestAlgorithm) || !reference.transforms.every((one) => transforms.has(one)))
        return undefined
      if (!((check.signatureAlgorithm ?? '') in signing)) return undefined
      if (!check.checkSignature(xml)) continue
      const [covered] = check.getSignedReferences()
      const read = covered === undefined ? undefined : parseXml(covered)
      return read?.getAttribute('ID') === id && read.localName === root.localName ? read : undefined
    } catch {
      // Another certificate may fit.
    }
  }
  return undefined
}

/** How many elements call themselves so, by any attribute that a reference might mean. */
function bearersOf(root: Element, id: string): number {
  const all = [root, ...Array.from(root.getElementsByTagName('*'))]
  return all.filter((element) => ['ID', 'Id', 'id'].some((name) => element.getAttribute(name) === id)).length
}

/** Whether a signature over octets holds, as HTTP-Redirect has it. */
export function holdsOver(octets: string, signature: Buffer, algorithm: string, keys: readonly KeyObject[]): boolean {
  const hash = signing[algorithm]
  if (hash === undefined) return false
  return keys.some((key) => key.asymmetricKeyType === 'rsa' && verify(hash, Buffer.from(octets), key, signature))
}
