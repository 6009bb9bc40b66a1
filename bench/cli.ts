import { spawn } from 'node:child_process'
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { mfaHeaders, userTable } from '@kaoban/codecs'

const rows = Number(process.env.KAOBAN_BENCH_ROWS ?? 200_000)
/** MFA-LIM-011 */
const mostMebibytes = 512
const tellMemory = `data:text/javascript,${encodeURIComponent(
  `process.on('exit', () => process.stderr.write('maxRSS ' + process.resourceUsage().maxRSS + '\\n'))`,
)}`

/** Seconds and peak memory of the command line over a list of 200,000 rows, of each layout. */
export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kaoban-bench-'))
  try {
    const figures = {
      users: await validate(join(folder, 'users.csv'), userLines()),
      mfa: await validate(join(folder, 'mfa.csv'), mfaLines()),
    }
    console.log(JSON.stringify({ rows, mostMebibytes, ...figures }, null, 2))
    for (const { peakMebibytes } of Object.values(figures)) if (peakMebibytes >= mostMebibytes) process.exitCode = 1
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function* userLines(): Generator<string> {
  const [header] = userTable([], 'neutral')
  yield `\ufeff${header!.join(',')}\r\n`
  for (let n = 0; n < rows; n++) {
    const cells = { loginId: `user${n}`, familyName: '髙橋', givenName: `花子${n}`, mail: `user${n}@example.jp` }
    yield `${userTable([cells], 'neutral')[1]!.join(',')}\r\n`
  }
}

function* mfaLines(): Generator<string> {
  const headers = mfaHeaders({ entrance: 'cli' })
  yield `\ufeff${headers.join(',')}\r\n`
  for (let n = 0; n < rows; n++) {
    const cells: Record<string, string> = {
      ...{ mode: 'add', userid: `user${n}`, groupId: `G${n % 40}`, username: `髙橋 花子${n}`, role: '1' },
      ...{ mail: `user${n}@example.jp`, template16: `Kirin-Sora-${n}-Umi`, template109: '704192' },
    }
    yield `${headers.map((header) => cells[header] ?? '').join(',')}\r\n`
  }
}

async function validate(path: string, lines: Iterable<string>) {
  await pipeline(Readable.from(lines), createWriteStream(path))
  const began = performance.now()
  const { code, out, err } = await kaoban('users', 'validate', path, '--json', '--report', `${path}.report`)
  const seconds = (performance.now() - began) / 1000
  const last = JSON.parse(out.trim().split('\n').at(-1)!) as { rows: number; failed: number }
  if (code !== 0 || last.rows !== rows || last.failed !== 0)
    throw new Error(`ended with ${code}: ${out.slice(-500)} ${err.slice(-500)}`)
  return {
    mebibytes: Math.round(statSync(path).size / 1_048_576),
    seconds: Number(seconds.toFixed(1)),
    rowsPerSecond: Math.round(rows / seconds),
    peakMebibytes: Math.round(Number(/maxRSS (\d+)/.exec(err)![1]) / 1024),
  }
}

function kaoban(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const main = join(import.meta.dirname, '../apps/cli/src/main.ts')
  const child = spawn(process.execPath, ['--import', tellMemory, main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let [out, err] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out = (out + text).slice(-10_000)
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err = (err + text).slice(-10_000)
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, out, err }))
  })
}
