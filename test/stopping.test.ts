import { afterAll, describe, expect, it } from 'vitest'
import { Portal } from './portal.ts'

describe.each([
  { from: 'its sources', built: false },
  { from: 'what is built of them', built: true },
])('a portal that runs from $from and is told to stop', ({ built }) => {
  const portal = new Portal({}, { built })

  afterAll(() => portal.remove())

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'by %s, by the terminal and by whoever started it, ends in order',
    async (signal) => {
      await portal.start()
      expect((await fetch(new URL('/readyz', portal.url))).status).toBe(200)
      expect(await portal.stop(signal, 3)).toBe(0)
    },
  )
})
