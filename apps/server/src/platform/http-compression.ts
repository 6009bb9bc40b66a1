import { constants, createGzip, type Gzip, type ZlibReset } from 'node:zlib'
import { negotiate } from '@fastify/accept-negotiator'
import compress from '@fastify/compress'
import type { FastifyInstance } from 'fastify'

/** Shorter answers fit a packet or two as they are. */
const threshold = 2048
/** More at once are rare, and thrown away afterwards. */
const mostIdle = 4

/** Compresses what is sent to whoever takes it: JSON in one go, files and long exports as they flow. */
export async function addCompression(app: FastifyInstance): Promise<void> {
  app.addHook('onSend', async (request, reply, payload) => {
    if (!Buffer.isBuffer(payload) || payload.length < threshold || reply.hasHeader('content-encoding')) return payload
    if (negotiate(request.headers['accept-encoding'] ?? '', ['gzip']) !== 'gzip') return payload
    if (!/^application\/(problem\+)?json\b/.test(String(reply.getHeader('content-type')))) return payload
    reply.header('content-encoding', 'gzip').header('vary', 'accept-encoding').removeHeader('content-length')
    return gzipped(payload)
  })
  await app.register(compress, { global: true, threshold })
}

/**
 * Compressors that wait for the next answer. Each one is memory outside of the heap that only a walk through everything
 * gives back; with one for each answer that came every 700 of them, and took 25 ms.
 */
const idle: (Gzip & ZlibReset)[] = []

function gzipped(bytes: Buffer): Promise<Buffer> {
  const compressor = idle.pop() ?? (createGzip() as Gzip & ZlibReset)
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    compressor.on('data', (chunk: Buffer) => chunks.push(chunk))
    compressor.once('error', reject)
    compressor.write(bytes)
    compressor.flush(constants.Z_FINISH, () => {
      compressor.removeAllListeners('data').removeListener('error', reject)
      compressor.reset()
      if (idle.length < mostIdle) idle.push(compressor)
      else compressor.close()
      resolve(Buffer.concat(chunks))
    })
  })
}
