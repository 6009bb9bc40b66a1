import type { FaceTemplate, MotionVerdict } from '@kaoban/face'
import {
  checkMotion,
  detectLiveness,
  encodeJpeg,
  type JudgedPicture,
  locateFace,
  type Reading,
} from '@kaoban/face-node'
import { beforeAll, describe, expect, it } from 'vitest'
import { faultOfFrames } from './sequences.rules.ts'

let frames: Uint8Array[]
const times = (count: number, step = 100) => Array.from({ length: count }, (_, i) => i * step)

/** A tiny picture file of another kind or size. */
async function plain(width: number, height: number, grey: number): Promise<Uint8Array> {
  return encodeJpeg({ width, height, data: new Uint8Array(width * height * 3).fill(grey) })
}

beforeAll(async () => {
  frames = await Promise.all(Array.from({ length: 8 }, (_, i) => plain(320, 240, i * 10)))
})

describe('frames are refused before anybody looks at them', () => {
  it('unless they are JPEGs of one camera at the pace of a camera', () => {
    expect(faultOfFrames(frames, times(8), 5000)).toBeUndefined()
  })

  it('when there are too few, too many, or not as many as times', async () => {
    expect(faultOfFrames(frames.slice(0, 5), times(5), 5000)).toBe('count')
    expect(faultOfFrames(Array(41).fill(frames[0]), times(41), 9000)).toBe('count')
    expect(faultOfFrames(frames, times(7), 5000)).toBe('count')
    expect(faultOfFrames([], [], 5000)).toBe('count')
  })

  it('when times stand still or go backwards', () => {
    expect(faultOfFrames(frames, [0, 100, 200, 200, 300, 400, 500, 600], 5000)).toBe('order')
    expect(faultOfFrames(frames, [0, 100, 300, 200, 400, 500, 600, 700], 5000)).toBe('order')
  })

  it('when they come faster than a camera, have a gap, or took longer than the challenge is old', () => {
    expect(faultOfFrames(frames, times(8, 5), 5000)).toBe('duration')
    expect(faultOfFrames(frames, [0, 100, 200, 300, 400, 500, 600, 4000], 9000)).toBe('duration')
    expect(faultOfFrames(frames, times(8, 1500), 5000)).toBe('duration')
    expect(faultOfFrames(frames, times(8, 1500), 8000)).toBeUndefined()
  })

  it('when one comes twice', () => {
    expect(faultOfFrames([...frames.slice(0, 7), frames[0]!], times(8), 5000)).toBe('duplicate')
  })

  it('when one is of another size, too small or too large', { tags: ['long'] }, async () => {
    expect(faultOfFrames([...frames.slice(0, 7), await plain(640, 480, 9)], times(8), 5000)).toBe('size')
    const small = await Promise.all(frames.map((_, i) => plain(160, 120, i)))
    expect(faultOfFrames(small, times(8), 5000)).toBe('size')
    const huge = await Promise.all(frames.map((_, i) => plain(2400, 1800, i)))
    expect(faultOfFrames(huge, times(8), 5000)).toBe('size')
  })

  it('when one is not a JPEG: a PNG that claims 60,000 pixels a side, a text, a cut file', () => {
    const bomb = Buffer.from('89504e470d0a1a0a0000000d494844520000ea600000ea600802000000', 'hex')
    for (const bad of [bomb, Buffer.from('GIF89a'), Buffer.from('{}'), frames[0]!.subarray(0, 400)])
      expect(faultOfFrames([...frames.slice(0, 7), bad], times(8), 5000)).toBe('format')
  })
})

const template = (...values: number[]): FaceTemplate => ({
  model: 'drawn',
  version: 1,
  vector: Float32Array.from(values, (value) => value / Math.hypot(...values)),
})

function judged(face: FaceTemplate | undefined, liveScore?: number): JudgedPicture {
  const box = { x: 0, y: 0, width: 1, height: 1 }
  return {
    ...{ ok: true, width: 4, height: 3 },
    verdict: { ok: face !== undefined, reasons: face ? [] : ['no-face'] },
    ...(face
      ? {
          face: {
            box,
            template: face,
            portrait: new Uint8Array(),
            ...(liveScore === undefined ? {} : { liveScore }),
          },
        }
      : {}),
  }
}

function reading(motion: MotionVerdict, more: Partial<Reading> = {}): Reading {
  return { motion, liveScores: [], judged: [], motionsAsked: true, ...more }
}

describe('what a sequence shows', () => {
  const limits = { sameFace: 0.5 }

  it('is no face where no frame has one', () => {
    expect(locateFace(reading({ status: 'seen' }, { judged: [judged(undefined)] }))).toEqual([])
  })

  it('is a done movement only when the machine saw all of it', () => {
    expect(checkMotion(reading({ status: 'seen' }), limits)).toBe('done')
    expect(checkMotion(reading({ status: 'not-yet', asked: 'blink', index: 0, remainingMs: 5 }), limits)).toBe(
      'not-done',
    )
    expect(checkMotion(reading({ status: 'timed-out', asked: 'blink', index: 0 }), limits)).toBe('not-done')
    expect(checkMotion(reading({ status: 'cheating', reason: 'replayed' }), limits)).toBe('cheating')
  })

  it('is cheating when a later frame shows somebody other than whoever moved', () => {
    const frames = [judged(template(1, 0)), judged(template(0, 1))]
    expect(checkMotion(reading({ status: 'seen' }, { reference: template(1, 0), judged: frames }), limits)).toBe(
      'cheating',
    )
  })

  it('is live or not by the median, and unsure where nothing could be judged', () => {
    const seen = { status: 'seen' } as const
    expect(detectLiveness(reading(seen, { liveScores: [0.9, 0.2, 0.8] }), 0.5)).toBe('live')
    expect(detectLiveness(reading(seen, { liveScores: [0.1], judged: [judged(template(1), 0.2)] }), 0.5)).toBe(
      'not-live',
    )
    expect(detectLiveness(reading(seen), 0.5)).toBe('unsure')
  })
})
