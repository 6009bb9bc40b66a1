import { makePicture, type Picture, samplePicture } from '@kaoban/face'
import { type Eye, eyesOf } from './motion-eyes.testing.ts'
import {
  type Act,
  actFrame,
  addNoise,
  along,
  frameHeight,
  frameWidth,
  moveRigidly,
  type Photo,
  seeded,
  sway,
} from './motion-frames.testing.ts'

/** Camera frames of presentation attacks: prints, slides, other people, covered eyes, prints with eye holes. */

/** A photograph on a stand: only the noise of the camera. `exact`: not even that. */
export function stillFrames(photo: Photo, n: number, exact = false, seed = 5): Picture[] {
  const random = seeded(seed)
  return Array.from({ length: n }, () => (exact ? photo.picture : addNoise(photo.picture, random)))
}

export type PrintMovement = 'shift' | 'turn' | 'nod' | 'bend'

/**
 * A printed photograph held up by hand and moved: shifted about, turned to and fro about its vertical axis, nodded, or
 * bent to a cylinder and turned.
 */
export function printedPhotoFrames(photo: Photo, n: number, movement: PrintMovement, seed = 6): Picture[] {
  const random = seeded(seed)
  const turns = movement === 'turn' || movement === 'bend'
  return along(n, (t) => t).map((t, i) => {
    const wave = Math.sin(2 * Math.PI * t * Math.max(1, n / 12))
    const hand = sway(i, random)
    const sheet = tiltSheet(
      photo.picture,
      turns ? 38 * wave : 4 * wave,
      movement === 'nod' ? 52 * wave : 3 * wave,
      movement === 'bend' ? 1.3 : 0,
    )
    const shift =
      movement === 'shift' ? { x: 40 * wave, y: 18 * Math.cos(5 * t), roll: 8 * wave, scale: 1 + 0.08 * wave } : hand
    return addNoise(moveRigidly(sheet, { ...shift, yaw: 0 }), random)
  })
}

/**
 * A sheet seen by a pinhole camera, turned by `yaw` and `pitch` degrees about its middle; `bend` is half the angle in
 * radians that it spans as a cylinder (0 = flat). What lies beside the sheet is grey.
 */
function tiltSheet(picture: Picture, yaw: number, pitch: number, bend: number): Picture {
  const a = (yaw * Math.PI) / 180
  const b = (pitch * Math.PI) / 180
  const far = 2.2
  const half = 0.62
  const size = frameHeight / 2
  const data = new Uint8Array(picture.data.length).fill(96)
  const nearest = new Float32Array(frameWidth * frameHeight).fill(Number.POSITIVE_INFINITY)
  // Forward mapping with twice as many points as pixels leaves no holes and needs no inverse of the bent sheet.
  const grain = 0.65
  for (let y = -half * size; y < half * size * 1.3; y += grain) {
    for (let x = -half * size; x < half * size; x += grain) {
      const u = x / size
      const v = y / size
      const radius = bend ? half / bend : 0
      const sx = bend ? radius * Math.sin(u / radius) : u
      const sz = bend ? radius * (1 - Math.cos(u / radius)) : 0
      const rx = sx * Math.cos(a) - sz * Math.sin(a)
      const z1 = sx * Math.sin(a) + sz * Math.cos(a)
      const ry = v * Math.cos(b) - z1 * Math.sin(b)
      const rz = v * Math.sin(b) + z1 * Math.cos(b)
      const scale = far / (far + rz)
      const px = Math.round(frameWidth / 2 + rx * scale * size)
      const py = Math.round(frameHeight / 2 + ry * scale * size)
      if (px < 0 || py < 0 || px >= frameWidth || py >= frameHeight) continue
      const at = py * frameWidth + px
      if (rz > nearest[at]! + 0.01) continue
      nearest[at] = rz
      samplePicture(picture, frameWidth / 2 + x, frameHeight / 2 + y, 'edge', data, at * 3)
    }
  }
  return makePicture(frameWidth, frameHeight, data)
}

/** One person does what is asked (`frames`), then another face stands there. */
export function faceSwapFrames(frames: readonly Picture[], other: Photo, from: number, seed = 7): Picture[] {
  const random = seeded(seed)
  return frames.map((frame, i) => (i < from ? frame : actFrame(other, sway(i, random), random)))
}

/** Photographs shown in turn, `hold` frames each, each moved a little by hand. */
export function slideFrames(photos: readonly Photo[], n: number, hold: number, seed = 8): Picture[] {
  const random = seeded(seed)
  return Array.from({ length: n }, (_, i) =>
    actFrame(photos[Math.floor(i / hold) % photos.length]!, { ...sway(i, random), yaw: 0 }, random),
  )
}

