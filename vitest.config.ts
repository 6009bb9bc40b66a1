import { defineConfig } from 'vitest/config'
import { longestFirst } from './tools/longest-first.ts'

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.{ts,tsx}', 'tools/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/*.browser.test.ts'],
    // One embedded database per worker process serves every test file in it.
    pool: 'forks',
    isolate: false,
    maxWorkers: 2,
    // Room for what lives shortly spares a tenth of the work: it is not looked through again and again.
    execArgv: ['--max-semi-space-size=64'],
    sequence: { sequencer: longestFirst(['.slow.test.']) },
    tags: [{ name: 'long', description: 'A long proof, left to npm test.' }],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    reporters: ['default'],
  },
})
