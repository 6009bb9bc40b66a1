/** npm run spec [-- --area NFM-USR,NFM-WAC] [--missing] [--totals] [--json] [--root DIR]: which requirements have tests that carry their id. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import {
  type AreaCoverage,
  claimsOf,
  countFaults,
  coverageOf,
  type Requirement,
  readRequirements,
  readTitles,
} from './requirements.ts'

/** What the command says: its report, and what is wrong with the claims or the question. */
export function reportCoverage(args: string[]): { report: string; faults: string[] } {
  const { values: options } = parseArgs({
    args,
    options: {
      area: { type: 'string' },
      missing: { type: 'boolean' },
      totals: { type: 'boolean' },
      json: { type: 'boolean' },
      root: { type: 'string', default: join(import.meta.dirname, '..') },
    },
  })
  const folder = join(options.root, 'docs/spec')
  const requirements = readRequirements(folder)
  const titles = readTitles(options.root)
  const { ids, faults } = claimsOf(titles, requirements)
  faults.push(...countFaults(readFileSync(join(folder, 'portal.md'), 'utf8'), requirements.values()))
  if (titles.length === 0) faults.push('no test title found: the count sees nothing')

  const every = coverageOf(requirements.values(), ids)
  const open = readOpen(folder)
  faults.push(...openFaults(open, every, requirements))
  const wanted = options.area?.split(',').map((area) => area.trim())
  const belongs = (area: string, name: string) => area === name || area.startsWith(`${name}-`)
  for (const name of wanted ?? []) {
    if (every.some(({ area }) => belongs(area, name))) continue
    faults.push(`the specification has no area ${name}; it has ${every.map(({ area }) => area).join(' ')}`)
  }
  const areas = every.filter(({ area }) => !wanted || wanted.some((name) => belongs(area, name)))
  if (options.json) return { report: JSON.stringify({ areas }), faults }
  const total = sumOf(areas)
  if (options.totals) return { report: line(total), faults }
  const lines = [...areas, total].flatMap((row) => [
    line(row),
    ...(options.missing ? row.missing.map((id) => missingLine(id, requirements.get(id), open.reasons.get(id))) : []),
  ])
  return { report: ['area          total  covered      %', ...lines].join('\n'), faults }
}

interface Open {
  /** Of which it says everything. */
  areas: readonly string[]
  /** What a requirement waits for. */
  reasons: ReadonlyMap<string, string>
}

/** docs/spec/open.md: why requirements have no test yet. */
function readOpen(folder: string): Open {
  const path = join(folder, 'open.md')
  const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
  const areas = /^Areas: (.+)$/m.exec(text)?.[1]?.split(', ') ?? []
  const rows = [...text.matchAll(/^\| (.+) \| ((?:NFM|MFA|DEV)-[A-Z]+-\d[^|]*) \| .* \|$/gm)]
  const reasons = rows.flatMap(([, reason = '', list = '']) => list.split(', ').map((id) => [id, reason] as const))
  return { areas, reasons: new Map(reasons) }
}

/** Where open.md is not true any more. */
function openFaults(
  { areas, reasons }: Open,
  every: readonly AreaCoverage[],
  requirements: ReadonlyMap<string, Requirement>,
): string[] {
  const missing = new Set(every.flatMap((row) => row.missing))
  const known = new Set(every.map(({ area }) => area))
  return [
    ...areas.filter((area) => !known.has(area)).map((area) => `open.md: the specification has no area ${area}`),
    ...[...reasons.keys()].flatMap((id) => {
      if (!requirements.has(id)) return [`open.md: the specification has no ${id}`]
      return missing.has(id) ? [] : [`open.md: ${id} has a test by now`]
    }),
    ...every
      .filter(({ area }) => areas.includes(area))
      .flatMap((row) => row.missing.filter((id) => !reasons.has(id)))
      .map((id) => `open.md does not say why ${id} has no test`),
  ]
}

function missingLine(id: string, requirement: Requirement | undefined, reason: string | undefined): string {
  return `  ${id}  ${firstWords(requirement)}${reason === undefined ? '' : `\n      waits for: ${reason}`}`
}

function sumOf(rows: AreaCoverage[]): AreaCoverage {
  const sum = { area: 'all', total: 0, covered: 0, missing: [] }
  for (const { total, covered } of rows) {
    sum.total += total
    sum.covered += covered
  }
  return sum
}

function line({ area, total, covered }: AreaCoverage): string {
  const percent = total === 0 ? 0 : (100 * covered) / total
  return `${area.padEnd(12)} ${String(total).padStart(6)} ${String(covered).padStart(8)} ${percent.toFixed(1).padStart(6)}`
}

function firstWords(requirement: Requirement | undefined): string {
  const text = (requirement?.statement ?? '').replace(/ \|$/, '').replaceAll(' | ', ' · ').replaceAll('**', '')
  return text.length > 90 ? `${text.slice(0, 90).replace(/\s+\S*$/, '')} …` : text
}

if (import.meta.main) {
  const { report, faults } = reportCoverage(process.argv.slice(2))
  for (const fault of faults) console.error(fault)
  console.log(report)
  process.exitCode = faults.length === 0 ? 0 : 1
}
