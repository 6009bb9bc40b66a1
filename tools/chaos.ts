/**
 * npm run chaos -- import [--rounds 50] [--seed N] [--on embedded|postgresql|both]: kills the server at random moments
 * while lists are imported, and fails unless everything ends as if nothing had happened.
 */
import { parseArgs } from 'node:util'
import { chaosOfImport } from '../test/import-chaos.ts'
import { startPostgres } from './postgres.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '50' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    on: { type: 'string', default: 'both' },
  },
})
const rounds = Number(values.rounds)
if (positionals[0] !== 'import' || !(rounds > 0) || !['embedded', 'postgresql', 'both'].includes(values.on)) {
  console.error('usage: npm run chaos -- import [--rounds 50] [--seed N] [--on embedded|postgresql|both]')
  process.exit(2)
}
const options = { rounds, seed: Number(values.seed), log: console.log }
console.log(`seed ${options.seed}`)
let faults = 0
if (values.on !== 'postgresql') faults += say(await chaosOfImport(options))
if (values.on !== 'embedded') {
  const postgres = await startPostgres()
  try {
    faults += say(await chaosOfImport({ ...options, postgresUrl: postgres.url }))
  } finally {
    await postgres.stop()
  }
}
process.exitCode = faults === 0 ? 0 : 1

function say(report: Awaited<ReturnType<typeof chaosOfImport>>): number {
  for (const fault of report.faults.slice(0, 20)) console.log(`FAULT ${fault}`)
  const deaths = Object.entries(report.killedWhile).map(([state, count]) => `${state} ${count}`)
  console.log(
    `${report.database}: ${report.rounds} rounds, ${report.kills} deaths (imports met while ${deaths.join(', ')}), ${report.faults.length} faults`,
  )
  return report.faults.length
}
