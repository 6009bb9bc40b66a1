import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { renewComputerKeys } from '@kaoban/contract'
import type { TestServer, TestTenant } from '../../../../test/server.ts'

interface Ended {
  code: number | null
  out: string
  err: string
}

interface Running {
  child: ChildProcess
  /** Called with everything that was said so far, whenever there is more. */
  onWords(listener: (said: string) => void): void
  ended: Promise<Ended>
}

/** A PC of its own: a state folder, and the client software as a process. */
export class TestComputer {
  readonly home = mkdtempSync(join(tmpdir(), 'kaoban-agent-'))
  readonly state = join(this.home, 'state')
  /** The sources, unless a test has the client software as people get it. */
  program = join(import.meta.dirname, '../main.ts')
  name = `PC-${randomBytes(4).toString('hex')}`

  start(words: readonly string[], input: readonly string[] = [], env: Record<string, string> = {}): Running {
    const { PATH = '', NODE_COMPILE_CACHE = '' } = process.env
    const child = spawn(process.execPath, [this.program, ...words], {
      env: { HOME: this.home, PATH, NODE_COMPILE_CACHE, LANG: 'ja_JP.UTF-8', KAOBAN_AGENT_STATE: this.state, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    let [out, err] = ['', '']
    let heard = (_: string) => {}
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
      heard(out)
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text
    })
    child.stdin.on('error', () => {})
    child.stdin.end(input.map((line) => `${line}\n`).join(''))
    const ended = new Promise<Ended>((resolve, reject) => {
      child.on('error', reject)
      child.on('close', (code) => resolve({ code, out, err }))
    })
    const onWords = (listener: typeof heard) => {
      heard = listener
      heard(out)
    }
    return { child, onWords, ended }
  }

  run(words: readonly string[], input?: readonly string[], env?: Record<string, string>): Promise<Ended> {
    return this.start(words, input, env).ended
  }

  /** Registers it with keys that the tenant's administrator has just made. */
  async register(server: TestServer, tenant: TestTenant): Promise<Ended> {
    const { accessKey, secretKey } = await tenant.administrator.browser.call(renewComputerKeys, {})
    const where = ['--server', server.url, '--insecure-http', '--tenant', tenant.code]
    return this.run(['register', ...where, '--access-key', accessKey, '--name', this.name], [secretKey])
  }

  /** What lies in the state folder. */
  files(): string[] {
    return existsSync(this.state) ? readdirSync(this.state).sort() : []
  }

  /** A named pipe, through which a test is its camera. */
  makePipe(name = 'camera'): string {
    const path = join(this.home, name)
    execFileSync('mkfifo', [path])
    return path
  }
}
