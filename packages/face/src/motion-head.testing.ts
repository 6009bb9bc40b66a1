import { eyeRatio } from './eyes.ts'
import { eyeColumns, eyeRows } from './gaze.ts'
import { eyeDistanceOf } from './landmarks.ts'
import type { MotionFace, MotionFrame } from './motion.ts'
import { type MotionState, stepMotion } from './motion-machine.ts'
import { patchSide } from './motion-signs.ts'
import type { FaceTemplate } from './template.ts'

/** A drawn head for tests of the motion machine: 68 points in space, seen by a camera far away. */

// Mean landmarks of near-frontal faces, origin between the eyes, unit = eye distance.
// biome-ignore format: a table of points
const flat: readonly (readonly [number, number])[] = [[-1.15,-0.05],[-1.14,0.26],[-1.11,0.56],[-1.06,0.86],[-0.96,1.14],[-0.78,1.39],[-0.56,1.6],[-0.3,1.76],[0,1.81],[0.3,1.76],[0.56,1.6],[0.78,1.39],[0.96,1.14],[1.06,0.86],[1.11,0.56],[1.14,0.26],[1.15,-0.05],[-0.94,-0.24],[-0.8,-0.37],[-0.59,-0.4],[-0.38,-0.36],[-0.18,-0.28],[0.18,-0.28],[0.38,-0.36],[0.59,-0.4],[0.8,-0.37],[0.94,-0.24],[0,-0.04],[0,0.15],[0,0.34],[0,0.54],[-0.24,0.67],[-0.12,0.71],[0,0.74],[0.12,0.71],[0.24,0.67],[-0.7,-0.01],[-0.58,-0.1],[-0.43,-0.1],[-0.3,0.01],[-0.44,0.06],[-0.58,0.06],[0.3,0.01],[0.43,-0.1],[0.58,-0.1],[0.7,-0.01],[0.58,0.06],[0.44,0.06],[-0.45,1.03],[-0.28,0.96],[-0.12,0.92],[0,0.95],[0.12,0.92],[0.28,0.96],[0.45,1.03],[0.29,1.19],[0.13,1.27],[0,1.28],[-0.13,1.27],[-0.29,1.19],[-0.38,1.04],[-0.12,1.02],[0,1.03],[0.12,1.02],[0.38,1.04],[0.12,1.12],[0,1.13],[-0.12,1.12]]

/** How far a point stands out towards the camera, in eye distances. */
function depth(index: number): number {
  if (index <= 16) return -0.9 + 0.7 * (1 - Math.abs(index - 8) / 8)
  if (index <= 26) return 0.05
  if (index <= 30) return [0.12, 0.22, 0.33, 0.45][index - 27]!
  if (index <= 35) return 0.32
  return index <= 47 ? 0 : 0.1
}

export type Head = {
  /** Degrees; positive turns the nose to the right of the picture. */
  readonly yaw?: number
  /** Centre between the eyes in pixels. */
  readonly x?: number
  readonly y?: number
  /** 0 = open, 1 = closed. */
  readonly lids?: number
  /** Only the person's left eye follows `lids`. */
  readonly wink?: boolean
  /** Iris position in half eye widths, positive = right side of the picture. */
  readonly gaze?: number
  /** A flat picture is turned by `yaw` instead of a head. */
  readonly printed?: boolean
  /** Another number, another face. */
  readonly person?: number
  /** Another number, another picture of the same person: the patch changes, the template hardly. */
  readonly picture?: number
  /** Eye model that takes open eyes for closed. */
  readonly narrow?: boolean
  readonly liveScore?: number
  readonly cutEyes?: number
  readonly template?: boolean
}

const eyeDistance = 80

export function drawFace(head: Head): MotionFace {
  const lids = head.lids ?? 0
  const yaw = ((head.yaw ?? 0) * Math.PI) / 180
  const landmarks = new Float32Array(136)
  for (const [i, [x, y]] of flat.entries()) {
    const isLid = i >= 36 && i <= 47 && ![36, 39, 42, 45].includes(i)
    const closes = isLid && (!head.wink || i >= 42)
    const z = head.printed ? 0 : depth(i)
    landmarks[2 * i] = (head.x ?? 320) + eyeDistance * (x * Math.cos(yaw) + z * Math.sin(yaw))
    landmarks[2 * i + 1] = (head.y ?? 200) + eyeDistance * (closes ? 0.02 + (y - 0.02) * (1 - 0.75 * lids) : y)
  }
  const score = head.narrow ? 1 : lids > 0.6 ? 0.99 : 0.01
  return {
    box: { x: (head.x ?? 320) - 80, y: (head.y ?? 200) - 80, width: 160, height: 200 },
    eyeDistance: eyeDistanceOf(landmarks),
    landmarks,
    eyes: {
      leftClosed: score,
      rightClosed: head.wink ? 0.01 : score,
      leftRatio: eyeRatio(landmarks, 42),
      rightRatio: eyeRatio(landmarks, 36),
    },
    cutEyes: head.cutEyes ?? 0.1,
    eyeStrips: drawEyes(head.gaze ?? 0, lids, head.wink === true),
    patch: drawPatch((head.person ?? 0) * 100 + (head.picture ?? 0), lids),
    ...(head.template ? { template: drawTemplate(head.person ?? 0) } : {}),
    ...(head.liveScore === undefined ? {} : { liveScore: head.liveScore }),
  }
}

