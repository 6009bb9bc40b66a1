import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from './platform/clock.ts'
import { readConfig } from './platform/config.ts'
import { openDatabase } from './platform/database.ts'
import { houseTenantId } from './platform/identifiers.ts'
import { writeOperation } from './platform/operation-log.ts'
import { readKeyEncryptionKey, Secrets } from './platform/secrets.ts'

const folder = mkdtempSync(join(tmpdir(), 'kaoban-cli-'))
const config = readConfig({ KAOBAN_DATA: folder })

function kaoban(...args: string[]) {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME }
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, 'cli.ts'), ...args], {
    env,
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

/** Opens the folder as the server would, and closes it again: the command runs while the server is stopped. */
async function inDatabase(
  work: (secrets: Secrets) => Parameters<Awaited<ReturnType<typeof openDatabase>>['transaction']>[1],
) {
  const secrets = new Secrets(readKeyEncryptionKey(config))
  const database = await openDatabase(config)
  await database.transaction({ tenantId: houseTenantId, role: 'operator' }, work(secrets))
  await database.close()
}

describe('kaoban audit verify', { timeout: 120_000 }, () => {
  beforeAll(
    () =>
      inDatabase((secrets) => async (db) => {
        for (let n = 0; n < 5; n++)
          await writeOperation(
            db,
            {
              tenantId: houseTenantId,
              actor: { kind: 'job', name: 'test' },
              clock: systemClock,
              locale: 'ja',
              secrets,
              requestId: '',
              address: '',
              local: false,
              userAgent: '',
              browser: { token: () => undefined, remember() {}, forget() {} },
            },
            'service.changed',
            { n },
            true,
          )
      }),
    120_000,
  )
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('finds an honest log whole, and waits for nobody who has the data open', async () => {
    const found = kaoban('audit', 'verify', '--data', folder)
    expect(found).toMatchObject({ status: 0, stdout: 'ok     operator: 5 rows, the last is 5\n1 logs, 0 broken\n' })
    const database = await openDatabase(config)
    const refused = kaoban('audit', 'verify', '--data', folder)
    await database.close()
    expect(refused.status).toBe(3)
    expect(refused.stderr).toContain('in use by process')
  })

  it('names the first bad row and fails', async () => {
    await inDatabase(() => async (db) => {
      await sql`set local role none`.execute(db)
      await sql`update operation_log set details = '{}' where seq = 3`.execute(db)
    })
    const found = kaoban('audit', 'verify', '--data', folder)
    expect(found.status).toBe(1)
    expect(found.stdout).toContain('BROKEN operator: row 3 is not as it was written')
  })

  it('tells wrong calls and missing data from a broken log', () => {
    expect(kaoban('audit', 'verify', '--tenant', 'nobody', '--data', folder).status).toBe(2)
    expect(kaoban('audit', 'verfy').status).toBe(2)
    expect(kaoban('audit', 'verify', '--data', join(folder, 'nowhere')).status).toBe(3)
    expect(kaoban('audit', 'key', '--data', folder).stdout).toContain('BEGIN PUBLIC KEY')
  })
})
