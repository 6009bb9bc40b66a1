import { parentPort } from 'node:worker_threads'

/** Reads a page as somebody's browser would, with memory of its own: what it throws away is not the server's to collect. */
export interface Reading {
  url: string
  cookie: string
}

/** Milliseconds from the request to the last byte of the answer, or why there was none. */
export type Read = { ms: number } | { fault: string }

parentPort!.on('message', async ({ url, cookie }: Reading) => {
  const began = performance.now()
  const response = await fetch(url, { headers: { cookie } })
  await response.arrayBuffer()
  const ms = performance.now() - began
  parentPort!.postMessage((response.ok ? { ms } : { fault: `${url} answered ${response.status}` }) satisfies Read)
})
