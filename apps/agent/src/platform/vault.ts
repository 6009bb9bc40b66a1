import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { exit, Stop } from './stop.ts'

/** Where the client software keeps what it knows. */
export function stateFolder(env: NodeJS.ProcessEnv): string {
  return env.KAOBAN_AGENT_STATE || '/var/lib/kaoban-agent'
}

/**
 * Files that only the service account may read, each sealed with AES-256-GCM and bound to its name [NFM-CLI-014]. The
 * key is made of a random file beside them and of what tells this installation of the system from others: neither a
 * copy of the files without the key nor one on another machine opens. Whoever is root here opens them, as the service does.
 */
export class Vault {
  readonly folder: string

  /** @throws Stop when others than the owner could read it. */
  constructor(env: NodeJS.ProcessEnv) {
    this.folder = stateFolder(env)
    mkdirSync(this.folder, { recursive: true, mode: 0o700 })
    const { mode, uid } = statSync(this.folder)
    if (uid !== process.getuid?.()) throw new Stop(exit.notAllowed, 'agent.vault.foreign', { path: this.folder })
    if ((mode & 0o077) !== 0) chmodSync(this.folder, 0o700)
  }

  write(name: string, value: unknown): void {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', this.#key(), nonce).setAAD(Buffer.from(name))
    const sealed = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()])
    this.#put(`${name}.sealed`, Buffer.concat([nonce, cipher.getAuthTag(), sealed]))
  }

  /** @throws Stop when it was sealed on another machine, or altered. */
  read<Value>(name: string): Value | undefined {
    const path = join(this.folder, `${name}.sealed`)
    if (!existsSync(path)) return undefined
    const bytes = readFileSync(path)
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.#key(), bytes.subarray(0, 12)).setAAD(Buffer.from(name))
      decipher.setAuthTag(bytes.subarray(12, 28))
      return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8'))
    } catch {
      throw new Stop(exit.notAllowed, 'agent.vault.damaged', { path })
    }
  }

  /** Everything goes, the key first: what a disk still holds of the rest stays closed [NFM-CLI-015]. */
  wipe(): void {
    rmSync(join(this.folder, 'vault.key'), { force: true })
    for (const entry of readdirSync(this.folder)) rmSync(join(this.folder, entry), { recursive: true, force: true })
  }

  #key(): Buffer {
    const path = join(this.folder, 'vault.key')
    if (!existsSync(path)) this.#put('vault.key', randomBytes(32))
    return Buffer.from(hkdfSync('sha256', readFileSync(path), machineId(), 'kaoban agent vault', 32))
  }

  /** It is there as a whole or not at all. */
  #put(name: string, bytes: Uint8Array): void {
    const path = join(this.folder, name)
    const beside = `${path}.${process.pid}`
    writeFileSync(beside, bytes, { mode: 0o600, flag: 'w', flush: true })
    renameSync(beside, path)
  }
}

function machineId(): string {
  try {
    return readFileSync('/etc/machine-id', 'utf8').trim()
  } catch {
    return hostname()
  }
}
