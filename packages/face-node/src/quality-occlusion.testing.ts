import { makePicture, type Picture } from '@kaoban/face'

/** Draws what hides a face onto real photographs, from their 68 landmarks, to train and measure the quality gate. */

type Point = { readonly x: number; readonly y: number }
export type Rgb = readonly [number, number, number]

export function pointAt(landmarks: Float32Array, index: number): Point {
  return { x: landmarks[2 * index]!, y: landmarks[2 * index + 1]! }
}

const between = (a: Point, b: Point, t: number): Point => ({ x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t })
const distance = (a: Point, b: Point) => Math.hypot(b.x - a.x, b.y - a.y)

/** A polyline as a function of 0..1 by its points, evenly spaced. */
function along(points: readonly Point[]): (t: number) => Point {
  return (t) => {
    const place = Math.min(points.length - 1.000001, Math.max(0, t * (points.length - 1)))
    const i = Math.floor(place)
    return between(points[i]!, points[i + 1]!, place - i)
  }
}

export type MaskLook = {
  /** Where the upper edge lies on the bridge of the nose: 0 = between the eyes, 1 = tip. */
  readonly height: number
  /** Multiplied on the texture. */
  readonly tint: Rgb
  /** How much of the light and shadow of the face below shows, 0..1. */
  readonly shading: number
}

/** Lays a mask texture over the lower face: upper edge over the nose, lower edge along the jaw. */
export function pasteMask(picture: Picture, landmarks: Float32Array, texture: Picture, look: MaskLook): Picture {
  const out = makePicture(picture.width, picture.height, Uint8Array.from(picture.data))
  const p = (index: number) => pointAt(landmarks, index)
  const nose = along([p(27), p(28), p(29), p(30)])(look.height)
  const upper = along([
    between(p(1), p(2), look.height),
    between(p(1), nose, 0.55),
    nose,
    between(p(15), nose, 0.55),
    between(p(15), p(14), look.height),
  ])
  const chin = p(8)
  const low = (index: number) => between(p(33), p(index), 1.06)
  const lower = along([3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13].map(low))
  const steps = Math.ceil(2.5 * distance(p(2), p(14)))
  const rows = Math.ceil(2.5 * distance(nose, chin))
  const face = meanGrey(picture, p(29), distance(p(36), p(45)) * 0.4)
  for (let j = 0; j <= rows; j++) {
    for (let i = 0; i <= steps; i++) {
      const u = i / steps
      const v = j / rows
      const at = between(upper(u), lower(u), v)
      const x = Math.round(at.x)
      const y = Math.round(at.y)
      if (x < 0 || y < 0 || x >= picture.width || y >= picture.height) continue
      const from =
        (Math.min(texture.height - 1, Math.floor(v * texture.height)) * texture.width +
          Math.min(texture.width - 1, Math.floor(u * texture.width))) *
        3
      const o = (y * picture.width + x) * 3
      const light = greyAt(picture.data, o) / Math.max(20, face)
      const shade = (0.55 + 0.45 * Math.min(1.6, face / 130)) * (1 - look.shading + look.shading * Math.min(1.4, light))
      // Cloth curves away to the sides.
      const curve = 1 - 0.35 * (2 * u - 1) ** 2
      for (let c = 0; c < 3; c++) out.data[o + c] = clamp(texture.data[from + c]! * look.tint[c]! * shade * curve)
    }
  }
  return out
}

export type SunglassesLook = {
  readonly colour: Rgb
  /** How much of the eye they hide at the upper edge and at the lower, 0..1. */
  readonly upper: number
  readonly lower: number
  /** Width of a glass by the width of the eye, and height by width. */
  readonly width: number
  readonly tall: number
  /** 2 = oval, 4 and more = nearly rectangular. */
  readonly corner: number
  /** Strength of a bright reflection, 0..1. */
  readonly reflection: number
}

