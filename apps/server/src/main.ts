import { parseArgs } from 'node:util'
import { type Config, readConfig } from './platform/config.ts'
import { createLogger } from './platform/logging.ts'
import { openMachinery } from './platform/machinery.ts'
import type { RunningServer } from './server.ts'

const usage = `npm start -- [--port 8080] [--host 127.0.0.1] [--data DIR]
Everything else is configured by environment: docs/operate/configuration.md`

async function main(): Promise<number> {
  const flags = readFlags()
  if (typeof flags === 'number') return flags
  const { port, host, data } = flags
  const config = readConfig(process.env, {
    ...(port === undefined ? {} : { KAOBAN_PORT: port }),
    ...(host === undefined ? {} : { KAOBAN_HOST: host }),
    ...(data === undefined ? {} : { KAOBAN_DATA: data }),
  })
  const log = createLogger(config)
  const machinery = openMachinery(config)
  // Hundreds of modules load while database and models open.
  const [{ createServer }, { scheduledJobs }, { startJobs }] = await Promise.all([
    import('./server.ts'),
    import('./features.ts'),
    import('./platform/jobs.ts'),
  ])
  const server = await createServer(config, log, { machinery })
  const jobs = startJobs(scheduledJobs(server.platform, server), server.platform.clock, log)
  let stoppingSince: number | undefined
  const stop = async (signal: string) => {
    // A terminal signals every process in it, and those before this one pass it on: that is one wish, not impatience.
    if (stoppingSince !== undefined) return performance.now() - stoppingSince > 1_000 && process.exit(1)
    stoppingSince = performance.now()
    log.info({ signal }, 'stopping')
    // Whoever still holds a connection after ten seconds does not keep the others from a restart.
    setTimeout(() => process.exit(1), 10_000).unref()
    await jobs.close()
    await server.close()
    process.exit(0)
  }
  process.on('SIGINT', () => stop('SIGINT'))
  process.on('SIGTERM', () => stop('SIGTERM'))
  const url = await server.app.listen({ host: config.KAOBAN_HOST, port: config.KAOBAN_PORT })
  await announceStart(server, config, url)
  return 0
}

/** Tells the person at the terminal where to go next; everything else goes to the log. */
async function announceStart(server: RunningServer, config: Config, url: string): Promise<void> {
  const address = (config.KAOBAN_PUBLIC_URL ?? url).replace(/\/$/, '')
  const lines = [`${config.KAOBAN_PRODUCT_NAME} is ready at ${address}`]
  if (server.database.kind === 'embedded')
    lines.push(
      `Embedded database in ${config.KAOBAN_DATA}: for evaluation and small sites; set DATABASE_URL for PostgreSQL.`,
    )
  if (server.kek.created)
    lines.push(
      `Made the key that protects faces and secrets: ${server.kek.origin}. Back it up apart from the database; without it they are lost.`,
    )
  if (config.KAOBAN_SMTP_URL === undefined)
    lines.push(`No mail server is set (KAOBAN_SMTP_URL): mails are kept and shown at ${address}/mailbox`)
  const setup = await server.operatorSetupUrl(address)
  lines.push(
    setup === undefined
      ? `Operator console: ${address}/operator`
      : `Set up the operator account first (once, within 24 hours): ${setup}`,
  )
  console.log(`\n${lines.map((line) => `  ${line}`).join('\n')}\n`)
}

function readFlags() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        data: { type: 'string' },
        help: { type: 'boolean' },
      },
    })
    if (values.help) {
      console.log(usage)
      return 0
    }
    return values
  } catch (error) {
    console.error(`${(error as Error).message}\n${usage}`)
    return 2
  }
}

try {
  const code = await main()
  if (code !== 0) process.exit(code)
} catch (error) {
  console.error(`Kaoban could not start: ${(error as Error).message}`)
  process.exit(1)
}
