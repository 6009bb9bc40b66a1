import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { parentPort, threadId, workerData } from 'node:worker_threads'
import { PGlite, type PGliteOptions, types } from '@electric-sql/pglite'
import { type First, keepingStatements } from './pglite-statements.ts'

/** Runs the embedded database off the server's thread: on it, every query would stop every timer. */
export type PGliteRequest =
  | { id: number; kind: 'query'; sql: string; parameters: readonly unknown[]; first?: First | undefined }
  | { id: number; kind: 'script'; sql: string; first?: First | undefined }
  | { id: number; kind: 'keep'; file: string }
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
/** Where the data live, or, for a database in memory, the file with what it begins as, if there is one. */
export type PGliteSettings = { folder: string } | { beginning: string; program: WebAssembly.Module }

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

/** A file in memory; a blob of its bytes would be read in pieces, which takes half as long as all the rest. */
class Whole extends Blob {
  readonly #bytes: Uint8Array<ArrayBuffer>
  constructor(bytes: Uint8Array<ArrayBuffer>) {
    super()
    this.#bytes = bytes
  }
  override async arrayBuffer(): Promise<ArrayBuffer> {
    return this.#bytes.buffer
  }
}

/** What is in memory needs no second copy there: to touch fresh memory is most of a start. */
const inMemory: PGliteOptions = {
  startParams: [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB'],
  initDbStartParams: ['--wal-segsize=1'],
}

const settings = workerData as PGliteSettings
const isCopy = 'beginning' in settings && existsSync(settings.beginning)
const database = await PGlite.create({
  ...fastBytes,
  ...('folder' in settings ? { dataDir: settings.folder } : { ...inMemory, pgliteWasmModule: settings.program }),
  ...(isCopy ? { loadDataDir: new Whole(readFileSync(settings.beginning)) } : {}),
})
const { query, script } = keepingStatements(database)
port.postMessage({ id: 0, ok: true, rows: [] } satisfies PGliteReply)

port.on('message', async (request: PGliteRequest) => {
  try {
    if (request.kind === 'close') {
      await database.close()
      port.postMessage({ id: request.id, ok: true, rows: [] } satisfies PGliteReply)
      port.close()
    } else if (request.kind === 'keep') {
      if (!isCopy) await keep(request.file)
      port.postMessage({ id: request.id, ok: true, rows: [] } satisfies PGliteReply)
    } else if (request.kind === 'script') {
      const last = await script(request.sql, request.first)
      port.postMessage({ id: request.id, ok: true, rows: last?.rows ?? [] } satisfies PGliteReply)
    } else {
      const { rows, affectedRows } = await query(request.sql, request.parameters, request.first)
      port.postMessage({ id: request.id, ok: true, rows, affectedRows } satisfies PGliteReply)
    }
  } catch (error) {
    const { message, code, detail, constraint, table } = error as Error & Record<string, string | undefined>
    port.postMessage({ id: request.id, ok: false, message, code, detail, constraint, table } satisfies PGliteReply)
  }
})

/** Writes the whole database to a file, which takes the place of those that were kept for other migrations. */
async function keep(file: string): Promise<void> {
  // Whoever begins with it makes no further databases, and has nothing to recover and no old log to read.
  await database.query('update pg_database set datistemplate = false')
  for (const template of ['template0', 'template1']) await database.query(`drop database ${template}`)
  await database.exec('set wal_recycle = off; checkpoint; reset wal_recycle')
  const dump = await database.dumpDataDir('none')
  const folder = dirname(file)
  try {
    mkdirSync(folder, { recursive: true })
    // Others may be making it at the same time; whoever is last wins, and nobody reads half a file.
    const unfinished = join(folder, `unfinished-${process.pid}-${threadId}`)
    writeFileSync(unfinished, new Uint8Array(await dump.arrayBuffer()))
    renameSync(unfinished, file)
    for (const name of readdirSync(folder)) if (name !== basename(file)) rmSync(join(folder, name), { force: true })
  } catch {
    // Where nothing can be kept, each is made anew.
  }
}
