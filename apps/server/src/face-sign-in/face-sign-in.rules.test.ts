import { decideByFace, type FaceDoor, type FaceFindings } from '@kaoban/contract'
import { type FaceTemplate, findOwn } from '@kaoban/face'
import { describe, expect, it } from 'vitest'
import { findPerson } from './face-sign-in.rules.ts'
import { delayMs } from './throttle.rules.ts'

function template(...values: number[]): FaceTemplate {
  const length = Math.hypot(...values)
  return { model: 'drawn', version: 1, vector: Float32Array.from(values, (value) => value / length) }
}

const yes: FaceFindings = { face: 'usable', movement: 'done', match: 'same' }
const at = (door: FaceDoor, found: Partial<FaceFindings>) => decideByFace({ ...yes, ...found }, door)

describe('the decision about a face', () => {
  it('lets in only whoever is seen, moves as asked and matches', () => {
    for (const door of ['logon', 'unlock', 'continuous'] as const) expect(at(door, {})).toBeUndefined()
  })

  it('says 83 at logon and A3 at unlock when the movement was not done [NFM-ERR-006]', () => {
    expect(at('logon', { movement: 'not-done' })).toBe('83')
    expect(at('unlock', { movement: 'not-done' })).toBe('A3')
  })

  it('says 8B, 8F or D8 when the face is not that of the person [NFM-ERR-007] [NFM-CER-005]', () => {
    expect((['logon', 'unlock', 'continuous'] as const).map((door) => at(door, { match: 'different' }))).toEqual([
      '8B',
      '8F',
      'D8',
    ])
  })

  it('says 93 or 9F when neither the movement nor the face is right [NFM-ERR-008] [NFM-CER-006]', () => {
    const both = { movement: 'not-done', match: 'different' } as const
    expect(at('logon', both)).toBe('93')
    expect(at('unlock', both)).toBe('9F')
  })

  it('says 97, 9B or A7 when there is no usable face, whatever else is claimed [NFM-ERR-009] [NFM-CER-007]', () => {
    expect((['logon', 'unlock', 'continuous'] as const).map((door) => at(door, { face: 'none' }))).toEqual([
      '97',
      '9B',
      'A7',
    ])
    expect(at('logon', { face: 'none', movement: 'not-done', match: 'different' })).toBe('97')
  })
})

describe('comparing one to one', () => {
  const probe = template(1, 0, 0)

  it('matches when any of the own templates reaches the threshold', () => {
    const own = [
      { userId: 'a', template: template(0, 1, 0) },
      { userId: 'a', template: template(1, 0.5, 0) },
    ]
    expect(findOwn(probe, own, 0.8)).toMatchObject({ userId: 'a' })
    expect(findOwn(probe, own, 0.95)).toBeUndefined()
  })

  it('does not match somebody without a face or with a template of another model', () => {
    expect(findOwn(probe, [], 0)).toBeUndefined()
    const foreign = { ...template(1, 0, 0), version: 2 }
    expect(findOwn(probe, [{ userId: 'a', template: foreign }], 0)).toBeUndefined()
  })
})

describe('searching among everybody', () => {
  const limits = { identification: 0.8, identificationMargin: 0.1 }
  const probe = template(1, 0, 0)

  it('finds the person who is like enough and clearly ahead of the second', () => {
    const everybody = [
      { userId: 'a', template: template(0, 1, 0) },
      { userId: 'b', template: template(1, 0.1, 0) },
      { userId: 'b', template: template(1, 0.12, 0) },
    ]
    expect(findPerson(probe, everybody, limits)).toEqual({ userId: 'b' })
  })

  it('names nobody when two people are almost equally alike', () => {
    const everybody = [
      { userId: 'a', template: template(1, 0.1, 0) },
      { userId: 'b', template: template(1, 0, 0.15) },
    ]
    expect(findPerson(probe, everybody, limits)).toBeUndefined()
  })

  it('names nobody when the best is not like enough, or when there is nobody', () => {
    expect(findPerson(probe, [{ userId: 'a', template: template(1, 1, 0) }], limits)).toBeUndefined()
    expect(findPerson(probe, [], limits)).toBeUndefined()
  })
})

describe('the wait after failures', () => {
  it('begins at thirty seconds with the fifth failure, grows, and never passes five minutes', () => {
    expect(delayMs(9)).toBe(0)
    expect(delayMs(10)).toBe(30_000)
    expect(delayMs(14)).toBe(60_000)
    expect(delayMs(18)).toBe(120_000)
    expect(delayMs(1000)).toBe(300_000)
  })
})
