import { defineConfig } from 'vitest/config'

/** Journeys across the whole product: few, slow, with real peers; each file has a portal and a browser of its own. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
})
