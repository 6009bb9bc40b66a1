import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'

/** Runs the embedded database off the server's thread: on it, every query would stop every timer. */
export type PGliteRequest =
  | { id: number; kind: 'query'; sql: string; parameters: unknown[] }
  | { id: number; kind: 'script'; sql: string }
  | { id: number; kind: 'close' }

export type PGliteReply =
  | { id: number; ok: true; rows: unknown[]; affectedRows?: number | undefined }
  | {
      id: number
      ok: false
      message: string
      code?: string | undefined
      detail?: string | undefined
      constraint?: string | undefined
      table?: string | undefined
    }

const port = parentPort!
const folder = (workerData as { folder: string | undefined }).folder
const database = await PGlite.create(folder === undefined ? {} : { dataDir: folder })
port.postMessage({ id: 0, ok: true, rows: [] } satisfies PGliteReply)

port.on('message', async (request: PGliteRequest) => {
  try {
    if (request.kind === 'close') {
      await database.close()
      port.postMessage({ id: request.id, ok: true, rows: [] } satisfies PGliteReply)
      port.close()
    } else if (request.kind === 'script') {
      const results = await database.exec(request.sql)
      port.postMessage({ id: request.id, ok: true, rows: results.at(-1)?.rows ?? [] } satisfies PGliteReply)
    } else {
      const { rows, affectedRows } = await database.query(request.sql, request.parameters)
      port.postMessage({ id: request.id, ok: true, rows, affectedRows } satisfies PGliteReply)
    }
  } catch (error) {
    const { message, code, detail, constraint, table } = error as Error & Record<string, string | undefined>
    port.postMessage({ id: request.id, ok: false, message, code, detail, constraint, table } satisfies PGliteReply)
  }
})
