import { Readable } from 'node:stream'
import {
  type ByteAnswer,
  type EndpointShape,
  type InputOf,
  KaobanError,
  mayUse,
  type Operation,
  type Permission,
  permissions,
  type ReplyOf,
} from '@kaoban/contract'
import { type Locale, pickLocale } from '@kaoban/messages'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Actor, Circumstances, Context, Steps } from './context.ts'
import type { DatabaseHandle, Db } from './database.ts'
import { Cookies } from './http-cookies.ts'
import { parseInput, type RawInput, readBody } from './http-input.ts'
import { houseTenantId, tenantOfToken } from './identifiers.ts'
import type { Metrics } from './metrics.ts'
import { writeOperation } from './operation-log.ts'
import type { Secrets } from './secrets.ts'

/** What a registered device sends to prove itself. */
export interface TerminalProof {
  /** Tenant and terminal, as handed out at registration. */
  name: string
  /** ECDSA P-256 signature, base64url. */
  signature: string
  signedText: string
  /** Time the device claims, milliseconds since the epoch. */
  at: number
}

/** How the adapter learns who knocks; given by the features that own tenants, sessions and terminals. */
export interface Doors {
  findTenant(db: Db, code: string): Promise<{ tenantId: string } | undefined>
  findPerson(db: Db, token: string, now: Date): Promise<(Actor & { kind: 'person' }) | undefined>
  findOperator(db: Db, token: string, now: Date): Promise<(Actor & { kind: 'operator' }) | undefined>
  findTerminal(db: Db, proof: TerminalProof, now: Date): Promise<(Actor & { kind: 'terminal' }) | undefined>
}

export interface Platform {
  config: Config
  database: DatabaseHandle
  clock: Clock
  secrets: Secrets
  metrics: Metrics
  log: Logger
}

type Handler<E extends EndpointShape> = (ctx: Context, input: InputOf<E>) => Promise<ReplyOf<E>> | ReplyOf<E>
type StepHandler<E extends EndpointShape> = (steps: Steps, input: InputOf<E>) => Promise<ReplyOf<E>>

export interface Serve {
  /** One transaction around the whole handler. */
  <E extends EndpointShape>(shape: E, handler: Handler<E>): void
  /** The handler opens its own transactions between computations. */
  stepwise<E extends EndpointShape>(shape: E, handler: StepHandler<E>): void
  /** Every endpoint served so far, for documentation and probes. */
  readonly shapes: EndpointShape[]
}

interface Knock {
  circumstances: Circumstances
  cookies: Cookies
  authenticate(db: Db): Promise<Actor>
}

