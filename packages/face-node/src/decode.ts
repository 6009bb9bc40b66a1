import { fromRgba, makePicture, type Picture } from '@kaoban/face'
import bmp from '@vingle/bmp-js'
import sharp from 'sharp'
import { inspectPicture, type PictureFault } from './picture-file.ts'

export type PictureLimits = {
  /** Largest file in bytes. */
  readonly maxBytes: number
  /** Most pixels (width × height), known before anything is decoded. */
  readonly maxPixels: number
  /** Shortest side in pixels that can hold a usable face. */
  readonly minSide: number
}

export const defaultLimits: PictureLimits = { maxBytes: 10 * 1024 * 1024, maxPixels: 50_000_000, minSide: 32 }

export type Decoded =
  | { readonly ok: true; readonly picture: Picture }
  | { readonly ok: false; readonly reason: PictureFault }

// One picture, one thread: the worker pool is what uses the cores.
sharp.concurrency(1)
sharp.cache(false)

/**
 * Decodes a JPEG, PNG or BMP of unknown origin to upright 8-bit RGB. Limits are checked on the header, before
 * decoding; EXIF orientation is applied, CMYK, grey, 16-bit and palettes are converted, transparency lies on white.
 * Refusals are returned with their reason.
 */
export async function decodePicture(bytes: Uint8Array, limits: PictureLimits = defaultLimits): Promise<Decoded> {
  if (bytes.length > limits.maxBytes) return { ok: false, reason: 'too-many-bytes' }
  const header = inspectPicture(bytes)
  if (!header.ok) return header
  if (header.width * header.height > limits.maxPixels) return { ok: false, reason: 'too-many-pixels' }
  if (Math.min(header.width, header.height) < limits.minSide) return { ok: false, reason: 'too-small' }
  try {
    return { ok: true, picture: header.format === 'bmp' ? decodeBmp(bytes) : await decodeByLibvips(bytes, limits) }
  } catch {
    return { ok: false, reason: 'malformed' }
  }
}

async function decodeByLibvips(bytes: Uint8Array, limits: PictureLimits): Promise<Picture> {
  const { data, info } = await sharp(bytes, {
    limitInputPixels: limits.maxPixels,
    failOn: 'truncated',
    pages: 1,
    sequentialRead: true,
  })
    .autoOrient()
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  const pixels = new Uint8Array(data.buffer, data.byteOffset, data.length)
  return info.channels === 3 ? makePicture(info.width, info.height, pixels) : spread(info.width, info.height, pixels)
}

/** Grey bytes as RGB. */
function spread(width: number, height: number, grey: Uint8Array): Picture {
  const data = new Uint8Array(grey.length * 3)
  for (let i = 0; i < grey.length; i++) data.fill(grey[i]!, i * 3, i * 3 + 3)
  return makePicture(width, height, data)
}

function decodeBmp(bytes: Uint8Array): Picture {
  const decoded = bmp.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), true)
  const data = new Uint8Array(decoded.data)
  // Without an alpha channel in use the fourth byte is padding.
  for (let i = 3; i < data.length; i += 4) data[i] = 255
  return fromRgba(decoded.width, Math.abs(decoded.height), data)
}
