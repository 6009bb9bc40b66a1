/** npm run spec [-- --area NFM-USR,NFM-WAC] [--missing] [--totals] [--json] [--root DIR]: which requirements have tests that carry their id. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type AreaCoverage, claimsOf, countFaults, coverageOf, readRequirements, readTitles } from './requirements.ts'

const { values: options } = parseArgs({
  options: {
    area: { type: 'string' },
    missing: { type: 'boolean' },
    totals: { type: 'boolean' },
    json: { type: 'boolean' },
    root: { type: 'string', default: join(import.meta.dirname, '..') },
  },
})
const requirements = readRequirements(join(options.root, 'docs/spec'))
const titles = readTitles(options.root)
const { ids, faults } = claimsOf(titles, requirements)
faults.push(...countFaults(readFileSync(join(options.root, 'docs/spec/portal.md'), 'utf8'), requirements.values()))
if (titles.length === 0) faults.push('no test title found: the count sees nothing')

const wanted = options.area?.split(',').map((area) => area.trim())
const every = coverageOf(requirements.values(), ids)
const areas = every.filter(({ area }) => !wanted || wanted.some((name) => area === name || area.startsWith(`${name}-`)))
for (const name of wanted ?? []) {
  if (!every.some(({ area }) => area === name || area.startsWith(`${name}-`))) {
    faults.push(`the specification has no area ${name}; it has ${every.map(({ area }) => area).join(' ')}`)
  }
}

if (options.json) console.log(JSON.stringify({ areas }))
else print(areas)
for (const fault of faults) console.error(fault)
process.exitCode = faults.length === 0 ? 0 : 1

function print(rows: AreaCoverage[]): void {
  const sum = (of: (row: AreaCoverage) => number) => rows.reduce((total, row) => total + of(row), 0)
  const all = { area: 'all', total: sum((row) => row.total), covered: sum((row) => row.covered), missing: [] }
  if (!options.totals) console.log('area          total  covered      %')
  for (const { area, total, covered, missing } of options.totals ? [all] : [...rows, all]) {
    const percent = total === 0 ? 0 : (100 * covered) / total
    console.log(
      `${area.padEnd(12)} ${String(total).padStart(6)} ${String(covered).padStart(8)} ${percent.toFixed(1).padStart(6)}`,
    )
    if (!options.missing) continue
    for (const id of missing) console.log(`  ${id}  ${firstWords(requirements.get(id)?.statement ?? '')}`)
  }
}

function firstWords(statement: string): string {
  const text = statement.replace(/ \|$/, '').replaceAll(' | ', ' · ').replaceAll('**', '')
  return text.length > 90 ? `${text.slice(0, 90).replace(/\s+\S*$/, '')} …` : text
}
