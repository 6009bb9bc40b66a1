import { randomBytes, webcrypto } from 'node:crypto'
import { type Call, createClient, registerComputer, renewComputerKeys } from '@kaoban/contract'
import { openBrowser, type TestServer, type TestTenant } from '../platform/testing.ts'
import { digestOf, makeKey } from '../terminals/terminals.testing.ts'

/** A registered computer: signs what it sends, as the client software does. */
export interface TestComputer {
  computerId: string
  name: string
  call: Call
  /** What a request would carry; tests change it to see it refused. */
  headersFor(method: string, path: string, digest: string, at?: number): Promise<Record<string, string>>
}

export const software = { os: 'Debian GNU/Linux 13', version: '0.1.0' }

/** Computers of one test process must not share a name. */
export function newComputerName(): string {
  return `PC-${randomBytes(4).toString('hex')}`
}

export async function openComputer(
  server: TestServer,
  tenant: TestTenant,
  name = newComputerName(),
): Promise<TestComputer> {
  const keys = await tenant.administrator.browser.call(renewComputerKeys, {})
  const { privateKey, publicKey } = await makeKey()
  const guest = await openBrowser(server)
  const registered = await guest.call(registerComputer, { code: tenant.code, ...keys, name, publicKey, ...software })
  let last = 0
  const headersFor = async (method: string, path: string, digest: string, at?: number) => {
    last = at ?? Math.max(server.clock.now().getTime(), last + 1)
    const text = new TextEncoder().encode(`${method} ${path} ${last} ${digest}`)
    const signature = await webcrypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, text)
    return {
      'x-kaoban-terminal': registered.proofName,
      'x-kaoban-time': String(last),
      'x-kaoban-signature': Buffer.from(signature).toString('base64url'),
    }
  }
  const call = createClient({
    baseUrl: server.url,
    fetch: async (url, init) => {
      const headers = new Headers(init.headers)
      const signed = await headersFor(init.method ?? 'GET', new URL(url).pathname, await digestOf(init.body))
      for (const [header, value] of Object.entries(signed)) headers.set(header, value)
      return fetch(url, { ...init, headers })
    },
  })
  return { computerId: registered.computerId, name, call, headersFor }
}
