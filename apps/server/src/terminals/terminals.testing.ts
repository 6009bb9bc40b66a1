import { createHash, webcrypto } from 'node:crypto'
import { type Call, changeTerminal, createClient, registerTerminal, type TerminalKey } from '@kaoban/contract'
import type { TestServer, TestTenant } from '../platform/testing.ts'

/** A registered browser: signs what it sends, as the web application does with WebCrypto. */
export interface TestTerminal {
  terminalId: string
  call: Call
  /** Cookies that answers set, by name. */
  cookies: Map<string, string>
  /** What a request would carry; tests change it to see it refused. */
  headersFor(method: string, path: string, digest: string, at?: number): Promise<Record<string, string>>
}

export async function makeKey() {
  const pair = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
  const { kty, crv, x, y } = await webcrypto.subtle.exportKey('jwk', pair.publicKey)
  return { privateKey: pair.privateKey, publicKey: { kty, crv, x, y } as TerminalKey }
}

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex')

/** The digest a terminal signs, of a body as the client sends it. */
export async function digestOf(body: unknown): Promise<string> {
  if (!(body instanceof FormData)) return sha256(typeof body === 'string' ? body : '')
  let text = ''
  for (const value of body.values())
    text += typeof value === 'string' ? value : sha256(new Uint8Array(await value.arrayBuffer()))
  return sha256(text)
}

export async function openTerminal(
  server: TestServer,
  tenant: TestTenant,
  options: { identification?: boolean; afterSignIn?: 'portal' | 'stay' } = {},
): Promise<TestTerminal> {
  const { privateKey, publicKey } = await makeKey()
  const administrator = tenant.administrator.browser
  const { terminal, proofName } = await administrator.call(registerTerminal, { name: '受付', publicKey })
  if (Object.keys(options).length > 0)
    await administrator.call(changeTerminal, { terminalId: terminal.terminalId, ...options })
  const cookies = new Map<string, string>()
  const headersFor = async (method: string, path: string, digest: string, at = server.clock.now().getTime()) => {
    const text = new TextEncoder().encode(`${method} ${path} ${at} ${digest}`)
    const signature = await webcrypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, text)
    return {
      'x-kaoban-terminal': proofName,
      'x-kaoban-time': String(at),
      'x-kaoban-signature': Buffer.from(signature).toString('base64url'),
    }
  }
  const call = createClient({
    baseUrl: server.url,
    fetch: async (url, init) => {
      const headers = new Headers(init.headers)
      const signed = await headersFor(init.method ?? 'GET', new URL(url).pathname, await digestOf(init.body))
      for (const [name, value] of Object.entries(signed)) headers.set(name, value)
      const response = await fetch(url, { ...init, headers })
      for (const line of response.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? []
        if (name && value) cookies.set(name, value)
      }
      return response
    },
  })
  return { terminalId: terminal.terminalId, call, cookies, headersFor }
}
