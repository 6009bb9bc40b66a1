import { type Box, makePicture, type Picture, samplePicture } from '@kaoban/face'
import { closeLids, type Eye, eyesOf, shiftIris } from './motion-eyes.testing.ts'

/**
 * Camera frames (640×480 RGB) of people who blink, look aside and shake their heads, made from single
 * photographs by warping: lids are drawn over the eyes, irises moved between the lids, the head turned as a solid.
 */

export const frameWidth = 640
export const frameHeight = 480

/** A photograph on the stage: 640×480 with its landmarks, the face about 200 pixels high. */
export type Photo = { readonly picture: Picture; readonly landmarks: Float32Array }

/** What `Photo` is made of: any photograph with the box and the landmarks that the engine found. */
export type FoundPhoto = { readonly picture: Picture; readonly box: Box; readonly landmarks: Float32Array }

/** Repeatable pseudo-random numbers in [0, 1) (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Scales a photograph so that its face is `faceHeight` pixels high in the middle of a frame; repeats its border where it ends. */
export function stagePhoto({ picture, box, landmarks }: FoundPhoto, faceHeight = 200): Photo {
  const scale = box.height / faceHeight
  const centre = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  const data = new Uint8Array(frameWidth * frameHeight * 3)
  for (let y = 0, o = 0; y < frameHeight; y++) {
    for (let x = 0; x < frameWidth; x++, o += 3) {
      const fromX = centre.x + (x - frameWidth / 2) * scale
      const fromY = centre.y + (y - frameHeight / 2) * scale
      sampleArea(picture, fromX, fromY, scale, data, o)
    }
  }
  const staged = landmarks.map((value, i) =>
    i % 2 === 0 ? (value - centre.x) / scale + frameWidth / 2 : (value - centre.y) / scale + frameHeight / 2,
  )
  return { picture: makePicture(frameWidth, frameHeight, data), landmarks: staged }
}

/** Means of a few samples where the picture is shrunk. */
function sampleArea(picture: Picture, x: number, y: number, scale: number, out: Uint8Array, o: number): void {
  const n = Math.max(1, Math.min(6, Math.round(scale)))
  if (n === 1) {
    samplePicture(picture, x, y, 'edge', out, o)
    return
  }
  const one = new Uint8Array(3)
  const sum = [0, 0, 0]
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < n; i++) {
      samplePicture(picture, x + ((i + 0.5) / n - 0.5) * scale, y + ((j + 0.5) / n - 0.5) * scale, 'edge', one, 0)
      for (let c = 0; c < 3; c++) sum[c]! += one[c]!
    }
  }
  for (let c = 0; c < 3; c++) out[o + c] = Math.round(sum[c]! / (n * n))
}

/** How a head is held in one frame. */
export type Act = {
  /** 0 = as in the photograph, 1 = closed. */
  readonly lids?: number
  /** Iris shift in half eye widths; positive = to the right of the picture. */
  readonly gaze?: number
  /** Turn of the head in degrees; positive = nose to the right of the picture. */
  readonly yaw?: number
  /** Shift of everything in pixels, turn in degrees, change of size. */
  readonly x?: number
  readonly y?: number
  readonly roll?: number
  readonly scale?: number
}

/** One camera frame of a photographed head that acts; `random` gives the noise of the sensor. */
export function actFrame(photo: Photo, act: Act, random?: () => number): Picture {
  let eyes: Picture = photo.picture
  const both: Eye[] = eyesOf(photo.landmarks)
  for (const eye of both) {
    if (act.gaze) eyes = shiftIris(eyes, eye, act.gaze)
    if (act.lids) eyes = closeLids(eyes, eye, act.lids)
  }
  const turned = act.yaw ? turnHead(eyes, photo.landmarks, act.yaw) : eyes
  const held = moveRigidly(turned, act)
  return random ? addNoise(held, random) : held
}

/**
 * Turns the head as a solid: an ellipsoid with a nose, seen from far away. The background stays.
 * For every pixel of the frame the point of the photograph is found that moves there (fixed point iteration).
 */
