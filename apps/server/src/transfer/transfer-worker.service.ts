import { Worker } from 'node:worker_threads'
import type { UserCells } from '@kaoban/codecs'
import type { SpooledFile } from '@kaoban/contract'
import { placeOf } from '../platform/spool.ts'
import type { FileJob, Question, ReadHead, ReadRow, Reply, Written } from './transfer.worker.ts'

interface Thread {
  ask(file: number, job: FileJob): Promise<unknown>
}

let running: Thread | undefined

/** The thread that reads and writes files; it is there for the whole process, which it does not keep alive when idle. */
function thread(): Thread {
  running ??= startThread()
  return running
}

function startThread(): Thread {
  const worker = new Worker(new URL('./transfer.worker.ts', import.meta.url))
  const waiting = new Map<number, { resolve: (answer: unknown) => void; reject: (error: Error) => void }>()
  let lastId = 0
  const settle = (id: number) => {
    const asker = waiting.get(id)
    waiting.delete(id)
    if (waiting.size === 0) worker.unref()
    return asker
  }
  worker.on('message', (reply: Reply) => {
    const asker = settle(reply.id)
    if (reply.ok) asker?.resolve(reply.answer)
    else asker?.reject(reply.error)
  })
  let ended: Error | undefined
  const end = (error: Error) => {
    ended ??= error
    if (running === self) running = undefined
    for (const id of [...waiting.keys()]) settle(id)?.reject(error)
  }
  worker.on('error', (error) => end(error instanceof Error ? error : new Error(String(error))))
  worker.on('exit', () => end(new Error('the thread that reads files has ended')))
  const self: Thread = {
    ask: (file, job) =>
      new Promise((resolve, reject) => {
        if (ended) return reject(ended)
        const id = ++lastId
        waiting.set(id, { resolve, reject })
        worker.ref()
        worker.postMessage({ id, file, job } satisfies Question)
      }),
  }
  return self
}

let lastFile = 0

/** A file of the thread for as long as `work` takes. */
async function withFile<Result>(
  work: (ask: <Answer>(job: FileJob) => Promise<Answer>) => Promise<Result>,
): Promise<Result> {
  const file = ++lastFile
  const { ask } = thread()
  try {
    return await work((job) => ask(file, job) as Promise<never>)
  } finally {
    // A thread that has ended has forgotten it already.
    await ask(file, { kind: 'close' }).catch(() => {})
  }
}

export interface OpenList {
  head: Extract<ReadHead, { ok: true }>
  rows(): AsyncGenerator<ReadRow, void>
  /** Undefined when it cannot be unpacked. */
  picture(index: number): Promise<Uint8Array | undefined>
}

const rowsAtOnce = 200

/** Opens a received list (CSV, workbook, ZIP) for as long as `work` takes, or returns why it cannot be used. */
export function withList<Result>(
  file: SpooledFile,
  maxRows: number,
  work: (list: OpenList) => Promise<Result>,
): Promise<{ ok: true; result: Result } | Extract<ReadHead, { ok: false }>> {
  return withFile(async (ask) => {
    const head = await ask<ReadHead>({ kind: 'read', place: placeOf(file), name: file.name, maxRows })
    if (!head.ok) return head
    const list: OpenList = {
      head,
      async *rows() {
        for (let from = 0; from < head.rows; from += rowsAtOnce)
          yield* await ask<ReadRow[]>({ kind: 'rows', from, count: rowsAtOnce })
      },
      picture: (index) => ask({ kind: 'picture', index }),
    }
    return { ok: true, result: await work(list) }
  })
}

export type WishedFile = Omit<Extract<FileJob, { kind: 'write' }>, 'kind'>

/** Writes a list of users from pages of them. */
export function writeList(pages: AsyncIterable<UserCells[]>, wish: WishedFile): Promise<Written> {
  return withFile(async (ask) => {
    for await (const rows of pages) await ask({ kind: 'add', rows })
    return ask<Written>({ kind: 'write', ...wish })
  })
}
