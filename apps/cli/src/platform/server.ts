import { type Call, createClient, KaobanError } from '@kaoban/contract'
import { exit } from './exit.ts'
import { Stop } from './stop.ts'

export interface Access {
  server: string
  token: string
}

/** Waits before each new try, in milliseconds [MFA-CLI-012]. */
export const waits: readonly number[] = [1000, 2000, 4000, 8000, 16_000]

interface ServerOptions {
  locale: 'ja' | 'en'
  /** Told before each wait. */
  onWait?: (milliseconds: number, error: KaobanError) => void
  sleep?: (milliseconds: number) => Promise<void>
  interrupted?: AbortSignal
}

/** Whether the same request may well be answered in a moment. */
function isTransient({ code, details, cause }: KaobanError): boolean {
  const { status } = details ?? {}
  if (cause !== undefined) return !/CERT|SELF_SIGNED|UNABLE_TO|ERR_TLS|ENOTFOUND/.test(networkReason(cause) ?? '')
  return code === 'server.busy' || code === 'portal.maintenance' || status === 429 || status === 502 || status === 504
}

/** What the network says of a server that cannot be reached, such as ECONNREFUSED or the fault of a certificate. */
export function networkReason(cause: unknown): string | undefined {
  if (!(cause instanceof Error)) return undefined
  const { code } = cause as NodeJS.ErrnoException
  return networkReason(cause.cause) ?? code ?? cause.message
}

/** How long a server that is asked too often wants to be left alone, within the longest wait. */
function wishOf({ details }: KaobanError): number {
  const seconds = Number(details?.retryAfterSeconds)
  return Number.isFinite(seconds) ? Math.min(seconds * 1000, waits.at(-1)!) : 0
}

/**
 * A client that tries again when a server is away for a moment. Everything it calls may be called twice: readers, and
 * endpoints that know a repetition by its number or by the state it left.
 */
export function serverCall(access: Access, options: ServerOptions): Call {
  const { locale, onWait, interrupted } = options
  const sleep = options.sleep ?? ((ms) => pause(ms, interrupted))
  const once = createClient({
    baseUrl: access.server,
    // A redirect could lead the key somewhere else.
    fetch: async (url, init) => {
      const response = await fetch(url, { ...init, redirect: 'manual' })
      if (response.status >= 300 && response.status < 400)
        throw new Stop(exit.server, 'cli.server.redirects', { address: response.headers.get('location') ?? '' })
      return response
    },
    headers: () => ({
      authorization: `Bearer ${access.token}`,
      'accept-language': locale,
      'user-agent': 'kaoban-cli',
    }),
  })
  return async (shape, ...input) => {
    for (let tries = 0; ; tries++) {
      try {
        return await once(shape, ...input)
      } catch (error) {
        if (error instanceof KaobanError && error.cause instanceof Stop) throw error.cause
        const wait = waits[tries]
        if (!(error instanceof KaobanError) || !isTransient(error) || wait === undefined || interrupted?.aborted)
          throw error
        const milliseconds = Math.max(wait, wishOf(error))
        onWait?.(milliseconds, error)
        await sleep(milliseconds)
      }
    }
  }
}

function pause(milliseconds: number, interrupted: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      interrupted?.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    interrupted?.addEventListener('abort', done)
    if (interrupted?.aborted) done()
  })
}

/** The origin of a server as a person gives it. @throws Stop for plain http that leaves this machine [MFA-CLI-013]. */
export function serverOrigin(text: string, insecureHttp: boolean): string {
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`)
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    throw new Stop(exit.usage, 'cli.server.noAddress', { address: text })
  if (url.protocol === 'http:' && !(insecureHttp && isLoopback(url.hostname)))
    throw new Stop(exit.usage, 'cli.server.plainHttp', { address: url.origin })
  return url.origin
}

/** This machine, by a name that no server of names can turn into another one. */
function isLoopback(host: string): boolean {
  return /^127(?:\.\d{1,3}){3}$/.test(host) || host === '[::1]' || host === 'localhost'
}
