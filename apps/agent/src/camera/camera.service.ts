import { spawn } from 'node:child_process'
import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { frameLimits } from '@kaoban/contract'

export interface Frame {
  /** Milliseconds since the camera began. */
  atMs: number
  jpeg: Uint8Array
}

/** There is no camera, it is in use, or it went away: code 71. */
export class CameraMissing extends Error {}

export const defaultCamera = '/dev/video0'
/** Ten frames a second are enough to see a blink, and what the server takes. */
const leastStepMs = 90
const frameMax = frameLimits.bytesEach

/**
 * Frames of a camera as they come: a video device, read by ffmpeg, or `mjpeg:PATH`, a pipe of JPEGs that another program
 * writes.
 * @throws CameraMissing when there are none, or no more
 */
export async function* framesOf(camera: string, signal: AbortSignal): AsyncGenerator<Frame> {
  const { stream, close } = openCamera(camera)
  const begun = performance.now()
  let last = Number.NEGATIVE_INFINITY
  let rest: Buffer = Buffer.alloc(0)
  const stop = () => close()
  signal.addEventListener('abort', stop, { once: true })
  try {
    for await (const chunk of stream) {
      signal.throwIfAborted()
      const { pictures, left } = splitJpegs(Buffer.concat([rest, chunk as Buffer]))
      rest = left.length > 4 * frameMax ? Buffer.alloc(0) : left
      for (const jpeg of pictures) {
        const atMs = performance.now() - begun
        if (atMs - last < leastStepMs || jpeg.length > frameMax) continue
        last = atMs
        yield { atMs, jpeg }
      }
    }
  } catch (error) {
    signal.throwIfAborted()
    throw new CameraMissing(`${camera}: ${(error as Error).message}`)
  } finally {
    signal.removeEventListener('abort', stop)
    close()
  }
  signal.throwIfAborted()
  throw new CameraMissing(`${camera}: no more pictures`)
}

function openCamera(camera: string): { stream: Readable; close(): void } {
  if (camera.startsWith('mjpeg:')) {
    const stream = createReadStream(camera.slice('mjpeg:'.length))
    return { stream, close: () => stream.destroy() }
  }
  const look = 'fps=10,scale=640:480:force_original_aspect_ratio=increase,crop=640:480'
  const child = spawn(
    'ffmpeg',
    [
      '-loglevel',
      'error',
      '-f',
      'v4l2',
      '-i',
      camera,
      '-vf',
      look,
      '-c:v',
      'mjpeg',
      '-q:v',
      '3',
      '-f',
      'mjpeg',
      'pipe:1',
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  child.on('error', (error) => child.stdout.destroy(error))
  return { stream: child.stdout, close: () => child.kill() }
}

/** Whole JPEGs at the beginning of these bytes; inside of one, FF D9 stands at its end only. */
export function splitJpegs(bytes: Buffer): { pictures: Buffer[]; left: Buffer } {
  const pictures: Buffer[] = []
  let left = bytes
  for (;;) {
    const from = left.indexOf('ffd8ff', 0, 'hex')
    if (from < 0) return { pictures, left: left.subarray(Math.max(0, left.length - 2)) }
    const to = left.indexOf('ffd9', from + 3, 'hex')
    if (to < 0) return { pictures, left: left.subarray(from) }
    pictures.push(left.subarray(from, to + 2))
    left = left.subarray(to + 2)
  }
}
