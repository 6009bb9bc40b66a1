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

/** Means of `grain`×`grain` pixel blocks starting at (`left`,`top`), one pixel a block; `grain` is a power of two. */
export function meanBlocks(
  picture: Picture,
  left: number,
  top: number,
  grain: number,
  width: number,
  height: number,
): Picture {
  const out = new Uint8Array(width * height * 3)
  const line = picture.width * 3
  for (let y = 0; y < height; y++) {
    const from = ((top + y * grain) * picture.width + left) * 3
    if (grain === 2) meanPairs(picture.data, from, line, out.subarray(y * width * 3, (y + 1) * width * 3))
    else meanSquares(picture.data, from, line, grain, out.subarray(y * width * 3, (y + 1) * width * 3))
  }
  return { width, height, data: out }
}

/** One line of 2×2 blocks, which most pictures need: written out, it takes a third of the time. */
function meanPairs(data: Uint8Array, from: number, line: number, out: Uint8Array): void {
  for (let o = 0, p = from, q = from + line; o < out.length; o += 3, p += 6, q += 6) {
    out[o] = (data[p]! + data[p + 3]! + data[q]! + data[q + 3]! + 2) >> 2
    out[o + 1] = (data[p + 1]! + data[p + 4]! + data[q + 1]! + data[q + 4]! + 2) >> 2
    out[o + 2] = (data[p + 2]! + data[p + 5]! + data[q + 2]! + data[q + 5]! + 2) >> 2
  }
}

/** One line of blocks of any other size. */
function meanSquares(data: Uint8Array, from: number, line: number, grain: number, out: Uint8Array): void {
  const half = (grain * grain) / 2
  const shift = 2 * Math.log2(grain)
  for (let o = 0, left = from; o < out.length; o += 3, left += grain * 3) {
    let r = half
    let g = half
    let b = half
    for (let row = 0, p = left; row < grain; row++, p += line - grain * 3)
      for (const end = p + grain * 3; p < end; p += 3) {
        r += data[p]!
        g += data[p + 1]!
        b += data[p + 2]!
      }
    out[o] = r >> shift
    out[o + 1] = g >> shift
    out[o + 2] = b >> shift
  }
}
