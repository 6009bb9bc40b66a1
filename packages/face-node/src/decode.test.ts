import { deflateSync } from 'node:zlib'
import { goldenPicture, type Picture } from '@kaoban/face'
import bmp from '@vingle/bmp-js'
import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import { decodePicture, defaultLimits } from './decode.ts'
import { inspectPicture } from './picture-file.ts'

const golden = goldenPicture()
const drawn = () => sharp(golden.data, { raw: { width: golden.width, height: golden.height, channels: 3 } })
let jpeg: Buffer
let png: Buffer

beforeAll(async () => {
  jpeg = await drawn().jpeg({ quality: 92 }).toBuffer()
  png = await drawn().png().toBuffer()
})

async function decoded(bytes: Uint8Array): Promise<Picture> {
  const result = await decodePicture(bytes)
  if (!result.ok) throw new Error(result.reason)
  return result.picture
}

/** Mean difference of two pictures in grey steps. */
function difference(a: Picture, b: Picture): number {
  expect([a.width, a.height]).toEqual([b.width, b.height])
  return a.data.reduce((sum, value, i) => sum + Math.abs(value - b.data[i]!), 0) / a.data.length
}

function crc(bytes: Uint8Array): number {
  let value = ~0
  for (const byte of bytes) {
    value ^= byte
    for (let i = 0; i < 8; i++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  }
  return ~value >>> 0
}

function chunk(type: string, content: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(content.length, 0)
  body.copy(out, 4)
  out.writeUInt32BE(crc(body), body.length + 4)
  return out
}

function makePng(width: number, height: number, pixels: Uint8Array, ...extra: Buffer[]): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 0, 0, 0, 0], 8)
  return Buffer.concat([
    png.subarray(0, 8),
    chunk('IHDR', header),
    ...extra,
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', new Uint8Array()),
  ])
}

/** A BMP of 24 or 32 bits without compression. */
function makeBmp(picture: Picture, bits: 24 | 32, topDown = false): Buffer {
  const stride = Math.ceil((picture.width * bits) / 32) * 4
  const out = Buffer.alloc(54 + stride * picture.height)
  out.write('BM')
  out.writeUInt32LE(out.length, 2)
  out.writeUInt32LE(54, 10)
  out.writeUInt32LE(40, 14)
  out.writeInt32LE(picture.width, 18)
  out.writeInt32LE(topDown ? -picture.height : picture.height, 22)
  out.writeUInt16LE(1, 26)
  out.writeUInt16LE(bits, 28)
  for (let y = 0; y < picture.height; y++) {
    const row = 54 + stride * (topDown ? y : picture.height - 1 - y)
    for (let x = 0; x < picture.width; x++) {
      const from = (y * picture.width + x) * 3
      const bgr = [picture.data[from + 2]!, picture.data[from + 1]!, picture.data[from]!]
      out.set(bgr, row + (x * bits) / 8)
    }
  }
  return out
}

