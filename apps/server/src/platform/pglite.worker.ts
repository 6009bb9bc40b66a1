import { existsSync, mkdirSync, openAsBlob, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { parentPort, threadId, workerData } from 'node:worker_threads'
import { PGlite, type PGliteOptions, types } from '@electric-sql/pglite'

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
/** Where the data live, or, for a database in memory, the file that keeps an empty one. */
export type PGliteSettings = { folder: string } | InMemory
interface InMemory {
  emptyCluster: string
  program: WebAssembly.Module
}

/** The database's own ways with bytes take one byte at a time, thirteen times as long: faces and sealed rows are many. */
const fastBytes: PGliteOptions = {
  parsers: {
    [types.BYTEA](hex) {
      const bytes = Buffer.allocUnsafeSlow((hex.length - 2) / 2)
      bytes.write(hex.slice(2), 'hex')
      return bytes
    },
  },
  serializers: {
    [types.BYTEA]: (bytes: Uint8Array) =>
      `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`,
  },
}

const settings = workerData as PGliteSettings
const database =
  'folder' in settings ? await PGlite.create({ ...fastBytes, dataDir: settings.folder }) : await openInMemory(settings)
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

/** A database in memory begins as a copy of an empty one: to make one anew takes seven times as long as to read it. */
async function openInMemory({ emptyCluster: file, program }: InMemory): Promise<PGlite> {
  if (existsSync(file))
    return PGlite.create({ ...fastBytes, pgliteWasmModule: program, loadDataDir: await openAsBlob(file) })
  const first = await PGlite.create({ ...fastBytes, pgliteWasmModule: program })
  const dump = await first.dumpDataDir('none')
  try {
    mkdirSync(dirname(file), { recursive: true })
    // Others may be making it at the same time; whoever is last wins, and nobody reads half a file.
    const unfinished = `${file}.${process.pid}.${threadId}`
    writeFileSync(unfinished, new Uint8Array(await dump.arrayBuffer()))
    renameSync(unfinished, file)
  } catch {
    // Where nothing can be kept, each is made anew.
  }
  return first
}
