import { describe, expect, test } from 'vitest'
import { type Motion, motionLimits } from './motion.ts'
import { blink, drawFace, look, open, play, type Seen, shake } from './motion-head.testing.ts'
import { startMotions, stepMotion, wantsTemplate } from './motion-machine.ts'

const ask = (...motions: Motion[]) => startMotions(motions, 0)
const reasonOf = (heads: Seen[], ...motions: Motion[]) => {
  const { verdict } = play(ask(...motions), heads)
  return verdict.status === 'cheating' ? verdict.reason : verdict.status
}

describe('a movement that is performed is seen', () => {
  const performed: [Motion, Seen[]][] = [
    ['blink', blink()],
    ['gaze-left', look(0.4)],
    ['gaze-right', look(-0.4)],
    ['head-shake', shake()],
  ]
  test.each(performed)('%s [NFM-SET-004]', (motion, heads) => {
    expect(play(ask(motion), heads).verdict).toEqual({ status: 'seen' })
  })

  test('three movements in the asked order are seen one after the other', () => {
    const heads = [...blink(), ...open(3), ...look(0.4), ...open(3), ...shake()]
    expect(play(ask('blink', 'gaze-left', 'head-shake'), heads).verdict).toEqual({ status: 'seen' })
  })

  test('nothing asked is passed at once', () => {
    expect(ask().verdict).toEqual({ status: 'seen' })
  })

  test('a blink is seen where the eye model takes the open eyes for closed, when the contour closes far enough', () => {
    expect(play(ask('blink'), blink({ narrow: true })).verdict.status).toBe('seen')
  })

  test('a blink of a person who moves about is seen', () => {
    const heads = blink().map((head, i) => ({ ...head, x: 300 + 6 * i, y: 190 + 2 * i }))
    expect(play(ask('blink'), heads).verdict.status).toBe('seen')
  })

  test('a blink between two slow frames of a weak camera is seen at four frames a second', () => {
    const heads = [{ lids: 0 }, { lids: 0 }, { lids: 1 }, { lids: 0 }]
    expect(play(ask('blink'), heads, 250).verdict.status).toBe('seen')
  })

  test('a shake that begins on the other side is seen', () => {
    const heads = shake().map((head) => ({ ...head, yaw: -(head.yaw ?? 0) }))
    expect(play(ask('head-shake'), heads).verdict.status).toBe('seen')
  })

  test('a blink on the way does not spoil a gaze', () => {
    expect(play(ask('gaze-left'), [...blink(), ...look(0.4)]).verdict.status).toBe('seen')
  })

  test('an ended challenge takes no further frame', () => {
    const done = play(ask('blink'), blink())
    expect(play(done, shake())).toBe(done)
  })
})

