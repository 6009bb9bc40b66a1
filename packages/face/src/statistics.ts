import type { FaceStatistics } from './observation.ts'
import { greyOf, type Picture } from './picture.ts'

/** Raw statistics of an aligned face, for the quality gate. */
export function measureFace(aligned: Picture): FaceStatistics {
  const { width, height, data } = aligned
  const grey = greyOf(aligned)
  const brightness = mean(grey)
  let spread = 0
  for (const value of grey) spread += (value - brightness) ** 2
  let colour = 0
  for (let i = 0, p = 0; i < grey.length; i++, p += 3) {
    colour += Math.abs(data[p]! - grey[i]!) + Math.abs(data[p + 1]! - grey[i]!) + Math.abs(data[p + 2]! - grey[i]!)
  }
  const halves = [0, 0]
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) halves[x < width / 2 ? 0 : 1]! += grey[y * width + x]!
  }
  return {
    sharpness: laplacianVariance(grey, width, height),
    brightness,
    contrast: Math.sqrt(spread / grey.length),
    unevenness: Math.abs(halves[0]! - halves[1]!) / (grey.length / 2),
    colourfulness: colour / (3 * grey.length),
  }
}

/** Variance of the 4-neighbour Laplacian over the inner pixels. @see Pech-Pacheco et al., ICPR 2000. */
export function laplacianVariance(grey: Uint8Array, width: number, height: number): number {
  let sum = 0
  let squares = 0
  let count = 0
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const i = y * width + x
      const value = grey[i - 1]! + grey[i + 1]! + grey[i - width]! + grey[i + width]! - 4 * grey[i]!
      sum += value
      squares += value * value
      count++
    }
  }
  if (count === 0) return 0
  return squares / count - (sum / count) ** 2
}

function mean(values: Uint8Array): number {
  let sum = 0
  for (const value of values) sum += value
  return sum / values.length
}
