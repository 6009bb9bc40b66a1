/** node tools/run.mjs tools/boundaries.ts [ROOT]: who may import whom, as ARCHITECTURE.md says; fails when it sees too little. */
import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { globalsUsed, type Import, importsOf, mocksOf, queriesOf } from './imports.ts'
import { readSource, type Source, servesTests, sourcePaths } from './sources.ts'

interface Unit {
  /** Packages of ours it may import. */
  ours: readonly string[]
  /** Whether it runs on Node and may use what Node brings. */
  node?: boolean
  /** npm packages it may import; absent: any that its package.json lists. */
  npm?: readonly string[]
  /** Files directly in src/ that put the app together and may import everything in it. */
  composition?: readonly string[]
}

const everyPackage = ['contract', 'messages', 'face', 'face-node', 'codecs', 'replication']

/** The table of ARCHITECTURE.md. A new row needs an ADR. */
const units: Readonly<Record<string, Unit>> = {
  'packages/contract': { ours: [], npm: ['zod'] },
  'packages/messages': { ours: [], npm: [] },
  'packages/face': { ours: [], npm: [] },
  'packages/face-node': { ours: ['face'], node: true },
  'packages/codecs': { ours: ['contract', 'messages'] },
  'packages/replication': { ours: ['contract', 'messages'] },
  'apps/server': { ours: everyPackage, node: true, composition: ['main', 'server', 'features', 'cli'] },
  'apps/web': { ours: ['contract', 'face', 'messages', 'codecs'], composition: ['main', 'features', 'router'] },
  'apps/extension': { ours: ['contract', 'face', 'messages'], composition: ['main', 'features'] },
  'apps/agent': { ours: everyPackage, node: true, composition: ['main', 'features'] },
  'apps/device': { ours: everyPackage, node: true, composition: ['main', 'features'] },
  'apps/cli': { ours: ['contract', 'codecs', 'messages'], node: true, npm: ['ldapts'], composition: ['main'] },
}

const drivers = ['kysely', 'pg', 'pg-pool', '@electric-sql/pglite']
const free = /^(?:test|bench|tools)\/|^[^/]+$/

export interface Report {
  faults: string[]
  files: number
  imports: number
}

interface Place {
  unit: string | undefined
  /** The path within src/, absent outside it. */
  inSource: string | undefined
  /** First folder below src/; '' for files directly in src/. */
  feature: string | undefined
}

function placeOf(path: string): Place {
  const [, unit, rest = ''] = /^((?:apps|packages)\/[^/]+)\/(.*)$/.exec(path) ?? []
  const inSource = rest.startsWith('src/') ? rest.slice('src/'.length) : undefined
  const feature =
    inSource === undefined ? undefined : inSource.includes('/') ? inSource.slice(0, inSource.indexOf('/')) : ''
  return { unit, inSource, feature }
}

/** Checks a whole tree. */
export function checkBoundaries(root: string): Report {
  const faults: string[] = []
  const importCounts = new Map<string, number>()
  const fileCounts = new Map<string, number>()
  const edges = new Map<string, Map<string, string>>()
  const paths = sourcePaths(root)
  let imports = 0
  for (const path of paths) {
    const source = readSource(root, path)
    const found = importsOf(source)
    imports += found.length
    const { unit } = placeOf(path)
    const counted = unit ?? path.slice(0, Math.max(0, path.indexOf('/')))
    fileCounts.set(counted, (fileCounts.get(counted) ?? 0) + 1)
    importCounts.set(counted, (importCounts.get(counted) ?? 0) + found.length)
    faults.push(...fileFaults(source), ...found.flatMap((one) => importFaults(path, one)))
    for (const one of found) noteEdge(edges, path, one)
  }
  faults.push(...cycleFaults(edges))
  if (paths.length === 0) faults.push(`no source file under ${root}: the check sees nothing`)
  if (paths.length > 30 && imports < 50) {
    faults.push(`only ${imports} imports in ${paths.length} files: the check is blind, look at tools/imports.ts`)
  }
  for (const [unit, files] of fileCounts) {
    if (files > 1 && importCounts.get(unit) === 0)
      faults.push(`${unit}: ${files} files and no import seen: the check is blind there`)
  }
  return { faults, files: paths.length, imports }
}

