import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { type ChainReport, listOperationLogs, verifyOperationLog } from './operation-log/operation-log.service.ts'
import { configurationTable, readConfig } from './platform/config.ts'
import { type DatabaseHandle, openDatabase } from './platform/database.ts'
import { houseTenantId } from './platform/identifiers.ts'
import { publicKeyOf } from './platform/operation-log-marks.ts'
import { readKeyEncryptionKey, Secrets } from './platform/secrets.ts'

/** Exit codes: 0 all is well, 1 the log is broken, 2 called wrongly, 3 the database or key cannot be opened. */
const exit = { broken: 1, usage: 2, unavailable: 3 } as const

const faults: Record<NonNullable<ChainReport['fault']>['reason'], string> = {
  changed: 'is not as it was written',
  missing: 'is missing',
  'beginning-missing': 'is not the first one, and no signed mark says that the rows before it were rightly deleted',
  'end-missing': 'and what follows it is missing',
  'mark-missing': 'has lost its signed mark',
  'mark-forged': 'has a mark that this key did not sign',
  replaced: 'or a row before it was replaced: its signed mark tells of another row',
  'head-wrong': 'is the last one but not the one that the end of the log names',
}

function settingsFrom(options: { data?: string }) {
  return readConfig(process.env, options.data === undefined ? {} : { KAOBAN_DATA: options.data })
}

const program = new Command('kaoban')
  .description('Tasks of the operator. Everything is configured as for the server: docs/operate/configuration.md')
  .exitOverride((stop) => process.exit(stop.exitCode === 0 ? 0 : exit.usage))

const audit = program.command('audit').description('the operation log')

audit
  .command('verify')
  .description('read the chain of every operation log and name the first row that is not as it was written')
  .option('--tenant <code>', 'only the log of this tenant')
  .option('--data <folder>', 'folder of the embedded database; stop the server first')
  .option('--public-key <file>', 'check the marks with this key (PEM) instead of the server’s own')
  .option('--json', 'print one object')
  .action(async (options: { tenant?: string; data?: string; publicKey?: string; json?: boolean }) => {
    const config = settingsFrom(options)
    const key = options.publicKey
      ? readFileSync(options.publicKey, 'utf8')
      : publicKeyOf(new Secrets(readKeyEncryptionKey(config, { mayCreate: false })))
    const database = await openDatabase(config, { migrate: false })
    try {
      const logs = await listOperationLogs(database)
      const wanted = options.tenant === undefined ? logs : logs.filter((log) => log.code === options.tenant)
      if (wanted.length === 0) {
        console.error(`no tenant has the code ${options.tenant}`)
        process.exitCode = exit.usage
        return
      }
      await report(database, wanted, key, options.json === true)
    } finally {
      await database.close()
    }
  })

async function report(
  database: DatabaseHandle,
  logs: { tenantId: string; code: string }[],
  key: string,
  json: boolean,
): Promise<void> {
  const reports: ChainReport[] = []
  for (const log of logs) {
    const found = await verifyOperationLog(database, log, key)
    reports.push(found)
    if (json) continue
    const name = log.tenantId === houseTenantId ? 'operator' : `tenant ${log.code}`
    console.log(
      found.fault
        ? `BROKEN ${name}: row ${found.fault.seq} ${faults[found.fault.reason]}`
        : `ok     ${name}: ${found.rows} rows, the last is ${found.last}`,
    )
  }
  const broken = reports.filter((found) => found.fault)
  if (json) console.log(JSON.stringify({ whole: broken.length === 0, logs: reports }))
  else console.log(`${reports.length} logs, ${broken.length} broken`)
  if (broken.length > 0) process.exitCode = exit.broken
}

audit
  .command('key')
  .description('print the public key that lets an auditor verify a copy of the log')
  .option('--data <folder>', 'folder that holds the key')
  .action((options: { data?: string }) => {
    const kek = readKeyEncryptionKey(settingsFrom(options), { mayCreate: false })
    process.stdout.write(publicKeyOf(new Secrets(kek)))
  })

program
  .command('config')
  .description('print every configuration key as a Markdown table')
  .action(() => {
    process.stdout.write(configurationTable())
  })

try {
  await program.parseAsync()
} catch (error) {
  console.error(`kaoban: ${(error as Error).message}`)
  process.exitCode = exit.unavailable
}
