/**
 * A decoded picture: 8-bit RGB, three bytes a pixel, rows from the top, no padding.
 * `data.length === width * height * 3`.
 */
export type Picture = {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/** A rectangle in picture pixels; may reach outside the picture. `x`,`y` is the upper left corner. */
export type Box = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/**
 * Wraps RGB bytes as a picture.
 * @throws RangeError when the bytes do not fit the size.
 */
export function makePicture(width: number, height: number, data: Uint8Array): Picture {
  if (!Number.isInteger(width) || !Number.isInteger(height) || width < 1 || height < 1) {
    throw new RangeError(`a picture needs whole positive sides, not ${width}x${height}`)
  }
  if (data.length !== width * height * 3) {
    throw new RangeError(`${width}x${height} RGB needs ${width * height * 3} bytes, not ${data.length}`)
  }
  return { width, height, data }
}

/**
 * Drops the fourth byte of RGBA pixels (canvas ImageData, BMP), laying transparent pixels on white.
 * @param rgba 4 bytes a pixel, rows from the top.
 */
export function fromRgba(width: number, height: number, rgba: Uint8Array | Uint8ClampedArray): Picture {
  if (rgba.length !== width * height * 4) {
    throw new RangeError(`${width}x${height} RGBA needs ${width * height * 4} bytes, not ${rgba.length}`)
  }
  const data = new Uint8Array(width * height * 3)
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    const alpha = rgba[from + 3]!
    if (alpha === 255) {
      data[to] = rgba[from]!
      data[to + 1] = rgba[from + 1]!
      data[to + 2] = rgba[from + 2]!
      continue
    }
    for (let c = 0; c < 3; c++) data[to + c] = Math.round((rgba[from + c]! * alpha + 255 * (255 - alpha)) / 255)
  }
  return { width, height, data }
}

/**
 * Cuts a box out of a picture and scales it to `width`×`height` in one bilinear pass, sampling pixel centres.
 * Where the target is much smaller than the box, the caller first halves (see `resizePicture`).
 * @param outside value for samples outside the picture: a byte, or 'edge' to repeat the border.
 */
export function cropPicture(
  picture: Picture,
  box: Box,
  width: number,
  height: number,
  outside: number | 'edge' = 'edge',
): Picture {
  const out = new Uint8Array(width * height * 3)
  const stepX = box.width / width
  const stepY = box.height / height
  for (let y = 0, o = 0; y < height; y++) {
    const sy = box.y + (y + 0.5) * stepY - 0.5
    for (let x = 0; x < width; x++, o += 3) {
      samplePicture(picture, box.x + (x + 0.5) * stepX - 0.5, sy, outside, out, o)
    }
  }
  return { width, height, data: out }
}

/**
 * Writes the bilinear RGB value at (`x`,`y`) (pixel centres at whole numbers) to `out[o..o+2]`, rounded to bytes.
 */
export function samplePicture(
  picture: Picture,
  x: number,
  y: number,
  outside: number | 'edge',
  out: Uint8Array | Float32Array,
  o: number,
): void {
  const { width, height, data } = picture
  const x0 = Math.floor(x)
  const y0 = Math.floor(y)
  const fx = x - x0
  const fy = y - y0
  const inside = x0 >= 0 && y0 >= 0 && x0 + 1 < width && y0 + 1 < height
  if (inside) {
    const a = (y0 * width + x0) * 3
    const b = a + width * 3
    for (let c = 0; c < 3; c++) {
      const top = data[a + c]! + (data[a + 3 + c]! - data[a + c]!) * fx
      const bottom = data[b + c]! + (data[b + 3 + c]! - data[b + c]!) * fx
      out[o + c] = Math.round(top + (bottom - top) * fy)
    }
    return
  }
  for (let c = 0; c < 3; c++) {
    const top = at(picture, x0, y0, c, outside) * (1 - fx) + at(picture, x0 + 1, y0, c, outside) * fx
    const bottom = at(picture, x0, y0 + 1, c, outside) * (1 - fx) + at(picture, x0 + 1, y0 + 1, c, outside) * fx
    out[o + c] = Math.round(top * (1 - fy) + bottom * fy)
  }
}

function at(picture: Picture, x: number, y: number, channel: number, outside: number | 'edge'): number {
  const { width, height, data } = picture
  if (x >= 0 && y >= 0 && x < width && y < height) return data[(y * width + x) * 3 + channel]!
  if (outside !== 'edge') return outside
  const cx = Math.min(width - 1, Math.max(0, x))
  const cy = Math.min(height - 1, Math.max(0, y))
  return data[(cy * width + cx) * 3 + channel]!
}

/**
 * Scales a whole picture, averaging areas when it shrinks (no aliasing) and bilinear when it grows.
 */
export function resizePicture(picture: Picture, width: number, height: number): Picture {
  if (width === picture.width && height === picture.height) return picture
  if (width >= picture.width || height >= picture.height) {
    return cropPicture(picture, { x: 0, y: 0, width: picture.width, height: picture.height }, width, height)
  }
  const columns = spans(picture.width, width)
  const rows = spans(picture.height, height)
  const narrow = new Float32Array(width * picture.height * 3)
  for (let y = 0; y < picture.height; y++) {
    const row = y * picture.width * 3
    for (let x = 0; x < width; x++) {
      const { from, weights } = columns[x]!
      let r = 0
      let g = 0
      let b = 0
      for (let i = 0, p = row + from * 3; i < weights.length; i++, p += 3) {
        const w = weights[i]!
        r += picture.data[p]! * w
        g += picture.data[p + 1]! * w
        b += picture.data[p + 2]! * w
      }
      const o = (y * width + x) * 3
      narrow[o] = r
      narrow[o + 1] = g
      narrow[o + 2] = b
    }
  }
  const out = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y++) {
    const { from, weights } = rows[y]!
    for (let x = 0; x < width * 3; x++) {
      let sum = 0
      for (let i = 0, p = from * width * 3 + x; i < weights.length; i++, p += width * 3) sum += narrow[p]! * weights[i]!
      out[y * width * 3 + x] = Math.round(sum)
    }
  }
  return { width, height, data: out }
}

/** For every target pixel: which source pixels it covers, with weights that sum to 1. */
function spans(source: number, target: number): { from: number; weights: number[] }[] {
  const step = source / target
  return Array.from({ length: target }, (_, i) => {
    const start = i * step
    const end = Math.min(source, start + step)
    const from = Math.floor(start)
    const weights: number[] = []
    for (let s = from; s < end; s++) weights.push((Math.min(end, s + 1) - Math.max(start, s)) / (end - start))
    return { from, weights }
  })
}

/** The mean of every channel as one grey byte a pixel, by ITU-R BT.601 weights. */
export function greyOf(picture: Picture): Uint8Array {
  const grey = new Uint8Array(picture.width * picture.height)
  for (let i = 0, p = 0; i < grey.length; i++, p += 3) {
    grey[i] = Math.round(0.299 * picture.data[p]! + 0.587 * picture.data[p + 1]! + 0.114 * picture.data[p + 2]!)
  }
  return grey
}

/** The picture mirrored left to right. */
export function mirrorPicture(picture: Picture): Picture {
  const { width, height, data } = picture
  const out = new Uint8Array(data.length)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * 3
      const to = (y * width + (width - 1 - x)) * 3
      out[to] = data[from]!
      out[to + 1] = data[from + 1]!
      out[to + 2] = data[from + 2]!
    }
  }
  return { width, height, data: out }
}