/** What a file may not do by itself, whatever it imports. */
function fileFaults(source: Source): string[] {
  const { path } = source
  const { unit, inSource, feature } = placeOf(path)
  const faults = mocksOf(source).map(
    ({ name, line }) => `${path}:${line}: mocks ${name}, which is ours: test through the door with the real thing`,
  )
  if (!unit) return faults
  const rules = units[unit]
  if (!rules) {
    return [
      ...faults,
      `${path}: ${unit} has no row in the table of who may import whom: write an ADR and add it to tools/boundaries.ts`,
    ]
  }
  if (inSource === undefined || servesTests(path)) return faults
  if (feature === '' && rules.composition && !rules.composition.includes(stem(inSource))) {
    faults.push(
      `${path}: only ${rules.composition.join(', ')} stand directly in ${unit}/src: put this file in the folder of its feature, or in platform/ when every feature needs it`,
    )
  }
  const banned = (name: string) => {
    if (/^(?:process|Buffer|__dirname|__filename)$/.test(name)) return rules.node !== true
    return unit.startsWith('packages/')
  }
  for (const { name, line } of globalsUsed(source)) {
    if (banned(name))
      faults.push(`${path}:${line}: uses ${name}, but ${unit} has to run everywhere: let the caller pass what you need`)
  }
  if (unit.startsWith('apps/') && !mayQuery(path)) {
    for (const { name, line } of queriesOf(source)) {
      faults.push(
        `${path}:${line}: ${name} is SQL: move it to a ${feature || '<feature>'}.store.ts and call it from the service`,
      )
    }
  }
  return faults
}

function mayQuery(path: string): boolean {
  return /\.store\.ts$/.test(path) || placeOf(path).feature === 'platform' || servesTests(path)
}

function importFaults(path: string, one: Import): string[] {
  const fault = (text: string) => [`${path}:${one.line}: ${text}`]
  if (free.test(path)) return []
  const from = placeOf(path)
  const rules = from.unit ? units[from.unit] : undefined
  if (!from.unit || !rules) return []
  const inTest = servesTests(path)
  if (one.target !== undefined) return relativeFaults(path, from, one.target, inTest).flatMap(fault)
  const [, own] = /^@kaoban\/([^/]+)/.exec(one.specifier) ?? []
  if (own) {
    if (one.specifier !== `@kaoban/${own}`)
      return fault(`${one.specifier} reaches into a package: import @kaoban/${own}`)
    if (units[`apps/${own}`])
      return fault(`${one.specifier} is an app, and nobody imports an app: share through packages/`)
    if (!rules.ours.includes(own)) {
      const allowed =
        rules.ours.length > 0 ? rules.ours.map((name) => `@kaoban/${name}`).join(', ') : 'no package of ours'
      return fault(`${from.unit} may not import @kaoban/${own}: it may import ${allowed}`)
    }
    return []
  }
  if (isBuiltin(one.specifier)) {
    if (rules.node || inTest || from.inSource === undefined) return []
    return fault(
      `${one.specifier} is Node's, but ${from.unit} has to run everywhere: let the caller pass what you need`,
    )
  }
  if (inTest) return []
  if (
    rules.npm &&
    from.inSource !== undefined &&
    !rules.npm.some((name) => one.specifier === name || one.specifier.startsWith(`${name}/`))
  ) {
    return fault(
      `${from.unit} may not import ${one.specifier}: it imports ${rules.npm.join(', ') || 'nothing from npm'}`,
    )
  }
  if (from.unit.startsWith('apps/') && from.inSource !== undefined && !mayQuery(path)) {
    const driver = drivers.find((name) => one.specifier === name || one.specifier.startsWith(`${name}/`))
    if (driver === 'kysely' && !one.names.includes('sql')) return []
    if (driver)
      return fault(
        `${driver} speaks SQL: only *.store.ts and platform/ do, so move the query to the store of this feature`,
      )
  }
  return []
}

