import { cutEyesWeights } from './cut-eyes-weights.gen.ts'
import { type Picture, samplePicture } from './picture.ts'
import { probeScore } from './probe.ts'

// An eye and what a hole would leave of the paper around it: two eye widths wide, 1.4 high.
const columns = 40
const rows = 28
const cell = 4
const cellsAcross = columns / cell
const cells = cellsAcross * (rows / cell)
const directions = 6

/** How many numbers `describeEye` gives: six directions of edges, brightness, red and blue a cell. */
export const eyeFeatures = cells * (directions + 3)

/**
 * How sure the probe is, 0..1, that the eyes of this face are seen through holes that were cut into a print: their
 * edges, shadows and other skin around the lids tell.
 * @param landmarks 68 points in pixels of `picture`.
 */
export function seeCutEyes(picture: Picture, landmarks: Float32Array): number {
  const [one, other] = describeEyes(picture, landmarks)
  // Both eyes weigh the same: the mean of their features is the mean of their evidence.
  return probeScore(
    one.map((value, i) => (value + other[i]!) / 2),
    cutEyesWeights,
  )
}

/** Features of both eyes, the one on the left of the picture first; the other one is mirrored to look like it. */
export function describeEyes(picture: Picture, landmarks: Float32Array): [Float32Array, Float32Array] {
  return [describeEye(layOutEye(picture, landmarks, 36, 1)), describeEye(layOutEye(picture, landmarks, 42, -1))]
}

function layOutEye(picture: Picture, landmarks: Float32Array, first: number, facing: 1 | -1): Uint8Array {
  const left = { x: landmarks[2 * first]!, y: landmarks[2 * first + 1]! }
  const right = { x: landmarks[2 * first + 6]!, y: landmarks[2 * first + 7]! }
  const middle = { x: (left.x + right.x) / 2, y: (left.y + right.y) / 2 }
  const ux = ((right.x - left.x) * 2) / columns
  const uy = ((right.y - left.y) * 2) / columns
  const eye = new Uint8Array(columns * rows * 3)
  for (let y = 0, o = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++, o += 3) {
      const along = facing * (x + 0.5 - columns / 2)
      const down = y + 0.5 - rows / 2
      samplePicture(picture, middle.x + along * ux - down * uy, middle.y + along * uy + down * ux, 'edge', eye, o)
    }
  }
  return eye
}

/** Edges by direction and colours of an eye (40×28 RGB) in cells of 4 pixels, against the means of the whole. */
function describeEye(eye: Uint8Array): Float32Array {
  const size = columns * rows
  const grey = new Float32Array(size)
  for (let i = 0; i < size; i++) grey[i] = 0.299 * eye[3 * i]! + 0.587 * eye[3 * i + 1]! + 0.114 * eye[3 * i + 2]!
  const middle = meanOf(grey)
  const spread = Math.max(6, Math.sqrt(meanOf(grey.map((value) => (value - middle) ** 2))))
  const edges = new Float32Array(cells * directions)
  const light = new Float32Array(cells)
  const red = new Float32Array(cells)
  const blue = new Float32Array(cells)
  for (let y = 0, i = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++, i++) {
      const at = Math.floor(y / cell) * cellsAcross + Math.floor(x / cell)
      light[at]! += (grey[i]! - middle) / spread
      red[at]! += eye[3 * i]! - grey[i]!
      blue[at]! += eye[3 * i + 2]! - grey[i]!
      if (x === 0 || y === 0 || x === columns - 1 || y === rows - 1) continue
      const gx = (grey[i + 1]! - grey[i - 1]!) / 2
      const gy = (grey[i + columns]! - grey[i - columns]!) / 2
      const turn = ((Math.atan2(gy, gx) / (2 * Math.PI)) * directions + directions) % directions
      const below = Math.floor(turn) % directions
      const strength = Math.hypot(gx, gy) / spread
      edges[at * directions + below]! += strength * (1 - (turn - Math.floor(turn)))
      edges[at * directions + ((below + 1) % directions)]! += strength * (turn - Math.floor(turn))
    }
  }
  const redMiddle = meanOf(red)
  const blueMiddle = meanOf(blue)
  const features = new Float32Array(eyeFeatures)
  features.set(edges.map((sum) => 3 * Math.log(1 + (sum * 12) / cell ** 2) - 1.5))
  features.set(
    light.map((sum) => sum / cell ** 2),
    cells * directions,
  )
  features.set(
    red.map((sum) => (sum - redMiddle) / cell ** 2 / 12),
    cells * (directions + 1),
  )
  features.set(
    blue.map((sum) => (sum - blueMiddle) / cell ** 2 / 12),
    cells * (directions + 2),
  )
  return features
}

function meanOf(values: Float32Array): number {
  let sum = 0
  for (const value of values) sum += value
  return sum / values.length
}
