import pino, { type Logger } from 'pino'
import type { Config } from './config.ts'
import { traceInSources } from './stack-traces.ts'

/** Structured logs without secrets: bodies, cookies and authorisation headers never get here. */
export function createLogger(config: Pick<Config, 'KAOBAN_LOG_LEVEL' | 'KAOBAN_LOG_PRETTY'>): Logger {
  return pino({
    level: config.KAOBAN_LOG_LEVEL,
    redact: ['*.password', '*.token', '*.cookie', 'req.headers.cookie', 'req.headers.authorization'],
    serializers: { err: describeError },
    ...(config.KAOBAN_LOG_PRETTY ? { transport: { target: 'pino-pretty' } } : {}),
  })
}

function describeError(error: Error) {
  const described = pino.stdSerializers.err(error)
  return described?.stack === undefined ? described : { ...described, stack: traceInSources(described.stack) }
}
