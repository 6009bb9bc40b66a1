import { defineConfig } from 'vitest/config'
import { longestFirst } from './tools/longest-first.ts'
import { flags } from './tools/run.mjs'

// Projects do not hear of --exclude.
const left = process.env.KAOBAN_TESTS_LEFT_OUT?.split(',').filter((glob) => glob !== '') ?? []
const elsewhere = ['**/node_modules/**', '**/*.browser.test.ts', ...left]

/** For a minute of tests, to translate the embedded database a second time takes longer than it spares. */
const brief = process.env.KAOBAN_TESTS_BRIEF !== undefined

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['{packages,apps}/*/src/**/*.test.ts', 'tools/**/*.test.ts'],
          exclude: [...elsewhere, 'apps/web/**'],
          // Node runs these files as they are, as it runs the product: nothing has to be translated for it.
          experimental: { viteModuleRunner: false },
        },
      },
      // Pages are written in what only the bundler reads.
      { extends: true, test: { name: 'web', include: ['apps/web/src/**/*.test.{ts,tsx}'], exclude: elsewhere } },
    ],
    globalSetup: './tools/temporary-folder.ts',
    // One embedded database per worker process serves every test file in it.
    pool: 'forks',
    isolate: false,
    maxWorkers: 2,
    // Room for what lives shortly spares a tenth of the work: it is not looked through again and again.
    execArgv: [...flags, '--max-semi-space-size=64', ...(brief ? ['--liftoff-only'] : [])],
    sequence: { sequencer: longestFirst(['.slow.test.']) },
    tags: [{ name: 'long', description: 'A long proof, left to npm test -- --all; of the server also to PostgreSQL.' }],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    reporters: ['default'],
  },
})
