/**
 * npm run fuzz [-- RUNS [PATTERN]]: the properties of every parser of files with so many inputs each, 100,000 unless
 * said otherwise; PATTERN takes those whose title has it. A failure prints the seed that repeats it.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const [runs = '100000', pattern] = process.argv.slice(2)
if (!/^[1-9]\d*$/.test(runs)) throw new Error(`${runs} is not a number of inputs`)
const vitest = ['node_modules/vitest/vitest.mjs', 'run', 'packages/codecs', '--testTimeout', '7200000']
const { status } = spawnSync(process.execPath, pattern === undefined ? vitest : [...vitest, '-t', pattern], {
  cwd: join(import.meta.dirname, '..'),
  env: { ...process.env, KAOBAN_FUZZ_RUNS: runs },
  stdio: 'inherit',
})
process.exitCode = status ?? 1
