import type { FaceWorkers } from '@kaoban/face-node'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { createDoors, registerFeatures, taskKinds } from './features.ts'
import { type MailSender, startMailSender } from './mails/mails.jobs.ts'
import { createMailTransport } from './mails/mails.transport.ts'
import { operatorSetupUrl } from './operators/operators.service.ts'
import { type Clock, systemClock } from './platform/clock.ts'
import type { Config } from './platform/config.ts'
import type { DatabaseHandle } from './platform/database.ts'
import { createServe, type Platform, type Serve } from './platform/http.ts'
import { createHttpServer } from './platform/http-server.ts'
import { type MachineryOptions, type OpeningMachinery, openMachinery } from './platform/machinery.ts'
import { createMetrics } from './platform/metrics.ts'
import { type KeyEncryptionKey, Secrets } from './platform/secrets.ts'
import { startTaskRunner, type TaskRunner } from './tasks/tasks.jobs.ts'

export interface RunningServer {
  app: FastifyInstance
  serve: Serve
  platform: Platform
  database: DatabaseHandle
  faces: FaceWorkers
  kek: KeyEncryptionKey
  mails: MailSender
  tasks: TaskRunner
  /** The page that makes the first operator, while there is none; each call ends the link of the call before. */
  operatorSetupUrl(portalUrl: string): Promise<string | undefined>
  /** Stops taking requests, finishes those under way, closes the database. */
  close(): Promise<void>
}

export interface ServerOptions extends MachineryOptions {
  clock?: Clock
  /** What is opening already, by the same configuration. */
  machinery?: OpeningMachinery
}

/** config -> machinery -> features; the caller listens. */
export async function createServer(config: Config, log: Logger, options: ServerOptions = {}): Promise<RunningServer> {
  const metrics = createMetrics()
  const { kek, opened } = options.machinery ?? openMachinery(config, options)
  const secrets = new Secrets(kek)
  // Its plugins load while database and models open.
  const preparing = createHttpServer(config, secrets, metrics, log, {
    missing: async () => {
      const { database, faces } = await opened
      return missing(database, faces)
    },
  })
  preparing.catch(() => {}) // said where it is waited for
  const machinery = await opened
  const { database, faces } = machinery
  try {
    const platform: Platform = { config, database, clock: options.clock ?? systemClock, secrets, metrics, log }
    const app = await preparing
    const serve = createServe(app, platform, createDoors(platform))
    registerFeatures(serve, platform, { faces }, { portalUrl: () => portalUrlOf(app, config) })
    const mails = startMailSender(platform, createMailTransport(config), () => portalUrlOf(app, config))
    const tasks = startTaskRunner(platform, taskKinds(platform, { faces }))
    return {
      app,
      serve,
      platform,
      database,
      faces,
      kek,
      mails,
      tasks,
      operatorSetupUrl: (portalUrl) => operatorSetupUrl(database, platform.clock, portalUrl),
      async close() {
        await app.close()
        await mails.close()
        await tasks.close()
        await machinery.close()
      },
    }
  } catch (error) {
    await machinery.close()
    throw error
  }
}

/** Where people reach the portal: as configured, else where it listens. */
function portalUrlOf(app: FastifyInstance, config: Config): string {
  if (config.KAOBAN_PUBLIC_URL !== undefined) return config.KAOBAN_PUBLIC_URL.replace(/\/$/, '')
  const [listening] = app.addresses()
  const port = typeof listening === 'object' ? listening.port : config.KAOBAN_PORT
  const host = /^(?:0\.0\.0\.0|::)$/.test(config.KAOBAN_HOST) ? 'localhost' : config.KAOBAN_HOST
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

async function missing(database: DatabaseHandle, faces: FaceWorkers): Promise<string[]> {
  const names: string[] = []
  const slow = new Promise<never>((_, reject) => setTimeout(reject, 2000, new Error('slow')).unref())
  await Promise.race([database.statement('select 1'), slow]).catch(() => names.push('database'))
  if (faces.state().ready === 0) names.push('face models')
  return names
}
