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
 * Where the target is much smaller than the box, the caller first halves (see `reduceFor`).
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
  const { data } = picture
  const columns = sampleLine(box.x, box.width, width, picture.width)
  const rows = sampleLine(box.y, box.height, height, picture.height)
  const [fromX, toX] = innerRange(columns.first, picture.width)
  for (let y = 0; y < height; y++) {
    const y0 = rows.first[y]!
    const fy = rows.share[y]!
    const inner = y0 >= 0 && y0 + 1 < picture.height
    const above = y0 * picture.width * 3
    const below = above + picture.width * 3
    const start = inner ? fromX : width
    const end = inner ? toX : width
    let o = y * width * 3
    for (let x = 0; x < start; x++, o += 3) {
      samplePicture(picture, columns.first[x]! + columns.share[x]!, y0 + fy, outside, out, o)
    }
    for (let x = start; x < end; x++, o += 3) {
      const fx = columns.share[x]!
      const left = columns.first[x]! * 3
      const a = (1 - fx) * (1 - fy)
      const b = fx * (1 - fy)
      const c = (1 - fx) * fy
      const d = fx * fy
      const p = above + left
      const q = below + left
      out[o] = data[p]! * a + data[p + 3]! * b + data[q]! * c + data[q + 3]! * d + 0.5
      out[o + 1] = data[p + 1]! * a + data[p + 4]! * b + data[q + 1]! * c + data[q + 4]! * d + 0.5
      out[o + 2] = data[p + 2]! * a + data[p + 5]! * b + data[q + 2]! * c + data[q + 5]! * d + 0.5
    }
    for (let x = end; x < width; x++, o += 3) {
      samplePicture(picture, columns.first[x]! + columns.share[x]!, y0 + fy, outside, out, o)
    }
  }
  return { width, height, data: out }
}

/** For every target pixel the source pixel before it and the share (0..1) of the one after. */
function sampleLine(
  from: number,
  length: number,
  count: number,
  whole: number,
): { first: Int32Array; share: Float64Array } {
  const first = new Int32Array(count)
  const share = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    // Samples far outside are brought near, where they see the same edge or ground.
    const at = Math.min(whole + 1, Math.max(-2, from + ((i + 0.5) * length) / count - 0.5))
    first[i] = Math.floor(at)
    share[i] = at - first[i]!
  }
  return { first, share }
}

/** The range of target pixels whose both source pixels lie inside. */
function innerRange(first: Int32Array, whole: number): [number, number] {
  let from = 0
  while (from < first.length && first[from]! < 0) from++
  let to = first.length
  while (to > from && first[to - 1]! + 1 >= whole) to--
  return [from, to]
}

/**
 * Writes the bilinear RGB value at (`x`,`y`) (pixel centres at whole numbers) to `out[o..o+2]`, rounded to bytes.
 */
export function samplePicture(
  picture: Picture,
  x: number,
  y: number,
  outside: number | 'edge',
  out: Uint8Array,
  o: number,
): void {
  const { width, height, data } = picture
  const x0 = Math.floor(x)
  const y0 = Math.floor(y)
  if (outside !== 'edge' && (x0 + 1 < 0 || y0 + 1 < 0 || x0 >= width || y0 >= height)) {
    out[o] = outside
    out[o + 1] = outside
    out[o + 2] = outside
    return
  }
  const fx = x - x0
  const fy = y - y0
  const a = (1 - fx) * (1 - fy)
  const b = fx * (1 - fy)
  const c = (1 - fx) * fy
  const d = fx * fy
  if (x0 >= 0 && y0 >= 0 && x0 + 1 < width && y0 + 1 < height) {
    const p = (y0 * width + x0) * 3
    const q = p + width * 3
    out[o] = Math.floor(data[p]! * a + data[p + 3]! * b + data[q]! * c + data[q + 3]! * d + 0.5)
    out[o + 1] = Math.floor(data[p + 1]! * a + data[p + 4]! * b + data[q + 1]! * c + data[q + 4]! * d + 0.5)
    out[o + 2] = Math.floor(data[p + 2]! * a + data[p + 5]! * b + data[q + 2]! * c + data[q + 5]! * d + 0.5)
    return
  }
  for (let channel = 0; channel < 3; channel++) {
    const sum =
      at(picture, x0, y0, channel, outside) * a +
      at(picture, x0 + 1, y0, channel, outside) * b +
      at(picture, x0, y0 + 1, channel, outside) * c +
      at(picture, x0 + 1, y0 + 1, channel, outside) * d
    out[o + channel] = Math.floor(sum + 0.5)
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

/** One grey byte a pixel, by ITU-R BT.601 weights. */
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
