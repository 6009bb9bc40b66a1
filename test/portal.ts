import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as rest } from 'node:timers/promises'
import { migratedCluster } from '../apps/server/src/platform/pglite.ts'
import { flags } from '../tools/run.mjs'

const root = join(import.meta.dirname, '..')

/** The portal as an operator starts it: a process of its own, on a free port, with its data in a folder. */
export class Portal {
  readonly dataFolder = mkdtempSync(join(tmpdir(), 'kaoban-portal-'))
  readonly #env: Record<string, string>
  readonly #program: string
  #child: ChildProcess | undefined
  #port = '0'
  url = ''
  /** What the start printed. */
  banner = ''

  /**
   * @param options.empty leaves the data folder empty: the first start makes all, as on a new machine. Others begin with a migrated database.
   * @param options.built starts what `npm start` does, made of the sources by `npm run build`.
   */
  constructor(env: Record<string, string> = {}, { empty, built }: { empty?: boolean; built?: boolean } = {}) {
    this.#env = env
    this.#program = built ? 'apps/server/dist/portal/main.mjs' : 'apps/server/src/main.ts'
    const cluster = migratedCluster()
    if (empty || !existsSync(cluster)) return
    mkdirSync(join(this.dataFolder, 'pglite'), { mode: 0o700 })
    // Names in it begin with a slash, of which tar tells on standard error.
    execFileSync('tar', ['-xf', cluster, '-C', join(this.dataFolder, 'pglite')], { stdio: 'ignore' })
  }

  async start(): Promise<this> {
    const child = spawn(process.execPath, [...flags, this.#program, '--port', this.#port, '--data', this.dataFolder], {
      cwd: root,
      env: { ...process.env, KAOBAN_LOG_LEVEL: 'error', KAOBAN_RATE_LIMITS: 'off', ...this.#env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    this.banner = ''
    child.stdout!.setEncoding('utf8')
    child.stderr!.setEncoding('utf8').on('data', (text: string) => process.stderr.write(text))
    await new Promise<void>((resolve, reject) => {
      child.stdout!.on('data', (text: string) => {
        this.banner += text
        if (/operator/i.test(this.banner) && this.banner.endsWith('\n\n')) resolve()
      })
      child.once('exit', (code, signal) =>
        reject(new Error(`the portal stopped with ${code ?? signal}: ${this.banner}`)),
      )
    })
    this.url = /ready at (\S+)/.exec(this.banner)![1]!
    this.#port = new URL(this.url).port
    return this
  }

  /** The one-time URL for the operator's account, while there is none. */
  get setupUrl(): string {
    const url = /https?:\S+\/setup\/\S+/.exec(this.banner)?.[0]
    if (url === undefined) throw new Error(`no set-up URL in: ${this.banner}`)
    return url
  }

  /** Ends the process: politely, or as a power failure of the process would. Answers its exit code. */
  async stop(signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL' = 'SIGTERM', times = 1): Promise<number | null> {
    const child = this.#child
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return null
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
    for (let sent = 0; sent < times; sent++) {
      child.kill(signal)
      // Signals of one kind that arrive at once are one.
      await rest(20)
    }
    return ended
  }

  async remove(): Promise<void> {
    await this.stop()
    rmSync(this.dataFolder, { recursive: true, force: true })
  }
}
