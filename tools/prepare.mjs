// Installs the npm packages when they are missing or older than the lock file, without asking npm each time.
import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'

if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error(`Node 20 or newer is needed; this is ${process.version}.`)
  process.exit(1)
}

/** npm writes this file last, so it tells a whole installation from an interrupted one. */
const installed = 'node_modules/.package-lock.json'

function isCurrent(wanted) {
  if (!existsSync(installed) || statSync(installed).mtimeMs < statSync('package-lock.json').mtimeMs) return false
  return wanted === 'run' || existsSync('node_modules/vitest/package.json')
}

/** `run`: what the product needs. `all`: also what tests and tools need. Exits when it cannot. */
export function prepare(wanted) {
  if (isCurrent(wanted)) return
  console.log('Installing packages (a minute or two the first time) …')
  const args = ['ci', ...(wanted === 'run' ? ['--omit=dev'] : []), '--no-audit', '--no-fund', '--loglevel=error']
  const npm = process.env.npm_execpath
  const result = npm
    ? spawnSync(process.execPath, [npm, ...args], { stdio: 'inherit' })
    : spawnSync('npm', args, { stdio: 'inherit', shell: process.platform === 'win32' })
  if (result.status !== 0) process.exit(result.status ?? 1)
}

if (process.argv[1]?.endsWith('prepare.mjs')) prepare('all')
