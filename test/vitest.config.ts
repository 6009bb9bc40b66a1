import { defineConfig } from 'vitest/config'
import { longestFirst } from '../tools/longest-first.ts'
import { flags } from '../tools/run.mjs'

/** Journeys across the whole product: few, slow, with real peers; each file has a portal and a browser of its own. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    pool: 'forks',
    execArgv: flags,
    maxWorkers: 2,
    globalSetup: ['../tools/temporary-folder.ts', './journeys-setup.ts'],
    sequence: { sequencer: longestFirst(['/people.', '/pages.', 'list-import', 'group-import']) },
    tags: [{ name: 'long', description: 'A long proof, left to npm test -- --all.' }],
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
})
