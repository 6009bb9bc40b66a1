import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server that takes what an import sends and keeps none of it; then says that all of it was checked. */
export async function startImportSink() {
  let [received, bytes] = [0, 0]
  let opened: { layout: string; files: { name: string }[] } | undefined
  const server = createServer(async (request, response) => {
    const answer = (value: unknown) => response.writeHead(200).end(JSON.stringify(value))
    if (request.method === 'POST' && request.url!.endsWith('/rows')) {
      const lot = await readLot(request)
      received = Math.max(received, lot.last)
      bytes += lot.bytes
      return answer({ received })
    }
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    if (request.method === 'PUT') {
      opened = JSON.parse(Buffer.concat(chunks).toString())
      return answer({ import: stateOf('uploading', opened!, 0), received: 0 })
    }
    if (request.url!.includes('/rows')) return answer({ rows: [], total: 0, page: 1, size: 100 })
    return answer(stateOf('checked', opened!, received))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url, received: () => ({ rows: received, bytes }), close: () => server.close() }
}

/** Reads the first part of the form, which tells the rows, and counts the rest. */
async function readLot(request: IncomingMessage): Promise<{ last: number; bytes: number }> {
  let [head, bytes] = ['', 0]
  let lot: { from: number; rows: unknown[] } | undefined
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (lot) continue
    head += chunk.toString('latin1')
    const [, input] = /\r\n\r\n([\s\S]*?)\r\n--/.exec(head) ?? []
    if (input !== undefined) lot = JSON.parse(input) as { from: number; rows: unknown[] }
  }
  return { last: lot!.from - 1 + lot!.rows.length, bytes }
}

function stateOf(state: string, { layout, files }: { layout: string; files: { name: string }[] }, count: number) {
  return {
    ...{ importId: '0190a000-0000-7000-8000-000000000001', layout, state, taskId: null, confirmDeletions: false },
    files: files.map(({ name }) => ({ name, faults: [] })),
    totals: { rows: count, add: count, change: 0, delete: 0, none: 0, refused: 0, warnings: 0 },
  }
}
