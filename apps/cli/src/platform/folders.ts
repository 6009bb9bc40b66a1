import { closeSync, fstatSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { exit } from './exit.ts'
import { Stop } from './stop.ts'

/** Where this platform keeps what programs remember of a person. */
export function configFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform): string {
  const home = env.HOME ?? homedir()
  if (platform === 'win32') return join(env.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Kaoban')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Kaoban')
  return join(env.XDG_CONFIG_HOME || join(home, '.config'), 'kaoban')
}

/** Where runs that can be resumed are noted. */
export function stateFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform): string {
  const home = env.HOME ?? homedir()
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'Kaoban', 'jobs')
  if (platform === 'darwin') return join(configFolder(env, platform), 'jobs')
  return join(env.XDG_STATE_HOME || join(home, '.local', 'state'), 'kaoban', 'jobs')
}

/** Reads a file that only its owner may read. @throws Stop with exit code 3 when others may, too [MFA-CLI-013]. */
export function readPrivate(path: string): string | undefined {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  try {
    const { mode, uid } = fstatSync(file)
    if (process.platform !== 'win32' && ((mode & 0o077) !== 0 || uid !== process.getuid?.()))
      throw new Stop(exit.notAllowed, 'cli.login.readableByOthers', { path })
    return readFileSync(file, 'utf8')
  } finally {
    closeSync(file)
  }
}

/** Writes a file that only its owner may read; it is there as a whole or not at all. */
export function writePrivate(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const beside = `${path}.${process.pid}`
  try {
    writeFileSync(beside, text, { mode: 0o600, flag: 'wx', flush: true })
    renameSync(beside, path)
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
}
