import { describe, expect, it } from 'vitest'
import { thinFrames } from './thin-frames.ts'

const every100 = (count: number) => Array.from({ length: count }, (_, i) => i * 100)
const thin = (times: number[], turns: number[]) => thinFrames(times, turns, 40, (at) => at)

describe('thinning the frames of a capture', () => {
  it('leaves short captures alone', () => {
    expect(thin(every100(40), [2000])).toEqual(every100(40))
  })

  it('keeps the first frames and everything around the end of a movement', () => {
    const kept = thin(every100(120), [9000])
    expect(kept).toHaveLength(40)
    expect(kept.slice(0, 3)).toEqual([0, 100, 200])
    for (let at = 7600; at <= 9200; at += 100) expect(kept).toContain(at)
  })

  it('leaves no gap in which a face would count as lost', () => {
    const kept = thin(every100(280), [9000, 18_000, 27_000])
    expect(kept.length).toBeLessThanOrEqual(40)
    const gaps = kept.slice(1).map((at, i) => at - kept[i]!)
    expect(Math.max(...gaps)).toBeLessThan(1500)
  })
})
