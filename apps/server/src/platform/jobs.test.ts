import { describe, expect, it } from 'vitest'
import { nextRun, startJobs } from './jobs.ts'
import { TestClock } from './testing.ts'

const quiet = { info() {}, error() {} }

describe('scheduled jobs', () => {
  it('are due at their time today, or tomorrow when it has passed', () => {
    expect(nextRun([3, 10], new Date(2026, 1, 28, 3, 9))).toEqual(new Date(2026, 1, 28, 3, 10))
    expect(nextRun([3, 10], new Date(2026, 1, 28, 3, 10))).toEqual(new Date(2026, 2, 1, 3, 10))
  })

  it('are due at every full stretch of minutes, in every time zone', () => {
    expect(nextRun({ everyMinutes: 15 }, new Date('2026-06-30T23:59:00Z'))).toEqual(new Date('2026-07-01T00:00:00Z'))
    expect(nextRun({ everyMinutes: 15 }, new Date('2026-07-01T00:00:00Z'))).toEqual(new Date('2026-07-01T00:15:00Z'))
  })

  it('run soon after the start and then once a day, whatever another job does', async () => {
    const clock = new TestClock()
    clock.set(new Date(2026, 10, 22, 12))
    const runs: Date[] = []
    let asked = 0
    const counted = {
      now() {
        asked++
        return clock.now()
      },
    }
    const broken = { name: 'broken', at: [3, 0] as [number, number], run: () => Promise.reject(new Error('no')) }
    const counting = {
      name: 'counting',
      at: [3, 10] as [number, number],
      run: async () => runs.push(clock.now()),
    }
    const jobs = startJobs([broken, counting], counted, quiet, 2)
    const ticks = async () => {
      const until = asked + 12
      while (asked < until) await new Promise((resolve) => setTimeout(resolve, 2))
    }
    clock.advance(10)
    await ticks()
    expect(runs).toHaveLength(1)
    clock.set(new Date(2026, 10, 23, 3, 9))
    await ticks()
    expect(runs).toHaveLength(1)
    clock.set(new Date(2026, 10, 23, 3, 11))
    await ticks()
    expect(runs).toHaveLength(2)
    await jobs.close()
    clock.advance(48 * 3_600_000)
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect(runs).toHaveLength(2)
  })
})
