import { compareEyes, trackGaze } from './gaze.ts'
import type { MotionFace, MotionLimits } from './motion.ts'

/** One frame of the history that the signs are read from. */
export type MotionSample = { readonly atMs: number; readonly face: MotionFace }

/** Side of the square grey patch of a motion face, in pixels. */
export const patchSide = 28

const rigidPoints = [36, 39, 42, 45, 48, 54]
const nosePoints = [30, 31, 32, 33, 34, 35]

/** How the head stands against a reference frame, read from landmarks only. */
export type HeadTurn = {
  /**
   * How far the nose tip moved sideways against the plane of eye and mouth corners, in eye distances: about
   * 0.45 · sin(yaw) for a head, near 0 for a flat picture however it is held. Positive = to the right of the picture.
   */
  readonly parallax: number
  /** How much the plane of eye and mouth corners was squeezed in one direction: 0 = not at all, 0.1 = by 10 %. */
  readonly squeeze: number
}

/**
 * Compares two landmark sets (68 points, x and y alternating) by the affine map between their eye and mouth corners.
 */
export function headTurn(reference: Float32Array, now: Float32Array): HeadTurn {
  const map = fitAffine(reference, now)
  const nose = meanPoint(reference, nosePoints)
  const expected = { x: map.xx * nose.x + map.xy * nose.y + map.x, y: map.yx * nose.x + map.yy * nose.y + map.y }
  const seen = meanPoint(now, nosePoints)
  const eyes = eyeAxis(now)
  const dx = seen.x - expected.x
  const dy = seen.y - expected.y
  const parallax = (dx * eyes.x + dy * eyes.y) / eyes.length
  // Singular values of the linear part: their ratio is 1 for a turned or moved picture and falls when it is tilted.
  const e = (map.xx + map.yy) / 2
  const f = (map.xx - map.yy) / 2
  const g = (map.yx + map.xy) / 2
  const h = (map.yx - map.xy) / 2
  const q = Math.hypot(e, h)
  const r = Math.hypot(f, g)
  return { parallax, squeeze: q + r > 0 ? 1 - Math.abs(q - r) / (q + r) : 0 }
}

type Affine = { xx: number; xy: number; x: number; yx: number; yy: number; y: number }

function fitAffine(from: Float32Array, to: Float32Array): Affine {
  const a = meanPoint(from, rigidPoints)
  const b = meanPoint(to, rigidPoints)
  let uu = 0
  let uv = 0
  let vv = 0
  let ux = 0
  let vx = 0
  let uy = 0
  let vy = 0
  for (const i of rigidPoints) {
    const u = from[2 * i]! - a.x
    const v = from[2 * i + 1]! - a.y
    const x = to[2 * i]! - b.x
    const y = to[2 * i + 1]! - b.y
    uu += u * u
    uv += u * v
    vv += v * v
    ux += u * x
    vx += v * x
    uy += u * y
    vy += v * y
  }
  const d = uu * vv - uv * uv
  const xx = (ux * vv - vx * uv) / d
  const xy = (vx * uu - ux * uv) / d
  const yx = (uy * vv - vy * uv) / d
  const yy = (vy * uu - uy * uv) / d
  return { xx, xy, x: b.x - xx * a.x - xy * a.y, yx, yy, y: b.y - yx * a.x - yy * a.y }
}

function meanPoint(points: Float32Array, indices: readonly number[]): { x: number; y: number } {
  let x = 0
  let y = 0
  for (const i of indices) {
    x += points[2 * i]!
    y += points[2 * i + 1]!
  }
  return { x: x / indices.length, y: y / indices.length }
}

/** Unit vector from the eye on the left of the picture to the one on the right, and their distance. */
function eyeAxis(points: Float32Array): { x: number; y: number; length: number } {
  const left = meanPoint(points, [36, 39])
  const right = meanPoint(points, [42, 45])
  const length = Math.hypot(right.x - left.x, right.y - left.y) || 1
  return { x: (right.x - left.x) / length, y: (right.y - left.y) / length, length }
}

/**
 * Largest normalised correlation of two 28×28 patches over shifts of one pixel, in -1..1.
 * @param rows which rows of the first patch take part: 'rest' leaves the eye band out, 'eyes' takes only it.
 */
export function patchLikeness(a: Uint8Array, b: Uint8Array, rows: 'rest' | 'eyes'): number {
  let best = -1
  for (let dy = -1; dy <= 1; dy++) {
    for (let dx = -1; dx <= 1; dx++) best = Math.max(best, correlation(a, b, rows, dx, dy))
  }
  return best
}