/** A photograph before whose eyes a finger or strip of skin colour passes in frames `from` to `to`. */
export function coveredEyesFrames(photo: Photo, n: number, from: number, to: number, seed = 9): Picture[] {
  const random = seeded(seed)
  const [left, right] = eyesOf(photo.landmarks)
  const cheek = (Math.round(photo.landmarks[2 * 29 + 1]!) * frameWidth + Math.round(photo.landmarks[2 * 29]!)) * 3
  const skin = [0, 1, 2].map((c) => photo.picture.data[cheek + c]!)
  const height = left!.width * 0.45
  return Array.from({ length: n }, (_, i) => {
    const data = Uint8Array.from(photo.picture.data)
    if (i >= from && i < to) {
      const middle = (left!.centre.y + right!.centre.y) / 2
      for (let y = Math.round(middle - height); y < middle + height; y++) {
        for (let x = Math.round(left!.centre.x - left!.width); x < right!.centre.x + right!.width; x++) {
          const shade = 1 - 0.3 * ((y - middle) / height) ** 2
          for (let c = 0; c < 3; c++) data[(y * frameWidth + x) * 3 + c] = skin[c]! * shade
        }
      }
    }
    const shown = { picture: makePicture(frameWidth, frameHeight, data), landmarks: photo.landmarks }
    return actFrame(shown, { ...sway(i, random), yaw: 0 }, random)
  })
}

/** How the eyes of a print were cut out, and what is seen through the holes. */
export type Holes = {
  /** Half width and half height of a hole, in widths of the printed eye. */
  readonly across: number
  readonly tall: number
  /** 2 = an ellipse; more comes nearer to a rectangle. */
  readonly corner: number
  /** Over how many pixels paper gives way to the eye behind it. */
  readonly fringe: number
  /** Light behind the paper by colour, and from where on (1 = the edge) the paper throws its shadow. */
  readonly light: readonly [number, number, number]
  readonly shadowFrom: number
  /** How much the head behind moves by itself: 0 = the print is pressed to it, 1 = as a free head. */
  readonly apart: number
}

/** Holes as somebody cuts them who tries. */
const plainHoles: Holes = {
  across: 0.62,
  tall: 0.3,
  corner: 2,
  fringe: 1,
  light: [0.9, 0.9, 0.9],
  shadowFrom: 0.85,
  apart: 0.6,
}

/** Holes of chance: tight or wide, round or square, sharp or frayed, well or badly lit. */
export function drawHoles(random: () => number): Holes {
  const within = (from: number, to: number) => from + random() * (to - from)
  const light = within(0.7, 1.2)
  return {
    across: within(0.52, 0.77),
    tall: within(0.2, 0.4),
    corner: within(2, 4),
    fringe: within(0.5, 3),
    light: [light * within(0.92, 1.08), light * within(0.92, 1.08), light * within(0.92, 1.08)],
    shadowFrom: within(0.75, 1.05),
    apart: random(),
  }
}

/** A printed face with holes for the eyes, behind which another person blinks or looks aside (`behind`). */
export function eyeHoleFrames(
  print: Photo,
  attacker: Photo,
  behind: readonly Act[],
  seed = 10,
  holes: Holes = plainHoles,
): Picture[] {
  const random = seeded(seed)
  return behind.map((one, i) => {
    const live = actFrame(attacker, { lids: one.lids, gaze: one.gaze })
    const { x = 0, y = 0 } = sway(i + 37, () => 0.5)
    const shown = seeThrough(print, live, eyesOf(attacker.landmarks), { x: x * holes.apart, y: y * holes.apart }, holes)
    return actFrame({ ...print, picture: shown }, { ...sway(i, random), yaw: 0 }, random)
  })
}

/** The print with what lies behind its holes. */
function seeThrough(
  print: Photo,
  live: Picture,
  owners: readonly Eye[],
  moved: { x: number; y: number },
  holes: Holes,
): Picture {
  const data = Uint8Array.from(print.picture.data)
  const behind = new Uint8Array(3)
  for (const [k, hole] of eyesOf(print.landmarks).entries()) {
    const owner = owners[k]!
    const across = hole.width * holes.across
    const tall = hole.width * holes.tall
    const scale = owner.width / hole.width
    const reach = Math.max(across, tall) * 1.2
    for (let y = Math.floor(hole.centre.y - reach); y <= hole.centre.y + reach; y++) {
      for (let x = Math.floor(hole.centre.x - reach); x <= hole.centre.x + reach; x++) {
        const dx = x - hole.centre.x
        const dy = y - hole.centre.y
        const u = Math.abs(dx * hole.axis.x + dy * hole.axis.y) / across
        const v = Math.abs(dy * hole.axis.x - dx * hole.axis.y) / tall
        const r = (u ** holes.corner + v ** holes.corner) ** (1 / holes.corner)
        const open = Math.max(0, Math.min(1, ((1 - r) * tall) / holes.fringe + 0.5))
        if (open === 0) continue
        samplePicture(
          live,
          owner.centre.x + dx * scale + moved.x,
          owner.centre.y + dy * scale + moved.y,
          'edge',
          behind,
          0,
        )
        const shade = r > holes.shadowFrom ? 0.7 : 1
        const o = (y * frameWidth + x) * 3
        for (let c = 0; c < 3; c++)
          data[o + c] = Math.min(255, data[o + c]! * (1 - open) + behind[c]! * holes.light[c]! * shade * open)
      }
    }
  }
  return makePicture(frameWidth, frameHeight, data)
}
