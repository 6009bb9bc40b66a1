import { describe, expect, it } from 'vitest'
import { importPace, promisedPace, type Work } from './transfer-pace.rules.ts'

const plan = (rows: number, pictures: number, seconds: number): Work => ({
  kind: 'import-plan',
  rows,
  pictures,
  seconds,
})
const apply = (rows: number, pictures: number, seconds: number): Work => ({
  ...{ kind: 'import-apply', rows, pictures, seconds },
})

describe('the pace of imports', () => {
  it('is what the product promises until something was applied', () => {
    expect(importPace([])).toEqual(promisedPace)
    expect(importPace([plan(1000, 0, 1)])).toEqual(promisedPace)
  })

  it('adds planning and applying of a row, over all imports', () => {
    const works = [plan(1000, 0, 2), plan(3000, 0, 10), apply(1000, 0, 20), apply(1000, 0, 40)]
    expect(importPace(works)).toEqual({ perRow: 0.033, perPicture: promisedPace.perPicture, measured: true })
  })

  it('is for a picture what plans with pictures took beyond their rows', () => {
    const works = [plan(1000, 0, 10), plan(100, 50, 6), apply(100, 50, 2)]
    const { perRow, perPicture } = importPace(works)
    expect(perRow).toBeCloseTo(0.03)
    expect(perPicture).toBeCloseTo(0.1)
    expect(importPace([plan(1000, 0, 1000), plan(100, 50, 6), apply(100, 50, 2)]).perPicture).toBe(0)
  })
})