const eyeBandFrom = 8
const eyeBandTo = 17

function correlation(a: Uint8Array, b: Uint8Array, rows: 'rest' | 'eyes', dx: number, dy: number): number {
  let n = 0
  let sa = 0
  let sb = 0
  let saa = 0
  let sbb = 0
  let sab = 0
  for (let y = 1; y < patchSide - 1; y++) {
    const inEyeBand = y >= eyeBandFrom && y < eyeBandTo
    if (inEyeBand !== (rows === 'eyes')) continue
    // The corners of the aligned square show the background, not the face.
    for (let x = 4; x < patchSide - 4; x++) {
      const p = a[y * patchSide + x]!
      const q = b[(y + dy) * patchSide + x + dx]!
      n++
      sa += p
      sb += q
      saa += p * p
      sbb += q * q
      sab += p * q
    }
  }
  const va = saa - (sa * sa) / n
  const vb = sbb - (sb * sb) / n
  return va > 0 && vb > 0 ? (sab - (sa * sb) / n) / Math.sqrt(va * vb) : 0
}

/** How much the bridge of the nose changed against the face around it, in standard deviations of the patch. */
function bridgeChange(a: Uint8Array, b: Uint8Array): number {
  // Columns 13 and 14 lie between the eyes, rows 11 to 14 at their height, 12 and 13 in their middle.
  const change = (from: number, to: number) => Math.abs(bridgeLevel(a, from, to) - bridgeLevel(b, from, to))
  return Math.max(change(11, 14), change(12, 13))
}

function bridgeLevel(patch: Uint8Array, fromRow: number, toRow: number): number {
  let sum = 0
  let squares = 0
  for (const value of patch) {
    sum += value
    squares += value * value
  }
  let bridge = 0
  for (let y = fromRow; y <= toRow; y++) bridge += (patch[y * patchSide + 13]! + patch[y * patchSide + 14]!) / 2
  const mean = sum / patch.length
  const spread = Math.sqrt(Math.max(1, squares / patch.length - mean * mean))
  return (bridge / (toRow - fromRow + 1) - mean) / spread
}

/** Mean contour ratio and mean closed-probability of both eyes. */
function lids(face: MotionFace): { ratio: number; score: number } {
  const { leftRatio, rightRatio, leftClosed, rightClosed } = face.eyes
  return { ratio: (leftRatio + rightRatio) / 2, score: (leftClosed + rightClosed) / 2 }
}

/** How much further closed the eyes of `b` are than those of `a`: about 1 or more for open and closed. */
export function closingBetween(a: MotionFace, b: MotionFace): number {
  const open = lids(a)
  const closed = lids(b)
  return closed.score - open.score + 2 * (1 - closed.ratio / Math.max(0.05, open.ratio))
}

export type BlinkSign = 'seen' | 'pictures-exchanged' | 'eyes-covered' | 'tilted-picture' | undefined

/**
 * Looks for open – closed – open eyes that end with the newest of `samples`. Eye model and contour together must say
 * that they closed and opened, the pixels of both eyes must have changed, and the rest of the face must have stayed:
 * exchanged pictures change all of it, a hand before the eyes changes the bridge of the nose, a tilted picture is
 * squeezed.
 */
export function findBlink(samples: readonly MotionSample[], limits: MotionLimits): BlinkSign {
  const newest = samples.at(-1)
  if (!newest) return undefined
  const recent = samples.filter((sample) => newest.atMs - sample.atMs <= limits.blinkMs)
  let trick: BlinkSign
  for (let mid = recent.length - 2; mid > 0; mid--) {
    const closed = recent[mid]!.face
    if (!hasClosed(newest.face, closed, limits)) continue
    for (let first = mid - 1; first >= 0; first--) {
      const open = recent[first]!.face
      if (!hasClosed(open, closed, limits)) continue
      if (closingBetween(open, newest.face) > limits.reopening) continue
      const sign = judgeBlink(open, closed, newest.face, limits)
      if (sign === 'seen') return sign
      trick ??= sign
      break
    }
  }
  return trick
}

function hasClosed(open: MotionFace, closed: MotionFace, limits: MotionLimits): boolean {
  return (
    closingBetween(open, closed) >= limits.closing &&
    lids(closed).ratio <= lids(open).ratio * limits.closedRatio &&
    compareEyes(open.eyeStrips, closed.eyeStrips) <= limits.closedLikeness
  )
}

