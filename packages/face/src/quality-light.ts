import type { FaceObservation } from './observation.ts'
import { greyOf, type Picture } from './picture.ts'

export type FaceLight = {
  /** Part of the face that is burnt out (grey ≥ 250), 0..1. */
  readonly burnt: number
  /** Mean grey 0..255 of the ring around the face box (1.6 times its size); undefined without the picture. */
  readonly surroundings: number | undefined
  /** Difference of the cheeks (means below the eyes, left and right of the nose) as part of their mean, 0..2. */
  readonly unevenness: number
}

/** How the light falls on a face and on what is behind it. */
export function faceLight(face: Pick<FaceObservation, 'box' | 'aligned112'>, picture?: Picture): FaceLight {
  const grey = greyOf(face.aligned112)
  let burnt = 0
  let inner = 0
  for (let y = 20; y < 106; y++) {
    for (let x = 20; x < 92; x++) {
      inner++
      if (grey[y * 112 + x]! >= 250) burnt++
    }
  }
  // Between the eyes (row 52) and the mouth (row 92) of the ArcFace template.
  const left = meanOf(grey, 24, 62, 44, 84)
  const right = meanOf(grey, 68, 62, 88, 84)
  return {
    burnt: burnt / inner,
    surroundings: picture && ringMean(picture, face),
    unevenness: Math.abs(left - right) / Math.max(1, (left + right) / 2),
  }
}

function meanOf(grey: Uint8Array, fromX: number, fromY: number, toX: number, toY: number): number {
  let sum = 0
  for (let y = fromY; y < toY; y++) for (let x = fromX; x < toX; x++) sum += grey[y * 112 + x]!
  return sum / ((toX - fromX) * (toY - fromY))
}

/** Every fourth pixel is enough for a mean. */
function ringMean(picture: Picture, { box }: Pick<FaceObservation, 'box'>): number {
  const { width, height, data } = picture
  const grow = 0.3
  const left = Math.max(0, Math.floor(box.x - box.width * grow))
  const right = Math.min(width, Math.ceil(box.x + box.width * (1 + grow)))
  const top = Math.max(0, Math.floor(box.y - box.height * grow))
  const bottom = Math.min(height, Math.ceil(box.y + box.height * (1 + grow)))
  let sum = 0
  let count = 0
  for (let y = top; y < bottom; y += 4) {
    for (let x = left; x < right; x += 4) {
      const inFace = x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height
      if (inFace) continue
      const p = (y * width + x) * 3
      sum += 0.299 * data[p]! + 0.587 * data[p + 1]! + 0.114 * data[p + 2]!
      count++
    }
  }
  return count ? sum / count : 0
}
