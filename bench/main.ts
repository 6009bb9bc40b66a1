// npm run bench -- NAME [flags]: one command for every figure we claim.
const benches: Record<string, () => Promise<{ run(args: string[]): Promise<void> }>> = {
  'authentication-log': () => import('./authentication-log.ts'),
  cli: () => import('./cli.ts'),
  face: () => import('./face.ts'),
  'face-accuracy': () => import('./face-accuracy.ts'),
  'face-attacks': () => import('./face-attacks.ts'),
  import: () => import('./import.ts'),
  'sign-in': () => import('./sign-in.ts'),
  users: () => import('./users.ts'),
}

const [name = '', ...args] = process.argv.slice(2)
const load = Object.hasOwn(benches, name) ? benches[name] : undefined
if (!load) {
  console.error(
    `${name ? `no bench is called ${name}` : 'which bench?'}; there are: ${Object.keys(benches).join(', ')}`,
  )
  process.exitCode = 2
} else {
  await (await load()).run(args)
}
