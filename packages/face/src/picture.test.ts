import { describe, expect, test } from 'vitest'
import { goldenPicture } from './golden.ts'
import { cropPicture, fromRgba, greyOf, makePicture, mirrorPicture, resizePicture } from './picture.ts'
import { reduceFor } from './pyramid.ts'
import { laplacianVariance, measureFace } from './statistics.ts'

const ramp = (width: number, height: number) =>
  makePicture(
    width,
    height,
    Uint8Array.from({ length: width * height * 3 }, (_, i) => Math.floor(i / 3) % width),
  )

describe('pictures', () => {
  test('bytes that do not fit the size are refused', () => {
    expect(() => makePicture(2, 2, new Uint8Array(11))).toThrow(RangeError)
    expect(() => makePicture(0, 2, new Uint8Array(0))).toThrow(RangeError)
    expect(() => fromRgba(2, 2, new Uint8Array(15))).toThrow(RangeError)
  })

  test('transparent pixels lie on white, half transparent ones are mixed', () => {
    const picture = fromRgba(3, 1, Uint8Array.of(10, 20, 30, 255, 10, 20, 30, 0, 0, 100, 200, 128))
    expect([...picture.data]).toEqual([10, 20, 30, 255, 255, 255, 127, 177, 227])
  })

  test('a crop of a box at its own size is the box', () => {
    const crop = cropPicture(ramp(10, 4), { x: 3, y: 1, width: 4, height: 2 }, 4, 2)
    expect([...greyOf(crop)]).toEqual([3, 4, 5, 6, 3, 4, 5, 6])
  })

  test('a crop beyond the border repeats the edge or takes the given grey', () => {
    const box = { x: -2, y: 0, width: 4, height: 1 }
    expect([...greyOf(cropPicture(ramp(5, 1), box, 4, 1))]).toEqual([0, 0, 0, 1])
    expect([...greyOf(cropPicture(ramp(5, 1), box, 4, 1, 127))]).toEqual([127, 127, 0, 1])
  })

  test('shrinking averages areas instead of picking pixels', () => {
    const stripes = makePicture(
      8,
      8,
      Uint8Array.from({ length: 192 }, (_, i) => (Math.floor(i / 3) % 2 === 0 ? 0 : 200)),
    )
    expect(new Set(resizePicture(stripes, 4, 4).data)).toEqual(new Set([100]))
  })

  test('mirroring twice gives the picture back', () => {
    const picture = goldenPicture()
    expect(mirrorPicture(mirrorPicture(picture)).data).toEqual(picture.data)
    expect(mirrorPicture(picture).data).not.toEqual(picture.data)
  })

  test('halving keeps positions: a reduced crop shows the same place as the direct one', () => {
    const picture = ramp(200, 100)
    const box = { x: 41, y: 10, width: 120, height: 60 }
    const reduced = reduceFor(picture, box, 20, 10)
    const grey = greyOf(cropPicture(reduced.picture, reduced.toReduced(box), 20, 10))
    expect(reduced.picture.width).toBeLessThan(100)
    grey.forEach((value, i) => {
      expect(Math.abs(value - (41 + ((i % 20) + 0.5) * 6 - 0.5))).toBeLessThanOrEqual(1)
    })
  })

  test('a picture that is not larger than the target is not halved', () => {
    const picture = ramp(100, 100)
    expect(reduceFor(picture, { x: 0, y: 0, width: 100, height: 100 }, 64, 64).picture).toBe(picture)
  })

  test('the drawn golden picture is the same to the byte everywhere', () => {
    const sum = goldenPicture().data.reduce((total, value, i) => (total * 31 + value + (i % 7)) % 1_000_000_007, 0)
    expect(sum).toBe(850_777_844)
  })
})

describe('face statistics', () => {
  test('a flat face has no sharpness, no contrast and no colour', () => {
    const flat = measureFace(makePicture(112, 112, new Uint8Array(112 * 112 * 3).fill(90)))
    expect(flat).toEqual({ sharpness: 0, brightness: 90, contrast: 0, unevenness: 0, colourfulness: 0 })
  })

  test('a face lit from one side is uneven by the difference of its halves', () => {
    const data = Uint8Array.from({ length: 112 * 112 * 3 }, (_, i) => (Math.floor(i / 3) % 112 < 56 ? 200 : 50))
    expect(measureFace(makePicture(112, 112, data)).unevenness).toBe(150)
  })

  test('blurring lowers the variance of the Laplacian', () => {
    const sharp = greyOf(goldenPicture())
    const small = resizePicture(goldenPicture(), 120, 90)
    const blurred = greyOf(resizePicture(small, 480, 360))
    expect(laplacianVariance(blurred, 480, 360)).toBeLessThan(laplacianVariance(sharp, 480, 360) / 10)
  })
})