/** The one adapter between contract and Fastify: parse, authenticate, permit, run, check, commit, answer. */
export function createServe(app: FastifyInstance, platform: Platform, doors: Doors): Serve {
  const shapes: EndpointShape[] = []

  async function approach(
    shape: EndpointShape,
    request: FastifyRequest,
    raw: RawInput,
    input: Record<string, unknown>,
  ): Promise<Knock> {
    const cookies = new Cookies(request, platform.config, platform.secrets)
    if (shape.method !== 'GET' && shape.needs !== 'terminal' && !cookies.provesSameSite())
      throw new KaobanError('request.csrf', 'the CSRF token is missing or belongs to another session')
    const now = platform.clock.now()
    let tenantId = houseTenantId
    let authenticate: Knock['authenticate'] = async () => ({ kind: 'guest' })
    if (shape.needs === 'tenant-guest') {
      const found = await platform.database.transaction({ tenantId, role: 'gate' }, (db) =>
        doors.findTenant(db, String(input.code)),
      )
      if (!found) throw new KaobanError('tenant.not-found', 'no tenant has this code')
      tenantId = found.tenantId
    } else if (shape.needs === 'link') {
      tenantId = tenantOfToken(String(input.token)) ?? tenantId
    } else if (shape.needs === 'terminal') {
      const proof = terminalProof(shape, request, raw)
      tenantId = tenantOfToken(proof.name) ?? tenantId
      authenticate = async (db) => (await doors.findTerminal(db, proof, now)) ?? refuseTerminal()
    } else if (shape.needs === 'operator') {
      const token = cookies.token('operator') ?? refuseStranger()
      authenticate = async (db) => (await doors.findOperator(db, token, now)) ?? expireSession()
    } else if (shape.needs === 'visitor') {
      const token = cookies.token('person')
      tenantId = (token && tenantOfToken(token)) || tenantId
      if (token) authenticate = async (db) => (await doors.findPerson(db, token, now)) ?? { kind: 'guest' }
    } else if (shape.needs !== 'anyone') {
      const token = cookies.token('person') ?? refuseStranger()
      tenantId = tenantOfToken(token) ?? expireSession()
      authenticate = async (db) => (await doors.findPerson(db, token, now)) ?? expireSession()
    }
    const circumstances: Circumstances = {
      tenantId,
      actor: { kind: 'guest' },
      clock: platform.clock,
      locale: localeOf(request),
      secrets: platform.secrets,
      requestId: request.id,
      address: request.ip,
      userAgent: request.headers['user-agent'] ?? '',
      browser: cookies,
    }
    return { circumstances, cookies, authenticate }
  }

  async function admit(shape: EndpointShape, knock: Knock, db: Db): Promise<void> {
    const actor = await knock.authenticate(db)
    knock.circumstances.actor = actor
    if (actor.kind === 'operator' && actor.mustEnrol && !shape.beforePasswordChange)
      throw new KaobanError('operator.two-factor-required', 'two-factor sign-in must be set up first')
    if (!(shape.needs in permissions)) return
    if (actor.kind !== 'person') throw new KaobanError('request.forbidden', 'a signed-in person is needed')
    if (actor.mustChangePassword && !shape.beforePasswordChange)
      throw new KaobanError('session.password-change-required', 'the initial password must be replaced first')
    if (!mayUse(actor.role, shape.needs as Permission))
      throw new KaobanError('request.forbidden', `the role ${actor.role} may not use this`)
  }

  /** Runs one step in a transaction; a named operation that wrote no row is a bug and is undone. */
  function runner(shape: EndpointShape, knock: Knock) {
    const written = { row: false }
    const scope = () => ({
      tenantId: knock.circumstances.tenantId,
      role: shape.needs === 'operator' ? ('operator' as const) : ('app' as const),
    })
    const run = <T>(step: (ctx: Context) => Promise<T>): Promise<T> =>
      platform.database.transaction(scope(), async (db) => step(contextOf(shape, knock.circumstances, db, written)))
    const check = () => {
      if (typeof shape.audit === 'string' && !written.row)
        throw new Error(`${shape.method} ${shape.path} changed something without an operation-log row`)
    }
    return { run, check, scope }
  }

  /** A refused operation is logged too [NFM-OPL-004]. */
  async function logRefusal(shape: EndpointShape, knock: Knock, error: unknown): Promise<void> {
    if (typeof shape.audit !== 'string' || !(error instanceof KaobanError)) return
    const { actor } = knock.circumstances
    if (actor.kind !== 'person' && actor.kind !== 'operator') return
    const operation = shape.audit
    await platform.database
      .transaction(runner(shape, knock).scope(), (db) =>
        writeOperation(db, knock.circumstances, operation, { problem: error.code }, false),
      )
      .catch((cause) => app.log.error({ err: cause }, 'a refused operation could not be logged'))
  }

  function route(shape: EndpointShape, work: (knock: Knock, input: Record<string, unknown>) => Promise<unknown>): void {
    shapes.push(shape)
    app.route({
      method: shape.method,
      url: shape.path,
      bodyLimit: shape.upload
        ? shape.upload.maxFiles * shape.upload.maxBytesEach + 1_048_576
        : (shape.maxBodyBytes ?? 65_536),
      schema: documentation(shape),
      config: shape.limit ? { rateLimit: { max: shape.limit.max, timeWindow: shape.limit.perSeconds * 1000 } } : {},
      handler: async (request, reply) => {
        const raw =
          shape.method === 'GET' ? { body: undefined, files: [], digest: emptyDigest } : await readBody(shape, request)
        const input = parseInput(shape, request, raw)
        const knock = await approach(shape, request, raw, input)
        let result: unknown
        try {
          result = await work(knock, input)
        } catch (error) {
          await logRefusal(shape, knock, error)
          if (error instanceof KaobanError && error.code === 'session.expired') {
            knock.cookies.forget(shape.needs === 'operator' ? 'operator' : 'person')
            knock.cookies.apply(reply)
          }
          throw error
        }
        knock.cookies.apply(reply)
        return answer(shape, reply, result)
      },
    })
  }

  const serve = ((shape: EndpointShape, handler: Handler<EndpointShape>) =>
    route(shape, async (knock, input) => {
      const { run, check } = runner(shape, knock)
      return run(async (ctx) => {
        await admit(shape, knock, ctx.db)
        const result = await handler(
          { ...ctx, actor: knock.circumstances.actor, locale: localeFor(knock) },
          input as never,
        )
        check()
        return checkAnswer(shape, result)
      })
    })) as Serve

  serve.stepwise = (shape, handler) =>
    route(shape, async (knock, input) => {
      const { run, check } = runner(shape, knock)
      await run((ctx) => admit(shape, knock, ctx.db))
      const steps: Steps = { ...knock.circumstances, locale: localeFor(knock), inTransaction: run }
      const result = checkAnswer(shape, await handler(steps, input as never))
      check()
      return result
    })
  Object.defineProperty(serve, 'shapes', { value: shapes })
  return serve
}