describe('what is not the movement is not seen', () => {
  const other: [string, Motion, Seen[]][] = [
    ['open eyes are no blink', 'blink', open(12)],
    ['eyes that stay closed are no blink', 'blink', [...open(3), ...open(9, { lids: 1 })]],
    ['eyes that were never open are no blink', 'blink', [...open(4, { lids: 1 }), ...open(1, { lids: 1 })]],
    ['a wink is no blink', 'blink', blink({ wink: true })],
    ['slightly narrowed eyes are no blink', 'blink', [0, 0, 0.1, 0.15, 0.1, 0, 0].map((lids) => ({ lids }))],
    ['a small movement of the eyes is no gaze', 'gaze-left', look(0.1)],
    ['a gaze of one frame is no gaze', 'gaze-left', [0, 0, 0.4, 0, 0, 0].map((gaze) => ({ gaze }))],
    [
      'turning the head with the eyes on the camera is no gaze',
      'gaze-left',
      [0, 0, 0, 12, 20, 20, 20].map((yaw) => ({ yaw, gaze: yaw / 50 })),
    ],
    ['a turn to one side is no shake', 'head-shake', [0, 0, 0, 10, 20, 20, 10, 0, 0].map((yaw) => ({ yaw }))],
    ['a small shake is no shake', 'head-shake', [0, 0, 0, 4, 6, 3, 0, -3, -6, 0].map((yaw) => ({ yaw }))],
    [
      'a jump from side to side without a way between is no shake',
      'head-shake',
      [0, 0, 0, 20, -20, 20, -20].map((yaw) => ({ yaw })),
    ],
    [
      'other pictures of the person in turn are no shake',
      'head-shake',
      shake().map((head, i) => ({ ...head, picture: i })),
    ],
    ['a picture turned to and fro is no shake', 'head-shake', shake({ printed: true })],
  ]
  test.each(other)('%s', (_, motion, heads) => {
    expect(play(ask(motion), heads).verdict.status).toBe('not-yet')
  })

  test('a turn that takes longer than allowed from side to side is no shake', () => {
    const slow = Array.from({ length: 90 }, (_, i) => ({ yaw: i < 3 ? 0 : (i - 43) / 2 }))
    expect(play(ask('head-shake'), slow).verdict.status).toBe('not-yet')
    expect(play(ask('head-shake'), slow, 40).verdict.status).toBe('seen')
  })

  test('the movement must come after it was asked', () => {
    const state = play(ask('blink', 'head-shake'), [...blink(), ...open(4)])
    expect(state.verdict).toMatchObject({ status: 'not-yet', asked: 'head-shake', index: 1 })
    const early = play(ask('blink', 'gaze-left'), [...look(0.4), ...blink(), ...open(5)])
    expect(early.verdict.status).toBe('not-yet')
  })
})

describe('time runs out', () => {
  test('ten seconds without the movement are timed out [NFM-CLG-010]', () => {
    const before = play(ask('blink'), open(99))
    expect(before.verdict).toMatchObject({ status: 'not-yet', remainingMs: 100 })
    expect(play(before, open(1)).verdict).toEqual({ status: 'timed-out', asked: 'blink', index: 0 })
  })

  test('each movement has its own ten seconds [NFM-CLG-010]', () => {
    const late = [...open(80), ...blink(), ...open(80), ...look(0.4)]
    expect(play(ask('blink', 'gaze-left'), late).verdict.status).toBe('seen')
  })

  test('the limit of the tenant is obeyed', () => {
    const state = startMotions(['blink'], 0, { ...motionLimits, motionMs: 5000 })
    expect(play(state, open(50)).verdict.status).toBe('timed-out')
  })

  test('no face at all is timed out', () => {
    expect(play(ask('blink'), open(100, { none: true })).verdict.status).toBe('timed-out')
  })
})

