// npm run bench -- NAME [flags]: one command for every figure we claim. Without a name, or with --help, what there is.
interface Bench {
  load(): Promise<{ run(args: string[]): Promise<void> }>
  flags: string
}

const database = '[--on embedded|postgresql]'
const benches: Record<string, Bench> = {
  'authentication-log': {
    load: () => import('./authentication-log.ts'),
    flags: '[--rows 1000000] [--embedded-rows 200000] [--only embedded|postgresql] [--json]',
  },
  cli: { load: () => import('./cli.ts'), flags: '[pictures [--gigabytes 50]]' },
  directory: { load: () => import('./directory.ts'), flags: database },
  face: { load: () => import('./face.ts'), flags: '[--rounds 60] [--json]' },
  'face-accuracy': {
    load: () => import('./face-accuracy.ts'),
    flags: '--pairs FILE.csv --root DIR [--model faceplugin|dlib] [--workers N] [--json]',
  },
  'face-attacks': { load: () => import('./face-attacks.ts'), flags: '[--faces DIR] [--people 6] [--json]' },
  import: { load: () => import('./import.ts'), flags: `[faces] ${database}` },
  'sign-in': { load: () => import('./sign-in.ts'), flags: '[--seconds 3] [--rounds 3]' },
  users: { load: () => import('./users.ts'), flags: `[ROUNDS] ${database}` },
}

const [name = '', ...args] = process.argv.slice(2)
const bench = Object.hasOwn(benches, name) ? benches[name] : undefined
const usageOf = (one: string) => `npm run bench -- ${one} ${benches[one]!.flags}`.trim()
if (!bench) {
  if (name !== '' && name !== '--help') console.error(`no bench is called ${name}; there are:`)
  console.error(Object.keys(benches).map(usageOf).join('\n'))
  process.exitCode = 2
} else if (args.includes('--help')) console.log(usageOf(name))
else {
  try {
    await (await bench.load()).run(args)
  } catch (error) {
    if (!isMistyped(error)) throw error
    console.error(`${error.message}\n${usageOf(name)}`)
    process.exitCode = 2
  }
}

function isMistyped(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
}
