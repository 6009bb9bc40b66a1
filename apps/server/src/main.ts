import { parseArgs } from 'node:util'
import { dailyJobs } from './features.ts'
import { readConfig } from './platform/config.ts'
import { startDailyJobs } from './platform/jobs.ts'
import { createLogger } from './platform/logging.ts'
import { createServer } from './server.ts'
import { announceStart } from './start-banner.ts'

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
  const server = await createServer(config, log)
  const jobs = startDailyJobs(dailyJobs(server.platform), server.platform.clock, log)
  let stopping = false
  const stop = async (signal: string) => {
    if (stopping) return process.exit(1)
    stopping = true
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