function judgeBlink(open: MotionFace, closed: MotionFace, after: MotionFace, limits: MotionLimits): BlinkSign {
  const stays = Math.min(
    patchLikeness(open.patch, closed.patch, 'rest'),
    patchLikeness(closed.patch, after.patch, 'rest'),
  )
  if (headTurn(open.landmarks, closed.landmarks).squeeze > limits.faceSqueeze) return 'tilted-picture'
  if (stays < limits.faceStays) return 'pictures-exchanged'
  const change = Math.max(bridgeChange(closed.patch, open.patch), bridgeChange(closed.patch, after.patch))
  return change > limits.blinkBridge ? 'eyes-covered' : 'seen'
}

/**
 * Whether the irises went to that side since the first frame of the challenge and stayed there for the two newest
 * frames, while the head stood still.
 * @param history all frames of the challenge; the first is the reference.
 */
export function findGaze(
  samples: readonly MotionSample[],
  history: readonly MotionSample[],
  limits: MotionLimits,
  wanted: 'gaze-left' | 'gaze-right',
): boolean {
  const reference = history[0]
  if (!reference || samples.length < 3) return false
  const side = wanted === 'gaze-left' ? 1 : -1
  const shifted = ({ face }: MotionSample) => {
    const { shift, likeness } = trackGaze(reference.face.eyeStrips, face.eyeStrips)
    return shift * side >= limits.gazeShift && likeness >= limits.gazeLikeness
  }
  const newest = samples.slice(-2)
  const still = newest.every(({ face }) => {
    const turn = headTurn(reference.face.landmarks, face.landmarks)
    if (Math.abs(turn.parallax) > limits.gazeHeadTurn || turn.squeeze > limits.faceSqueeze) return false
    return patchLikeness(reference.face.patch, face.patch, 'rest') >= limits.faceStays
  })
  return still && newest.every(shifted) && samples.slice(0, -2).some((sample) => !shifted(sample))
}

/** Whether the head came, with the newest sample, from one side through the middle to the other. */
export function findShake(
  samples: readonly MotionSample[],
  history: readonly MotionSample[],
  limits: MotionLimits,
): boolean {
  const newest = samples.at(-1)
  if (history.length < 3 || !newest) return false
  const reference = meanLandmarks(history.slice(0, 3))
  const end = headTurn(reference, newest.face.landmarks).parallax
  if (Math.abs(end) < limits.shakeSide) return false
  let between = false
  let later = newest
  for (const sample of [...samples].reverse()) {
    if (newest.atMs - sample.atMs > limits.shakeMs) return false
    if (patchLikeness(sample.face.patch, later.face.patch, 'rest') < limits.shakeStep) return false
    later = sample
    const opposite = -headTurn(reference, sample.face.landmarks).parallax * Math.sign(end)
    if (opposite >= limits.shakeSide && between) return true
    if (Math.abs(opposite) < limits.shakeSide) between = true
  }
  return false
}

/** Whether something face-like was turned strongly without the nose moving against the face. */
export function looksFlat(
  samples: readonly MotionSample[],
  history: readonly MotionSample[],
  limits: MotionLimits,
): boolean {
  if (history.length < 3) return false
  const reference = meanLandmarks(history.slice(0, 3))
  const turns = samples.map(({ face }) => headTurn(reference, face.landmarks))
  const most = Math.max(0, ...turns.map((turn) => turn.squeeze))
  const depth = Math.max(0, ...turns.map((turn) => Math.abs(turn.parallax)))
  return most >= limits.flatTurn && depth < limits.shakeSide * 1.4
}

/** Root mean square movement of the landmarks around their mean over all frames, in eye distances. */
export function movement(samples: readonly MotionSample[]): number {
  if (samples.length < 2) return 0
  const mean = meanLandmarks(samples)
  let sum = 0
  for (const { face } of samples) {
    for (let i = 0; i < 136; i++) sum += ((face.landmarks[i]! - mean[i]!) / face.eyeDistance) ** 2
  }
  return Math.sqrt(sum / (samples.length * 68))
}

function meanLandmarks(samples: readonly MotionSample[]): Float32Array {
  const mean = new Float32Array(136)
  for (const { face } of samples) {
    for (let i = 0; i < 136; i++) mean[i]! += face.landmarks[i]! / samples.length
  }
  return mean
}
