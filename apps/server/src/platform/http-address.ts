import { KaobanError } from '@kaoban/contract'
import type { FastifyRequest } from 'fastify'
import type { Config } from './config.ts'

const probes: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics'])
const local = /^(?:127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/

/**
 * Where the public URL is https, portal and API are reached by HTTPS under its domain and subdomains only [NFM-GEN-014].
 * @returns where a page that was asked for by plain HTTP is found, or undefined when the request is at the right address.
 * @throws KaobanError request.wrong-address for everything else.
 */
export function rightAddressOf(config: Config, request: FastifyRequest): string | undefined {
  if (!config.secureCookies || probes.has(request.url)) return undefined
  // Without a proxy that is believed, a program of this computer is taken for it.
  if (config.KAOBAN_TRUST_PROXY === false && local.test(request.socket.remoteAddress ?? '')) return undefined
  const home = new URL(config.KAOBAN_PUBLIC_URL!)
  const host = request.hostname.toLowerCase()
  const here = host === home.hostname || host.endsWith(`.${home.hostname}`)
  if (here && request.protocol === 'https') return undefined
  const mayFollow = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html')
  // A proxy that does not say how it was asked would be asked again and again.
  if (here && mayFollow && request.headers['x-forwarded-proto'] === 'http') return `${home.origin}${request.url}`
  throw new KaobanError('request.wrong-address', `the portal is at ${home.origin}`)
}

/** By HTTPS here or at a proxy that is believed, or from the inside of this machine: nobody on the way reads along. */
export function isEncrypted(config: Config, request: FastifyRequest): boolean {
  if (request.protocol === 'https') return true
  const forwarded = request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined
  // A proxy of this machine that is not believed leads somebody from elsewhere here; the public URL says how.
  const passedOn = config.KAOBAN_TRUST_PROXY === false && forwarded
  return local.test(request.ip) && (!passedOn || config.secureCookies)
}

const ownName = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/i
const ofProxies = ['x-forwarded-for', 'forwarded', 'x-real-ip']

/**
 * Whether a request was sent on this very computer. A page of another site whose name leads here (DNS rebinding) asks
 * for that name, and a proxy says for whom it asks.
 */
export function isLocal(request: FastifyRequest): boolean {
  const passedOn = ofProxies.some((name) => request.headers[name] !== undefined)
  return local.test(request.ip) && ownName.test(request.hostname) && !passedOn
}
