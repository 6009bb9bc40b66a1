import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

let shipped: string | undefined

/** The command as people get it, one file; made from the sources as they are when this process first asks. */
export function shippedCommand(): string {
  if (shipped === undefined) {
    const folder = mkdtempSync(join(tmpdir(), 'kaoban-command-'))
    const root = join(import.meta.dirname, '../../../..')
    const vite = join(root, 'node_modules/vite/bin/vite.js')
    execFileSync(process.execPath, [vite, 'build', 'apps/cli', '--outDir', folder, '--logLevel', 'error'], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, NODE_ENV: 'production' },
    })
    shipped = join(folder, 'kaoban.mjs')
  }
  return shipped
}

export interface Ended {
  code: number | null
  out: string
  err: string
  /** Lines of `--json`. */
  facts: Record<string, unknown>[]
}

export interface Running {
  child: ChildProcess
  /** Resolves once standard output or error holds this. */
  says(text: string | RegExp): Promise<void>
  ended: Promise<Ended>
}

/**
 * A module to be imported by a process, which says at its end on standard error how many MiB it had at most: `peak 279`.
 * `maxRSS` is no help on Linux: whoever is started by a large process inherits that one's.
 */
export const tellPeak = `data:text/javascript,${encodeURIComponent(
  `import { readFileSync } from 'node:fs'
  process.on('exit', () => {
    const own = process.platform === 'linux' && /VmHWM:\\s*(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))
    const kibibytes = own ? Number(own[1]) : process.resourceUsage().maxRSS
    process.stderr.write('peak ' + Math.round(kibibytes / 1024) + '\\n')
  })`,
)}`

/** Somebody at a machine: a home of their own, and the real command in a process of its own. */
export class Workstation {
  readonly home = mkdtempSync(join(tmpdir(), 'kaoban-cli-'))
  readonly env: Record<string, string>

  constructor(env: Record<string, string> = {}) {
    const { PATH = '', NODE_COMPILE_CACHE = '' } = process.env
    this.env = { HOME: this.home, PATH, NODE_COMPILE_CACHE, LANG: 'en_GB.UTF-8', ...env }
  }

  start(words: readonly string[], options: { input?: string; env?: Record<string, string> } = {}): Running {
    const child = spawn(process.execPath, [shippedCommand(), ...words], {
      cwd: this.home,
      env: { ...this.env, ...options.env },
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    let [out, err] = ['', '']
    let heard = () => {}
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
      heard()
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text
      heard()
    })
    child.stdin.end(options.input ?? '')
    const ended = new Promise<Ended>((resolve, reject) => {
      child.on('error', reject)
      child.on('close', (code) => resolve({ code, out, err, facts: factsIn(out) }))
    })
    const says = (text: string | RegExp) =>
      new Promise<void>((resolve, reject) => {
        const isSaid = () => (typeof text === 'string' ? (out + err).includes(text) : text.test(out + err))
        heard = () => isSaid() && resolve()
        heard()
        ended.then(
          () => (isSaid() ? resolve() : reject(new Error(`ended before saying ${text}: ${out}${err}`))),
          reject,
        )
      })
    return { child, says, ended }
  }

  run(words: readonly string[], options?: { input?: string; env?: Record<string, string> }): Promise<Ended> {
    return this.start(words, options).ended
  }
}

function factsIn(out: string): Record<string, unknown>[] {
  return out
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}
