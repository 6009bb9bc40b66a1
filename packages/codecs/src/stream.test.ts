import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { runs } from './fuzz.testing.ts'
import { detectEncoding, detectMfaEncoding, streamMfa, streamUsers, userHeaders } from './index.ts'

/** 200,000 in the long run; a check takes a tenth of that, which would not be bounded either if it grew. */
const rows = runs >= 100_000 ? 200_000 : 20_000
/** Growth of the heap between two collections; the IDs seen are in it. */
const bound = (rows / 1000 + 100) * 1024 * 1024

/** A file that never exists as a whole: chunks of a thousand rows in Shift_JIS. */
function* fileOf(header: string, row: (at: number) => string): Generator<Uint8Array> {
  yield new Uint8Array(iconv.encode(`${header}\r\n`, 'cp932'))
  for (let at = 0; at < rows; at += 1000) {
    const lines = Array.from({ length: 1000 }, (_, more) => `${row(at + more)}\r\n`)
    yield new Uint8Array(iconv.encode(lines.join(''), 'cp932'))
  }
}

/** Rows and faults of a stream, and how far the heap grew while it was read. */
async function drain(parts: AsyncIterable<{ kind: string; row?: { faults: unknown[] } }>) {
  const before = process.memoryUsage().heapUsed
  const seen = { rows: 0, faults: 0, refused: 0, grown: 0 }
  for await (const part of parts) {
    if (part.kind === 'refused') seen.refused++
    if (part.kind !== 'row') continue
    seen.rows++
    seen.faults += part.row?.faults.length ?? 0
    if (seen.rows % 1000 === 0) seen.grown = Math.max(seen.grown, process.memoryUsage().heapUsed - before)
  }
  return seen
}

describe('a list too large to hold', () => {
  it('of the multi-factor product passes in bounded memory, and the last ID is still known', async () => {
    const header = 'mode,userid,groupId,username,mail,role,template109,winlogon_1_username'
    const file = () =>
      fileOf(header, (at) => {
        const id = at === rows - 1 ? 'USER0' : `user${at}`
        return `add,${id},S1,花田 明${at},user${at}@example.co.jp,1,194263,PC-1\\taro`
      })
    const detected = await detectMfaEncoding(file())
    expect(detected).toEqual({ ok: true, encoding: 'shift_jis' })
    const seen = await drain(streamMfa(file(), 'shift_jis', { entrance: 'cli' }))
    expect(seen).toMatchObject({ rows, faults: 1, refused: 0 })
    expect(seen.grown).toBeLessThan(bound)
  })

  it('of the portal passes in bounded memory', { tags: ['long'] }, async () => {
    const empty = ','.repeat(47)
    const file = () =>
      fileOf(userHeaders('neutral').join(','), (at) => `,user${at},YES,花田,,明,u${at}@example.co.jp${empty}`)
    expect(await detectEncoding(file())).toMatchObject({ ok: true, encoding: 'shift_jis' })
    const seen = await drain(streamUsers(file(), 'shift_jis'))
    expect(seen).toMatchObject({ rows, faults: 0, refused: 0 })
    expect(seen.grown).toBeLessThan(bound)
  })
})
