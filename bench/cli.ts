import { spawn } from 'node:child_process'
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { mfaHeaders, userTable } from '@kaoban/codecs'
import { apiKeyText } from '@kaoban/contract'

const rows = Number(process.env.KAOBAN_BENCH_ROWS ?? 200_000)
/** Every so many rows one names a picture. */
const pictureEach = Number(process.env.KAOBAN_BENCH_PICTURE_EACH ?? 20)
/** MFA-LIM-011 */
const mostMebibytes = 512
const tellMemory = `data:text/javascript,${encodeURIComponent(
  `process.on('exit', () => process.stderr.write('maxRSS ' + process.resourceUsage().maxRSS + '\\n'))`,
)}`

/**
 * Seconds and peak memory of the command line over a list of 200,000 rows: checked in each layout, and sent with a picture
 * of 100 KB for every hundredth row to a server that throws everything away.
 */
export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kaoban-bench-'))
  try {
    const figures = {
      users: await validate(join(folder, 'users.csv'), userLines()),
      mfa: await validate(join(folder, 'mfa.csv'), mfaLines()),
      sent: await send(folder, join(folder, 'mfa.csv')),
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
  return figuresOf(seconds, err, { mebibytes: Math.round(statSync(path).size / 1_048_576) })
}

async function send(folder: string, path: string) {
  const sink = await startSink()
  const images = join(folder, 'images')
  mkdirSync(images)
  const picture = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(102_397)])
  for (let n = 0; n < rows; n += pictureEach) writeFileSync(join(images, `user${n}.jpg`), picture)
  const key = apiKeyText('A'.repeat(86))
  const began = performance.now()
  const env = { KAOBAN_TOKEN: key, KAOBAN_SERVER: sink.url, HOME: folder, XDG_STATE_HOME: folder }
  const words = ['users', 'import', path, '--images', images, '--consent', '--dry-run', '--insecure-http', '--json']
  const { code, out, err } = await kaoban(words, env)
  const seconds = (performance.now() - began) / 1000
  sink.close()
  if (code !== 0 || sink.received() !== rows)
    throw new Error(`ended with ${code} after ${sink.received()} rows: ${out.slice(-500)} ${err.slice(-500)}`)
  return figuresOf(seconds, err, { pictureMebibytes: Math.round(((rows / pictureEach) * 102_400) / 1_048_576) })
}

function figuresOf<More extends object>(seconds: number, err: string, more: More) {
  return {
    ...more,
    seconds: Number(seconds.toFixed(1)),
    rowsPerSecond: Math.round(rows / seconds),
    peakMebibytes: Math.round(Number(/maxRSS (\d+)/.exec(err)![1]) / 1024),
  }
}

function kaoban(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<{ code: number | null; out: string; err: string }> {
  const main = join(import.meta.dirname, '../apps/cli/src/main.ts')
  const child = spawn(process.execPath, ['--import', tellMemory, main, ...args], {
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

/** Takes what an import sends and keeps none of it; then says that all of it was checked. */
async function startSink(): Promise<{ url: string; received: () => number; close(): void }> {
  let received = 0
  let opened: { layout: string; files: { name: string }[] } | undefined
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const answer = (value: unknown) => response.writeHead(200).end(JSON.stringify(value))
    if (request.method === 'PUT') {
      opened = JSON.parse(body.toString())
      return answer({ import: stateOf('uploading', opened!, 0), received: 0 })
    }
    if (request.method === 'POST' && request.url!.endsWith('/rows')) {
      const form = await new Response(body, {
        headers: { 'content-type': request.headers['content-type']! },
      }).formData()
      const { from, rows: lot } = JSON.parse(String(form.get('input'))) as { from: number; rows: unknown[] }
      received = from - 1 + lot.length
      return answer({ received })
    }
    if (request.url!.includes('/rows')) return answer({ rows: [], total: 0, page: 1, size: 100 })
    return answer(stateOf('checked', opened!, received))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url, received: () => received, close: () => server.close() }
}

function stateOf(state: string, { layout, files }: { layout: string; files: { name: string }[] }, count: number) {
  return {
    ...{ importId: '0190a000-0000-7000-8000-000000000001', layout, state, taskId: null, confirmDeletions: false },
    files: files.map(({ name }) => ({ name, faults: [] })),
    totals: { rows: count, add: count, change: 0, delete: 0, none: 0, refused: 0, warnings: 0 },
  }
}