function turnHead(picture: Picture, landmarks: Float32Array, yaw: number): Picture {
  const eyes = eyesOf(landmarks)
  const left = eyes[0]!
  const right = eyes[1]!
  const middle = { x: (left.centre.x + right.centre.x) / 2, y: (left.centre.y + right.centre.y) / 2 }
  const unit = Math.hypot(right.centre.x - left.centre.x, right.centre.y - left.centre.y)
  const tip = (landmarks[61]! - middle.y) / unit
  const angle = (yaw * Math.PI) / 180
  const data = Uint8Array.from(picture.data)
  const grain = 4
  const top = Math.max(0, Math.floor(middle.y - 1.6 * unit))
  const edge = Math.max(0, Math.floor(middle.x - 2.2 * unit))
  const columns = Math.ceil((Math.min(frameWidth, middle.x + 2.2 * unit) - edge) / grain) + 1
  const rows = Math.ceil((Math.min(frameHeight, middle.y + 2.6 * unit) - top) / grain) + 1
  // The shift changes slowly from pixel to pixel: every fourth is worked out, the others lie between.
  const shifts = new Float32Array(columns * rows)
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      const u = (edge + i * grain - middle.x) / unit
      const v = (top + j * grain - middle.y) / unit
      shifts[j * columns + i] = (sourceOf(u, v, tip, angle) - u) * unit
    }
  }
  for (let y = top; y < Math.min(frameHeight, top + (rows - 1) * grain); y++) {
    const j = Math.floor((y - top) / grain)
    const fy = (y - top) / grain - j
    for (let x = edge; x < Math.min(frameWidth, edge + (columns - 1) * grain); x++) {
      const i = Math.floor((x - edge) / grain)
      const fx = (x - edge) / grain - i
      const at = j * columns + i
      const upper = shifts[at]! * (1 - fx) + shifts[at + 1]! * fx
      const lower = shifts[at + columns]! * (1 - fx) + shifts[at + columns + 1]! * fx
      const shift = upper * (1 - fy) + lower * fy
      if (shift !== 0) samplePicture(picture, x + shift, y, 'edge', data, (y * frameWidth + x) * 3)
    }
  }
  return makePicture(frameWidth, frameHeight, data)
}

/** Where the point that is seen at `u`, `v` after the turn was before it. */
function sourceOf(u: number, v: number, tip: number, angle: number): number {
  if (headPart(u, v) === 0 && headPart(u * 0.8, v) === 0) return u
  let from = u
  for (let i = 0; i < 6; i++) {
    const part = headPart(from, v)
    const turned = from * (1 - part * (1 - Math.cos(angle))) + part * headDepth(from, v, tip) * Math.sin(angle)
    from += 0.85 * (u - turned)
  }
  return from
}

/** 1 on the face, falling to 0 in the background; `u`, `v` in eye distances from the middle between the eyes. */
function headPart(u: number, v: number): number {
  const r = Math.hypot(u / 1.9, (v - 0.45) / 2.1)
  return r < 0.62 ? 1 : Math.max(0, 1 - (r - 0.62) / 0.38)
}

function headDepth(u: number, v: number, tip: number): number {
  const round = 0.9 * (Math.sqrt(Math.max(0.05, 1 - (u / 1.35) ** 2 - ((v - 0.45) / 1.9) ** 2)) - 0.95)
  const along = v / tip
  const height = along < 0 ? 0 : along <= 1 ? 0.08 + 0.3 * along : Math.max(0, 0.38 * (1 - (along - 1) / 0.35))
  return round + height * Math.exp(-((u / 0.2) ** 2))
}

export function moveRigidly(picture: Picture, { x = 0, y = 0, roll = 0, scale = 1 }: Act): Picture {
  if (!x && !y && !roll && scale === 1) return picture
  const angle = (roll * Math.PI) / 180
  const cos = Math.cos(angle) / scale
  const sin = Math.sin(angle) / scale
  const data = new Uint8Array(picture.data.length)
  for (let py = 0, o = 0; py < frameHeight; py++) {
    for (let px = 0; px < frameWidth; px++, o += 3) {
      const dx = px - x - frameWidth / 2
      const dy = py - y - frameHeight / 2
      const fromX = clampTo(frameWidth / 2 + dx * cos + dy * sin, frameWidth)
      const fromY = clampTo(frameHeight / 2 - dx * sin + dy * cos, frameHeight)
      const x0 = fromX | 0
      const y0 = fromY | 0
      const fx = fromX - x0
      const fy = fromY - y0
      const p = (y0 * frameWidth + x0) * 3
      const below = p + frameWidth * 3
      for (let c = 0; c < 3; c++) {
        const upper = picture.data[p + c]! * (1 - fx) + picture.data[p + 3 + c]! * fx
        const lower = picture.data[below + c]! * (1 - fx) + picture.data[below + 3 + c]! * fx
        data[o + c] = upper * (1 - fy) + lower * fy + 0.5
      }
    }
  }
  return makePicture(frameWidth, frameHeight, data)
}

