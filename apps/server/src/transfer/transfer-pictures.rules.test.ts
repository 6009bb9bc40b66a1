import type { QualityReason } from '@kaoban/face'
import type { JudgedPhoto } from '@kaoban/face-node'
import { describe, expect, it } from 'vitest'
import { type Finding, findingOf, pictureVerdict } from './transfer-pictures.rules.ts'

const good: Finding = { unreadable: false, reasons: [], small: false }
const seen = (finding: Partial<Finding>, kept = true) => ({ name: 'a.jpg', finding: { ...good, ...finding }, kept })

function judged(side: number, face: number, reasons: QualityReason[] = []): JudgedPhoto {
  return {
    ...{ ok: true, width: side, height: side },
    verdict: { ok: reasons.length === 0, reasons },
    face: {
      box: { x: 0, y: 0, width: face, height: face },
      template: { model: 'drawn', version: 1, vector: Float32Array.of(1) },
      portrait: new Uint8Array(),
    },
  }
}

describe('what is wrong with a face', () => {
  it.each<[QualityReason, string]>([
    ['no-face', 'FACE_NONE'],
    ['several-faces', 'FACE_MULTIPLE'],
    ['too-small', 'FACE_SMALL'],
    ['mask', 'FACE_MASK'],
    ['blurred', 'FACE_BLUR'],
    ['eyes-closed', 'FACE_EYES'],
    ['sunglasses', 'FACE_EYES'],
    ['pose', 'FACE_POSE'],
    ['too-dark', 'FACE_LOWQUALITY'],
    ['too-bright', 'FACE_LOWQUALITY'],
    ['backlight', 'FACE_LOWQUALITY'],
    ['uneven-light', 'FACE_LOWQUALITY'],
    ['greyscale', 'FACE_LOWQUALITY'],
    ['screen', 'FACE_LOWQUALITY'],
    ['near-border', 'FACE_LOWQUALITY'],
    ['too-large', 'FACE_LOWQUALITY'],
  ])('is named: %s is %s, and the row goes on without it [MFA-FACE-011]', (reason, code) => {
    for (const layout of ['users', 'mfa'] as const) {
      const { usable, faults } = pictureVerdict(seen({ reasons: [reason] }, false), layout, 7)
      expect(usable).toBe(false)
      expect(faults).toMatchObject([{ level: 'warning', code, line: 7 }])
    }
  })

  it('is said in the words of either product, every reason of it', () => {
    const picture = seen({ reasons: ['mask', 'blurred'] }, false)
    expect(pictureVerdict(picture, 'users', 2).faults).toMatchObject([
      { message: 'MSG-IMP-028', remedy: 'imports.face.mask', column: '表示画像' },
      { code: 'FACE_BLUR', message: 'imports.face.blurred' },
    ])
    expect(pictureVerdict(picture, 'mfa', 2).faults).toMatchObject([
      { message: 'transfer.MFA-W-FACE', labels: { reason: 'imports.face.mask' }, column: 'template55' },
      { code: 'FACE_BLUR', message: 'imports.face.blurred' },
    ])
  })
})

describe('a file that is no picture', () => {
  it('fails the row of one product and costs the row of the other its face only', () => {
    const broken = seen({ unreadable: true }, false)
    expect(pictureVerdict(broken, 'mfa', 2).faults).toMatchObject([{ level: 'row', code: 'MFA-E-IMG-FORMAT' }])
    expect(pictureVerdict(broken, 'users', 2).faults).toMatchObject([{ level: 'warning', message: 'MSG-IMP-028' }])
  })
})

describe('a good picture', () => {
  it('is usable as long as its face is kept', () => {
    expect(pictureVerdict(seen({}), 'users', 2)).toEqual({ usable: true, faults: [] })
    expect(pictureVerdict(seen({}, false), 'users', 2)).toMatchObject({
      usable: false,
      faults: [{ code: 'FACE_EXPIRED', remedy: 'imports.face.expired' }],
    })
  })

  it('says nothing before anybody has looked at it', () => {
    expect(pictureVerdict({ name: 'a.jpg', finding: undefined, kept: false }, 'users', 2)).toEqual({
      usable: false,
      faults: [],
    })
  })
})

describe('sizes', () => {
  it('of faces are 200 pixels for the multi-factor product, and what the engine needs for the portal [MFA-FACE-003]', () => {
    expect(findingOf(judged(400, 199), 'mfa').reasons).toEqual(['too-small'])
    expect(findingOf(judged(400, 200), 'mfa').reasons).toEqual([])
    expect(findingOf(judged(400, 100), 'users').reasons).toEqual([])
  })

  it('of pictures are advice: about 400 pixels with the face half as large, warned of below 300 [MFA-FACE-002] [MFA-FACE-004] [MFA-FACE-005]', () => {
    expect(findingOf(judged(400, 200), 'mfa')).toEqual(good)
    expect(findingOf(judged(299, 210), 'mfa')).toEqual({ ...good, small: true })
    expect(findingOf(judged(300, 210), 'mfa').small).toBe(false)
    expect(pictureVerdict(seen({ small: true }), 'mfa', 2)).toMatchObject({
      usable: true,
      faults: [{ level: 'warning', code: 'FACE_PICTURE_SMALL' }],
    })
  })
})
