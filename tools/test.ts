/**
 * npm test: installs what the tests need, runs them on both databases and in the browser, and closes with one line of
 * counts. `--all`, as CI asks, adds the long proofs: *.slow.test.ts, what is tagged `long`, and a hundred thousand inputs.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { cpus, setPriority } from 'node:os'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { hasWine } from '../test/wine.ts'
import { installNeeds } from './debian.ts'
import { startPostgres } from './postgres.ts'

const root = join(import.meta.dirname, '..')
process.chdir(root)
const { all = false } = parseArgs({ options: { all: { type: 'boolean' } } }).values
/** Absolute: each configuration of vitest has its own root. */
const results = join(root, '.cache/test-results')

interface Stage {
  name: string
  args: string[]
  env?: Record<string, string>
  /** How far it stands back for others, from 0 to 19. */
  nice?: number | undefined
  /** Where vitest writes its counts. */
  report?: string
}

/** What is read of vitest's JSON report. */
interface Report {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  testResults: {
    name: string
    status: string
    message: string
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[]
  }[]
}

const left: string[] = []
const failed: string[] = []
/** What is said about them at the very end, where whoever reads only the last lines finds it. */
const failures: string[] = []
const counts = { passed: 0, failed: 0, skipped: 0 }

rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })
const missing = all ? await installNeeds('check', 'proofs') : await installNeeds('check')
// The largest of them come while the check, which needs none, is at work.
const comes = installNeeds('stages')
const vitest = (name: string, ...args: string[]): Pick<Stage, 'args' | 'report'> => {
  const report = `${results}/${name}.json`
  return {
    args: [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...args,
    ],
    report,
  }
}

const brief = all ? [] : ['--tags-filter=!long']
await stage({
  name: 'check, tests on the embedded database',
  args: ['tools/check.ts', ...(all ? ['--all'] : [])],
  env: {
    KAOBAN_TEST_REPORT: `${results}/check.json`,
    // Of all properties together more than a hundred thousand inputs.
    ...(all ? { KAOBAN_FUZZ_RUNS: '5000' } : {}),
  },
  report: `${results}/check.json`,
})

missing.push(...(await comes))
if (missing.includes('PostgreSQL server')) left.push('the server tests on PostgreSQL (no server installed)')
else {
  const postgres = await startPostgres()
  try {
    const env = {
      KAOBAN_TEST_DATABASE_URL: postgres.url,
      // The same statements on another database: what asks none, and what faces, pictures, signatures and commands take
      // their time for, was shown above.
      KAOBAN_TESTS_LEFT_OUT: [
        ...[
          '**/*.rules.test.ts',
          '**/*.slow.test.ts',
          '**/saml.test.ts',
          '**/faces.test.ts',
          '**/face-sign-in.test.ts',
        ],
        ...['**/transfer-mfa.test.ts', '**/transfer-mfa-pictures.test.ts', '**/transfer-pictures.test.ts'],
        '**/transfer-directory.test.ts',
      ].join(','),
    }
    await stage({ name: `server tests on ${postgres.version}`, ...vitest('postgresql', 'apps/server'), env })
  } finally {
    await postgres.stop()
  }
}

const probes = async (nice?: number) => {
  await stage({ name: 'every endpoint as every role', args: ['tools/probe.ts', 'roles'], nice })
  await stage({ name: 'every endpoint with another tenant’s ids', args: ['tools/probe.ts', 'tenants'], nice })
  await stage({ name: 'row-level security, each policy switched off once', args: ['tools/mutate.ts', 'rls'], nice })
}

if (missing.includes('Chromium') || missing.includes('ffmpeg')) {
  left.push('the journeys in the browser (no Chromium or ffmpeg installed)')
  await probes()
} else {
  const journeys = ['--config', 'test/vitest.config.ts', ...brief]
  await stage({ name: 'web pages', args: ['tools/build.ts'] })
  // A camera wants its pace: beside it runs only what takes what is left of the cores.
  await Promise.all([
    stage({ name: 'the main job, before a camera', ...vitest('main-job', ...journeys, 'main-job') }),
    probes(19),
  ])
  await stage({
    name: 'components in Chromium',
    ...vitest('components', '--config', 'apps/web/vitest.browser.ts', ...brief),
  })
  await stage({
    name: 'journeys in Chromium',
    ...vitest('journeys', ...journeys, '--exclude', '**/main-job.test.ts'),
  })
}
if (all && (missing.includes('Samba') || process.getuid?.() !== 0))
  left.push(
    'the directory tool beside a domain controller (no Samba installed, or not root, who alone may use its ports)',
  )
if (!hasWine) left.push('the command on a Windows console (no wine installed)')
const faces = process.env.KAOBAN_FACES ?? '../shared/faces'
if (!existsSync(faces)) left.push(`accuracy gates on the large set of photographs (${faces} is not there)`)

if (!all) left.push('long proofs that PostgreSQL and the browser do not see either (npm test -- --all)')

for (const what of left) console.log(`left out: ${what}`)
for (const line of failures.slice(0, 30)) console.log(line)
if (failures.length > 30) console.log(`… and ${failures.length - 30} more`)
for (const name of failed) console.log(`FAILED: ${name}`)
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
process.exitCode = failed.length === 0 && counts.failed === 0 && counts.passed > 0 ? 0 : 1

async function stage({ name, args, env, nice = 0, report }: Stage): Promise<void> {
  console.log(`\n== ${name}`)
  const began = { at: performance.now(), used: usedOfAll() }
  const { code, said } = await run(args, nice, env)
  const seconds = ((performance.now() - began.at) / 1000).toFixed(0)
  const used = (usedOfAll() - began.used).toFixed(0)
  console.log(
    `== ${name}: ${code === 0 ? 'passed' : 'FAILED'} in ${seconds} s, ${used} s of work on ${cpus().length} cores`,
  )
  if (code !== 0) {
    failed.push(name)
    failures.push(...said.filter((line) => /^(LEAK|FAULT|NOT NOTICED|FAILED) /.test(line)))
  }
  if (report === undefined) return
  if (!existsSync(report)) {
    if (code === 0) failed.push(`${name} (left no report)`)
    return
  }
  const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(
    readFileSync(report, 'utf8'),
  ) as Report
  counts.passed += numPassedTests
  counts.failed += numFailedTests
  counts.skipped += numPendingTests
  failures.push(...failuresIn(testResults))
}

/** Seconds that all cores together have worked, whoever for: how much room there is beside a stage. */
function usedOfAll(): number {
  return cpus().reduce((sum, { times }) => sum + (times.user + times.nice + times.sys) / 1000, 0)
}

/** One line for each failed test, and for each file that could not even be read: where, what, why. */
function failuresIn(testResults: Report['testResults']): string[] {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name)
    const tests = assertionResults.filter((test) => test.status === 'failed')
    if (status === 'failed' && tests.length === 0) return [`FAILED ${file}: ${firstLine(message)}`]
    return tests.map((test) => `FAILED ${file} > ${test.fullName}: ${firstLine(test.failureMessages[0] ?? '')}`)
  })
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0]!.slice(0, 300)
}

/** Shows what a stage says while it says it, and keeps its lines. */
function run(
  args: string[],
  nice: number,
  env: Record<string, string> = {},
): Promise<{ code: number; said: string[] }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...process.execArgv, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...env },
    })
    if (nice > 0 && child.pid !== undefined) setPriority(child.pid, nice)
    let text = ''
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
      process.stdout.write(chunk)
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? 1, said: text.split('\n') }))
  })
}
