import { type Call, createClient, type TerminalKey } from '@kaoban/contract'

/** What this browser keeps as a terminal of one tenant; the private key cannot be read out, only used. */
export interface KeptTerminal {
  tenantCode: string
  terminalId: string
  proofName: string
  privateKey: CryptoKey
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const
const storeName = 'terminals'

function openStore(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('kaoban', 1)
    request.onupgradeneeded = () => request.result.createObjectStore(storeName, { keyPath: 'tenantCode' })
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

async function inStore<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await openStore()
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(storeName, mode)
      const request = work(transaction.objectStore(storeName))
      transaction.oncomplete = () => resolve(request.result)
      transaction.onabort = () => reject(transaction.error)
      transaction.onerror = () => reject(transaction.error)
    })
  } finally {
    database.close()
  }
}

/** What this browser is for a tenant, or undefined when it is no terminal there. */
export async function readTerminal(tenantCode: string): Promise<KeptTerminal | undefined> {
  return inStore<KeptTerminal | undefined>('readonly', (store) => store.get(tenantCode))
}

export async function keepTerminal(terminal: KeptTerminal): Promise<void> {
  await inStore('readwrite', (store) => store.put(terminal))
}

export async function forgetTerminal(tenantCode: string): Promise<void> {
  await inStore('readwrite', (store) => store.delete(tenantCode))
}

/** Makes a key whose private half no script can read out. */
export async function makeTerminalKey(): Promise<{ privateKey: CryptoKey; publicKey: TerminalKey }> {
  const pair = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify'])
  const { x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey)
  return { privateKey: pair.privateKey, publicKey: { kty: 'EC', crv: 'P-256', x: x!, y: y! } }
}

/**
 * A client whose requests this terminal signs: method, path, time and digest of the body, ECDSA P-256 with SHA-256.
 * `now` is corrected once by the time the server names when the clock of this machine is wrong.
 */
export function terminalClient(terminal: Pick<KeptTerminal, 'privateKey' | 'proofName'>, now = () => Date.now()): Call {
  return createClient({
    fetch: async (url, init) => {
      const headers = new Headers(init.headers)
      const at = now()
      const path = new URL(url, location.origin).pathname
      const text = `${init.method ?? 'GET'} ${path} ${at} ${await bodyDigest(init.body)}`
      const signature = await crypto.subtle.sign(
        { name: 'ECDSA', hash: 'SHA-256' },
        terminal.privateKey,
        new TextEncoder().encode(text),
      )
      headers.set('x-kaoban-terminal', terminal.proofName)
      headers.set('x-kaoban-time', String(at))
      headers.set('x-kaoban-signature', base64url(new Uint8Array(signature)))
      headers.set('accept-language', document.documentElement.lang)
      return fetch(url, { ...init, headers })
    },
  })
}

/** SHA-256 of a JSON text, or of the input text followed by the SHA-256 of each file in order; hexadecimal. */
async function bodyDigest(body: BodyInit | null | undefined): Promise<string> {
  if (!(body instanceof FormData)) return sha256(typeof body === 'string' ? new TextEncoder().encode(body) : empty)
  let text = ''
  for (const value of body.values())
    text += typeof value === 'string' ? value : await sha256(new Uint8Array(await value.arrayBuffer()))
  return sha256(new TextEncoder().encode(text))
}

const empty = new Uint8Array()

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
