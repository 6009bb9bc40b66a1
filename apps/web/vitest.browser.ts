import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { longestFirst } from '../../tools/longest-first.ts'

/** The components in a real Chromium: `npm run vitest -- run --config apps/web/vitest.browser.ts`. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['apps/web/src/gallery/*.browser.test.ts'],
    testTimeout: 400_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 15_000 } },
    globalSetup: 'apps/web/src/gallery/gallery-setup.testing.ts',
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: longestFirst(['looks', 'gallery.browser', 'people']) },
  },
})
