import {
  apiKeyBody,
  type DeviceAudience,
  type EndpointShape,
  isDevice,
  KaobanError,
  mayUse,
  type Permission,
  permissions,
  type SelfServiceMenu,
  scopeCovers,
  worksInMaintenance,
} from '@kaoban/contract'
import { type Locale, pickLocale } from '@kaoban/messages'
import type { FastifyRequest } from 'fastify'
import type { Actor, Circumstances } from './context.ts'
import type { Db } from './database.ts'
import type { Platform } from './http.ts'
import { isLocal } from './http-address.ts'
import { Cookies } from './http-cookies.ts'
import { houseTenantId, idsOfKey, tenantOfToken } from './identifiers.ts'

/** What the headers of a registered device say. */
export interface DeviceClaim {
  /** Tenant and device, as handed out at registration. */
  name: string
  /** ECDSA P-256 signature, base64url. */
  signature: string
  /** Time the device claims, milliseconds since the epoch. */
  at: number
}

/** What a registered device sends to prove itself. */
export interface DeviceProof extends DeviceClaim {
  signedText: string
}

/** What a program sends to prove itself: `Authorization: Bearer kbn_…`. */
export interface KeyProof {
  /** The whole text of the key. */
  secret: string
  tenantId: string
  apiKeyId: string
  address: string
}

/** Who comes in, and whether the operator stopped access where that was looked up in the same statement. */
export interface Entrant {
  actor: Actor
  inMaintenance?: boolean
}

/** How devices of one kind are known. */
export interface DeviceDoor {
  /** Whether the claim could be proven at all: asked before files are read, which the proof covers. */
  expects(db: Db, claim: DeviceClaim, now: Date): Promise<boolean>
  find(db: Db, proof: DeviceProof, now: Date): Promise<Actor | undefined>
}

/** How the adapter learns who knocks; given by the features that own tenants, sessions and terminals. */
export interface Doors {
  findTenant(db: Db, code: string): Promise<{ tenantId: string; inMaintenance: boolean } | undefined>
  findPerson(db: Db, token: string, now: Date, address: string): Promise<Entrant | undefined>
  /** As whom a key acts; refuses one that is unknown or over. */
  findKeyHolder(db: Db, key: KeyProof, now: Date): Promise<Actor & { kind: 'person' }>
  findOperator(db: Db, token: string, now: Date): Promise<(Actor & { kind: 'operator' }) | undefined>
  /** Whether the organisation keeps a menu from people's own pages. */
  hides(db: Db, menu: SelfServiceMenu): Promise<boolean>
  /** Registered browsers and computers, which sign what they send. */
  devices: Readonly<Record<DeviceAudience, DeviceDoor>>
  /** Whether the operator stopped access to the portal. */
  inMaintenance(db: Db): Promise<boolean>
}

/** A request at the door: its circumstances, and the proof that is still to be checked. */
export interface Knock {
  circumstances: Circumstances
  cookies: Cookies
  /** Finds out who it is; `open` opens a transaction for that where the door did not tell everything. */
  identify(open: OpenTransaction): Promise<Required<Entrant>>
  hides: Doors['hides']
}

type OpenTransaction = <T>(work: (db: Db) => Promise<T>) => Promise<T>

/**
 * Finds out whose data a request may reach and how its sender will prove who they are; nothing is granted yet.
 * `readDigest` reads the body, which only a terminal's proof covers.
 */
