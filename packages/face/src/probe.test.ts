import { describe, expect, test } from 'vitest'
import { makePicture, type Picture } from './picture.ts'
import { probeFeatures, probeLength, probeScore, seeOcclusion } from './probe.ts'

function picture(paint: (x: number, y: number) => readonly [number, number, number]): Picture {
  const data = new Uint8Array(112 * 112 * 3)
  for (let y = 0; y < 112; y++) for (let x = 0; x < 112; x++) data.set(paint(x, y), (y * 112 + x) * 3)
  return makePicture(112, 112, data)
}

const gradient = (gain: number, offset: number) =>
  picture((x, y) => [20 + gain * x + offset, 20 + gain * y + offset, 60])

describe('the features of the probes', () => {
  test('there are four for every cell of 8 pixels', () => {
    expect(probeFeatures(gradient(1, 0))).toHaveLength(probeLength)
    expect(probeLength).toBe(784)
  })

  test('more exposure changes the light features little', () => {
    const plain = probeFeatures(picture((x, y) => [40 + x, 40 + x, 40 + y * 0.5]))
    const brighter = probeFeatures(picture((x, y) => [60 + x, 60 + x, 60 + y * 0.5]))
    for (let i = 0; i < 196; i++) expect(Math.abs(plain[i]! - brighter[i]!)).toBeLessThan(0.02)
  })

  test('a picture of one colour has no features', () => {
    expect(probeFeatures(picture(() => [120, 120, 120])).every((value) => Math.abs(value) < 1e-4)).toBe(true)
  })

  test('another size than 112x112 is refused', () => {
    expect(() => probeFeatures(makePicture(2, 2, new Uint8Array(12)))).toThrow(RangeError)
  })

  test('weights of another length are refused', () => {
    expect(() => probeScore(new Float32Array(3), new Float32Array(3))).toThrow(RangeError)
  })

  test('scores are probabilities', () => {
    const { mask, sunglasses } = seeOcclusion(gradient(1, 0))
    for (const score of [mask, sunglasses]) {
      expect(score).toBeGreaterThanOrEqual(0)
      expect(score).toBeLessThanOrEqual(1)
    }
  })
})
