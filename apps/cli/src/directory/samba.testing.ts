import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Attribute, Change, Client } from 'ldapts'

/** Whether this machine can be a domain controller: its ports are below 1024. */
export const hasSamba = existsSync('/usr/sbin/samba') && existsSync('/usr/bin/samba-tool') && process.getuid?.() === 0

const password = 'Adm1n-Passw0rd!'
const base = 'DC=kaoban,DC=test'

/** A real domain controller at a loopback address of its own, and its administrator. */
export class DomainController {
  readonly address: string
  readonly ca: string
  readonly domain = 'kaoban.test'
  readonly base = base
  readonly #folder: string
  #stop = () => Promise.resolve()
  #admin: Client | undefined

  private constructor(folder: string) {
    this.#folder = folder
    this.address = `127.0.${50 + (process.pid % 200)}.5`
    this.ca = join(folder, 'cert.pem')
  }

  static async start(): Promise<DomainController> {
    const controller = new DomainController(mkdtempSync(join(tmpdir(), 'kaoban-samba-')))
    controller.#provision()
    await controller.#run()
    return controller
  }

  #provision(): void {
    const [folder, address] = [this.#folder, this.address]
    const identity = ['netbios name = DC1', 'workgroup = KAOBAN', 'realm = KAOBAN.TEST', 'ldb:nosync = true']
    const role = 'server role = active directory domain controller'
    const conf = (lines: string[]) => `[global]\n${[...identity, role, ...lines].map((line) => `  ${line}\n`).join('')}`
    writeFileSync(join(folder, 'base.conf'), conf([]))
    const provision = ['domain', 'provision', '-s', join(folder, 'base.conf'), `--targetdir=${join(folder, 'dc')}`]
    const names = ['--realm=KAOBAN.TEST', '--domain=KAOBAN', '--server-role=dc', '--dns-backend=NONE']
    const host = [`--adminpass=${password}`, '--host-name=dc1', `--host-ip=${address}`]
    execFileSync('samba-tool', [...provision, ...names, ...host], { stdio: 'ignore' })
    const certificate = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=dc1']
    const files = ['-keyout', join(folder, 'key.pem'), '-out', this.ca, '-addext', `subjectAltName=IP:${address}`]
    execFileSync('openssl', [...certificate, ...files], { stdio: 'ignore' })
    const dc = join(folder, 'dc')
    for (const name of ['run', 'log']) mkdirSync(join(dc, name), { recursive: true })
    const places = {
      ...{ private: 'private', lock: '', state: '', cache: '', pid: 'run', ncalrpc: 'run/ncalrpc' },
      ...{ 'winbindd socket': 'run/winbindd', 'ntp signd socket': 'run/ntp', binddns: 'bind-dns' },
    }
    const lines = [
      ...['server services = ldap', 'bind interfaces only = yes', `interfaces = ${address}/8`],
      ...Object.entries(places).map(
        ([name, place]) =>
          `${name === 'ncalrpc' || name === 'binddns' ? `${name} dir` : `${name} directory`} = ${join(dc, place)}`,
      ),
      ...[`log file = ${join(dc, 'log/samba.log')}`, 'tls enabled = yes', `tls keyfile = ${join(folder, 'key.pem')}`],
      ...[`tls certfile = ${this.ca}`, `tls cafile = ${this.ca}`],
    ]
    writeFileSync(join(dc, 'etc/smb.conf'), conf(lines))
  }

  async #run(): Promise<void> {
    const conf = join(this.#folder, 'dc/etc/smb.conf')
    const samba = spawn('samba', ['-s', conf, '-F', '--no-process-group', '-M', 'single'], { stdio: 'ignore' })
    const ended = new Promise<void>((resolve) => samba.on('close', () => resolve()))
    this.#stop = async () => {
      samba.kill('SIGTERM')
      await ended
    }
    for (let tries = 0; ; tries++) {
      const admin = new Client({ url: `ldaps://${this.address}`, tlsOptions: { rejectUnauthorized: false } })
      try {
        await admin.bind('Administrator@kaoban.test', password)
        this.#admin = admin
        return
      } catch (error) {
        await admin.unbind().catch(() => {})
        if (tries > 200) throw error
        await new Promise((wake) => setTimeout(wake, 100))
      }
    }
  }

  async stop(): Promise<void> {
    await this.#admin?.unbind()
    await this.#stop()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  dnOf(name: string): string {
    return `CN=${name},OU=Staff,${base}`
  }

  async addUnit(): Promise<void> {
    await this.#admin!.add(`OU=Staff,${base}`, { objectClass: ['organizationalUnit'] })
  }

  /** An enabled account; one with a password can sign in to read. */
  async add(name: string, fullName: string, secret?: string): Promise<void> {
    const dn = this.dnOf(name)
    // Enabled, and may be without a password.
    const userAccountControl = '544'
    await this.#admin!.add(dn, {
      ...{ objectClass: ['user'], sAMAccountName: name, displayName: fullName, userAccountControl },
      userPrincipalName: `${name}@kaoban.test`,
    })
    if (secret !== undefined) await this.set(name, 'unicodePwd', Buffer.from(`"${secret}"`, 'utf16le'))
  }

  async set(name: string, attribute: string, value: string | Buffer): Promise<void> {
    const values = [value] as string[] | Buffer[]
    const modification = new Attribute({ type: attribute, values })
    await this.#admin!.modify(this.dnOf(name), [new Change({ operation: 'replace', modification })])
  }

  async remove(name: string): Promise<void> {
    await this.#admin!.del(this.dnOf(name))
  }
}
