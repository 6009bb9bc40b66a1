import { randomBytes } from 'node:crypto'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Picture } from '@kaoban/face'

const width = 640
const height = 480
const framesPerSecond = 15

const header = Buffer.from(`YUV4MPEG2 W${width} H${height} F${framesPerSecond}:1 Ip A1:1 C420jpeg\n`)
const mark = Buffer.from('FRAME\n')
const frameBytes = mark.length + (width * height * 3) / 2
/** Rows at the upper edge that get fresh noise, and how often. */
const noisyRows = 8
const noiseEveryMs = 250

/**
 * A camera for Chromium's fake video device: a raw video file that is rewritten in place while the browser plays it.
 * Every clip has the same number of frames, because the browser read the file's size when it opened it. Like those of
 * a real camera, no two frames are ever the same: the upper edge of each gets fresh noise all the time.
 */
export class Camera {
  readonly file: string
  readonly #folder: string
  readonly #clips = new Map<string, Buffer>()
  readonly #frames: number
  readonly #noise: NodeJS.Timeout
  #shown: Buffer | undefined

  /** @param seconds length of every clip; shorter ones are repeated to fill it. */
  constructor(seconds = 3) {
    this.#folder = mkdtempSync(join(tmpdir(), 'kaoban-camera-'))
    this.file = join(this.#folder, 'camera.y4m')
    this.#frames = seconds * framesPerSecond
    this.add('nobody', [{ width, height, data: new Uint8Array(width * height * 3).fill(24) }])
    closeSync(openSync(this.file, 'w'))
    this.show('nobody')
    this.#noise = setInterval(() => this.#addNoise(), noiseEveryMs).unref()
  }

  /** Pictures of 640 × 480, each held for `hold` frames of a fifteenth of a second. */
  add(name: string, pictures: readonly Picture[], hold = 1): void {
    const encoded = pictures.map((picture) => Buffer.concat([mark, planesOf(picture)]))
    const frames = Array.from({ length: this.#frames }, (_, i) => encoded[Math.floor(i / hold) % encoded.length]!)
    this.#clips.set(name, Buffer.concat([header, ...frames]))
  }

  has(name: string): boolean {
    return this.#clips.has(name)
  }

  show(name: string): void {
    const clip = this.#clips.get(name)
    if (clip === undefined) throw new RangeError(`no clip is called ${name}`)
    const handle = openSync(this.file, 'r+')
    for (let at = 0; at < clip.length; ) at += writeSync(handle, clip, at, clip.length - at, at)
    closeSync(handle)
    this.#shown = clip
  }

  #addNoise(): void {
    if (this.#shown === undefined) return
    const random = randomBytes(this.#frames * noisyRows * width)
    const handle = openSync(this.file, 'r+')
    for (let frame = 0; frame < this.#frames; frame++) {
      const at = header.length + frame * frameBytes + mark.length
      const rows = random.subarray(frame * noisyRows * width, (frame + 1) * noisyRows * width)
      for (let i = 0; i < rows.length; i++)
        rows[i] = Math.min(235, Math.max(16, this.#shown[at + i]! + (rows[i]! & 15) - 8))
      writeSync(handle, rows, 0, rows.length, at)
    }
    closeSync(handle)
  }

  remove(): void {
    clearInterval(this.#noise)
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

/** RGB to planar YUV 4:2:0, BT.601 with limited range. */
function planesOf({ width: columns, height: rows, data }: Picture): Buffer {
  if (columns !== width || rows !== height)
    throw new RangeError(`a frame is ${width} × ${height}, not ${columns} × ${rows}`)
  const planes = Buffer.alloc((width * height * 3) / 2)
  const quarter = (width * height) / 4
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3
      planes[y * width + x] = 16 + (65.738 * data[at]! + 129.057 * data[at + 1]! + 25.064 * data[at + 2]!) / 256
    }
  for (let y = 0; y < height; y += 2)
    for (let x = 0; x < width; x += 2) {
      let [red, green, blue] = [0, 0, 0]
      for (const at of [y * width + x, y * width + x + 1, (y + 1) * width + x, (y + 1) * width + x + 1]) {
        red += data[at * 3]! / 4
        green += data[at * 3 + 1]! / 4
        blue += data[at * 3 + 2]! / 4
      }
      const at = width * height + (y / 2) * (width / 2) + x / 2
      planes[at] = 128 + (-37.945 * red - 74.494 * green + 112.439 * blue) / 256
      planes[at + quarter] = 128 + (112.439 * red - 94.154 * green - 18.285 * blue) / 256
    }
  return planes
}
