import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import {
  type ByteAnswer,
  type EndpointShape,
  type InputOf,
  KaobanError,
  type Operation,
  type ParamsOf,
  type ReplyOf,
} from '@kaoban/contract'
import type { Locale } from '@kaoban/messages'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Clock } from './clock.ts'
import { type Config, dataPath } from './config.ts'
import type { Circumstances, Context, Steps } from './context.ts'
import type { DatabaseHandle, Db } from './database.ts'
import { isEncrypted } from './http-address.ts'
import { admit, approach, type Doors, type Knock } from './http-doors.ts'
import { parseInput, parseParams, type RawInput, readBody, type Spools, type UploadWatch } from './http-input.ts'
import type { Metrics } from './metrics.ts'
import { writeOperation } from './operation-log.ts'
import type { Secrets } from './secrets.ts'

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
/** Looks at whoever was let in before a byte of their files is read, and says what to watch while they arrive. */
type UploadGate<E extends EndpointShape> = (steps: Steps, params: ParamsOf<E>) => Promise<UploadWatch>

export interface Serve {
  /** One transaction around the whole handler. */
  <E extends EndpointShape>(shape: E, handler: Handler<E>): void
  /** The handler opens its own transactions between computations. */
  stepwise<E extends EndpointShape>(shape: E, handler: StepHandler<E>, gate?: UploadGate<E>): void
  /** Every endpoint served so far, for documentation and probes. */
  readonly shapes: EndpointShape[]
}

type ReadInput = (gate?: (params: never) => Promise<UploadWatch>) => Promise<Record<string, unknown>>

/** The one adapter between contract and Fastify: parse, authenticate, permit, run, check, commit, answer. */
export function createServe(app: FastifyInstance, platform: Platform, doors: Doors): Serve {
  const shapes: EndpointShape[] = []

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

  function route(shape: EndpointShape, work: (knock: Knock, input: ReadInput) => Promise<unknown>): void {
    shapes.push(shape)
    const spoolFolder = shape.upload?.spooled ? dataPath(platform.config) : ''
    app.route({
      method: shape.method,
      url: shape.path,
      bodyLimit: shape.upload
        ? (shape.upload.maxBytes ?? shape.upload.maxFiles * shape.upload.maxBytesEach) + 1_048_576
        : (shape.maxBodyBytes ?? 65_536),
      // With a schema of the answer, the server's own way of writing JSON is used; what it describes stands in the shape.
      schema: { response: { [shape.status ?? 200]: {} } },
      config: {
        shape,
        ...(shape.limit && { rateLimit: { max: shape.limit.max, timeWindow: shape.limit.perSeconds * 1000 } }),
        slow: shape.upload?.spooled === true,
      },
      handler: async (request, reply) => {
        if (shape.encrypted && !isEncrypted(platform.config, request)) {
          hangUp(request.raw, reply)
          throw new KaobanError('request.not-encrypted', 'passwords are not taken over a line that others can read')
        }
        // Only a terminal's proof covers the body; everybody else is admitted before a byte of it is looked at.
        const signed: { raw?: RawInput } = {}
        const readDigest = async () => {
          signed.raw = await readBody(shape, request)
          return signed.raw.digest
        }
        const knock = await approach({ platform, doors }, shape, request, readDigest)
        const spools: Spools = { folder: spoolFolder, files: [] }
        const input: ReadInput = async (gate) => {
          const watch = await gate?.(parseParams(shape, request) as never)
          return parseInput(shape, request, signed.raw ?? (await readBody(shape, request, spools, watch)))
        }
        let result: unknown
        try {
          result = await work(knock, input)
        } catch (error) {
          if (shape.upload) hangUp(request.raw, reply)
          await logRefusal(shape, knock, error)
          if (error instanceof KaobanError && error.code === 'session.expired') {
            knock.cookies.forget(shape.needs === 'operator' ? 'operator' : 'person')
            knock.cookies.apply(reply)
          }
          throw error
        } finally {
          for (const file of spools.files) await file.close()
        }
        knock.cookies.apply(reply)
        return answer(shape, reply, result)
      },
    })
  }

  const serve = ((shape: EndpointShape, handler: Handler<EndpointShape>) => {
    // Reading files takes as long as the sender likes, which no transaction may wait for.
    if (shape.upload) throw new Error(`${shape.path} takes files: serve it stepwise`)
    route(shape, async (knock, input) => {
      const { run, check } = runner(shape, knock)
      return run(async (ctx) => {
        await admit(shape, knock, (work) => work(ctx.db))
        const result = await handler(
          { ...ctx, actor: knock.circumstances.actor, locale: localeFor(knock.circumstances) },
          (await input()) as never,
        )
        check()
        return checkAnswer(shape, result)
      })
    })
  }) as Serve

  serve.stepwise = (shape, handler, gate) =>
    route(shape, async (knock, input) => {
      const { run, check } = runner(shape, knock)
      await admit(shape, knock, (work) => run((ctx) => work(ctx.db)))
      const steps: Steps = { ...knock.circumstances, locale: localeFor(knock.circumstances), inTransaction: run }
      const read = await input(gate && ((params) => gate(steps, params)))
      const result = checkAnswer(shape, await handler(steps, read as never))
      check()
      return result
    })
  Object.defineProperty(serve, 'shapes', { value: shapes })
  return serve
}

const lastWordMs = 1000

/** Stops reading what is still on its way; the sender has a moment to read why. */
function hangUp(request: IncomingMessage, reply: FastifyReply): void {
  if (request.readableEnded) return
  reply.header('connection', 'close')
  reply.raw.once('finish', () => setTimeout(() => request.destroy(), lastWordMs).unref())
}

function contextOf(shape: EndpointShape, circumstances: Circumstances, db: Db, written: { row: boolean }): Context {
  return {
    ...circumstances,
    locale: localeFor(circumstances),
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

function localeFor({ actor, locale }: Circumstances): Locale {
  return (actor.kind === 'person' && actor.locale) || locale
}
