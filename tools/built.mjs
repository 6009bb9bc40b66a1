// What was built from the sources as they are now: the pages with the command and the client software, and the server.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Apart, so that a change of the server alone is built in seconds. Each stamp goes with what it is about. */
export const parts = {
  pages: { apps: ['apps/web', 'apps/cli', 'apps/agent'], stamp: 'apps/web/dist/.built-from' },
  server: { apps: ['apps/server'], stamp: 'apps/server/dist/portal/.built-from' },
}
const packages = ['codecs', 'contract', 'face', 'face-node', 'messages'].map((name) => `packages/${name}`)

export function digestsOfSources() {
  const shared = digestOf([...packages, 'package-lock.json'])
  return Object.fromEntries(Object.entries(parts).map(([part, { apps }]) => [part, `${shared} ${digestOf(apps)}`]))
}

function digestOf(paths) {
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
  for (const path of paths) visit(path)
  return digest.digest('hex')
}

export function partsToBuild(digests) {
  return Object.keys(parts).filter((part) => {
    const { stamp } = parts[part]
    return !existsSync(stamp) || readFileSync(stamp, 'utf8') !== digests[part]
  })
}

export function rememberBuilt(part, digest) {
  const { stamp } = parts[part]
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, digest)
}
