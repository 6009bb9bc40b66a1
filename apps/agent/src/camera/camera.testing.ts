import { createWriteStream, type WriteStream } from 'node:fs'
import sharp from 'sharp'

const stepMs = 100

/** A camera at the writing end of a pipe: it shows one scene over and over, and no two of its frames are the same bytes. */
export class PipeCamera {
  readonly #pipe: WriteStream
  readonly #timer: NodeJS.Timeout
  #scene: readonly Uint8Array[]
  #at = 0
  #shown = 0

  constructor(path: string, scene: readonly Uint8Array[]) {
    this.#scene = scene
    this.#pipe = createWriteStream(path).on('error', () => this.close())
    this.#timer = setInterval(() => this.#tick(), stepMs)
  }

  show(scene: readonly Uint8Array[]): void {
    if (scene === this.#scene) return
    this.#scene = scene
    this.#at = 0
  }

  close(): void {
    clearInterval(this.#timer)
    this.#pipe.destroy()
  }

  #tick(): void {
    if (this.#pipe.writableNeedDrain) return
    const frame = this.#scene[this.#at++ % this.#scene.length]!
    // A comment of JPEG with a number: a real camera has noise.
    const number = Buffer.alloc(8)
    number.writeBigUInt64BE((BigInt(++this.#shown) * 0x0101_0101n) & 0x7f7f_7f7f_7f7f_7f7fn)
    const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, 10]), number])
    this.#pipe.write(Buffer.concat([frame.subarray(0, 2), comment, frame.subarray(2)]))
  }
}

/** A room without light. */
export function darkFrame(): Promise<Buffer> {
  const background = { r: 24, g: 24, b: 24 }
  return sharp({ create: { width: 640, height: 480, channels: 3, background } })
    .jpeg()
    .toBuffer()
}
