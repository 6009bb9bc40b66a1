/** npm run notices [-- --check]: THIRD_PARTY_NOTICES.md from the lock file; fails on a licence nobody has agreed to. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const target = join(root, 'THIRD_PARTY_NOTICES.md')

const permissive = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Unlicense',
  'Python-2.0',
  'Zlib',
  'MIT OR Apache-2.0',
  '(MIT OR CC0-1.0)',
  '(MIT OR Apache-2.0)',
  'PostgreSQL',
])
/** Agreed one by one, with the reason. */
const agreed: Record<string, string> = {
  'LGPL-3.0-or-later': 'libvips, a shared library beside sharp, replaceable by the user',
  'Apache-2.0 AND LGPL-3.0-or-later': 'libvips, a shared library beside sharp, replaceable by the user',
  'Apache-2.0 AND LGPL-3.0-or-later AND MIT': 'libvips, a shared library beside sharp, replaceable by the user',
  '(MIT AND CC-BY-3.0)': 'SPDX licence names, data of a build tool',
  'CC-BY-4.0': 'browser support data, used while building the pages',
  '(BSD-3-Clause OR GPL-2.0)': 'taken under BSD-3-Clause',
  'MPL-2.0': 'lightningcss and axe, used while building and testing, unmodified',
}
/** Packages whose package.json names no licence; what their licence file says. */
const readByHand: Record<string, string> = {}

interface Locked {
  version?: string
  dev?: boolean
  link?: boolean
  license?: string
}

const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, Locked> }
const byLicence = new Map<string, Set<string>>()
const faults: string[] = []
for (const [path, locked] of Object.entries(lock.packages)) {
  if (!path.includes('node_modules/') || locked.dev || locked.link) continue
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
  if (name.startsWith('@kaoban/') || path.endsWith('tools/empty')) continue
  const licence = locked.license ?? licenceOf(path) ?? readByHand[name]
  if (licence === undefined) faults.push(`${name}: no licence is named`)
  else if (!permissive.has(licence) && !(licence in agreed)) faults.push(`${name}: ${licence} is not agreed to`)
  else byLicence.set(licence, (byLicence.get(licence) ?? new Set()).add(`${name} ${locked.version}`))
}

function licenceOf(path: string): string | undefined {
  const file = join(root, path, 'package.json')
  if (!existsSync(file)) return undefined
  const { license, licenses } = JSON.parse(readFileSync(file, 'utf8')) as {
    license?: string | { type: string }
    licenses?: { type: string }[]
  }
  return typeof license === 'string' ? license : (license?.type ?? licenses?.[0]?.type)
}

const lines = [
  '# Third-party software',
  '',
  'Packages that run with Kaoban, by licence. Made by `npm run notices` from the lock file; the licence texts are in each package.',
  '',
  '## Face models',
  '',
  'The models that run unless an operator chooses others come from the npm package `faceplugin-face-recognition-js` 0.0.1, published under the MIT licence. Who made the weights and from which pictures is not published; see `docs/face/models.md`. They are loaded from the installed package and are not part of this repository.',
  '',
  'The weights of the model that `KAOBAN_FACE_MODEL=dlib` chooses come from the npm package `@vladmandic/face-api` 1.7.15, published under the MIT licence. They are those of `dlib_face_recognition_resnet_model_v1` by Davis King, who dedicated them to the public domain (CC0 1.0). They are loaded from the installed package and are not part of this repository.',
]
for (const [licence, packages] of [...byLicence].sort(([a], [b]) => a.localeCompare(b))) {
  lines.push('', `## ${licence}`, '')
  if (licence in agreed) lines.push(`Agreed to: ${agreed[licence]}.`, '')
  lines.push([...packages].sort().join(', '))
}
const text = `${lines.join('\n')}\n`

if (process.argv.includes('--check')) {
  if (!existsSync(target) || readFileSync(target, 'utf8') !== text)
    faults.push('THIRD_PARTY_NOTICES.md is out of date: npm run notices')
} else writeFileSync(target, text)
for (const fault of faults) console.error(fault)
const count = [...byLicence.values()].reduce((sum, packages) => sum + packages.size, 0)
console.log(`${count} packages under ${byLicence.size} licences, ${faults.length} faults`)
process.exitCode = faults.length === 0 && count > 50 ? 0 : 1
