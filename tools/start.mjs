// `npm start`: installs what is missing, builds pages and server when their sources changed, starts the server.
import { fileURLToPath } from 'node:url'
import { digestsOfSources, partsToBuild } from './built.mjs'
import { prepare } from './prepare.mjs'
import { run } from './run.mjs'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
prepare('run')
const built = partsToBuild(digestsOfSources()).length === 0 ? 0 : await run(['tools/build.ts'])
process.exitCode = built === 0 ? await run(['apps/server/dist/portal/main.mjs', ...process.argv.slice(2)]) : built
