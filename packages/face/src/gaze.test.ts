import { describe, expect, test } from 'vitest'
import { compareEyes, eyeColumns, eyeRows, straightenEyes, trackGaze } from './gaze.ts'
import { drawFace } from './motion-head.testing.ts'
import { makePicture } from './picture.ts'

const eyes = (gaze: number, lids = 0) => drawFace({ gaze, lids }).eyeStrips

describe('the way the irises went', () => {
  test.each([-0.45, -0.3, -0.2, 0.2, 0.3, 0.45])('a shift of %d half eye widths is measured to a tenth', (gaze) => {
    const { shift, likeness } = trackGaze(eyes(0), eyes(gaze))
    expect(Math.abs(shift - gaze)).toBeLessThan(0.1)
    expect(likeness).toBeGreaterThan(0.6)
  })

  test('eyes that stay have not moved', () => {
    expect(trackGaze(eyes(0), eyes(0))).toEqual({ shift: 0, likeness: expect.closeTo(1) })
  })

  test('a darker picture does not move the irises', () => {
    const dark = eyes(0.3).map((value) => value * 0.5 + 10)
    expect(trackGaze(eyes(0), dark).shift).toBeCloseTo(trackGaze(eyes(0), eyes(0.3)).shift)
  })

  test('closed eyes are not the open ones', () => {
    expect(compareEyes(eyes(0), eyes(0))).toBeCloseTo(1)
    expect(compareEyes(eyes(0), eyes(0, 1))).toBeLessThan(0.88)
  })
})

describe('straightening the eyes', () => {
  test('a tilted eye lies level with its corners at the ends of the middle row', () => {
    const data = new Uint8Array(200 * 200 * 3)
    // White on the line of the corners, which falls to the right by 45 degrees; black elsewhere.
    for (let y = 0; y < 200; y++) {
      for (let x = 0; x < 200; x++) if (Math.abs(y - x) < 3) data.fill(255, (y * 200 + x) * 3, (y * 200 + x) * 3 + 3)
    }
    const landmarks = new Float32Array(136)
    for (const first of [36, 42]) landmarks.set([60, 60, 0, 0, 0, 0, 120, 120], first * 2)
    const strips = straightenEyes(makePicture(200, 200, data), landmarks)
    expect(strips).toHaveLength(2 * eyeColumns * eyeRows)
    const rowMean = (row: number) =>
      strips.subarray(row * eyeColumns, (row + 1) * eyeColumns).reduce((a, b) => a + b) / eyeColumns
    expect(rowMean(eyeRows / 2)).toBeGreaterThan(200)
    expect(rowMean(2)).toBe(0)
  })
})
