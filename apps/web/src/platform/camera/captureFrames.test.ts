import { expect, it } from 'vitest'
import { visiblePart } from './captureFrames.ts'

it.each([
  [640, 480, { upright: false, x: 0, y: 0, w: 640, h: 480 }],
  [1280, 720, { upright: false, x: 160, y: 0, w: 960, h: 720 }],
  [480, 640, { upright: true, x: 0, y: 0, w: 480, h: 640 }],
  [720, 1280, { upright: true, x: 0, y: 160, w: 720, h: 960 }],
  [800, 800, { upright: false, x: 0, y: 100, w: 800, h: 600 }],
])('of a %s×%s video the middle is taken, as it is shown', (width, height, part) => {
  expect(visiblePart(width, height)).toEqual(part)
})
