import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { packAgent } from './agent-archive.ts'
import { digestOfSources, isBuiltFrom, rememberBuilt } from './built.mjs'

/** Builds the web pages, the command as one file, and the client software, when their sources are not those of the last build. */
process.chdir(fileURLToPath(new URL('..', import.meta.url)))

const wanted = digestOfSources()
if (!process.argv.includes('--force') && isBuiltFrom(wanted)) process.exit(0)
console.log('Building the web pages …')
for (const app of ['apps/web', 'apps/cli', 'apps/agent']) {
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/vite/bin/vite.js', 'build', app, '--logLevel', 'warn'],
    { stdio: 'inherit' },
  )
  if (status !== 0) process.exit(status ?? 1)
}
packAgent()
rememberBuilt(wanted)
