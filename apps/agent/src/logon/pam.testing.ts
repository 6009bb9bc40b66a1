import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { appendFileSync, cpSync, existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const files = ['/usr/bin/pamtester', '/usr/bin/gcc', '/usr/bin/openssl', '/usr/include/security/pam_modules.h']

/** What keeps PAM from being tried on this machine; empty where nothing does. */
export const pamMisses = [
  ...files.filter((path) => !existsSync(path)),
  ...(process.getuid?.() === 0 && spawnSync('unshare', ['-m', 'true']).status === 0 ? [] : ['unshare -m as root']),
]

/** The module as it is compiled, before the password, in a view of the system of its own: the real /etc stays as it is. */
export class PamView {
  readonly #folder = mkdtempSync(join(tmpdir(), 'kaoban-pam-'))

  /** @param users who have an account, and their password */
  constructor(socket: string, users: readonly string[], password: string) {
    const at = (name: string) => join(this.#folder, name)
    const source = join(import.meta.dirname, '../../pam/pam_kaoban.c')
    const flags = ['-O2', '-Wall', '-Wextra', '-Werror', '-fPIC', '-shared']
    execFileSync('gcc', [...flags, '-o', at('pam_kaoban.so'), source, '-lpam'])
    cpSync('/etc/pam.d', at('pam.d'), { recursive: true })
    const module = `${at('pam_kaoban.so')} sock=${socket} timeout=30`
    writeFileSync(at('pam.d/kaoban'), `auth sufficient ${module}\nauth required pam_unix.so nodelay\n`)
    for (const name of ['passwd', 'shadow']) cpSync(`/etc/${name}`, at(name))
    const hash = execFileSync('openssl', ['passwd', '-6', password], { encoding: 'utf8' }).trim()
    for (const [i, user] of users.entries()) {
      appendFileSync(at('passwd'), `${user}:x:${5101 + i}:${5101 + i}::/nonexistent:/bin/sh\n`)
      appendFileSync(at('shadow'), `${user}:${hash}:20000:0:99999:7:::\n`)
    }
  }

  /** @param typed what the person types when asked for a password */
  async authenticate(user: string, typed = '', item = ''): Promise<{ code: number | null; said: string }> {
    const mounts = ['pam.d', 'passwd', 'shadow'].map((name) => `mount --bind ${join(this.#folder, name)} /etc/${name}`)
    const script = `${mounts.join(' && ')} && exec pamtester ${item} kaoban "$0" authenticate`
    const child = spawn('unshare', ['-m', 'sh', '-c', script, user], { stdio: ['pipe', 'pipe', 'pipe'] })
    child.stdin.on('error', () => {})
    child.stdin.end(`${typed}\n`)
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text
      })
    const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
    return { code, said }
  }
}
