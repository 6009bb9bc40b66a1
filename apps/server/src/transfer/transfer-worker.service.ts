import { Worker } from 'node:worker_threads'
import type { UserCells } from '@kaoban/codecs'
import type { SpooledFile } from '@kaoban/contract'
import { placeOf } from '../platform/spool.ts'
import type { FileJob, ReadHead, ReadRow, Written } from './transfer.worker.ts'

interface Thread {
  ask<Answer>(job: FileJob): Promise<Answer>
  end(): Promise<unknown>
}

/** A thread for one file; it is asked one thing after the other. */
function startThread(): Thread {
  const worker = new Worker(new URL('./transfer.worker.ts', import.meta.url))
  let waiting: { resolve: (answer: never) => void; reject: (error: Error) => void } | undefined
  let ended: Error | undefined
  const fail = (error: Error) => {
    waiting?.reject(error)
    waiting = undefined
  }
  const end = (error: Error) => {
    ended ??= error
    fail(ended)
  }
  worker.on('message', (reply: { ok: true; answer: never } | { ok: false; error: Error }) => {
    if (!reply.ok) return fail(reply.error)
    waiting?.resolve(reply.answer)
    waiting = undefined
  })
  worker.on('error', (error) => end(error instanceof Error ? error : new Error(String(error))))
  worker.on('exit', () => end(new Error('the thread that reads a file has ended')))
  return {
    ask: (job) =>
      new Promise((resolve, reject) => {
        if (ended) return reject(ended)
        waiting = { resolve, reject }
        worker.postMessage(job)
      }),
    end: () => worker.terminate(),
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
export async function withList<Result>(
  file: SpooledFile,
  maxRows: number,
  work: (list: OpenList) => Promise<Result>,
): Promise<{ ok: true; result: Result } | Extract<ReadHead, { ok: false }>> {
  const thread = startThread()
  try {
    const head = await thread.ask<ReadHead>({ kind: 'read', place: placeOf(file), name: file.name, maxRows })
    if (!head.ok) return head
    const list: OpenList = {
      head,
      async *rows() {
        for (let from = 0; from < head.rows; from += rowsAtOnce)
          yield* await thread.ask<ReadRow[]>({ kind: 'rows', from, count: rowsAtOnce })
      },
      picture: (index) => thread.ask({ kind: 'picture', index }),
    }
    return { ok: true, result: await work(list) }
  } finally {
    await thread.end()
  }
}

export type WishedFile = Omit<Extract<FileJob, { kind: 'write' }>, 'kind'>

/** Writes a list of users from pages of them. */
export async function writeList(pages: AsyncIterable<UserCells[]>, wish: WishedFile): Promise<Written> {
  const thread = startThread()
  try {
    for await (const rows of pages) await thread.ask({ kind: 'add', rows })
    return await thread.ask<Written>({ kind: 'write', ...wish })
  } finally {
    await thread.end()
  }
}
