import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import fastifyStatic from '@fastify/static'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { KaobanError, type Problem, type ProblemCode, problems } from '@kaoban/contract'
import Fastify, { type FastifyError, type FastifyInstance, LogController } from 'fastify'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { rightAddressOf } from './http-address.ts'
import { serveAssets } from './http-assets.ts'
import { addCompression } from './http-compression.ts'
import { Cookies } from './http-cookies.ts'
import { describeRoute } from './http-documentation.ts'
import { leadForms } from './http-forms.ts'
import { jsonBytes } from './json-bytes.ts'
import type { Metrics } from './metrics.ts'
import type { Secrets } from './secrets.ts'

/** Pages that take a form to a service provider, which may send the browser on to wherever it likes. */
const formPages = '/sso/'

const webFolder = fileURLToPath(new URL('../../../web/dist/', import.meta.url))
const commandFile = fileURLToPath(new URL('../../../cli/dist/kaoban.mjs', import.meta.url))
const require = createRequire(import.meta.url)

export interface Readiness {
  /** What is not ready yet, by name; empty when requests can be served. */
  missing(): Promise<string[]>
}

/** A Fastify with everything around the endpoints: headers, limits, errors, health, documentation, the web's files. */
export async function createHttpServer(
  config: Config,
  secrets: Secrets,
  metrics: Metrics,
  log: Logger,
  readiness: Readiness,
): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: log as never,
    logController: new LogController({ disableRequestLogging: true }),
    // One hop: a sender may write whatever they like before the address that the proxy adds.
    trustProxy: config.KAOBAN_TRUST_PROXY === true ? (_, hop) => hop === 0 : config.KAOBAN_TRUST_PROXY,
    genReqId: () => randomBytes(9).toString('base64url'),
    routerOptions: { maxParamLength: 200 },
    requestTimeout: slowRequestMs,
  }) as unknown as FastifyInstance
  app.setValidatorCompiler(() => () => true) // inputs are parsed by the contract's schemas
  app.setSerializerCompiler(() => jsonBytes as never) // bytes do as well as a text
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => done(null, text))
  await app.register(cookie)
  await app.register(multipart, { attachFieldsToBody: false, throwFileSizeLimit: true })
  await addCompression(app)
  await app.register(helmet, {
    contentSecurityPolicy: { directives: strictPolicy(config) },
    strictTransportSecurity: config.secureCookies,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
  })
  if (config.KAOBAN_RATE_LIMITS)
    await app.register(rateLimit, { max: 6000, timeWindow: 60_000, errorResponseBuilder: tooMany })
  await app.register(swagger, {
    openapi: { openapi: '3.0.3', info: { title: `${config.KAOBAN_PRODUCT_NAME} API`, version: '0.1.0' } },
    transform: describeRoute,
  })
  await app.register(swaggerUi, { routePrefix: '/api/docs', staticCSP: true })
  app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger())

  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
    const elsewhere = rightAddressOf(config, request)
    if (elsewhere !== undefined) return reply.redirect(elsewhere, 308)
    if (!(request.routeOptions.config as { slow?: boolean }).slow) endLate(request.raw)
  })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    metrics.requests.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
    if (route.startsWith('/api/'))
      request.log.info(
        { method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
        'answered',
      )
  })
  app.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error as FastifyError, request.id)
    if (problem.code === 'server.broken')
      request.log.error({ err: error, route: request.routeOptions.url }, 'request failed')
    if (problem.code === 'request.too-many') {
      const retryAfter = problem.details?.retryAfterSeconds
      if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter))
    }
    return reply.code(problem.status).type('application/problem+json').send(problem)
  })

  app.get('/healthz', { schema: { hide: true } }, () => ({ status: 'live' }))
  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    const missing = await readiness.missing()
    return reply
      .code(missing.length === 0 ? 200 : 503)
      .send({ status: missing.length === 0 ? 'ready' : 'not ready', missing })
  })
  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  )

  await leadForms(app, `${formPages}:code/:appId`, ['SAMLRequest', 'RelayState'])
  await serveWeb(app, config, secrets)
  return app
}

const requestMs = 120_000
/** A file of gigabytes through a slow line. */
const slowRequestMs = 3_600_000

