import { describe, expect, test } from 'vitest'
import type { FaceObservation, PictureObservation } from './observation.ts'
import { makePicture, type Picture } from './picture.ts'
import {
  judgeQuality,
  photoLimits,
  type QualityLimits,
  type QualityReason,
  type QualityVerdict,
  qualityLimits,
} from './quality.ts'
import { coach, type Hint } from './quality-coach.ts'

/** A face of skin colour with two dark eyes and a dark mouth on 112×112. */
function drawAligned(paint: (x: number, y: number) => readonly [number, number, number] = skin): Picture {
  const data = new Uint8Array(112 * 112 * 3)
  for (let y = 0; y < 112; y++) for (let x = 0; x < 112; x++) data.set(paint(x, y), (y * 112 + x) * 3)
  return makePicture(112, 112, data)
}

function skin(x: number, y: number): readonly [number, number, number] {
  const eye = Math.min(Math.hypot((x - 38) / 8, (y - 52) / 4), Math.hypot((x - 74) / 8, (y - 52) / 4))
  const mouth = Math.hypot((x - 56) / 15, (y - 92) / 4)
  if (eye < 1 || mouth < 1) return [90, 50, 45]
  return [190, 150, 130]
}

function landmarksWithRoll(degrees: number): Float32Array {
  const landmarks = new Float32Array(136)
  const angle = (degrees * Math.PI) / 180
  landmarks.set([320 - 50 * Math.cos(angle), 200 - 50 * Math.sin(angle)], 72)
  landmarks.set([320 + 50 * Math.cos(angle), 200 + 50 * Math.sin(angle)], 90)
  return landmarks
}

const good: FaceObservation = {
  box: { x: 240, y: 130, width: 160, height: 210 },
  score: 0.99,
  landmarks: landmarksWithRoll(2),
  eyeDistance: 70,
  pose: { yaw: 3, pitch: -8, roll: 2 },
  eyes: { leftClosed: 0.02, rightClosed: 0.01, leftRatio: 0.31, rightRatio: 0.3 },
  liveScore: 0.97,
  liveScoreReliable: true,
  aligned112: drawAligned(),
  templateFace: drawAligned(),
  statistics: { sharpness: 150, brightness: 140, contrast: 45, unevenness: 8, colourfulness: 20 },
}

function see(face: FaceObservation, others: number[] = []): PictureObservation {
  const beside = others.map((width) => ({ box: { x: 10, y: 50, width, height: width }, score: 0.9 }))
  return { width: 640, height: 480, found: [{ box: face.box, score: face.score }, ...beside], faces: [face] }
}

const judge = (face: Partial<FaceObservation>, limits: QualityLimits = qualityLimits.enrolment) =>
  judgeQuality(see({ ...good, ...face }), limits)
const statistics = (change: Partial<FaceObservation['statistics']>) => ({
  statistics: { ...good.statistics, ...change },
})

