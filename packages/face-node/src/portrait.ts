import type { Box, Picture } from '@kaoban/face'
import sharp from 'sharp'

/** Sides of a portrait in pixels. */
const portraitWidth = 360
const portraitHeight = 480

/**
 * A head-and-shoulders JPEG (at most 360×480, 3:4) around a face box, cut at the borders of the picture. Made from
 * pixels, so that nothing else of the received file (EXIF, place, thumbnails) is carried along.
 */
export async function makePortrait(picture: Picture, face: Box): Promise<Uint8Array> {
  const height = Math.min(face.height * 2, picture.height, (picture.width * portraitHeight) / portraitWidth)
  const width = (height * portraitWidth) / portraitHeight
  const left = clamp(face.x + face.width / 2 - width / 2, 0, picture.width - width)
  const top = clamp(face.y + face.height * 0.5 - height / 2, 0, picture.height - height)
  const region = {
    left: Math.floor(left),
    top: Math.floor(top),
    width: Math.max(1, Math.floor(width)),
    height: Math.max(1, Math.floor(height)),
  }
  const pixels = Buffer.from(picture.data.buffer, picture.data.byteOffset, picture.data.length)
  return sharp(pixels, { raw: { width: picture.width, height: picture.height, channels: 3 } })
    .extract(region)
    .resize(portraitWidth, portraitHeight, { fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 86 })
    .toBuffer()
}

/** A picture as baseline JPEG without metadata. */
export async function encodeJpeg({ width, height, data }: Picture, quality = 90): Promise<Uint8Array> {
  const pixels = Buffer.from(data.buffer, data.byteOffset, data.length)
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality })
    .toBuffer()
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value))
}
