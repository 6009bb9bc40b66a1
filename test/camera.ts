import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Picture } from '@kaoban/face'

const width = 640
const height = 480
const framesPerSecond = 15

/**
 * A camera for Chromium's fake video device: a raw video file that is rewritten in place while the browser plays it.
 * Every clip has the same number of frames, because the browser read the file's size when it opened it.
 */
export class Camera {
  readonly file: string
  readonly #folder: string
  readonly #clips = new Map<string, Buffer>()
  readonly #frames: number

  /** @param seconds length of every clip; shorter ones are repeated to fill it. */
  constructor(seconds = 3) {
    this.#folder = mkdtempSync(join(tmpdir(), 'kaoban-camera-'))
    this.file = join(this.#folder, 'camera.y4m')
    this.#frames = seconds * framesPerSecond
    this.add('nobody', [{ width, height, data: new Uint8Array(width * height * 3).fill(24) }])
    closeSync(openSync(this.file, 'w'))
    this.show('nobody')
  }

  /** Pictures of 640 × 480, played at 15 a second. */
  add(name: string, pictures: readonly Picture[]): void {
    const header = Buffer.from(`YUV4MPEG2 W${width} H${height} F${framesPerSecond}:1 Ip A1:1 C420jpeg\n`)
    const encoded = pictures.map((picture) => Buffer.concat([Buffer.from('FRAME\n'), planesOf(picture)]))
    const frames = Array.from({ length: this.#frames }, (_, index) => encoded[index % encoded.length]!)
    this.#clips.set(name, Buffer.concat([header, ...frames]))
  }

  show(name: string): void {
    const clip = this.#clips.get(name)
    if (clip === undefined) throw new RangeError(`no clip is called ${name}`)
    const handle = openSync(this.file, 'r+')
    for (let at = 0; at < clip.length; ) at += writeSync(handle, clip, at, clip.length - at, at)
    closeSync(handle)
  }

  remove(): void {
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