describe('cheating is named', () => {
  const cheats: [string, Motion, Seen[], string][] = [
    ['identical frames', 'blink', open(4, { same: true }), 'still-picture'],
    ['a picture on a stand', 'blink', open(100, { x: 320, y: 200 }), 'still-picture'],
    [
      'a turned flat picture',
      'head-shake',
      Array.from({ length: 100 }, (_, i) => ({ yaw: 32 * Math.sin(i / 3), printed: true })),
      'flat-face',
    ],
    [
      'another face in the middle',
      'blink',
      [...open(3, { template: true }), ...open(1, { person: 1, template: true })],
      'face-changed',
    ],
    ['nobody for two seconds', 'blink', [...open(3), ...open(20, { none: true })], 'face-lost'],
    ['nobody for two seconds between two frames', 'blink', [{}, {}, { atMs: 2300 }], 'face-lost'],
    ['a second face that stays', 'blink', open(12, { faces: 2 }), 'several-faces'],
    [
      'pictures with open and closed eyes in turn',
      'blink',
      [{}, {}, { lids: 1, picture: 3 }, { lids: 1, picture: 3 }, {}, {}],
      'pictures-exchanged',
    ],
    ['looking the other way again and again', 'gaze-left', [...look(-0.4), ...open(12), ...look(-0.4)], 'wrong-motion'],
    ['shaking and looking about instead of a blink', 'blink', [...shake(), ...open(12), ...look(0.4)], 'wrong-motion'],
    ['eyes behind a print that blink', 'blink', blink({ cutEyes: 0.95 }), 'eyes-cut-out'],
    ['a picture of low liveness that blinks', 'blink', blink({ liveScore: 0.02 }), 'not-live'],
  ]
  test.each(cheats)('%s', (_, motion, heads, reason) => {
    expect(reasonOf(heads, motion)).toBe(reason)
  })

  test('a sequence that comes a second time is a replay', () => {
    const frames = [1, 2, 3, 1].map((number, sequence) => ({
      sequence,
      digest: `d${number}`,
      faces: 1,
      face: drawFace({}),
    }))
    const end = frames.reduce((state, frame, i) => stepMotion(state, frame, 100 * (i + 1)), ask('blink'))
    expect(end.verdict).toEqual({ status: 'cheating', reason: 'replayed' })
  })

  const orders: [string, { sequence: number; atMs: number }[]][] = [
    [
      'a running number that goes back',
      [
        { sequence: 5, atMs: 100 },
        { sequence: 4, atMs: 200 },
      ],
    ],
    [
      'a running number that repeats',
      [
        { sequence: 5, atMs: 100 },
        { sequence: 5, atMs: 200 },
      ],
    ],
    [
      'a time that goes back',
      [
        { sequence: 1, atMs: 200 },
        { sequence: 2, atMs: 100 },
      ],
    ],
    [
      'a time that stands still',
      [
        { sequence: 1, atMs: 200 },
        { sequence: 2, atMs: 200 },
      ],
    ],
    ['a frame from before the start', [{ sequence: 1, atMs: -5 }]],
  ]
  test.each(orders)('%s', (_, frames) => {
    const end = frames.reduce(
      (state, { sequence, atMs }) => stepMotion(state, { sequence, digest: `${sequence} ${atMs}`, faces: 0 }, atMs),
      ask('blink'),
    )
    expect(end.verdict).toEqual({ status: 'cheating', reason: 'out-of-order' })
  })
})

describe('what a person does by mistake is forgiven', () => {
  const slips: [string, Motion, Seen[]][] = [
    ['the wrong way first', 'gaze-left', [...look(-0.4), ...open(4), ...look(0.4)]],
    ['out of the picture for a second', 'blink', [...open(2), ...open(9, { none: true }), ...blink()]],
    ['somebody passing by', 'blink', [...open(5, { faces: 2 }), ...open(2), ...open(5, { faces: 2 }), ...blink()]],
    ['a frame delivered twice', 'blink', [{}, { same: true }, ...blink()]],
    [
      'one liveness score that is low',
      'blink',
      blink().map((head, i) => ({ ...head, liveScore: i === 2 ? 0.1 : 0.9 })),
    ],
  ]
  test.each(slips)('%s', (_, motion, heads) => {
    expect(reasonOf(heads, motion)).toBe('seen')
  })
})

describe('templates are asked for where they are needed', () => {
  test('at the start and until there is one', () => {
    const state = ask('blink')
    expect(wantsTemplate(state)).toBe(true)
    expect(wantsTemplate(play(state, [{}]))).toBe(true)
    expect(wantsTemplate(play(state, [{ template: true }]))).toBe(false)
  })

  test('every sixth face', () => {
    const state = play(ask('blink'), [{ template: true }])
    expect([1, 3, 5, 6].map((count) => wantsTemplate(play(state, open(count))))).toEqual([false, false, true, true])
  })

  test('after a face that does not look like the one before', () => {
    const state = play(ask('blink'), [{ template: true }, {}])
    expect(wantsTemplate(play(state, [{ picture: 3 }]))).toBe(true)
  })

  test('no longer when the challenge ended', () => {
    expect(wantsTemplate(play(ask('blink'), blink({ template: true })))).toBe(false)
  })
})