/** Puts sunglasses over the eyes: two glasses, a bridge, two arms. */
export function pasteSunglasses(picture: Picture, landmarks: Float32Array, look: SunglassesLook): Picture {
  return drawGlasses(picture, landmarks, look, (inside) => {
    const hidden = look.upper + (look.lower - look.upper) * inside.down
    const shine = inside.along > 0.55 && inside.along < 0.75 && inside.down < 0.5 ? look.reflection : 0
    return { hidden: hidden * (1 - shine), colour: look.colour, shine }
  })
}

/** Puts clear spectacles on: only the rims, and a faint reflection. */
export function pasteSpectacles(picture: Picture, landmarks: Float32Array, look: SunglassesLook): Picture {
  return drawGlasses(picture, landmarks, look, (inside) => {
    const rim = inside.edge > 0.86 ? 0.9 : 0
    const shine = inside.along > 0.6 && inside.along < 0.7 ? look.reflection * 0.4 : 0
    return { hidden: rim, colour: look.colour, shine }
  })
}

type Inside = { readonly along: number; readonly down: number; readonly edge: number }
type Ink = { readonly hidden: number; readonly colour: Rgb; readonly shine: number }

function drawGlasses(
  picture: Picture,
  landmarks: Float32Array,
  look: SunglassesLook,
  ink: (inside: Inside) => Ink,
): Picture {
  const out = makePicture(picture.width, picture.height, Uint8Array.from(picture.data))
  const p = (index: number) => pointAt(landmarks, index)
  const eyes = [[36, 39] as const, [42, 45] as const].map(([a, b]) => ({
    centre: between(p(a), p(b), 0.5),
    width: distance(p(a), p(b)),
  }))
  const middle = between(eyes[0]!.centre, eyes[1]!.centre, 0.5)
  const axis = { x: eyes[1]!.centre.x - eyes[0]!.centre.x, y: eyes[1]!.centre.y - eyes[0]!.centre.y }
  const apart = Math.hypot(axis.x, axis.y) || 1
  const ux = axis.x / apart
  const uy = axis.y / apart
  const half = (apart * 0.5 * look.width) / 1.8
  const tall = half * look.tall
  const paint = (x: number, y: number, { hidden, colour, shine }: Ink) => {
    const o = (y * picture.width + x) * 3
    for (let c = 0; c < 3; c++) {
      const under = picture.data[o + c]! * (1 - hidden) + colour[c]! * hidden
      out.data[o + c] = clamp(under + shine * (255 - under))
    }
  }
  const reach = Math.ceil(apart * 1.6)
  for (let y = Math.max(0, Math.floor(middle.y - reach)); y < Math.min(picture.height, middle.y + reach); y++) {
    for (let x = Math.max(0, Math.floor(middle.x - reach)); x < Math.min(picture.width, middle.x + reach); x++) {
      const a = (x - middle.x) * ux + (y - middle.y) * uy
      const d = (y - middle.y) * ux - (x - middle.x) * uy
      const inEye = (Math.abs(a) - apart / 2) / half
      const down = (d - tall * 0.25) / tall
      const edge = (Math.abs(inEye) ** look.corner + Math.abs(down) ** look.corner) ** (1 / look.corner)
      if (edge <= 1) paint(x, y, ink({ along: (inEye + 1) / 2, down: (down + 1) / 2, edge }))
      else if (Math.abs(d + tall * 0.2) < apart * 0.03 && Math.abs(a) < apart * 1.15) {
        paint(x, y, { hidden: 0.9, colour: look.colour, shine: 0 })
      }
    }
  }
  return out
}

function greyAt(data: Uint8Array, o: number): number {
  return 0.299 * data[o]! + 0.587 * data[o + 1]! + 0.114 * data[o + 2]!
}

function meanGrey(picture: Picture, centre: Point, radius: number): number {
  let sum = 0
  let count = 0
  for (let y = Math.max(0, Math.round(centre.y - radius)); y < Math.min(picture.height, centre.y + radius); y++) {
    for (let x = Math.max(0, Math.round(centre.x - radius)); x < Math.min(picture.width, centre.x + radius); x++) {
      sum += greyAt(picture.data, (y * picture.width + x) * 3)
      count++
    }
  }
  return count ? sum / count : 128
}

function clamp(value: number): number {
  return Math.max(0, Math.min(255, Math.round(value)))
}
