// `npm start`: installs what is missing, builds the web pages when their sources changed, starts the server.
import { fileURLToPath } from 'node:url'
import { digestOfSources, isBuiltFrom } from './built.mjs'
import { prepare } from './prepare.mjs'
import { run } from './run.mjs'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
prepare('run')
const built = isBuiltFrom(digestOfSources()) ? 0 : await run(['tools/build.ts'])
process.exitCode = built === 0 ? await run(['apps/server/src/main.ts', ...process.argv.slice(2)]) : built
