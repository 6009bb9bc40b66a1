import { greyOf, type Picture, samplePicture } from './picture.ts'

/** Size of one straightened eye; the corners lie at the ends of the middle row. */
export const eyeColumns = 48
export const eyeRows = 24
const eyeArea = eyeColumns * eyeRows

/**
 * Both eyes turned level and scaled by their corners to 48×24 grey bytes each, the one on the left of the picture
 * first (2304 bytes). What the motion machine compares from frame to frame.
 * @param landmarks 68 points in pixels of `picture`.
 */
export function straightenEyes(picture: Picture, landmarks: Float32Array): Uint8Array {
  const strips = new Uint8Array(2 * eyeArea)
  for (const [i, first] of [36, 42].entries()) {
    const left = { x: landmarks[2 * first]!, y: landmarks[2 * first + 1]! }
    const right = { x: landmarks[2 * first + 6]!, y: landmarks[2 * first + 7]! }
    strips.set(straighten(picture, left, right), i * eyeArea)
  }
  return strips
}

type Point = { readonly x: number; readonly y: number }

function straighten(picture: Picture, left: Point, right: Point): Uint8Array {
  const data = new Uint8Array(eyeArea * 3)
  const ux = (right.x - left.x) / eyeColumns
  const uy = (right.y - left.y) / eyeColumns
  for (let y = 0, o = 0; y < eyeRows; y++) {
    for (let x = 0; x < eyeColumns; x++, o += 3) {
      const along = x + 0.5
      const down = y + 0.5 - eyeRows / 2
      samplePicture(picture, left.x + along * ux - down * uy, left.y + along * uy + down * ux, 'edge', data, o)
    }
  }
  return greyOf({ width: eyeColumns, height: eyeRows, data })
}

// The middle of the eye: an iris and a little white on both sides, without the lids.
const irisHalfWidth = 12
const irisHalfHeight = 4
const farthest = 14

/**
 * How far both irises moved sideways since the reference, in half eye widths; positive = to the right of the picture
 * (the person looks to the own left). Found by searching the middle of the reference eyes in the eyes of now: the iris
 * carries it along, the lids do not. `likeness` (−1..1) says how well it was found again.
 */
export function trackGaze(
  reference: Uint8Array,
  now: Uint8Array,
): { readonly shift: number; readonly likeness: number } {
  let shift = 0
  let likeness = -1
  for (let dx = -farthest; dx <= farthest; dx++) {
    let both = 0
    for (let eye = 0; eye < 2; eye++) {
      let best = -1
      for (let dy = -2; dy <= 2; dy++) best = Math.max(best, correlate(reference, now, eye, irisWindow, dx, dy))
      both += best / 2
    }
    if (both > likeness) {
      likeness = both
      shift = dx
    }
  }
  return { shift: shift / (eyeColumns / 2), likeness }
}

/** Likeness (−1..1) of the eye that changed least, over small shifts: near 1 while nothing but noise happens. */
export function compareEyes(a: Uint8Array, b: Uint8Array): number {
  let most = -1
  for (let eye = 0; eye < 2; eye++) {
    for (let dy = -3; dy <= 3; dy++) {
      for (let dx = -3; dx <= 3; dx++) most = Math.max(most, correlate(a, b, eye, wholeEye, dx, dy))
    }
  }
  return most
}

type Window = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number }

const middleRow = eyeRows / 2
const middleColumn = eyeColumns / 2
// Open eyes reach higher over the line of the corners than below it.
const irisWindow: Window = {
  left: middleColumn - irisHalfWidth,
  right: middleColumn + irisHalfWidth,
  top: middleRow - 1 - irisHalfHeight,
  bottom: middleRow - 1 + irisHalfHeight + 1,
}
const wholeEye: Window = { left: 4, right: eyeColumns - 4, top: 3, bottom: eyeRows - 3 }

/** Normalised correlation of a window of `a` with the same window of `b` shifted by (`dx`,`dy`). */
function correlate(a: Uint8Array, b: Uint8Array, eye: number, window: Window, dx: number, dy: number): number {
  const left = Math.max(window.left, -dx)
  const right = Math.min(window.right, eyeColumns - dx)
  let n = 0
  let sa = 0
  let sb = 0
  let saa = 0
  let sbb = 0
  let sab = 0
  for (let y = window.top; y < window.bottom; y++) {
    const row = eye * eyeArea + y * eyeColumns
    for (let x = left; x < right; x++) {
      const p = a[row + x]!
      const q = b[row + dy * eyeColumns + x + dx]!
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
