import { createHash, createPrivateKey, generateKeyPairSync, type JsonWebKey, sign } from 'node:crypto'
import { type Call, createClient, KaobanError, type TerminalKey } from '@kaoban/contract'
import { exit, Stop } from './stop.ts'

/** What this computer is, once it is registered. */
export interface Device {
  server: string
  computerId: string
  name: string
  proofName: string
  privateKey: JsonWebKey
  tenant: { code: string; name: string }
}

export function makeDeviceKey(): { privateKey: JsonWebKey; publicKey: TerminalKey } {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x, y } = pair.publicKey.export({ format: 'jwk' })
  return {
    privateKey: pair.privateKey.export({ format: 'jwk' }),
    publicKey: { kty: 'EC', crv: 'P-256', x: x!, y: y! },
  }
}

/** The origin of a server as a person gives it. @throws Stop for plain http that leaves this machine. */
export function serverOrigin(text: string, insecureHttp: boolean): string {
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`)
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    throw new Stop(exit.usage, 'cli.server.noAddress', { address: text })
  const loopback = /^127(?:\.\d{1,3}){3}$|^\[::1\]$|^localhost$/.test(url.hostname)
  if (url.protocol === 'http:' && !(insecureHttp && loopback))
    throw new Stop(exit.usage, 'cli.server.plainHttp', { address: url.origin })
  return url.origin
}

/** A redirect could lead what is sent somewhere else. */
async function send(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, { ...init, redirect: 'manual' })
  if (response.status >= 300 && response.status < 400)
    throw new Stop(exit.server, 'cli.server.redirects', { address: response.headers.get('location') ?? '' })
  return response
}

const headers = (locale: string) => ({ 'accept-language': locale, 'user-agent': 'kaoban-agent' })

/** A client without a name: it fetches the token first that every page of the portal has. */
export async function guestCall(server: string, locale: string): Promise<Call> {
  const cookies = new Map<string, string>()
  const note = (response: Response) => {
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (name !== undefined) cookies.set(name, value ?? '')
    }
  }
  try {
    note(await send(`${server}/api/session`, {}))
  } catch (cause) {
    throw cause instanceof Stop ? cause : new KaobanError('server.busy', 'the server cannot be reached', { cause })
  }
  return createClient({
    baseUrl: server,
    fetch: send,
    headers: () => ({
      ...headers(locale),
      cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      'x-csrf-token': cookies.get('kb_csrf') ?? '',
    }),
  })
}

/** SHA-256 of a JSON text, or of the input text followed by the SHA-256 of each file in order; hexadecimal. */
async function digestOf(body: unknown): Promise<string> {
  const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex')
  if (!(body instanceof FormData)) return sha256(typeof body === 'string' ? body : '')
  let text = ''
  for (const value of body.values())
    text += typeof value === 'string' ? value : sha256(new Uint8Array(await value.arrayBuffer()))
  return sha256(text)
}

/**
 * A client whose requests this computer signs, each with a later time than the one before, so that a signature counts
 * once. The time is the server's: where the clock here is wrong, the server says so and what time it is.
 */
export function deviceCall(device: Device, locale: string): Call {
  const key = createPrivateKey({ key: device.privateKey, format: 'jwk' })
  let [ahead, last] = [0, 0]
  const once = createClient({
    baseUrl: device.server,
    headers: () => headers(locale),
    fetch: async (url, init) => {
      last = Math.max(Date.now() + ahead, last + 1)
      const text = `${init.method ?? 'GET'} ${new URL(url).pathname} ${last} ${await digestOf(init.body)}`
      const signed = new Headers(init.headers)
      signed.set('x-kaoban-terminal', device.proofName)
      signed.set('x-kaoban-time', String(last))
      signed.set(
        'x-kaoban-signature',
        sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url'),
      )
      return send(url, { ...init, headers: signed })
    },
  })
  return async (shape, ...input) => {
    for (let corrections = 0; ; corrections++) {
      try {
        return await once(shape, ...input)
      } catch (error) {
        if (!(error instanceof KaobanError) || corrections === 2) throw error
        if (error.cause instanceof Stop) throw error.cause
        const { serverTime, after } = error.details ?? {}
        if (error.code === 'terminal.clock-wrong') {
          ahead = Date.parse(String(serverTime)) - Date.now()
          last = 0
        } else if (error.code === 'computer.replayed') last = Number(after)
        else throw error
      }
    }
  }
}
