import { readFile } from 'node:fs/promises'
import { type Picture, probeScore } from '@kaoban/face'
import { decodePicture } from '@kaoban/face-node'
import sharp from 'sharp'
import { seeded } from '../packages/face-node/src/motion-frames.testing.ts'
import type { Rgb, SunglassesLook } from '../packages/face-node/src/quality-occlusion.testing.ts'

/** What the scripts that train probes share: pictures made worse, glasses of chance, logistic regression. */

export async function readPicture(path: string): Promise<Picture> {
  const decoded = await decodePicture(await readFile(path))
  if (!decoded.ok) throw new Error(`${path}: ${decoded.reason}`)
  return decoded.picture
}

/** Glasses of chance. */
export const glassesLook = (random: () => number): SunglassesLook => {
  const dark = 8 + random() * 50
  const upper = 0.86 + random() * 0.14
  return {
    colour: [0, 1, 2].map(() => dark * (0.7 + random() * 0.6)) as unknown as Rgb,
    upper,
    lower: random() < 0.5 ? upper : Math.max(0.6, upper - 0.3 * random()),
    width: 1.3 + random() * 0.45,
    tall: 0.6 + random() * 0.3,
    corner: 2 + random() * 4,
    reflection: random() < 0.4 ? random() * 0.5 : 0,
  }
}

/** What cameras do to a picture: exposure, blur, compression. */
export async function worsen(picture: Picture, random: () => number): Promise<Picture> {
  const gain = 0.5 + random()
  let pipeline = sharp(picture.data, { raw: { width: picture.width, height: picture.height, channels: 3 } }).linear(
    gain,
    (random() - 0.5) * 30,
  )
  if (random() < 0.4) pipeline = pipeline.blur(0.5 + random() * 1.5)
  if (random() < 0.15) pipeline = pipeline.greyscale().toColourspace('srgb')
  return decodeJpeg(await pipeline.jpeg({ quality: 30 + Math.floor(random() * 60) }).toBuffer())
}

async function decodeJpeg(bytes: Uint8Array): Promise<Picture> {
  const decoded = await decodePicture(bytes)
  if (!decoded.ok) throw new Error(decoded.reason)
  return decoded.picture
}

/** Logistic regression with ridge penalty, both classes weighing the same; Adam over shuffled batches. */
export function train<S extends { readonly features: Float32Array }>(
  samples: readonly S[],
  label: (sample: S) => boolean,
  rounds: number,
): Float32Array {
  const random = seeded(20)
  const length = samples[0]!.features.length
  const size = length + 1
  const weights = new Float32Array(size)
  const first = new Float32Array(size)
  const second = new Float32Array(size)
  const positives = samples.filter(label).length
  const weigh = [samples.length / (2 * (samples.length - positives)), samples.length / (2 * positives)]
  const order = samples.map((_, i) => i)
  let step = 0
  for (let round = 0; round < rounds; round++) {
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1))
      ;[order[i], order[j]] = [order[j]!, order[i]!]
    }
    const rate = 0.004 * (1 - round / rounds)
    for (let from = 0; from < order.length; from += 64) {
      const slope = new Float32Array(size)
      const batch = order.slice(from, from + 64)
      for (const i of batch) {
        const { features } = samples[i]!
        const wanted = label(samples[i]!) ? 1 : 0
        const error = ((probeScore(features, weights) - wanted) * weigh[wanted]!) / batch.length
        slope[0]! += error
        for (let k = 0; k < length; k++) slope[k + 1]! += error * features[k]!
      }
      step++
      for (let k = 0; k < size; k++) {
        const g = slope[k]! + (k ? 0.002 * weights[k]! : 0)
        first[k] = 0.9 * first[k]! + 0.1 * g
        second[k] = 0.999 * second[k]! + 0.001 * g * g
        weights[k]! -= (rate * (first[k]! / (1 - 0.9 ** step))) / (Math.sqrt(second[k]! / (1 - 0.999 ** step)) + 1e-8)
      }
    }
  }
  return weights
}

/** Weights as they are written into a source file. */
export function asText(weights: Float32Array): string {
  return `Float32Array.from([${Array.from(weights, (value) => Number(value.toFixed(4))).join(',')}])`
}
