import { analysePicture, type FaceEngine } from './analyse.ts'
import type { Picture } from './picture.ts'
import { templateInput } from './template.ts'

const width = 480
const height = 360

type Stroke = { x: number; y: number; rx: number; ry: number; colour: readonly [number, number, number]; soft: number }

// A drawn face, from back to front; ellipses with soft edges. No photograph, nobody's likeness.
const strokes: readonly Stroke[] = [
  { x: 240, y: 420, rx: 150, ry: 110, colour: [52, 66, 96], soft: 0.06 }, // shoulders
  { x: 240, y: 292, rx: 40, ry: 52, colour: [176, 128, 104], soft: 0.1 }, // neck
  { x: 240, y: 158, rx: 92, ry: 112, colour: [40, 30, 26], soft: 0.08 }, // hair
  { x: 240, y: 184, rx: 76, ry: 98, colour: [214, 168, 140], soft: 0.08 }, // face
  { x: 164, y: 188, rx: 11, ry: 22, colour: [198, 150, 122], soft: 0.2 }, // ears
  { x: 316, y: 188, rx: 11, ry: 22, colour: [190, 142, 116], soft: 0.2 },
  { x: 240, y: 108, rx: 78, ry: 32, colour: [42, 31, 27], soft: 0.25 }, // fringe
  { x: 209, y: 164, rx: 25, ry: 14, colour: [186, 138, 114], soft: 0.7 }, // eye sockets
  { x: 271, y: 164, rx: 25, ry: 14, colour: [180, 132, 108], soft: 0.7 },
  { x: 208, y: 149, rx: 22, ry: 4.5, colour: [52, 38, 32], soft: 0.5 }, // brows
  { x: 272, y: 149, rx: 22, ry: 4.5, colour: [50, 36, 30], soft: 0.5 },
  { x: 209, y: 166, rx: 15, ry: 7, colour: [238, 234, 230], soft: 0.2 }, // whites
  { x: 271, y: 166, rx: 15, ry: 7, colour: [234, 230, 226], soft: 0.2 },
  { x: 209, y: 166, rx: 6.5, ry: 6.8, colour: [58, 40, 30], soft: 0.2 }, // irises
  { x: 271, y: 166, rx: 6.5, ry: 6.8, colour: [58, 40, 30], soft: 0.2 },
  { x: 211, y: 163, rx: 1.8, ry: 1.8, colour: [250, 250, 250], soft: 0.3 }, // glints
  { x: 273, y: 163, rx: 1.8, ry: 1.8, colour: [250, 250, 250], soft: 0.3 },
  { x: 209, y: 159.5, rx: 17, ry: 2.2, colour: [60, 42, 36], soft: 0.5 }, // upper lids
  { x: 271, y: 159.5, rx: 17, ry: 2.2, colour: [60, 42, 36], soft: 0.5 },
  { x: 234, y: 190, rx: 7, ry: 26, colour: [226, 182, 154], soft: 0.8 }, // ridge of the nose
  { x: 249, y: 194, rx: 5, ry: 22, colour: [192, 144, 118], soft: 0.9 },
  { x: 240, y: 212, rx: 17, ry: 9, colour: [208, 158, 132], soft: 0.6 }, // tip
  { x: 231, y: 217, rx: 4.5, ry: 2.6, colour: [124, 82, 70], soft: 0.5 }, // nostrils
  { x: 249, y: 217, rx: 4.5, ry: 2.6, colour: [120, 78, 66], soft: 0.5 },
  { x: 240, y: 243, rx: 29, ry: 6.5, colour: [182, 98, 94], soft: 0.3 }, // lips
  { x: 240, y: 250, rx: 23, ry: 6.5, colour: [196, 112, 106], soft: 0.3 },
  { x: 240, y: 246, rx: 28, ry: 1.6, colour: [104, 50, 50], soft: 0.5 },
  { x: 240, y: 274, rx: 24, ry: 9, colour: [222, 178, 150], soft: 0.9 }, // chin
]

/**
 * A drawn face of 480×360 pixels, the same to the byte on every machine: what Node and browsers compare their numbers
 * on. Only additions, multiplications and divisions, whose results IEEE 754 fixes.
 */
export function goldenPicture(): Picture {
  const data = new Uint8Array(width * height * 3)
  for (let y = 0, o = 0; y < height; y++) {
    for (let x = 0; x < width; x++, o += 3) {
      const light = 1 - (0.12 * x) / width
      let [r, g, b] = [150 + (40 * y) / height, 160 + (30 * x) / width, 168] as [number, number, number]
      for (const { x: cx, y: cy, rx, ry, colour, soft } of strokes) {
        const dx = (x - cx) / rx
        const dy = (y - cy) / ry
        const distance = dx * dx + dy * dy
        if (distance >= 1 + soft) continue
        const cover = distance <= 1 - soft ? 1 : (1 + soft - distance) / (2 * soft)
        r += (colour[0] - r) * cover
        g += (colour[1] - g) * cover
        b += (colour[2] - b) * cover
      }
      // A fixed grain, so that the picture is not smoother than any camera's.
      const grain = ((x * 7919 + y * 104729 + ((x * y) % 613) * 31) % 11) - 5
      data[o] = toByte(r * light + grain)
      data[o + 1] = toByte(g * light + grain)
      data[o + 2] = toByte(b * light + grain)
    }
  }
  return { width, height, data }
}

function toByte(value: number): number {
  return Math.min(255, Math.max(0, Math.round(value)))
}

/** What an engine makes of the golden picture; the expected figures are in golden.json beside this file. */
export type GoldenFigures = {
  readonly model: string
  readonly version: number
  readonly box: readonly number[]
  readonly landmarks: readonly number[]
  /** Sum of the numbers that the template network is given. */
  readonly alignedSum: number
  readonly pose: readonly number[]
  readonly liveScore: number
  readonly template: readonly number[]
}

/** The figures of one engine. @throws Error when it does not find the drawn face. */
export async function goldenFigures(engine: FaceEngine): Promise<GoldenFigures> {
  const face = (await analysePicture(engine, goldenPicture())).faces[0]
  if (!face?.template || face.liveScore === undefined) throw new Error('the golden face was not found')
  const { box, pose, template } = face
  return {
    model: template.model,
    version: template.version,
    box: [box.x, box.y, box.width, box.height],
    landmarks: [...face.landmarks],
    alignedSum: templateInput(engine.manifest.template, face.templateFace).reduce((sum, value) => sum + value, 0),
    pose: [pose.yaw, pose.pitch, pose.roll],
    liveScore: face.liveScore,
    template: [...template.vector],
  }
}

/**
 * How far two engines are apart on the golden picture: cosine of the templates (≥ 0.9999 is asked between Node and
 * browsers), largest distance of a landmark in pixels, difference of the aligned input by number, of pose in degrees.
 */
export function compareGolden(a: GoldenFigures, b: GoldenFigures) {
  const largest = (x: readonly number[], y: readonly number[]) =>
    x.reduce((worst, value, i) => Math.max(worst, Math.abs(value - (y[i] ?? Number.NaN))), 0)
  return {
    sameModel: a.model === b.model && a.version === b.version,
    cosine: a.template.reduce((sum, value, i) => sum + value * (b.template[i] ?? Number.NaN), 0),
    landmarks: largest(a.landmarks, b.landmarks),
    box: largest(a.box, b.box),
    alignedMean: Math.abs(a.alignedSum - b.alignedSum) / (112 * 112 * 3),
    pose: largest(a.pose, b.pose),
    liveScore: Math.abs(a.liveScore - b.liveScore),
  }
}
