import { greyOf, type Picture, samplePicture } from './picture.ts'

const columns = 48
const rows = 24

/**
 * Where the irises stand between the corners of the eyes: 0 = middle, −1 and 1 = the corners, positive = right side of
 * the picture (the person looks to the own left); mean of both eyes. Undefined where neither eye shows an iris.
 * Each eye is straightened to 48×24, and the disk of iris size is searched that is darkest against its sides.
 * @param landmarks 68 points in pixels of `picture`.
 */
export function readGaze(picture: Picture, landmarks: Float32Array): number | undefined {
  const seen = [36, 42].map((first) => readEye(picture, landmarks, first)).filter((value) => value !== undefined)
  return seen.length ? seen.reduce((sum, value) => sum + value, 0) / seen.length : undefined
}

/** Iris position of one eye, in half eye widths from the middle; undefined when the eye is nearly closed. */
export function readEye(picture: Picture, landmarks: Float32Array, first: number): number | undefined {
  const left = point(landmarks, first)
  const right = point(landmarks, first + 3)
  const width = Math.hypot(right.x - left.x, right.y - left.y)
  if (!(width >= 8)) return undefined
  const grey = straightEye(picture, left, right)
  const upper = lid(landmarks, [first + 1, first + 2], left, right, width)
  const lower = lid(landmarks, [first + 4, first + 5], left, right, width)
  if (lower - upper < 0.16) return undefined
  return darkDisk(grey, (upper + lower) / 2)
}

type Point = { x: number; y: number }

function point(landmarks: Float32Array, index: number): Point {
  return { x: landmarks[2 * index]!, y: landmarks[2 * index + 1]! }
}

/** Mean height of lid points over the line of the corners, in eye widths, positive downwards. */
function lid(landmarks: Float32Array, indices: readonly number[], left: Point, right: Point, width: number): number {
  let sum = 0
  for (const index of indices) {
    const p = point(landmarks, index)
    sum += ((p.y - left.y) * (right.x - left.x) - (p.x - left.x) * (right.y - left.y)) / (width * width)
  }
  return sum / indices.length
}

/** The eye on 48×24 grey: corners at x = 0 and 48 of the middle row. */
function straightEye(picture: Picture, left: Point, right: Point): Uint8Array {
  const data = new Uint8Array(columns * rows * 3)
  const ux = (right.x - left.x) / columns
  const uy = (right.y - left.y) / columns
  for (let y = 0, o = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++, o += 3) {
      const along = x + 0.5
      const down = y + 0.5 - rows / 2
      samplePicture(picture, left.x + along * ux - down * uy, left.y + along * uy + down * ux, 'edge', data, o)
    }
  }
  return greyOf({ width: columns, height: rows, data })
}

/** An iris is about 0.42 of the eye width across (11.7 mm of 28 mm). */
const radius = 0.21 * columns

function darkDisk(grey: Uint8Array, middle: number): number | undefined {
  const cy = rows / 2 + middle * columns
  let best = -Infinity
  let at = 0
  const scores: number[] = []
  for (let cx = radius * 0.8; cx <= columns - radius * 0.8; cx += 0.5) {
    const score = contrastAt(grey, cx, cy)
    scores.push(score)
    if (score > best) {
      best = score
      at = scores.length - 1
    }
  }
  if (best < 4) return undefined
  const a = scores[at - 1] ?? best
  const b = scores[at + 1] ?? best
  const bend = a - 2 * best + b
  const offset = bend < 0 ? (a - b) / (2 * bend) : 0
  const cx = radius * 0.8 + (at + offset) * 0.5
  return (cx - columns / 2) / (columns / 2)
}

/** Mean grey left and right of the disk minus mean grey inside, over the opening of the lids. */
function contrastAt(grey: Uint8Array, cx: number, cy: number): number {
  let inside = 0
  let insideCount = 0
  let outside = 0
  let outsideCount = 0
  const reach = radius * 0.7
  const from = Math.max(0, Math.floor(cy - reach))
  const to = Math.min(rows - 1, Math.ceil(cy + reach))
  for (let y = from; y <= to; y++) {
    const half = Math.sqrt(Math.max(0, radius * radius - (y + 0.5 - cy) ** 2))
    for (let x = 0; x < columns; x++) {
      const d = Math.abs(x + 0.5 - cx)
      if (d <= half) {
        inside += grey[y * columns + x]!
        insideCount++
      } else if (d <= half + radius * 0.6) {
        outside += grey[y * columns + x]!
        outsideCount++
      }
    }
  }
  if (!insideCount || !outsideCount) return -Infinity
  return outside / outsideCount - inside / insideCount
}
