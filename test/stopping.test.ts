import { afterAll, describe, expect, it } from 'vitest'
import { Portal } from './portal.ts'

const portal = new Portal()

afterAll(() => portal.remove())

describe('a portal that is told to stop', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'by %s, by the terminal and by whoever started it, ends in order',
    async (signal) => {
      await portal.start()
      expect(await portal.stop(signal, 3)).toBe(0)
    },
  )
})
