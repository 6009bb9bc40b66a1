import { defineConfig } from 'vitest/config'

/** Journeys across the whole product: few, slow, one after the other, with real peers. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
})