/** Inside the picture, with room for the next pixel. */
function clampTo(value: number, length: number): number {
  return Math.max(0, Math.min(length - 1.001, value))
}

/** Sensor noise of about two grey values, different in every frame: a long table of noise read from a random place. */
export function addNoise(picture: Picture, random: () => number): Picture {
  const data = new Uint8Array(picture.data.length)
  const start = Math.floor(random() * noise.length)
  const stride = 1 + 2 * Math.floor(random() * 1000)
  for (let i = 0, at = start; i < data.length; i++, at += stride) {
    const value = picture.data[i]! + noise[at % noise.length]!
    data[i] = value < 0 ? 0 : value > 255 ? 255 : value
  }
  return makePicture(picture.width, picture.height, data)
}

const noise = Int8Array.from({ length: 65_536 }, noiseOf(seeded(99)))

function noiseOf(random: () => number): () => number {
  return () => Math.round((random() + random() + random() - 1.5) * 4)
}

/** The small movements of somebody who sits before a camera, `i` frames after the start, at ten frames a second. */
export function sway(i: number, random: () => number): Act {
  const t = i / 10
  const jitter = () => (random() - 0.5) * 0.6
  return {
    x: 2.5 * Math.sin(1.9 * t) + jitter(),
    y: 1.5 * Math.sin(2.7 * t + 1) + jitter(),
    roll: 0.4 * Math.sin(1.3 * t + 2),
    yaw: 1.2 * Math.sin(1.7 * t + 0.5),
    scale: 1 + 0.004 * Math.sin(1.1 * t),
  }
}

function act(photo: Photo, acts: readonly Act[], seed: number): Picture[] {
  const random = seeded(seed)
  return acts.map((one, i) => {
    const still = sway(i, random)
    return actFrame(photo, { ...still, ...one, yaw: (still.yaw ?? 0) + (one.yaw ?? 0) }, random)
  })
}

export const along = (n: number, value: (t: number) => number) =>
  Array.from({ length: n }, (_, i) => value(n > 1 ? i / (n - 1) : 0))

/** Open eyes for the first third, one blink over about four frames, open again. Best with 10 frames a second. */
export function blinkFrames(photo: Photo, n: number, seed = 1): Picture[] {
  const start = Math.max(2, Math.floor(n / 3))
  const course = [0.35, 0.9, 1, 0.8, 0.3]
  return act(
    photo,
    Array.from({ length: n }, (_, i) => ({ lids: course[i - start] ?? 0 })),
    seed,
  )
}

/** Looks straight for the first third, then to the side and stays. `toRight`: to the right of the picture. */
export function gazeFrames(photo: Photo, n: number, toRight: boolean, seed = 2, far = 0.4): Picture[] {
  const start = Math.max(3, Math.floor(n / 3))
  const side = toRight ? far : -far
  return act(
    photo,
    Array.from({ length: n }, (_, i) => ({ gaze: i < start ? 0 : i === start ? side / 2 : side })),
    seed,
  )
}

/** Looks straight for three frames, then shakes the head once to each side. */
export function shakeFrames(photo: Photo, n: number, seed = 3, far = 22): Picture[] {
  const turns = [0, 0, 0, ...along(Math.max(4, n - 3), (t) => far * Math.sin(2 * Math.PI * t))]
  return act(
    photo,
    turns.map((yaw) => ({ yaw })),
    seed,
  )
}

/** Somebody who sits still and does nothing that was asked. */
export function idleFrames(photo: Photo, n: number, seed = 4): Picture[] {
  return act(
    photo,
    Array.from({ length: n }, () => ({})),
    seed,
  )
}
