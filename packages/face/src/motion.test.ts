import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drawMotions, type Motion, type MotionChoice } from './motion.ts'

const table: [MotionChoice, Motion[], number][] = [
  ['NONE', [], 0],
  ['BLINK1', ['blink'], 1],
  ['BLINK_GAZE_SHAKE1', ['blink', 'gaze-right', 'gaze-left', 'head-shake'], 1],
  ['BLINK_GAZE2', ['blink', 'gaze-right', 'gaze-left'], 2],
  ['BLINK_GAZE_SHAKE3', ['blink', 'gaze-right', 'gaze-left', 'head-shake'], 3],
]

describe('drawing the movements of a challenge', () => {
  test.each(table)('%s draws from its set, as many as it counts [NFM-SET-004]', (choice, set, count) => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })), (numbers) => {
        const drawn = drawMotions(choice, () => numbers.next().value)
        expect(drawn).toHaveLength(count)
        for (const motion of drawn) expect(set).toContain(motion)
      }),
    )
  })

  test.each(table)('%s never asks the same movement twice in a row [NFM-SET-004]', (choice) => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })), (numbers) => {
        const drawn = drawMotions(choice, () => numbers.next().value)
        for (let i = 1; i < drawn.length; i++) expect(drawn[i]).not.toBe(drawn[i - 1])
      }),
    )
  })

  test('every movement of a set is drawn about equally often at every place', () => {
    let state = 1
    const random = () => {
      state = (state * 48271) % 2147483647
      return state / 2147483647
    }
    const counts = [new Map<Motion, number>(), new Map<Motion, number>(), new Map<Motion, number>()]
    for (let i = 0; i < 4000; i++) {
      for (const [place, motion] of drawMotions('BLINK_GAZE_SHAKE3', random).entries()) {
        counts[place]!.set(motion, (counts[place]!.get(motion) ?? 0) + 1)
      }
    }
    for (const places of counts) {
      expect(places.size).toBe(4)
      for (const count of places.values()) expect(Math.abs(count - 1000)).toBeLessThan(120)
    }
  })

  test('a random source that answers 1 by rounding still draws a movement', () => {
    expect(drawMotions('BLINK_GAZE2', () => 1)).toHaveLength(2)
  })
})
