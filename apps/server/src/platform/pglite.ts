import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { migrationsDigest } from './migrate.ts'
import type { PGliteReply, PGliteRequest, PGliteSettings } from './pglite.worker.ts'
import type { First } from './pglite-statements.ts'

/** The embedded PostgreSQL in its thread; answers in the order of the questions. */
export interface EmbeddedDatabase {
  /** @param first what goes before; the way to the database and back is made once. */
  query<T>(sql: string, parameters?: readonly unknown[], first?: First): Promise<{ rows: T[]; affectedRows?: number }>
  /** From now on databases in memory begin as a copy of this one, as long as the migrations stay the same. */
  keep(): Promise<void>
  close(): Promise<void>
}

/**
 * Opens the embedded database in `folder` (in memory without one).
 * @throws Error when another process has the folder open: two openers would silently destroy the data.
 */
export async function openEmbedded(folder: string | undefined): Promise<EmbeddedDatabase> {
  const lock = folder === undefined ? undefined : lockFolder(folder)
  const worker = new Worker(new URL('./pglite.worker.ts', import.meta.url), {
    workerData: (folder === undefined
      ? { beginning: migratedCluster(), program: await program() }
      : { folder: join(folder, 'pglite') }) satisfies PGliteSettings,
  })
  const waiting = new Map<
    number,
    { resolve: (reply: PGliteReply & { ok: true }) => void; reject: (error: Error) => void }
  >()
  let lastId = 0
  let ended: Error | undefined
  const ask = (
    request:
      | Omit<PGliteRequest & { kind: 'query' }, 'id'>
      | Omit<PGliteRequest & { kind: 'script' }, 'id'>
      | { kind: 'keep'; file: string }
      | { kind: 'close' },
  ) =>
    new Promise<PGliteReply & { ok: true }>((resolve, reject) => {
      if (ended) return reject(ended)
      const id = ++lastId
      waiting.set(id, { resolve, reject })
      worker.postMessage({ ...request, id })
    })
  const ready = new Promise<PGliteReply & { ok: true }>((resolve, reject) => waiting.set(0, { resolve, reject }))
  worker.on('message', (reply: PGliteReply) => {
    const asker = waiting.get(reply.id)
    waiting.delete(reply.id)
    if (reply.ok) asker?.resolve(reply)
    else
      asker?.reject(
        Object.assign(new Error(reply.message), {
          code: reply.code,
          detail: reply.detail,
          constraint: reply.constraint,
          table: reply.table,
        }),
      )
  })
  const end = (error: Error) => {
    ended ??= error
    for (const asker of waiting.values()) asker.reject(ended)
    waiting.clear()
    lock?.close()
  }
  worker.on('error', (error) => end(error instanceof Error ? error : new Error(String(error))))
  worker.on('exit', () => end(new Error('the embedded database has stopped')))
  await ready
  return {
    async query<T>(sql: string, parameters: readonly unknown[] = [], first?: First) {
      // Without parameters the text may hold several statements, as with the simple protocol of a real server.
      const script = parameters.length === 0 && sql.includes(';')
      const reply = await ask(script ? { kind: 'script', sql, first } : { kind: 'query', sql, parameters, first })
      return {
        rows: reply.rows as T[],
        ...(reply.affectedRows === undefined ? {} : { affectedRows: reply.affectedRows }),
      }
    },
    async keep() {
      if (folder === undefined) await ask({ kind: 'keep', file: migratedCluster() })
    },
    async close() {
      if (ended) return
      await ask({ kind: 'close' })
      await worker.terminate()
    },
  }
}

let compiled: Promise<WebAssembly.Module> | undefined

/** One translation to machine code serves all databases in memory of this process. */
function program(): Promise<WebAssembly.Module> {
  compiled ??= WebAssembly.compile(readFileSync(new URL('pglite.wasm', import.meta.resolve('@electric-sql/pglite'))))
  return compiled
}

/** The archive of the migrated database without data that those of tests begin as; the first in memory leaves it. */
export function migratedCluster(): string {
  const main = fileURLToPath(import.meta.resolve('@electric-sql/pglite'))
  const { version } = JSON.parse(readFileSync(join(dirname(main), '../package.json'), 'utf8')) as { version: string }
  const folder = fileURLToPath(new URL('../../../../node_modules/.cache/pglite/', import.meta.url))
  return join(folder, `${version}-${migrationsDigest()}.tar`)
}

/**
 * Holds the folder for this process. The lock is SQLite's file lock, which the operating system releases when the
 * process ends however it ends; the text beside it only tells people who holds it.
 */
function lockFolder(folder: string): { close(): void } {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const holder = join(folder, 'in-use-by.txt')
  const lock = new DatabaseSync(join(folder, 'lock.sqlite'), { timeout: 0 })
  try {
    lock.exec('begin exclusive')
  } catch (cause) {
    lock.close()
    let who = 'another process'
    try {
      who = readFileSync(holder, 'utf8').trim()
    } catch {}
    throw new Error(
      `the data folder ${folder} is in use by ${who}; stop it first or choose another folder with --data`,
      { cause },
    )
  }
  writeFileSync(holder, `process ${process.pid}\n`)
  let open = true
  return {
    close() {
      if (open) lock.close()
      open = false
    },
  }
}