describe('the quality gate', () => {
  test('a good face passes under both profiles', () => {
    expect(judge({})).toMatchObject({ ok: true, reasons: [] })
    expect(judge({}, qualityLimits.verification)).toMatchObject({ ok: true, reasons: [] })
  })

  const wrong: [QualityReason, string, Partial<FaceObservation>][] = [
    ['too-small', 'a face far away', { eyeDistance: 20 }],
    ['too-large', 'a face that fills the frame', { box: { x: 150, y: 40, width: 320, height: 420 } }],
    ['near-border', 'a face half outside', { box: { x: -80, y: 130, width: 160, height: 210 } }],
    ['pose', 'a head turned aside', { pose: { yaw: 50, pitch: 0, roll: 0 } }],
    ['pose', 'a lowered head', { pose: { yaw: 0, pitch: -45, roll: 0 } }],
    ['pose', 'a face upside down', { landmarks: landmarksWithRoll(180) }],
    ['too-dark', 'a dark face', statistics({ brightness: 22 })],
    ['too-bright', 'a burnt-out face', { aligned112: drawAligned(() => [255, 255, 255]) }],
    [
      'uneven-light',
      'a face lit from one side',
      {
        aligned112: drawAligned(
          (x, y) => skin(x, y).map((v) => v * (x < 56 ? 0.2 : 1)) as unknown as [number, number, number],
        ),
      },
    ],
    ['blurred', 'a blurred face', statistics({ sharpness: 8 })],
    ['blurred', 'a face without contrast', statistics({ contrast: 6 })],
    ['eyes-closed', 'closed eyes', { eyes: { leftClosed: 1, rightClosed: 0.99, leftRatio: 0.12, rightRatio: 0.13 } }],
    ['greyscale', 'a grey picture', statistics({ colourfulness: 0.5 })],
    ['screen', 'a face on a screen', { liveScore: 0.01 }],
  ]
  test.each(wrong)('%s: %s [NFM-FAC-013]', (reason, _, face) => {
    for (const profile of ['enrolment', 'verification'] as const) {
      expect(judge(face, qualityLimits[profile]).reasons).toContain(reason)
    }
  })

  test('no face is the only reason when there is none [NFM-FAC-015]', () => {
    const seen = { width: 640, height: 480, found: [], faces: [] }
    expect(judgeQuality(seen, qualityLimits.verification)).toEqual({ ok: false, reasons: ['no-face'] })
  })

  test('a second face counts by its size, and enrolment is stricter about it', () => {
    const reasons = (width: number, limits: QualityLimits) => judgeQuality(see(good, [width]), limits).reasons
    expect(reasons(140, qualityLimits.verification)).toEqual(['several-faces'])
    expect(reasons(80, qualityLimits.verification)).toEqual([])
    expect(reasons(80, qualityLimits.enrolment)).toEqual(['several-faces'])
    expect(reasons(30, qualityLimits.enrolment)).toEqual([])
  })

  test('eyes that the model calls closed but whose contour is open pass', () => {
    expect(judge({ eyes: { leftClosed: 1, rightClosed: 1, leftRatio: 0.38, rightRatio: 0.38 } }).ok).toBe(true)
  })

  test('one closed eye is no reason', () => {
    expect(judge({ eyes: { leftClosed: 1, rightClosed: 0.1, leftRatio: 0.15, rightRatio: 0.3 } }).ok).toBe(true)
  })

  test('liveness is not judged where its surroundings are cut off', () => {
    const near = { box: { x: 190, y: 100, width: 220, height: 290 }, liveScore: undefined }
    expect(judge(near).reasons).toEqual(['too-large'])
  })

  test('a photograph may be filled by the face, but not left by it', () => {
    const filledBy = (height: number) =>
      judge({ box: { x: 190, y: 20, width: 220, height }, liveScore: undefined }, photoLimits).reasons
    expect(filledBy(480 * 0.79)).toEqual([])
    expect(filledBy(480 * 0.81)).toEqual(['too-large'])
  })

  test('light behind the person is judged when the picture is at hand [NFM-FAC-013]', () => {
    const picture = makePicture(640, 480, new Uint8Array(640 * 480 * 3).fill(250))
    const dim = { ...good, ...statistics({ brightness: 70 }) }
    expect(judgeQuality(see(dim), qualityLimits.enrolment, picture).reasons).toEqual(['backlight'])
    expect(judgeQuality(see(dim), qualityLimits.enrolment).reasons).toEqual([])
  })

  test('every limit of verification is as loose as that of enrolment or looser', () => {
    const { enrolment, verification } = qualityLimits
    for (const key of Object.keys(enrolment) as (keyof QualityLimits)[]) {
      const smallerIsLooser = key.startsWith('min')
      if (smallerIsLooser) expect(verification[key]).toBeLessThanOrEqual(enrolment[key])
      else expect(verification[key]).toBeGreaterThanOrEqual(enrolment[key])
    }
  })
})

describe('coaching gives one hint at a time', () => {
  test('a good face is told to hold still', () => {
    expect(coach(judge({}))).toBe('hold-still')
  })

  const hints: [Hint, QualityVerdict][] = [
    ['show-face', { ok: false, reasons: ['no-face'] }],
    ['come-closer', judge({ eyeDistance: 20, ...statistics({ brightness: 20, sharpness: 2 }) })],
    ['more-light', judge(statistics({ brightness: 20, sharpness: 2 }))],
    ['move-back', judge({ box: { x: 150, y: 40, width: 320, height: 420 } })],
    ['move-to-middle', judge({ box: { x: -80, y: 130, width: 160, height: 210 } })],
    ['look-straight', judge({ pose: { yaw: -50, pitch: 5, roll: 0 } })],
    ['raise-chin', judge({ pose: { yaw: 5, pitch: -50, roll: 0 } })],
    ['lower-chin', judge({ pose: { yaw: 5, pitch: 50, roll: 0 } })],
    ['hold-head-upright', judge({ landmarks: landmarksWithRoll(60) })],
    ['open-eyes', judge({ eyes: { leftClosed: 1, rightClosed: 1, leftRatio: 0.1, rightRatio: 0.1 } })],
    ['no-picture-of-a-face', judge({ liveScore: 0.01 })],
  ]
  test.each(hints)('%s', (hint, verdict) => {
    expect(coach(verdict)).toBe(hint)
  })
})
