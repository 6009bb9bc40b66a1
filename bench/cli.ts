import { spawn } from 'node:child_process'
import { createWriteStream, linkSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { mfaHeaders, userTable } from '@kaoban/codecs'
import { apiKeyText } from '@kaoban/contract'
import { tellPeak } from '../apps/cli/src/platform/testing.ts'
import { startImportSink } from '../test/import-sink.ts'

const rows = Number(process.env.KAOBAN_BENCH_ROWS ?? 200_000)
/** MFA-LIM-011 */
const mostMebibytes = 512

/** The largest that a picture may be. */
const pictureBytes = 102_400

/**
 * Seconds and peak memory of the command line.
 *
 * `cli`: over a list of 200,000 rows, checked in each layout, and sent with a picture for every twentieth row.
 * `cli pictures [--gigabytes 50]`: over a list with a picture of the largest size in each row.
 *
 * What is sent goes to a server in this process, which throws it away.
 */
export async function run(args: string[]): Promise<void> {
  const options = { gigabytes: { type: 'string', default: '50' } } as const
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const folder = mkdtempSync(join(tmpdir(), 'kaoban-bench-'))
  try {
    const figures =
      positionals[0] === 'pictures'
        ? { pictures: await sendPictures(folder, Number(values.gigabytes)) }
        : await validateAndSend(folder)
    const peaks = Object.values(figures).map(({ peakMebibytes }) => peakMebibytes)
    const passed = peaks.every((peak) => peak < mostMebibytes)
    console.log(JSON.stringify({ ...figures, mostMebibytes, passed }, null, 2))
    if (!passed) process.exitCode = 1
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function validateAndSend(folder: string) {
  const list = join(folder, 'mfa.csv')
  return {
    users: await validate(join(folder, 'users.csv'), userLines()),
    mfa: await validate(list, mfaLines(rows, 20)),
    sent: await send(folder, list, rows, 20),
  }
}

async function sendPictures(folder: string, gigabytes: number) {
  const count = Math.ceil((gigabytes * 1_073_741_824) / pictureBytes)
  const list = join(folder, 'mfa.csv')
  await pipeline(Readable.from(mfaLines(count, 1)), createWriteStream(list))
  return send(folder, list, count, 1)
}

function* userLines(): Generator<string> {
  const [header] = userTable([], 'neutral')
  yield `\ufeff${header!.join(',')}\r\n`
  for (let n = 0; n < rows; n++) {
    const cells = { loginId: `user${n}`, familyName: '髙橋', givenName: `花子${n}`, mail: `user${n}@example.jp` }
    yield `${userTable([cells], 'neutral')[1]!.join(',')}\r\n`
  }
}

/** Every so many rows one names a picture. */
function* mfaLines(count: number, pictureEach: number): Generator<string> {
  const headers = mfaHeaders({ entrance: 'cli' })
  yield `\ufeff${headers.join(',')}\r\n`
  for (let n = 0; n < count; n++) {
    const cells: Record<string, string> = {
      ...{ mode: 'add', userid: `user${n}`, groupId: `G${n % 40}`, username: `髙橋 花子${n}`, role: '1' },
      template55: n % pictureEach === 0 ? `user${n}` : '',
      ...{ mail: `user${n}@example.jp`, template16: `Kirin-Sora-${n}-Umi`, template109: '704192' },
    }
    yield `${headers.map((header) => cells[header] ?? '').join(',')}\r\n`
  }
}

async function validate(path: string, lines: Iterable<string>) {
  await pipeline(Readable.from(lines), createWriteStream(path))
  const began = performance.now()
  const { code, out, err } = await kaoban([
    'users',
    'validate',
    path,
    '--offline',
    '--json',
    '--report',
    `${path}.report`,
  ])
  const seconds = (performance.now() - began) / 1000
  const last = JSON.parse(out.trim().split('\n').at(-1)!) as { rows: number; failed: number }
  if (code !== 0 || last.rows !== rows || last.failed !== 0)
    throw new Error(`ended with ${code}: ${out.slice(-500)} ${err.slice(-500)}`)
  return figuresOf(rows, seconds, err, { mebibytes: Math.round(statSync(path).size / 1_048_576) })
}

async function send(folder: string, path: string, count: number, pictureEach: number) {
  const sink = await startImportSink()
  const images = join(folder, 'images')
  const pictures = writePictures(images, count, pictureEach)
  const key = apiKeyText('A'.repeat(86))
  const began = performance.now()
  const env = { KAOBAN_TOKEN: key, KAOBAN_SERVER: sink.url, HOME: folder, XDG_STATE_HOME: folder }
  const words = ['users', 'import', path, '--images', images, '--consent', '--dry-run', '--insecure-http', '--json']
  const { code, out, err } = await kaoban(words, env)
  const seconds = (performance.now() - began) / 1000
  sink.close()
  const { rows: sent, bytes } = sink.received()
  if (code !== 0 || sent !== count || bytes < pictures * pictureBytes)
    throw new Error(`ended with ${code} after ${sent} rows, ${bytes} bytes: ${out.slice(-500)} ${err.slice(-500)}`)
  const megabytes = (pictures * pictureBytes) / 1_000_000
  return figuresOf(count, seconds, err, {
    pictures,
    gigabytes: Number((megabytes / 1000).toFixed(1)),
    megabytesPerSecond: Math.round(megabytes / seconds),
  })
}

/** One picture under many names: as many as the file system allows, then another one. */
function writePictures(folder: string, count: number, pictureEach: number): number {
  mkdirSync(folder)
  const picture = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(pictureBytes - 3)])
  let [written, linked] = [0, '']
  for (let n = 0; n < count; n += pictureEach, written++) {
    const path = join(folder, `user${n}.jpg`)
    if (written % 60_000 > 0) linkSync(linked, path)
    else {
      writeFileSync(path, picture)
      linked = path
    }
  }
  return written
}

function figuresOf<More extends object>(count: number, seconds: number, err: string, more: More) {
  return {
    ...more,
    rows: count,
    seconds: Number(seconds.toFixed(1)),
    rowsPerSecond: Math.round(count / seconds),
    peakMebibytes: Number(/peak (\d+)/.exec(err)![1]),
  }
}

function kaoban(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<{ code: number | null; out: string; err: string }> {
  const main = join(import.meta.dirname, '../apps/cli/src/main.ts')
  const child = spawn(process.execPath, ['--import', tellPeak, main, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
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
