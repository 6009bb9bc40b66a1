/**
 * npm run bench -- authentication-log [--rows 1000000] [--embedded-rows 200000] [--only postgresql|embedded]
 * Searches of the authentication log through HTTP over three months of rows of four tenants (60, 25, 10 and 5 %), as
 * the largest tenant. PostgreSQL is the one at KAOBAN_TEST_DATABASE_URL, else a cluster that the bench starts.
 */
import { parseArgs } from 'node:util'
import { type CallOf, countedHits, exportAuthentications, searchAuthentications } from '@kaoban/contract'
import { sql } from 'kysely'
import { Client } from 'pg'
import { openTestTenant, startTestServer, type TestServer } from '../apps/server/src/platform/testing.ts'
import { startPostgres } from '../tools/postgres.ts'

type Query = CallOf<typeof searchAuthentications>

const day = 86_400_000
const shares = [60, 25, 10, 5]

export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      rows: { type: 'string', default: '1000000' },
      'embedded-rows': { type: 'string', default: '200000' },
      only: { type: 'string' },
      json: { type: 'boolean' },
    },
  })
  const results: Record<string, unknown> = {}
  if (values.only !== 'embedded') {
    const own = process.env.KAOBAN_TEST_DATABASE_URL === undefined ? await startPostgres() : undefined
    if (own) process.env.KAOBAN_TEST_DATABASE_URL = own.url
    try {
      results.postgresql = await measure(Number(values.rows))
    } finally {
      if (own) delete process.env.KAOBAN_TEST_DATABASE_URL
      await own?.stop()
    }
  }
  if (values.only !== 'postgresql') {
    const url = process.env.KAOBAN_TEST_DATABASE_URL
    delete process.env.KAOBAN_TEST_DATABASE_URL
    results.embedded = await measure(Number(values['embedded-rows']))
    if (url !== undefined) process.env.KAOBAN_TEST_DATABASE_URL = url
  }
  console.log(JSON.stringify(results, null, 2))
}

async function measure(rows: number) {
  const server = await startTestServer()
  try {
    const filling = performance.now()
    const tenants = []
    for (const share of shares) {
      const tenant = await openTestTenant(server)
      await fill(server, tenant.tenantId, Math.round((rows * share) / 100))
      tenants.push(tenant)
    }
    await tidy(server)
    const { browser } = tenants[0]!.administrator
    const now = server.clock.now()
    const span = { from: new Date(now.getTime() - 91 * day).toISOString(), to: now.toISOString() }
    const searches: Record<string, Query> = {
      'last seven days': {},
      'three months': span,
      'failures, three months': { ...span, result: 'failure' },
      'one error code, three months': { ...span, errorCode: '8B' },
      'two scenes and a means, three months': { ...span, scenes: ['portal', 'continuous'], means: 'user-password' },
      'what hardly happens, three months': { ...span, means: 'card-and-face' },
      'one person by ID, three months': { ...span, loginId: 'user12345' },
      'a part of an ID, few people': { ...span, loginId: '1234' },
      'a part of an ID, many people': { ...span, loginId: '12' },
      'a part of an ID, everybody': { ...span, loginId: 'user' },
      'beginning of a terminal name': { ...span, terminalName: 'PC-001', terminalNamePrefix: 'true' },
      'terminal name that nobody has': { ...span, terminalName: 'nowhere' },
      'failures of a domain by ID': { ...span, result: 'failure', windowsDomain: 'corp1', loginId: '77' },
      'page 50 of three months': { ...span, page: 50 },
      'last counted page of three months': { ...span, page: countedHits / 100 },
      'page 1,000 of three months': { ...span, page: 1000 },
      'three months by ID': { ...span, sort: 'loginId', direction: 'ascending' },
    }
    const figures: Record<string, unknown> = {}
    const all: number[] = []
    for (const [name, query] of Object.entries(searches)) {
      const times: number[] = []
      let total = 0
      let exact = true
      for (let n = 0; n < 20; n++) {
        const start = performance.now()
        ;({ total, exact } = await browser.call(searchAuthentications, query))
        times.push(performance.now() - start)
      }
      if (!name.startsWith('page 1,000') && query.sort === undefined) all.push(...times)
      figures[name] = { hits: exact ? total : `${total}+`, ...spread(times) }
    }
    const start = performance.now()
    const bytes = await browser.call(exportAuthentications, span)
    const seconds = (performance.now() - start) / 1000
    const written = Math.round((rows * shares[0]!) / 100)
    return {
      rows,
      fillSeconds: Math.round((start - filling) / 1000),
      typical: spread(all),
      searches: figures,
      export: {
        rows: written,
        bytes: bytes.length,
        seconds: round(seconds),
        rowsPerSecond: Math.round(written / seconds),
      },
    }
  } finally {
    await server.close()
  }
}

/** Rows over the last 91 days: 24,774 people, 3,000 terminals, 8 % failures; names enter the list of terms as well. */
async function fill(server: TestServer, tenantId: string, rows: number): Promise<void> {
  const now = server.clock.now()
  const step = 20_000
  for (let first = 0; first < rows; first += step)
    await server.database.transaction({ tenantId }, async (db) => {
      await sql`
        with made as (
          insert into authentications (tenant_id, at, authentication_id, received_at, succeeded, means, scene, login_id,
            windows_account, windows_domain, terminal_name, service_provider_url, error_code)
          select ${tenantId}::uuid, at, gen_random_uuid(), at, ok,
            case when n % 50000 = 7 then 'card-and-face' else (array['face','face','face','face-and-windows-password','user-password'])[(1 + n % 5)::int] end,
            (array['windows-logon','windows-unlock','windows-unlock','portal','browser-terminal','service-provider','continuous'])[(1 + n % 7)::int],
            'user' || (n * 7919 % 24774), 'U' || (n * 7919 % 24774), 'CORP' || (n % 3), 'PC-' || lpad((n * 104729 % 3000)::text, 5, '0'),
            case when n % 7 = 5 then 'https://sp' || (n % 20) || '.example.jp/saml/acs' else '' end,
            case when ok then null else (array['8B','97','83','CA','93'])[(1 + n % 5)::int] end
          from (select n, (n * 31 % 100) >= 8 as ok,
              ${now}::timestamptz - (1 - n::float8 / ${rows}::float8) * interval '91 days' as at
            from generate_series(${first}::bigint, ${Math.min(first + step, rows) - 1}::bigint) n) numbers
          returning login_id, windows_account, windows_domain, terminal_name, service_provider_url
        )
        insert into authentication_terms (tenant_id, field, term)
        select distinct ${tenantId}::uuid, t.field, t.term from made, lateral (values ('loginId', login_id),
          ('windowsAccount', windows_account), ('windowsDomain', windows_domain), ('terminalName', terminal_name),
          ('serviceProviderUrl', service_provider_url)) t (field, term)
        where t.term <> '' on conflict do nothing`.execute(db)
    })
}

/** What autovacuum does sooner or later. */
async function tidy(server: TestServer): Promise<void> {
  const url = server.platform.config.DATABASE_URL
  if (url === undefined) return server.database.tidy()
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query('vacuum analyze authentications, authentication_terms, authentication_images')
  await client.end()
}

function spread(times: number[]) {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!)
  return { p50: at(0.5), p95: at(0.95) }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
