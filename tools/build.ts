import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Builds the web pages when their sources are not those of the last build. */
const root = fileURLToPath(new URL('..', import.meta.url))
process.chdir(root)

const sources = ['apps/web', 'packages/contract', 'packages/face', 'packages/messages', 'package-lock.json']
const stamp = 'apps/web/dist/.built-from'

function digestOf(paths: string[]): string {
  const digest = createHash('sha256')
  const visit = (path: string) => {
    let entries: string[] | undefined
    try {
      entries = readdirSync(path)
    } catch {}
    if (entries === undefined) digest.update(path).update(readFileSync(path))
    else
      for (const name of entries.sort())
        if (name !== 'dist' && name !== 'node_modules' && !name.includes('.test.')) visit(join(path, name))
  }
  for (const path of paths) visit(path)
  return digest.digest('hex')
}

const wanted = digestOf(sources)
if (!process.argv.includes('--force') && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) process.exit(0)
console.log('Building the web pages …')
const result = spawnSync(
  process.execPath,
  ['node_modules/vite/bin/vite.js', 'build', 'apps/web', '--logLevel', 'warn'],
  { stdio: 'inherit' },
)
if (result.status !== 0) process.exit(result.status ?? 1)
mkdirSync(dirname(stamp), { recursive: true })
writeFileSync(stamp, wanted)