describe('pictures that are read', () => {
  test('a PNG comes back byte for byte, a JPEG nearly so', async () => {
    expect(difference(await decoded(png), golden)).toBe(0)
    expect(difference(await decoded(jpeg), golden)).toBeLessThan(3)
  })

  test.each([
    [24, false],
    [24, true],
    [32, false],
    [32, true],
  ] as const)('a BMP of %i bits comes back byte for byte (top-down: %s)', async (bits, topDown) => {
    expect(difference(await decoded(makeBmp(golden, bits, topDown)), golden)).toBe(0)
  })

  test('a BMP as drawing programs write it is read', async () => {
    const abgr = Buffer.alloc(golden.width * golden.height * 4)
    for (let i = 0; i < golden.width * golden.height; i++) {
      abgr.set([255, golden.data[i * 3 + 2]!, golden.data[i * 3 + 1]!, golden.data[i * 3]!], i * 4)
    }
    // Its type says Buffer, its code returns an object.
    const encoded = bmp.encode({ data: abgr, width: golden.width, height: golden.height }) as unknown as {
      data: Buffer
    }
    const bytes = encoded.data
    expect(difference(await decoded(bytes), golden)).toBe(0)
  })

  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'EXIF orientation %i is applied, the face stands upright',
    async (orientation) => {
      const undo = {
        1: [0, false],
        2: [0, true],
        3: [180, false],
        4: [180, true],
        5: [270, true],
        6: [270, false],
        7: [90, true],
        8: [90, false],
      } as const
      const [turn, mirror] = undo[orientation as keyof typeof undo]
      // Mirror first, then turn back: what a camera held that way would have stored.
      const mirrored = mirror ? await drawn().flop().png().toBuffer() : png
      const stored = await sharp(mirrored).rotate(turn).withMetadata({ orientation }).png().toBuffer()
      expect(difference(await decoded(stored), golden)).toBe(0)
    },
  )

  test('CMYK, grey, 16-bit, palette and progressive pictures become 8-bit RGB', async () => {
    const cmyk = await drawn().toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer()
    expect(difference(await decoded(cmyk), golden)).toBeLessThan(25)
    const grey = await decoded(await drawn().greyscale().jpeg().toBuffer())
    expect(grey.data.length).toBe(golden.data.length)
    expect(grey.data[0]).toBe(grey.data[1])
    const deep = await drawn().toColourspace('rgb16').png().toBuffer()
    expect((await sharp(deep).metadata()).depth).toBe('ushort')
    expect(difference(await decoded(deep), golden)).toBeLessThan(1.5)
    expect(difference(await decoded(await drawn().png({ palette: true }).toBuffer()), golden)).toBeLessThan(6)
    expect(
      difference(await decoded(await drawn().jpeg({ progressive: true, quality: 92 }).toBuffer()), golden),
    ).toBeLessThan(3)
  })

  test('transparent parts lie on white', async () => {
    const rgba = Buffer.alloc(40 * 40 * 4)
    const picture = await decoded(
      await sharp(rgba, { raw: { width: 40, height: 40, channels: 4 } })
        .png()
        .toBuffer(),
    )
    expect(picture.data.every((value) => value === 255)).toBe(true)
  })

  test('what phones append to a JPEG (a second picture, zeros) does not harm', async () => {
    expect(difference(await decoded(Buffer.concat([jpeg, jpeg])), golden)).toBeLessThan(3)
    expect(difference(await decoded(Buffer.concat([jpeg, Buffer.alloc(64)])), golden)).toBeLessThan(3)
  })
})

