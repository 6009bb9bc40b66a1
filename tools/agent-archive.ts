/** node tools/run.mjs tools/agent-archive.ts: makes of what vite built of apps/agent the archive that the portal gives out. */
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { faceplugin } from '../packages/face/src/manifest.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const built = join(root, 'apps/agent/dist')
const folder = join(built, 'kaoban-agent')

/** Native packages, each with those it loads; of ONNX Runtime the files of this platform only. */
const packages = ['onnxruntime-node', 'onnxruntime-common', 'sharp', '@img/colour', 'detect-libc', 'semver']
const platform = ['@img/sharp-linux-x64', '@img/sharp-libvips-linux-x64']
const unwanted = /^\/(?:src|script|install)(?:\/|$)|^\/bin\/napi-v6\/(?!linux(?:\/x64|$))|\.(?:map|md|d\.[cm]?ts)$/

/** PCs need nothing but Node, and no registry of packages. */
const launcher = `#!/bin/sh
exec node "$(dirname "$(readlink -f "$0")")/kaoban-agent.mjs" "$@"
`

export function packAgent(): void {
  const here = `${process.platform}-${process.arch}`
  if (here !== 'linux-x64') {
    console.log(`The client software is packed on Linux for x64 only, not on ${here}.`)
    return
  }
  for (const name of [...packages, ...platform]) {
    const from = join(root, 'node_modules', name)
    // Where npm has put it below the package that loads it, it went along.
    if (!existsSync(from)) continue
    const to = join(folder, 'node_modules', name)
    cpSync(from, to, { recursive: true, dereference: true, filter: (path) => !unwanted.test(path.slice(from.length)) })
  }
  const require = createRequire(join(root, 'packages/face-node/package.json'))
  mkdirSync(join(folder, 'models'), { recursive: true })
  for (const { file, source } of Object.values(faceplugin.models)) {
    const models = join(dirname(require.resolve(`${source.package}/package.json`)), source.folder)
    cpSync(join(models, file), join(folder, 'models', file))
  }
  for (const file of ['LICENSE', 'THIRD_PARTY_NOTICES.md']) cpSync(join(root, file), join(folder, file))
  if (existsSync(join(root, 'apps/agent/pam')))
    cpSync(join(root, 'apps/agent/pam'), join(folder, 'pam'), { recursive: true })
  const { version } = JSON.parse(readFileSync(join(root, 'apps/agent/package.json'), 'utf8')) as { version: string }
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ name: 'kaoban-agent', version, type: 'module' })}\n`)
  writeFileSync(join(folder, 'kaoban-agent'), launcher)
  chmodSync(join(folder, 'kaoban-agent'), 0o755)
  const archive = join(built, 'kaoban-agent-linux-x64.tgz')
  rmSync(archive, { force: true })
  const own = ['--owner=0', '--group=0', '--sort=name', '--use-compress-program=gzip -1']
  const { status } = spawnSync('tar', [...own, '-cf', archive, '-C', built, 'kaoban-agent'], { stdio: 'inherit' })
  if (status !== 0) throw new Error('tar made no archive of the client software')
}

if (import.meta.main) packAgent()
