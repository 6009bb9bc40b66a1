import { execFileSync } from 'node:child_process'
import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { exit } from '../platform/exit.ts'
import { configFolder, readPrivate, writePrivate } from '../platform/folders.ts'
import { Stop } from '../platform/stop.ts'
import type { DirectoryAccess } from './active-directory.service.ts'

/** Everything that a run needs, so that nobody is asked anything. */
export interface DirectorySettings {
  server: string
  token: string
  /** Which installation this is. */
  tool: string
  domain: string
  directory: DirectoryAccess
}

export function settingsFile(env: NodeJS.ProcessEnv): string {
  return join(configFolder(env), 'directory.json')
}

/**
 * Writes a file that only its owner may read. Its secrets are sealed for this machine: a copy of the file opens nothing
 * elsewhere. Whoever may run programs here as the same person can open it, as the tool can.
 */
export function keepSettings(env: NodeJS.ProcessEnv, settings: DirectorySettings): string {
  const { token, directory, ...rest } = settings
  const { password, ...access } = directory
  const secrets = seal(JSON.stringify({ token, password }), env)
  writePrivate(settingsFile(env), `${JSON.stringify({ ...rest, directory: access, secrets }, null, 2)}\n`)
  return settingsFile(env)
}

/** @throws Stop when nothing is set up, others may read it, or it was sealed for another machine */
export function readSettings(env: NodeJS.ProcessEnv): DirectorySettings {
  const found = knownSettings(env)
  if (!found) throw new Stop(exit.notAllowed, 'cli.directory.none')
  return found
}

export function knownSettings(env: NodeJS.ProcessEnv): DirectorySettings | undefined {
  const text = readPrivate(settingsFile(env))
  if (text === undefined) return undefined
  try {
    const { secrets, directory, ...rest } = JSON.parse(text)
    const { token, password } = JSON.parse(open(secrets, env))
    return { ...rest, token, directory: { ...directory, password } }
  } catch {
    throw new Stop(exit.notAllowed, 'cli.directory.damaged', { path: settingsFile(env) })
  }
}

function seal(plain: string, env: NodeJS.ProcessEnv): string {
  const [salt, nonce] = [randomBytes(16), randomBytes(12)]
  const cipher = createCipheriv('aes-256-gcm', scryptSync(machineId(env), salt, 32), nonce)
  const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  return Buffer.concat([salt, nonce, cipher.getAuthTag(), sealed]).toString('base64')
}

function open(text: string, env: NodeJS.ProcessEnv): string {
  const bytes = Buffer.from(text, 'base64')
  const key = scryptSync(machineId(env), bytes.subarray(0, 16), 32)
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(16, 28))
  decipher.setAuthTag(bytes.subarray(28, 44))
  return Buffer.concat([decipher.update(bytes.subarray(44)), decipher.final()]).toString('utf8')
}

/** What tells this installation of a system from others. */
function machineId(env: NodeJS.ProcessEnv): string {
  try {
    if (process.platform === 'win32') {
      const reg = join(env.SystemRoot ?? 'C:\\Windows', 'System32', 'reg.exe')
      const query = ['query', 'HKLM\\SOFTWARE\\Microsoft\\Cryptography', '/v', 'MachineGuid', '/reg:64']
      const said = execFileSync(reg, query, { encoding: 'utf8' })
      return /MachineGuid\s+REG_SZ\s+(\S+)/.exec(said)![1]!
    }
    if (process.platform === 'darwin') {
      const said = execFileSync('/usr/sbin/ioreg', ['-rd1', '-c', 'IOPlatformExpertDevice'], { encoding: 'utf8' })
      return /"IOPlatformUUID" = "([^"]+)"/.exec(said)![1]!
    }
    return readFileSync('/etc/machine-id', 'utf8').trim()
  } catch {
    return hostname()
  }
}