describe('pictures that are refused', () => {
  const refusal = async (bytes: Uint8Array, limits = defaultLimits) => {
    const result = await decodePicture(bytes, limits)
    return result.ok ? 'read' : result.reason
  }

  test('nothing, and what is no JPEG, PNG or BMP', async () => {
    expect(await refusal(new Uint8Array())).toBe('empty')
    for (const bytes of [
      await drawn().webp().toBuffer(),
      await drawn().gif().toBuffer(),
      await drawn().tiff().toBuffer(),
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'),
      Buffer.from('%PDF-1.7\n'),
      Buffer.concat([Buffer.from('GIF89a'), jpeg]),
    ]) {
      expect(await refusal(bytes)).toBe('unknown-format')
    }
  })

  test('files and pictures beyond the limits, before anything is decoded', async () => {
    expect(await refusal(jpeg, { ...defaultLimits, maxBytes: jpeg.length - 1 })).toBe('too-many-bytes')
    expect(await refusal(jpeg, { ...defaultLimits, maxPixels: golden.width * golden.height - 1 })).toBe(
      'too-many-pixels',
    )
    expect(await refusal(await drawn().resize(20, 20).png().toBuffer())).toBe('too-small')
  })

  test('a pixel bomb: 40 kB that would unfold to 900 million pixels', async () => {
    const bomb = makePng(30_000, 30_000, Buffer.alloc(30_000 * 1000))
    expect(bomb.length).toBeLessThan(100_000)
    expect(await refusal(bomb)).toBe('too-many-pixels')
    const bmpBomb = makeBmp(golden, 24)
    bmpBomb.writeInt32LE(60_000, 18)
    bmpBomb.writeInt32LE(60_000, 22)
    expect(await refusal(bmpBomb)).toMatch(/too-many-pixels|truncated/)
    const jpegBomb = Buffer.from(jpeg)
    const frame = jpegBomb.indexOf(Buffer.from([0xff, 0xc0]))
    jpegBomb.writeUInt16BE(65_500, frame + 5)
    jpegBomb.writeUInt16BE(65_500, frame + 7)
    expect(await refusal(jpegBomb)).toBe('too-many-pixels')
  })

  test('truncated files, wherever they are cut', async () => {
    for (const whole of [jpeg, png, makeBmp(golden, 24)]) {
      for (const share of [0.1, 0.5, 0.9, 0.999]) {
        expect(await refusal(whole.subarray(0, Math.floor(whole.length * share)))).toMatch(/truncated|malformed/)
      }
    }
    expect(await refusal(jpeg.subarray(0, -2))).toBe('truncated')
    expect(await refusal(png.subarray(0, -12))).toBe('truncated')
  })

  test('an animated PNG', async () => {
    const control = Buffer.alloc(8)
    control.writeUInt32BE(2, 0)
    expect(await refusal(makePng(64, 64, Buffer.alloc(65 * 64), chunk('acTL', control)))).toBe('animated')
  })

  test.each([
    [
      'an archive',
      Buffer.concat([
        Buffer.from('PK\x03\x04', 'latin1'),
        Buffer.alloc(80),
        Buffer.from('PK\x05\x06', 'latin1'),
        Buffer.alloc(18),
      ]),
    ],
    ['a web page', Buffer.from('<html><script>alert(1)</script></html>')],
    ['a PHP script', Buffer.from('\n<?php system($_GET["c"]); ?>')],
    ['a document', Buffer.from('%PDF-1.4\n1 0 obj')],
    ['a Windows program', Buffer.concat([Buffer.from('MZ\x90\x00', 'latin1'), Buffer.alloc(100, 1)])],
    ['a Linux program', Buffer.from('\x7fELF\x02\x01\x01', 'latin1')],
    ['a shell script', Buffer.from('#!/bin/sh\nrm -rf /\n')],
    ['a RAR archive', Buffer.from('Rar!\x1a\x07\x00', 'latin1')],
  ])('a picture with %s behind its end', async (_, payload) => {
    for (const picture of [jpeg, png, makeBmp(golden, 24)]) {
      expect(await refusal(Buffer.concat([picture, payload]))).toBe('polyglot')
    }
  })

  test('an archive hidden behind a second appended picture', async () => {
    const zip = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), Buffer.alloc(40)])
    expect(await refusal(Buffer.concat([jpeg, jpeg, zip]))).toBe('polyglot')
  })

  test('damaged files are refused or read, never thrown', async () => {
    let state = 7
    const random = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      return state / 2 ** 32
    }
    const sources: Buffer[] = await Promise.all([
      drawn().resize(64, 64).jpeg().toBuffer(),
      drawn().resize(64, 64).png().toBuffer(),
      sharp(makePng(64, 64, Buffer.alloc(65 * 64))).toBuffer(),
    ])
    sources.push(makeBmp({ width: 64, height: 64, data: new Uint8Array(64 * 64 * 3) }, 24))
    for (const source of sources) {
      for (let i = 0; i < 60; i++) {
        const damaged = Buffer.from(source)
        for (let hits = 0; hits < 4; hits++)
          damaged[2 + Math.floor(random() * (damaged.length - 2))] = Math.floor(random() * 256)
        const result = await decodePicture(damaged, { ...defaultLimits, maxPixels: 1_000_000 })
        expect(typeof result.ok).toBe('boolean')
      }
    }
  })

  test('a PNG whose pixels do not fit its size, and headers that contradict themselves', async () => {
    expect(await refusal(makePng(64, 64, Buffer.alloc(100)))).toBe('malformed')
    const twice = Buffer.concat([jpeg.subarray(0, -2), jpeg.subarray(2)])
    expect(await refusal(twice)).toMatch(/malformed|truncated/)
    const bits = makeBmp(golden, 24)
    bits.writeUInt16LE(7, 28)
    expect(await refusal(bits)).toBe('malformed')
  })

  test('a JPEG of hundreds of scans, made to keep the decoder busy', () => {
    const scan = jpeg.indexOf(Buffer.from([0xff, 0xda]))
    const scans = Array.from({ length: 200 }, () => jpeg.subarray(scan, -2))
    expect(inspectPicture(Buffer.concat([jpeg.subarray(0, scan), ...scans, jpeg.subarray(-2)]))).toEqual({
      ok: false,
      reason: 'malformed',
    })
  })
})