export async function approach(
  house: { platform: Platform; doors: Doors },
  shape: EndpointShape,
  request: FastifyRequest,
  readDigest: () => Promise<string>,
): Promise<Knock> {
  const { platform, doors } = house
  const named = request.params as Record<string, string>
  const cookies = new Cookies(request, platform.config, platform.secrets)
  const bearer = shape.needs in permissions ? bearerOf(request) : undefined
  // No browser sends a key by itself, and with a key no cookie is read: there is nothing to forge.
  if (shape.method !== 'GET' && !isDevice(shape.needs) && bearer === undefined && !cookies.provesSameSite())
    throw new KaobanError('request.csrf', 'the CSRF token is missing or belongs to another session')
  const now = platform.clock.now()
  let tenantId = houseTenantId
  let guest: Entrant = { actor: { kind: 'guest' } }
  let authenticate: ((db: Db) => Promise<Entrant>) | undefined
  if (shape.needs === 'tenant-guest') {
    const found = await platform.database.transaction({ tenantId, role: 'gate' }, (db) =>
      doors.findTenant(db, String(named.code)),
    )
    if (!found) throw new KaobanError('tenant.not-found', 'no tenant has this code')
    tenantId = found.tenantId
    guest = { ...guest, inMaintenance: found.inMaintenance }
  } else if (shape.needs === 'link') {
    tenantId = tenantOfToken(String(named.token)) ?? tenantId
  } else if (isDevice(shape.needs)) {
    const door = doors.devices[shape.needs]
    const claim = deviceClaim(request)
    tenantId = tenantOfToken(claim.name) ?? refuseDevice()
    if (shape.upload && !(await platform.database.transaction({ tenantId }, (db) => door.expects(db, claim, now))))
      refuseDevice()
    const path = request.url.split('?')[0]
    const proof = { ...claim, signedText: `${shape.method} ${path} ${claim.at} ${await readDigest()}` }
    authenticate = async (db) => ({ actor: (await door.find(db, proof, now)) ?? refuseDevice() })
  } else if (shape.needs === 'operator') {
    const token = cookies.token('operator') ?? refuseStranger()
    authenticate = async (db) => ({ actor: (await doors.findOperator(db, token, now)) ?? expireSession() })
  } else if (shape.needs === 'visitor') {
    const token = cookies.token('person')
    tenantId = (token && tenantOfToken(token)) || tenantId
    if (token) authenticate = async (db) => (await doors.findPerson(db, token, now, request.ip)) ?? guest
  } else if (bearer !== undefined) {
    const key = keyProof(bearer, request)
    tenantId = key.tenantId
    authenticate = async (db) => ({ actor: await doors.findKeyHolder(db, key, now) })
  } else if (shape.needs !== 'anyone') {
    const token = cookies.token('person') ?? refuseStranger()
    tenantId = tenantOfToken(token) ?? expireSession()
    authenticate = async (db) => (await doors.findPerson(db, token, now, request.ip)) ?? expireSession()
  }
  const circumstances: Circumstances = {
    tenantId,
    actor: { kind: 'guest' },
    clock: platform.clock,
    locale: localeOf(request),
    secrets: platform.secrets,
    requestId: request.id,
    address: request.ip,
    local: isLocal(request),
    userAgent: request.headers['user-agent'] ?? '',
    browser: cookies,
  }
  const heedless = worksInMaintenance(shape)
  const identify: Knock['identify'] = async (open) => {
    const { inMaintenance } = guest
    if (!authenticate && (heedless || inMaintenance !== undefined))
      return { ...guest, inMaintenance: !heedless && inMaintenance === true }
    return open(async (db) => {
      const entrant = authenticate ? await authenticate(db) : guest
      return { ...entrant, inMaintenance: !heedless && (entrant.inMaintenance ?? (await doors.inMaintenance(db))) }
    })
  }
  return { circumstances, cookies, identify, hides: doors.hides }
}

/** Lets the sender in, or refuses by what the endpoint needs. */
export async function admit(shape: EndpointShape, knock: Knock, open: OpenTransaction): Promise<void> {
  const { actor, inMaintenance } = await knock.identify(open)
  knock.circumstances.actor = actor
  if (inMaintenance)
    throw new KaobanError('portal.maintenance', 'the portal is in maintenance', {
      details: { message: 'MSG-AUT-009' },
    })
  if (actor.kind === 'operator' && actor.mustEnrol && !shape.beforePasswordChange)
    throw new KaobanError('operator.two-factor-required', 'two-factor sign-in must be set up first')
  if (!(shape.needs in permissions)) return
  if (actor.kind !== 'person') throw new KaobanError('request.forbidden', 'a signed-in person is needed')
  const { apiKey } = actor
  if (apiKey && !(shape.apiKey && scopeCovers(apiKey.scope, shape.apiKey)))
    throw new KaobanError('api-key.out-of-scope', `the key may not be used for ${shape.method} ${shape.path}`)
  if (actor.mustChangePassword && !shape.beforePasswordChange)
    throw new KaobanError('session.password-change-required', 'the initial password must be replaced first')
  if (!mayUse(actor.role, shape.needs as Permission))
    throw new KaobanError('request.forbidden', `the role ${actor.role} may not use this`)
  const { selfService } = shape
  // Whoever has to replace an initial password may, whatever is hidden.
  if (selfService === undefined || actor.mustChangePassword) return
  if (await open((db) => knock.hides(db, selfService)))
    throw new KaobanError('self-service.hidden', `the organisation hides ${selfService}`)
}

function bearerOf(request: FastifyRequest): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1]
}

function keyProof(secret: string, request: FastifyRequest): KeyProof {
  const body = apiKeyBody(secret)
  const ids = body === undefined ? undefined : idsOfKey(body)
  if (!ids) throw new KaobanError('api-key.malformed', 'this is no API key, or one with a mistake in it')
  return { secret, ...ids, address: request.ip }
}

function deviceClaim(request: FastifyRequest): DeviceClaim {
  const { 'x-kaoban-terminal': name, 'x-kaoban-signature': signature, 'x-kaoban-time': time } = request.headers
  if (typeof name !== 'string' || typeof signature !== 'string' || typeof time !== 'string') refuseDevice()
  return { name, signature, at: Number(time) }
}

function refuseStranger(): never {
  throw new KaobanError('request.unauthenticated', 'nobody is signed in')
}

function expireSession(): never {
  throw new KaobanError('session.expired', 'the session has ended')
}

function refuseDevice(): never {
  throw new KaobanError('request.unauthenticated', 'the device did not prove itself')
}

function localeOf(request: FastifyRequest): Locale {
  const wanted = request.headers['x-kaoban-locale']
  return wanted === 'ja' || wanted === 'en' ? wanted : pickLocale(request.headers['accept-language'])
}
