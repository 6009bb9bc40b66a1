import type { Box, Picture } from './picture.ts'

/** A region of a picture, halved `steps` times, with the way from picture pixels to its own. */
export type Reduced = { readonly picture: Picture; toReduced(box: Box): Box }

/**
 * Halves the part of the picture under `box` (2×2 means) until one more halving would make it smaller than the
 * target, so that a following bilinear crop shrinks by less than two and does not alias.
 * Returns the picture itself where nothing is to be halved.
 */
export function reduceFor(picture: Picture, box: Box, targetWidth: number, targetHeight: number): Reduced {
  const ratio = Math.min(box.width / targetWidth, box.height / targetHeight)
  if (ratio < 2) return { picture, toReduced: (inside) => inside }
  const steps = Math.floor(Math.log2(ratio))
  const grain = 2 ** steps
  const left = Math.max(0, Math.floor(box.x / grain) * grain)
  const top = Math.max(0, Math.floor(box.y / grain) * grain)
  const width = Math.floor((Math.min(picture.width, Math.ceil(box.x + box.width)) - left) / grain)
  const height = Math.floor((Math.min(picture.height, Math.ceil(box.y + box.height)) - top) / grain)
  if (width < 1 || height < 1) return { picture, toReduced: (inside) => inside }
  return {
    picture: meanBlocks(picture, left, top, grain, width, height),
    toReduced: (inside) => ({
      x: (inside.x - left) / grain,
      y: (inside.y - top) / grain,
      width: inside.width / grain,
      height: inside.height / grain,
    }),
  }
}

/** Means of `grain`×`grain` pixel blocks starting at (`left`,`top`): one pixel a block. */
export function meanBlocks(
  picture: Picture,
  left: number,
  top: number,
  grain: number,
  width: number,
  height: number,
): Picture {
  const out = new Uint8Array(width * height * 3)
  const sums = new Uint32Array(width * 3)
  const area = grain * grain
  for (let y = 0; y < height; y++) {
    sums.fill(0)
    for (let row = 0; row < grain; row++) {
      let p = ((top + y * grain + row) * picture.width + left) * 3
      for (let x = 0; x < width * 3; x += 3) {
        let r = 0
        let g = 0
        let b = 0
        for (let column = 0; column < grain; column++, p += 3) {
          r += picture.data[p]!
          g += picture.data[p + 1]!
          b += picture.data[p + 2]!
        }
        sums[x]! += r
        sums[x + 1]! += g
        sums[x + 2]! += b
      }
    }
    const o = y * width * 3
    for (let x = 0; x < width * 3; x++) out[o + x] = Math.round(sums[x]! / area)
  }
  return { width, height, data: out }
}
