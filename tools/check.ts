/**
 * npm run check [-- --quick|--all]: the one gate, the same everywhere. --quick leaves the tests out; --all adds the long
 * proofs, *.slow.test.ts and what is tagged `long`, which are otherwise left to npm test.
 */
import { spawn } from 'node:child_process'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

interface Step {
  name: string
  /** Arguments of the project's own Node. */
  args: string[]
  env?: Record<string, string>
}

interface Outcome {
  name: string
  passed: boolean
  seconds: number
  output: string
}

const root = join(import.meta.dirname, '..')
const { values: options } = parseArgs({ options: { quick: { type: 'boolean' }, all: { type: 'boolean' } } })

const typesCache = 'node_modules/.cache/types.tsbuildinfo'
const reading: Step[] = [
  {
    name: 'types',
    // Several checkers work out most types each for itself: on two cores, beside another step, one is done sooner.
    args: [
      ...['node_modules/typescript/bin/tsc', '--noEmit', '--checkers', '1'],
      ...['--incremental', '--tsBuildInfoFile', typesCache],
    ],
  },
  {
    name: 'unused code',
    args: [
      ...['node_modules/knip/bin/knip.js', '--no-progress', '--treat-config-hints-as-errors'],
      ...['--cache', '--cache-location', 'node_modules/.cache/knip'],
    ],
  },
  { name: 'lint', args: ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'] },
  { name: 'boundaries', args: ['tools/boundaries.ts'] },
  { name: 'messages', args: ['tools/messages.ts', '--check'] },
  { name: 'spec', args: ['tools/spec.ts', '--totals'] },
]
const slow = '**/*.slow.test.ts'
const report = process.env.KAOBAN_TEST_REPORT
const tests: Step = {
  name: 'tests',
  args: [
    ...['node_modules/vitest/vitest.mjs', 'run', '--reporter=dot'],
    ...(options.all ? [] : ['--tags-filter=!long']),
    ...(report === undefined ? [] : ['--reporter=json', `--outputFile.json=${report}`]),
  ],
  ...(options.all ? {} : { env: { KAOBAN_TESTS_LEFT_OUT: slow, KAOBAN_TESTS_BRIEF: '1' } }),
}

const started = performance.now()
const outcomes = await inPairs(reading)
if (!options.quick) outcomes.push(await take(tests))
const failed = outcomes.filter((outcome) => !outcome.passed)
const total = ((performance.now() - started) / 1000).toFixed(1)
console.log(
  failed.length === 0
    ? `check passed: ${outcomes.map(({ name }) => name).join(', ')} in ${total} s`
    : `check FAILED in ${total} s: ${failed.map(({ name }) => name).join(', ')}`,
)
if (!options.quick && !options.all) {
  const left = globSync(slow, { cwd: root, exclude: (name) => name === 'node_modules' }).length
  console.log(
    `left to npm test: ${left} files of long proofs, tests tagged so, the mutation, PostgreSQL and the browser`,
  )
}
process.exitCode = failed.length === 0 ? 0 : 1

/** Two at a time, in order: the longest first, and no more at once than a small machine has cores. */
async function inPairs(steps: Step[]): Promise<Outcome[]> {
  const waiting = [...steps]
  const done: Outcome[] = []
  const work = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) done.push(await take(step))
  }
  await Promise.all([work(), work()])
  return done
}

async function take({ name, args, env }: Step): Promise<Outcome> {
  const began = performance.now()
  const { code, output } = await run(args, env)
  const outcome = { name, passed: code === 0, seconds: (performance.now() - began) / 1000, output }
  print(outcome)
  return outcome
}

function run(args: string[], env: Record<string, string> = {}): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...process.execArgv, ...args], {
      cwd: root,
      env: { ...process.env, ...env, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    const take = (chunk: string) => {
      output += chunk
    }
    child.stdout.setEncoding('utf8').on('data', take)
    child.stderr.setEncoding('utf8').on('data', take)
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

/** A failed step shows all it said, a passed one the line that says how much it saw. */
function print({ name, passed, seconds, output }: Outcome): void {
  const lines = output.trim().split('\n')
  const seen = lines.findLast((line) => /^ *Tests /.test(line)) ?? lines.at(-1) ?? ''
  console.log(
    `${passed ? 'ok    ' : 'FAILED'} ${name.padEnd(12)} ${seconds.toFixed(1).padStart(5)} s  ${passed ? seen.trim() : ''}`,
  )
  if (!passed) console.log(lines.map((line) => `  ${line}`).join('\n'))
}
