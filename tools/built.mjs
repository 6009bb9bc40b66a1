// Whether the web pages, the command and the client software were built from the sources as they are now.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const apps = ['apps/web', 'apps/cli', 'apps/agent']
const packages = ['codecs', 'contract', 'face', 'face-node', 'messages'].map((name) => `packages/${name}`)
const stamp = 'apps/web/dist/.built-from'

export function digestOfSources() {
  const digest = createHash('sha256')
  const visit = (path) => {
    let entries
    try {
      entries = readdirSync(path)
    } catch {}
    if (entries === undefined) digest.update(path).update(readFileSync(path))
    else
      for (const name of entries.sort())
        if (name !== 'dist' && name !== 'node_modules' && !name.includes('.test.')) visit(join(path, name))
  }
  for (const path of [...apps, ...packages, 'package-lock.json']) visit(path)
  return digest.digest('hex')
}

export function isBuiltFrom(digest) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === digest
}

export function rememberBuilt(digest) {
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, digest)
}