function drawPatch(seed: number, lids: number): Uint8Array {
  const patch = new Uint8Array(patchSide * patchSide)
  for (let y = 0; y < patchSide; y++) {
    for (let x = 0; x < patchSide; x++) {
      const wave = Math.sin(x * (0.5 + 0.11 * (seed % 7)) + seed) * Math.cos(y * (0.4 + 0.07 * (seed % 5)) + seed * 2)
      const eye = y > 9 && y < 15 && (x < 11 || x > 16) && lids > 0.5 ? (x % 2 ? 50 : -50) : 0
      patch[y * patchSide + x] = Math.round(120 + 60 * wave + eye)
    }
  }
  return patch
}

/** Skin with lashes above, white between the lids, a dark iris; the second eye is the person's left. */
function drawEyes(gaze: number, lids: number, wink: boolean): Uint8Array {
  const strips = new Uint8Array(2 * eyeColumns * eyeRows)
  for (let eye = 0; eye < 2; eye++) {
    const closed = wink && eye === 0 ? 0 : lids
    for (let y = 0; y < eyeRows; y++) {
      for (let x = 0; x < eyeColumns; x++) {
        const u = (x + 0.5) / (eyeColumns / 2) - 1
        const v = (y + 0.5 - eyeRows / 2) / (eyeColumns / 2)
        const top = 0.05 - (1 - u * u) * (0.35 - 0.5 * closed)
        const bottom = 0.05 + (1 - u * u) * 0.2
        const iris = Math.hypot(u - gaze, v + 0.03) < 0.42
        const skin = 150 + 25 * Math.sin(9 * u) - (Math.abs(v - top) < 0.06 ? 90 : 0)
        strips[(eye * eyeRows + y) * eyeColumns + x] = v > top && v < bottom ? (iris ? 50 : 220) : skin
      }
    }
  }
  return strips
}

function drawTemplate(person: number): FaceTemplate {
  const vector = new Float32Array(8)
  vector[person % 8] = 1
  return { model: 'drawn', version: 1, vector }
}

export type Seen = Head & {
  readonly atMs?: number
  readonly none?: boolean
  readonly faces?: number
  readonly same?: boolean
}

/** Feeds drawn heads to the machine, 100 ms apart unless told, a little tremor on each. */
export function play(state: MotionState, heads: readonly Seen[], stepMs = 100): MotionState {
  let atMs = state.lastAtMs
  let next = state
  for (const head of heads) {
    atMs = head.atMs ?? atMs + stepMs
    next = stepMotion(next, drawFrame(next, head), atMs)
  }
  return next
}

let shown = 0

function drawFrame(state: MotionState, head: Seen): MotionFrame {
  shown++
  const sequence = state.lastSequence + 1
  const digest = head.same ? state.lastDigest : `frame ${shown}`
  if (head.none) return { sequence, digest, faces: 0 }
  const tremor = { x: 320 + 2 * Math.sin(shown), y: 200 + Math.cos(2 * shown) }
  return { sequence, digest, faces: head.faces ?? 1, face: drawFace({ ...tremor, ...head }) }
}

export const open = (count: number, head: Seen = {}): Seen[] => Array.from({ length: count }, () => head)

/** Eyes open, closing, closed, opening, open. */
export const blink = (head: Seen = {}): Seen[] => [0, 0, 0.3, 0.9, 1, 0.6, 0.1, 0].map((lids) => ({ ...head, lids }))

export const look = (gaze: number): Seen[] => [0, 0, gaze / 2, gaze, gaze, gaze].map((at) => ({ gaze: at }))

export const shake = (head: Seen = {}): Seen[] =>
  [0, 0, 0, 8, 16, 20, 10, 0, -10, -20, -16, -5, 0].map((yaw) => ({ ...head, yaw }))
