import '@fastify/cookie'
import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from './config.ts'
import type { BrowserSession } from './context.ts'
import type { Secrets } from './secrets.ts'

type Kind = 'person' | 'operator'

/** Session and CSRF cookies of one request. */
export class Cookies implements BrowserSession {
  readonly #request: FastifyRequest
  readonly #secure: boolean
  readonly #secrets: Secrets
  readonly #tokens = new Map<Kind, string | undefined>()
  #changed = false

  constructor(request: FastifyRequest, config: Config, secrets: Secrets) {
    this.#request = request
    this.#secure = config.secureCookies
    this.#secrets = secrets
    for (const kind of ['person', 'operator'] as const) this.#tokens.set(kind, request.cookies[this.#name(kind)])
  }

  token(kind: Kind): string | undefined {
    return this.#tokens.get(kind)
  }

  remember(kind: Kind, token: string): void {
    this.#tokens.set(kind, token)
    this.#changed = true
  }

  forget(kind: Kind): void {
    this.#tokens.set(kind, undefined)
    this.#changed = true
  }

  /** True when the request carries the CSRF token of this browser and comes from our own pages. */
  provesSameSite(): boolean {
    const site = this.#request.headers['sec-fetch-site']
    if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
    const sent = this.#request.headers['x-csrf-token']
    return typeof sent === 'string' && sameText(sent, this.#csrf())
  }

  apply(reply: FastifyReply): void {
    const options = { path: '/', secure: this.#secure, sameSite: 'strict' as const }
    if (this.#changed)
      for (const [kind, token] of this.#tokens)
        if (token === undefined) reply.clearCookie(this.#name(kind), options)
        else reply.setCookie(this.#name(kind), token, { ...options, sameSite: 'lax', httpOnly: true })
    const csrf = this.#csrf()
    if (this.#request.cookies.kb_csrf !== csrf) reply.setCookie('kb_csrf', csrf, options)
  }

  /** Bound to the session when there is one, otherwise a signed random value. */
  #csrf(): string {
    const tokens = [this.#tokens.get('person'), this.#tokens.get('operator')]
    if (tokens.some((token) => token !== undefined)) return this.#secrets.sign('csrf', tokens.join(' '))
    const [random, signature] = (this.#request.cookies.kb_csrf ?? '').split('.')
    if (random && signature && sameText(signature, this.#secrets.sign('csrf guest', random)))
      return `${random}.${signature}`
    this.#guest ??= randomBytes(16).toString('base64url')
    return `${this.#guest}.${this.#secrets.sign('csrf guest', this.#guest)}`
  }

  #guest: string | undefined

  #name(kind: Kind): string {
    return `${this.#secure ? '__Host-' : ''}kb_${kind}`
  }
}

function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}
