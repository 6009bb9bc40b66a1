import { chainHash, type LoggedOperation } from '../platform/operation-log.ts'
import { isGenuine, type Mark, markEvery } from '../platform/operation-log-marks.ts'

/** How long operations are kept [NFM-OPL-003]. */
const retentionDays = 90

export function endOfRetention(now: Date): Date {
  return new Date(now.getTime() - retentionDays * 86_400_000)
}

export interface ChainedOperation extends LoggedOperation {
  hash: Uint8Array
}

export interface Head {
  seq: number
  hash: Uint8Array
}

export type ChainFaultReason =
  | 'changed'
  | 'missing'
  | 'beginning-missing'
  | 'end-missing'
  | 'mark-missing'
  | 'mark-forged'
  | 'replaced'
  | 'head-wrong'

/** The first row that is not as it was written. */
export interface ChainFault {
  seq: number
  reason: ChainFaultReason
}

/**
 * Follows one tenant's chain from its first kept row to its head; rows come in the order of their numbers, in as
 * many calls as the caller likes. Each answers with the first fault, after which nothing more can be said.
 * @param publicKey PEM of the key that signed the marks
 */
export function followChain(tenantId: string, marks: readonly Mark[], publicKey: string) {
  const forged = marks.find((mark) => !isGenuine(mark, publicKey))
  const hashes = new Map(marks.map((mark) => [mark.seq, Buffer.from(mark.hash)]))
  let last: { seq: number; hash: Uint8Array } | undefined
  let fault: ChainFault | undefined = forged && { seq: forged.seq, reason: 'mark-forged' }

  function check(row: ChainedOperation): ChainFault | undefined {
    if (!last) {
      const before = row.seq === 1 ? Buffer.alloc(32) : hashes.get(row.seq - 1)
      // Rows past their time go with a mark of the last one; without it nobody signed that they went rightly.
      if (!before) return { seq: row.seq, reason: 'beginning-missing' }
      last = { seq: row.seq - 1, hash: before }
    }
    if (row.seq !== last.seq + 1) return { seq: last.seq + 1, reason: 'missing' }
    const hash = chainHash(last.hash, tenantId, row)
    if (!hash.equals(row.hash)) return { seq: row.seq, reason: 'changed' }
    const mark = hashes.get(row.seq)
    if (mark && !mark.equals(hash)) return { seq: row.seq, reason: 'replaced' }
    if (!mark && row.seq % markEvery === 0) return { seq: row.seq, reason: 'mark-missing' }
    last = { seq: row.seq, hash }
    return undefined
  }

  return {
    read(rows: Iterable<ChainedOperation>): ChainFault | undefined {
      for (const row of rows) {
        fault ??= check(row)
        if (fault) break
      }
      return fault
    },
    /** After the last row: what the head and the marks say must have been read. */
    end(head: Head | undefined): ChainFault | undefined {
      if (fault) return fault
      const newest = marks.reduce((seq, mark) => Math.max(seq, mark.seq), 0)
      // Every row may be past its time: then the mark of the last one stands for them.
      const end = last ?? { seq: newest, hash: hashes.get(newest) ?? Buffer.alloc(32) }
      const told = Math.max(newest, head?.seq ?? 0)
      if (told > end.seq) return { seq: end.seq + 1, reason: 'end-missing' }
      if (end.seq === 0) return undefined
      if (!head || head.seq !== end.seq || !Buffer.from(end.hash).equals(head.hash))
        return { seq: end.seq, reason: 'head-wrong' }
      return undefined
    },
  }
}
