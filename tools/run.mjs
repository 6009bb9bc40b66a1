// Runs a script on the project's own Node 24, whichever Node (20 or newer) the system has.
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const require = createRequire(import.meta.url)

export function nodeBinary() {
  try {
    const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
    const folder = dirname(require.resolve(`${name}/package.json`))
    return process.platform === 'win32' ? join(folder, 'bin', 'node.exe') : join(folder, 'bin', 'node')
  } catch {
    if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
    throw new Error(
      `Node 24 is needed and npm has no build of it for ${process.platform} ${process.arch}: install Node 24 or newer and run this again.`,
    )
  }
}

/**
 * V8 aborts now and then where it throws away machine code of WebAssembly while threads come and go, as those of the
 * embedded database do (`jit_page.has_value()`, `allocations_.erase(addr) == 1`; Node's issue 64500): so it keeps what
 * little it has, and leaves out what only guards that code.
 */
const sound = ['--no-memory-protection-keys', '--no-wasm-code-gc']

/**
 * An answer of a hundred rows leaves 2 MB behind. By itself V8 reserves so much for what is new, next to a heap that is
 * small, that it walks through all of it again and again, every 16 answers in the embedded database: one request in
 * sixty then took three times as long.
 */
const steady = ['--max-semi-space-size=16', '--heap-growing-percent=400']

/**
 * V8 translates functions of WebAssembly again, for speed, after they have walked over so many bytes. That of the
 * embedded database which reads SQL is one of 105 kB with a loop around all of it, so it came first: after a hundred
 * statements, and for that one 600 MB and two seconds of a core went, at each start and each command.
 */
const patient = ['--wasm-tiering-budget=2000000000']

/** Flags of every process of ours. */
export const flags = ['--disable-warning=ExperimentalWarning', ...sound, ...steady, ...patient]

/** Programs are translated once: it halves the time that a command takes to begin. */
const compiled = fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url))

/** Starts the script and passes signals on; resolves with its exit code. */
export function run(args, options = {}) {
  const child = spawn(nodeBinary(), [...flags, ...args], {
    stdio: 'inherit',
    ...options,
    env: { NODE_COMPILE_CACHE: compiled, ...(options.env ?? process.env) },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => resolve(code ?? (signal === null ? 1 : 128)))
  })
}

if (process.argv[1] !== undefined && import.meta.url.endsWith('/run.mjs') && process.argv[1].endsWith('run.mjs')) {
  process.exitCode = await run(process.argv.slice(2))
}