function contextOf(shape: EndpointShape, circumstances: Circumstances, db: Db, written: { row: boolean }): Context {
  return {
    ...circumstances,
    locale: circumstances.actor.kind === 'person' ? circumstances.actor.locale : circumstances.locale,
    db,
    async audit(details: Record<string, unknown>, operation?: Operation, succeeded = true) {
      const name = operation ?? (typeof shape.audit === 'string' ? shape.audit : undefined)
      if (name === undefined) throw new Error(`${shape.path} names no operation`)
      // `this` carries the actor known by then, which a guest who signs in becomes only on the way.
      await writeOperation(db, this, name, details, succeeded)
      written.row = true
    },
  }
}

function checkAnswer(shape: EndpointShape, result: unknown): unknown {
  if (!(shape.answer instanceof z.ZodType)) return result
  const checked = shape.answer.safeParse(result)
  if (!checked.success)
    throw new Error(`the answer of ${shape.path} is not what the contract says: ${z.prettifyError(checked.error)}`)
  return checked.data
}

function answer(shape: EndpointShape, reply: FastifyReply, result: unknown): FastifyReply {
  reply.header('cache-control', 'no-store')
  reply.code(shape.status ?? 200)
  if (shape.answer instanceof z.ZodType) return result === undefined ? reply.send() : reply.send(result)
  const { media, fileName, body } = result as ByteAnswer
  reply.type(media ?? shape.answer.media)
  if (fileName !== undefined)
    reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`)
  return reply.send(body instanceof Uint8Array ? Buffer.from(body) : Readable.from(body))
}

const emptyDigest = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

function terminalProof(shape: EndpointShape, request: FastifyRequest, raw: RawInput): TerminalProof {
  const { 'x-kaoban-terminal': name, 'x-kaoban-signature': signature, 'x-kaoban-time': time } = request.headers
  if (typeof name !== 'string' || typeof signature !== 'string' || typeof time !== 'string') refuseTerminal()
  const at = Number(time)
  const path = request.url.split('?')[0]
  return { name, signature, at, signedText: `${shape.method} ${path} ${at} ${raw.digest}` }
}

function refuseStranger(): never {
  throw new KaobanError('request.unauthenticated', 'nobody is signed in')
}

function expireSession(): never {
  throw new KaobanError('session.expired', 'the session has ended')
}

function refuseTerminal(): never {
  throw new KaobanError('request.unauthenticated', 'the terminal did not prove itself')
}

function localeOf(request: FastifyRequest): Locale {
  const wanted = request.headers['x-kaoban-locale']
  return wanted === 'ja' || wanted === 'en' ? wanted : pickLocale(request.headers['accept-language'])
}

function localeFor(knock: Knock): Locale {
  const { actor, locale } = knock.circumstances
  return actor.kind === 'person' ? actor.locale : locale
}

function documentation(shape: EndpointShape): Record<string, unknown> {
  const describe = (schema: z.ZodType | undefined, io: 'input' | 'output') =>
    schema === undefined ? undefined : z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'openapi-3.0' })
  const answers =
    shape.answer instanceof z.ZodType ? describe(shape.answer, 'output') : { type: 'string', format: 'binary' }
  const parts = {
    summary: shape.summary,
    description: `Needs: ${shape.needs}.`,
    tags: [shape.path.split('/')[2]],
    params: describe(shape.params, 'input'),
    querystring: describe(shape.query, 'input'),
    body: describe(shape.body, 'input'),
    response: { [shape.status ?? 200]: answers },
  }
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined))
}
