import { makePicture, type Picture, samplePicture } from '@kaoban/face'

/** Eyes in a photograph that are closed or moved by warping, from their six landmarks. */

type Point = { readonly x: number; readonly y: number }

export type Eye = {
  readonly centre: Point
  /** Distance of the corners in pixels. */
  readonly width: number
  /** Unit vector from the left corner to the right. */
  readonly axis: Point
  /** Corner, upper two, corner, lower two; x along the axis and y down, from the centre, in pixels. */
  readonly contour: readonly Point[]
}

/** Both eyes, the one on the left of the picture first. */
export function eyesOf(landmarks: Float32Array): Eye[] {
  return [36, 42].map((first) => {
    const points = Array.from({ length: 6 }, (_, i) => ({
      x: landmarks[2 * (first + i)]!,
      y: landmarks[2 * (first + i) + 1]!,
    }))
    const a = points[0]!
    const b = points[3]!
    const width = Math.hypot(b.x - a.x, b.y - a.y)
    const axis = { x: (b.x - a.x) / width, y: (b.y - a.y) / width }
    const centre = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
    const contour = points.map((p) => {
      const dx = p.x - centre.x
      const dy = p.y - centre.y
      return { x: dx * axis.x + dy * axis.y, y: dy * axis.x - dx * axis.y }
    })
    return { centre, width, axis, contour }
  })
}

/** Height of a lid at `x` by parabola-like interpolation through corner, two points, corner. */
function lidAt(points: readonly Point[], x: number): number {
  const sorted = [...points].sort((a, b) => a.x - b.x)
  if (x <= sorted[0]!.x) return sorted[0]!.y
  for (let i = 1; i < sorted.length; i++) {
    const a = sorted[i - 1]!
    const b = sorted[i]!
    if (x > b.x) continue
    const t = (x - a.x) / Math.max(1e-6, b.x - a.x)
    const bow = i === 1 ? Math.sin((t * Math.PI) / 2) : i === 3 ? 1 - Math.cos(((1 - t) * Math.PI) / 2) : t
    return i === 3 ? b.y + (a.y - b.y) * Math.sin(((1 - t) * Math.PI) / 2) : a.y + (b.y - a.y) * (i === 1 ? bow : t)
  }
  return sorted.at(-1)!.y
}

const upperOf = (eye: Eye) => [eye.contour[0]!, eye.contour[1]!, eye.contour[2]!, eye.contour[3]!]
const lowerOf = (eye: Eye) => [eye.contour[0]!, eye.contour[5]!, eye.contour[4]!, eye.contour[3]!]

/** Warps the neighbourhood of an eye: `from` gives for a place (along the axis, down) the place it is taken from. */
function warpEye(picture: Picture, eye: Eye, from: (x: number, y: number) => Point | undefined): Picture {
  const data = Uint8Array.from(picture.data)
  const reach = eye.width * 0.9
  const { centre, axis } = eye
  for (let py = Math.max(0, Math.floor(centre.y - reach)); py < Math.min(picture.height, centre.y + reach); py++) {
    for (let px = Math.max(0, Math.floor(centre.x - reach)); px < Math.min(picture.width, centre.x + reach); px++) {
      const dx = px - centre.x
      const dy = py - centre.y
      const place = from(dx * axis.x + dy * axis.y, dy * axis.x - dx * axis.y)
      if (!place) continue
      const sx = centre.x + place.x * axis.x - place.y * axis.y
      samplePicture(
        picture,
        sx,
        centre.y + place.x * axis.y + place.y * axis.x,
        'edge',
        data,
        (py * picture.width + px) * 3,
      )
    }
  }
  return makePicture(picture.width, picture.height, data)
}

/** Draws the upper lid down over the eye by `part` (1 = closed): the skin between brow and lashes is stretched. */
export function closeLids(picture: Picture, eye: Eye, part: number): Picture {
  const upper = upperOf(eye)
  const lower = lowerOf(eye)
  const half = eye.width / 2
  // The landmarks lie a little inside the lashes.
  const lash = eye.width * 0.05
  return warpEye(picture, eye, (x, y) => {
    if (Math.abs(x) > half * 1.15) return undefined
    const inner = Math.max(-half, Math.min(half, x))
    const fade = Math.max(0, 1 - Math.max(0, Math.abs(x) - half) / (half * 0.15))
    const top = lidAt(upper, inner) - lash
    const bottom = lidAt(lower, inner) + lash * 0.5
    const brow = Math.min(top - 0.3 * eye.width, lidAt(upper, 0) - 0.42 * eye.width)
    const moved = top + (bottom - top) * part * fade
    if (y <= brow || y > moved + lash) return undefined
    if (y > moved) return { x, y: top + (y - moved) }
    return { x, y: brow + ((y - brow) * (top - brow)) / Math.max(1e-6, moved - brow) }
  })
}

/** Moves the iris along the eye by `shift` half eye widths: the white is stretched on one side, narrowed on the other. */
export function shiftIris(picture: Picture, eye: Eye, shift: number): Picture {
  const upper = upperOf(eye)
  const lower = lowerOf(eye)
  const half = eye.width / 2
  const iris = findIris(picture, eye)
  const radius = 0.23 * eye.width
  const target = Math.max(-half + radius * 0.6, Math.min(half - radius * 0.6, iris + shift * half))
  return warpEye(picture, eye, (x, y) => {
    if (Math.abs(x) >= half) return undefined
    const top = lidAt(upper, x)
    const bottom = lidAt(lower, x)
    if (y < top || y > bottom) return undefined
    // A soft edge to the lids, whose shadow stays where it is.
    const edge = Math.min(1, Math.min(y - top, bottom - y) / (0.03 * eye.width))
    const source = through(
      x,
      [-half, target - radius, target + radius, half],
      [-half, iris - radius, iris + radius, half],
    )
    return { x: x + (source - x) * edge, y }
  })
}

function through(x: number, from: readonly number[], to: readonly number[]): number {
  for (let i = 1; i < from.length; i++) {
    if (x <= from[i]!) {
      const t = (x - from[i - 1]!) / Math.max(1e-6, from[i]! - from[i - 1]!)
      return to[i - 1]! + t * (to[i]! - to[i - 1]!)
    }
  }
  return x
}

/**
 * Where the iris stands along the axis, in pixels from the centre: the darkest columns of iris width between the lids,
 * not far from the middle, because people look at the camera.
 */
export function findIris(picture: Picture, eye: Eye): number {
  const upper = upperOf(eye)
  const lower = lowerOf(eye)
  const half = Math.floor(eye.width / 2)
  const rgb = new Uint8Array(3)
  const columns: number[] = []
  for (let x = -half; x <= half; x++) {
    let sum = 0
    let count = 0
    for (let y = lidAt(upper, x); y <= lidAt(lower, x); y++) {
      const sx = eye.centre.x + x * eye.axis.x - y * eye.axis.y
      samplePicture(picture, sx, eye.centre.y + x * eye.axis.y + y * eye.axis.x, 'edge', rgb, 0)
      sum += 0.299 * rgb[0]! + 0.587 * rgb[1]! + 0.114 * rgb[2]!
      count++
    }
    columns.push(count ? sum / count : 255)
  }
  const radius = Math.max(1, Math.round(0.21 * eye.width))
  let best = Number.POSITIVE_INFINITY
  let at = 0
  const reach = Math.round(0.3 * half)
  for (let x = -reach; x <= reach; x++) {
    let sum = 0
    for (let i = -radius; i <= radius; i++) sum += columns[x + i + half]!
    if (sum < best) {
      best = sum
      at = x
    }
  }
  return at
}
