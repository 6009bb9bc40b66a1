import { Agent, get } from 'node:http'
import { parentPort } from 'node:worker_threads'

/**
 * Reads a page as somebody's browser would, compressed and over a connection that stays, with memory of its own: what it
 * throws away is not the server's to collect. What the bytes say is not looked at, for people do that on another machine.
 */
export interface Reading {
  url: string
  cookie: string
}

/** Milliseconds from the request to the last byte of the answer, or why there was none. */
export type Read = { ms: number } | { fault: string }

const agent = new Agent({ keepAlive: true })

parentPort!.on('message', ({ url, cookie }: Reading) => {
  const began = performance.now()
  const answer = (read: Read) => parentPort!.postMessage(read)
  get(url, { agent, headers: { cookie, 'accept-encoding': 'gzip' } }, (response) => {
    response.on('error', ({ message }) => answer({ fault: `${url}: ${message}` }))
    response.on('end', () => {
      const ms = performance.now() - began
      answer(response.statusCode === 200 ? { ms } : { fault: `${url} answered ${response.statusCode}` })
    })
    response.resume()
  }).on('error', ({ message }) => answer({ fault: `${url}: ${message}` }))
})
