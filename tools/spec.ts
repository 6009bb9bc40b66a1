/** npm run spec [-- --area NFM-USR,NFM-WAC] [--missing] [--totals] [--json] [--root DIR]: which requirements have tests that carry their id. */
import { readFileSync } from 'node:fs'
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
    ...(options.missing ? row.missing.map((id) => `  ${id}  ${firstWords(requirements.get(id))}`) : []),
  ])
  return { report: ['area          total  covered      %', ...lines].join('\n'), faults }
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
