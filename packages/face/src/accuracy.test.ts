import { describe, expect, test } from 'vitest'
import { balancedAccuracy, equalErrorRate, foldAccuracy, rateBounds, tarAtFar } from './accuracy.ts'

const scores = (genuine: number[], impostor: number[]) => ({
  genuine: Float64Array.from(genuine),
  impostor: Float64Array.from(impostor),
})

describe('rates', () => {
  test('at a false-accept rate of 1 % one of a hundred impostors may pass', () => {
    const impostor = Array.from({ length: 100 }, (_, i) => i / 200)
    const rate = tarAtFar(scores([0.9, 0.493, 0.48, 0.1], impostor), 0.01)
    expect(rate.impostorsAccepted).toBe(1)
    expect(rate.threshold).toBeCloseTo(0.49)
    expect(rate.tar).toBe(0.5)
  })

  test('a rate finer than the count of impostors lets none pass', () => {
    const rate = tarAtFar(scores([0.9, 0.2], [0.1, 0.3]), 1e-4)
    expect(rate).toMatchObject({ impostorsAccepted: 0, tar: 0.5 })
  })

  test('equal scores are never split between accepted and refused', () => {
    expect(tarAtFar(scores([0.5], [0.5, 0.5, 0.5, 0.1]), 0.25)).toMatchObject({ impostorsAccepted: 0, tar: 0 })
  })

  test('the equal error rate lies where both errors meet', () => {
    expect(equalErrorRate(scores([0.6, 0.7, 0.8, 0.2], [0.1, 0.15, 0.3, 0.05])).rate).toBeCloseTo(0.25)
    expect(equalErrorRate(scores([0.6, 0.7], [0.1, 0.2])).rate).toBe(0)
  })

  test('accuracy weighs both sides the same, however many impostors there are', () => {
    const many = scores(
      [0.9, 0.1],
      Array.from({ length: 1000 }, () => 0.2),
    )
    expect(balancedAccuracy(many, 0.5)).toBe(0.75)
    expect(foldAccuracy(scores([0.9, 0.8, 0.95, 0.85], [0.1, 0.2, 0.15, 0.05]), 2).mean).toBe(1)
  })

  test.each([
    [0, 100, 0, 0.0362],
    [5, 100, 0.0164, 0.1128],
    [100, 100, 0.9638, 1],
    [3, 44850, 1.379e-5, 1.955e-4],
  ])('the bounds of %i in %i are those of Clopper and Pearson', (hits, trials, lower, upper) => {
    const bounds = rateBounds(hits, trials)
    expect(bounds.lower / (lower || 1)).toBeCloseTo(lower ? 1 : 0, 2)
    expect(bounds.upper / upper).toBeCloseTo(1, 2)
  })
})
