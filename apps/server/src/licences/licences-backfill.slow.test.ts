import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { openEmbedded } from '../platform/pglite.ts'

const folder = fileURLToPath(new URL('../../migrations/', import.meta.url))

it('a tenant opened before licences were kept gets the trial it was promised', async () => {
  // One in a folder begins empty.
  const home = mkdtempSync(join(tmpdir(), 'kaoban-test-'))
  const database = await openEmbedded(home)
  try {
    const files = readdirSync(folder).sort()
    const run = async (names: string[]) => {
      for (const name of names) await database.query(`${readFileSync(`${folder}${name}`, 'utf8')};`)
    }
    await run(files.filter((name) => name < '0050'))
    const tenantId = '11111111-1111-4111-8111-111111111111'
    await database.query(
      `insert into tenants (tenant_id, code, name, normalised_name, applicant_mail, trial_start, trial_end, opened_at)
       values ($1, 'code', 'n', 'n', 'm', '2026-05-15', '2026-07-31', now())`,
      [tenantId],
    )
    await run(files.filter((name) => name >= '0050'))
    const { rows } = await database.query(
      `select tenant_id, kind, model, ids, starts_on::text, ends_on::text from licences`,
    )
    expect(rows).toEqual([
      { tenant_id: tenantId, kind: 'trial', model: '', ids: 100, starts_on: '2026-05-15', ends_on: '2026-07-31' },
    ])
    const protectedTables = await database.query(
      `select relname from pg_class where relname in ('tenants', 'licences') and relrowsecurity and relforcerowsecurity`,
    )
    expect(protectedTables.rows).toHaveLength(2)
  } finally {
    await database.close()
    rmSync(home, { recursive: true })
  }
}, 120_000)
