import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { packAgent } from './agent-archive.ts'
import { digestsOfSources, type Part, parts, partsToBuild, rememberBuilt } from './built.mjs'
import { compressFiles } from './compress.ts'

/**
 * Builds the web pages, the command as one file, and the client software, and the server, each when its sources are not
 * those of the last build.
 */
process.chdir(fileURLToPath(new URL('..', import.meta.url)))

const words: Record<Part, string> = { pages: 'the web pages', server: 'the server' }
const digests = digestsOfSources()
const wanted = process.argv.includes('--force') ? (['pages', 'server'] as const) : partsToBuild(digests)
for (const part of wanted) {
  console.log(`Building ${words[part]} …`)
  for (const app of parts[part].apps) {
    const { status } = spawnSync(
      process.execPath,
      ['node_modules/vite/bin/vite.js', 'build', app, '--logLevel', 'warn'],
      { stdio: 'inherit' },
    )
    if (status !== 0) process.exit(status ?? 1)
  }
  if (part === 'pages') {
    await compressFiles('apps/web/dist/assets')
    packAgent()
  }
  rememberBuilt(part, digests[part])
}