/** Nobody holds a connection by sending a small request for an hour. */
function endLate(request: IncomingMessage): void {
  const timer = setTimeout(() => request.complete || request.destroy(), requestMs).unref()
  request.once('close', () => clearTimeout(timer))
}

async function serveWeb(app: FastifyInstance, config: Config, secrets: Secrets): Promise<void> {
  const models = join(dirname(require.resolve('faceplugin-face-recognition-js/package.json')), 'model')
  await app.register(fastifyStatic, { root: models, prefix: '/face-models/', decorateReply: false, maxAge: '1d' })
  const index = join(webFolder, 'index.html')
  if (existsSync(webFolder)) await serveAssets(app, join(webFolder, 'assets'))
  for (const [file, media] of [
    ['favicon.svg', 'image/svg+xml'],
    ['scheme.js', 'text/javascript'],
  ] as const)
    if (existsSync(join(webFolder, file)))
      app.get(`/${file}`, { schema: { hide: true } }, (_request, reply) =>
        reply.type(media).send(readFileSync(join(webFolder, file))),
      )

  // The command for other machines, as open as its sources.
  if (existsSync(commandFile))
    app.get('/kaoban.mjs', { schema: { hide: true } }, (_request, reply) =>
      reply
        .type('text/javascript')
        .header('content-disposition', 'attachment; filename="kaoban.mjs"')
        .header('cache-control', 'no-cache')
        .send(readFileSync(commandFile)),
    )

  // Every other page is the web application, which finds its own way by the path.
  app.setNotFoundHandler((request, reply) => {
    const isPage =
      request.method === 'GET' &&
      !request.url.startsWith('/api/') &&
      (request.headers.accept ?? '').includes('text/html')
    if (!isPage || !existsSync(index)) {
      const problem: Problem = {
        code: 'request.not-found',
        status: 404,
        message: 'there is nothing at this address',
        requestId: request.id,
      }
      return reply.code(404).type('application/problem+json').send(problem)
    }
    const nonce = randomBytes(16).toString('base64')
    new Cookies(request, config, secrets).apply(reply)
    return reply
      .type('text/html')
      .header('cache-control', 'no-cache')
      .header('content-security-policy', pagePolicy(config, nonce, request.url.startsWith(formPages)))
      .send(readFileSync(index, 'utf8').replaceAll('__CSP_NONCE__', nonce))
  })
}

function strictPolicy(config: Config) {
  return {
    defaultSrc: ["'self'"],
    // The script of the face coach is a worker: its own answer says what it may do, and it runs WebAssembly.
    scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
    formAction: ["'self'"],
    upgradeInsecureRequests: config.secureCookies ? [] : null,
  }
}

/** The page's own policy: WebAssembly for the face models, style elements by nonce, nothing inline. */
function pagePolicy(config: Config, nonce: string, sendsAway: boolean): string {
  return [
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ...(sendsAway ? [] : ["form-action 'self'"]),
    ...(config.secureCookies ? ['upgrade-insecure-requests'] : []),
  ].join('; ')
}

function tooMany(_request: unknown, context: { ttl: number }): KaobanError {
  return new KaobanError('request.too-many', 'too many requests from this address', {
    details: { retryAfterSeconds: Math.ceil(context.ttl / 1000) },
  })
}

const fastifyCodes: Record<string, ProblemCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'request.too-large',
  FST_REQ_FILE_TOO_LARGE: 'request.too-large',
  FST_FILES_LIMIT: 'request.too-large',
  FST_PARTS_LIMIT: 'request.too-large',
  FST_FIELDS_LIMIT: 'request.too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'request.unsupported-media',
  FST_ERR_CTP_EMPTY_TYPE: 'request.unsupported-media',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'request.unsupported-media',
}

function problemOf(error: FastifyError | KaobanError, requestId: string): Problem {
  if (error instanceof KaobanError)
    return {
      code: error.code,
      status: problems[error.code],
      message: error.message,
      requestId,
      ...(error.details ? { details: error.details } : {}),
    }
  const code: ProblemCode =
    fastifyCodes[error.code] ??
    (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500
      ? 'request.invalid'
      : 'server.broken')
  return {
    code,
    status: problems[code],
    message: code === 'server.broken' ? 'something went wrong on the server' : error.message,
    requestId,
  }
}
