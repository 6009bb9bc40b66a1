import { DOMParser } from '@xmldom/xmldom'

export const samlNames = {
  assertion: 'urn:oasis:names:tc:SAML:2.0:assertion',
  protocol: 'urn:oasis:names:tc:SAML:2.0:protocol',
  metadata: 'urn:oasis:names:tc:SAML:2.0:metadata',
  signature: 'http://www.w3.org/2000/09/xmldsig#',
} as const

/**
 * The root of a document that others wrote; undefined for what is no XML, or XML with more in it than elements, attributes
 * and text: document types, entities and processing instructions have no business in SAML.
 */
export function parseXml(text: string): Element | undefined {
  const body = text.replace(/^\uFEFF?\s*<\?xml\s[^?]*\?>/, '').trim()
  if (!body.startsWith('<') || /<[!?](?!--|\[CDATA\[)/.test(body)) return undefined
  const broken = (message: string) => {
    throw new Error(message)
  }
  try {
    const parser = new DOMParser({ errorHandler: { warning: broken, error: broken, fatalError: broken } })
    return parser.parseFromString(body, 'text/xml').documentElement ?? undefined
  } catch {
    return undefined
  }
}

export function childrenOf(parent: Element, namespace: string, name: string): Element[] {
  return Array.from(parent.childNodes).filter(
    (node): node is Element => isElement(node) && node.namespaceURI === namespace && node.localName === name,
  )
}

export function allWithin(parent: Element, namespace: string, name: string): Element[] {
  return Array.from(parent.getElementsByTagNameNS(namespace, name))
}

/** The text of the one child of this name; undefined where there is none, or more than one. */
export function textOf(parent: Element, namespace: string, name: string): string | undefined {
  const found = childrenOf(parent, namespace, name)
  return found.length === 1 ? (found[0]!.textContent ?? '').trim() : undefined
}

function isElement(node: Node): node is Element {
  return node.nodeType === 1
}

/** A value of ours in a document of ours. */
export function escapeXml(text: string): string {
  return (
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&apos;')
      // Control characters cannot be written in XML at all.
      .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
  )
}