function relativeFaults(path: string, from: Place, target: string, inTest: boolean): string[] {
  const to = placeOf(target)
  if (to.unit !== from.unit) {
    if (inTest && target.startsWith('test/')) return []
    if (!to.unit)
      return [`${target} lies outside ${from.unit}: only tests import from test/, and nothing imports tools/ or bench/`]
    const name = to.unit.slice(to.unit.indexOf('/') + 1)
    if (to.unit.startsWith('apps/'))
      return [`${target} is in another app, and nobody imports an app: share through packages/`]
    return [`${target} is inside another package: import @kaoban/${name}`]
  }
  if (to.inSource === undefined || from.inSource === undefined) return []
  if (servesTests(target) && !inTest) return [`${target} serves tests only: product code may not import it`]
  if (!from.unit?.startsWith('apps/')) return []
  return featureFaults(path, from, target, to, inTest)
}

function featureFaults(path: string, from: Place, target: string, to: Place, inTest: boolean): string[] {
  if (from.feature === to.feature || from.feature === '') return []
  if (to.feature === 'platform') return []
  if (inTest && (to.feature === '' || servesTests(target) || isTesting(path))) return []
  if (to.feature === '') return [`${target} puts the app together: it imports features, never the other way round`]
  if (from.feature === 'platform') {
    return [
      `platform may not import the feature ${to.feature}: pass what it needs from main.ts, or move the code to the feature`,
    ]
  }
  if (/\.service\.tsx?$/.test(target)) return []
  return [`${target} is private to ${to.feature}: call ${to.feature}.service.ts, or move what both need to platform/`]
}

/** Test support as opposed to a test: it may put the app together as main.ts does. */
function isTesting(path: string): boolean {
  return /(?:^|[./])testing\.tsx?$/.test(path)
}

function stem(path: string): string {
  return path.replace(/\.[^.]+$/, '')
}

type Edges = Map<string, Map<string, string>>

function noteEdge(edges: Edges, path: string, one: Import): void {
  if (one.target === undefined || servesTests(path)) return
  const from = placeOf(path)
  const to = placeOf(one.target)
  if (!from.unit?.startsWith('apps/') || from.unit !== to.unit || !from.feature || !to.feature) return
  if (from.feature === to.feature || from.feature === 'platform' || to.feature === 'platform') return
  const node = `${from.unit}/src/${from.feature}`
  const targets = edges.get(node) ?? new Map<string, string>()
  edges.set(node, targets.set(`${to.unit}/src/${to.feature}`, `${path}:${one.line}`))
}

/** Each circle of features once, with the import that closes it. */
function cycleFaults(edges: Edges): string[] {
  const faults: string[] = []
  const done = new Set<string>()
  const visit = (node: string, trail: string[]) => {
    if (done.has(node)) return
    for (const [target, place] of edges.get(node) ?? []) {
      const start = [...trail, node].indexOf(target)
      if (start === -1) visit(target, [...trail, node])
      else {
        const circle = [...trail, node].slice(start).concat(target)
        const names = circle.map((folder) => folder.slice(folder.lastIndexOf('/') + 1))
        faults.push(
          `${place}: features import each other in a circle, ${names.join(' -> ')}: move what they share to the lower one or to platform/`,
        )
      }
    }
    done.add(node)
  }
  for (const node of [...edges.keys()].sort()) visit(node, [])
  return faults
}

if (import.meta.main) {
  const { faults, files, imports } = checkBoundaries(process.argv[2] ?? join(import.meta.dirname, '..'))
  for (const fault of faults) console.error(fault)
  console.log(`boundaries: ${files} files, ${imports} imports, ${faults.length} faults`)
  process.exitCode = faults.length === 0 ? 0 : 1
}
