import type { Picture } from './picture.ts'
import { maskWeights, sunglassesWeights } from './probe-weights.gen.ts'

/** A linear probe: bias first, then one weight a feature of `probeFeatures`. */
export type ProbeWeights = Float32Array

const cells = 14
const cell = 8

/** How many numbers `probeFeatures` gives: four a cell. */
export const probeLength = cells * cells * 4

/**
 * Describes an aligned face (112×112) by 14×14 cells of 8 pixels: brightness and colour against the means of the
 * face, and how much texture there is. Independent of exposure and skin tone as far as linear measures can be.
 * @returns 784 numbers, about −3..3.
 */
export function probeFeatures(aligned: Picture): Float32Array {
  if (aligned.width !== cells * cell || aligned.height !== cells * cell) {
    throw new RangeError(`the probe needs an aligned face of 112x112, not ${aligned.width}x${aligned.height}`)
  }
  const count = cells * cells
  const light = new Float32Array(count)
  const blue = new Float32Array(count)
  const red = new Float32Array(count)
  const texture = new Float32Array(count)
  for (let cy = 0; cy < cells; cy++) {
    for (let cx = 0; cx < cells; cx++) describeCell(aligned, cx, cy, cy * cells + cx, light, blue, red, texture)
  }
  const spread = Math.max(10, deviation(light))
  const middle = mean(light)
  const blueMiddle = mean(blue)
  const redMiddle = mean(red)
  const textureMiddle = mean(texture)
  const features = new Float32Array(probeLength)
  for (let i = 0; i < count; i++) {
    features[i] = (light[i]! - middle) / spread
    features[count + i] = (blue[i]! - blueMiddle) / 12
    features[2 * count + i] = (red[i]! - redMiddle) / 12
    features[3 * count + i] = texture[i]! - textureMiddle
  }
  return features
}

function describeCell(
  { data, width }: Picture,
  cx: number,
  cy: number,
  at: number,
  light: Float32Array,
  blue: Float32Array,
  red: Float32Array,
  texture: Float32Array,
): void {
  let edges = 0
  let edgeCount = 0
  for (let y = cy * cell; y < cy * cell + cell; y++) {
    for (let x = cx * cell; x < cx * cell + cell; x++) {
      const p = (y * width + x) * 3
      const grey = greyOf(data, p)
      light[at]! += grey / (cell * cell)
      blue[at]! += (data[p + 2]! - grey) / (cell * cell)
      red[at]! += (data[p]! - grey) / (cell * cell)
      if (x + 1 < cx * cell + cell && y + 1 < cy * cell + cell) {
        edges += Math.abs(greyOf(data, p + 3) - grey) + Math.abs(greyOf(data, p + width * 3) - grey)
        edgeCount += 2
      }
    }
  }
  texture[at] = Math.log(1 + edges / edgeCount)
}

function greyOf(data: Uint8Array, p: number): number {
  return 0.299 * data[p]! + 0.587 * data[p + 1]! + 0.114 * data[p + 2]!
}

function mean(values: Float32Array): number {
  let sum = 0
  for (const value of values) sum += value
  return sum / values.length
}

function deviation(values: Float32Array): number {
  const middle = mean(values)
  let sum = 0
  for (const value of values) sum += (value - middle) ** 2
  return Math.sqrt(sum / values.length)
}

/** Logistic score 0..1 of a probe. */
export function probeScore(features: Float32Array, weights: ProbeWeights): number {
  if (weights.length !== features.length + 1) {
    throw new RangeError(`the probe has ${weights.length - 1} weights for ${features.length} features`)
  }
  let sum = weights[0]!
  for (let i = 0; i < features.length; i++) sum += features[i]! * weights[i + 1]!
  return 1 / (1 + Math.exp(-sum))
}

/** How sure the probes are, 0..1, that the lower face is covered and that dark glasses hide the eyes. */
export function seeOcclusion(aligned: Picture): { readonly mask: number; readonly sunglasses: number } {
  const features = probeFeatures(aligned)
  return { mask: probeScore(features, maskWeights), sunglasses: probeScore(features, sunglassesWeights) }
}
