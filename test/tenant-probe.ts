import {
  type ApiKeyScope,
  apiKeyScopes,
  type EndpointShape,
  isDevice,
  mayUse,
  permissions,
  type Role,
  revokeApiKey,
  scopeCovers,
} from '@kaoban/contract'
import { sql } from 'kysely'
import { openKey } from '../apps/server/src/api-keys/api-keys.testing.ts'
import { newId } from '../apps/server/src/platform/identifiers.ts'
import {
  type Browser,
  openBrowser,
  openTestTenant,
  type TestServer,
  type TestTenant,
} from '../apps/server/src/platform/testing.ts'
import { codeOf, knock } from './knock.ts'
import { overrides } from './probe-inputs.ts'
import { sampleInput } from './sample-input.ts'

/** Stands in every text that belongs to the tenant under attack; no answer to anybody else may hold it. */
const canary = 'canary'

/** When everything of the victim happened; some entries are asked for by id and time. */
const seededAt = new Date(Date.now() - 60_000).toISOString()

interface Visitor {
  name: string
  role?: Role
  /** Comes with an API key of this scope, or with one that is over. */
  key?: ApiKeyScope | 'over'
  browser: Browser
}

export interface ProbeReport {
  calls: number
  endpoints: number
  faults: string[]
}

/**
 * Calls every endpoint with the ids of another tenant, as everybody who could try. A fault is an answer that holds
 * anything of that tenant, a call that is let in, a crash, or any change to that tenant's rows. An endpoint that takes
 * ids and answers its rightful owner just as it answers a stranger proves nothing and is a fault as well.
 */
export async function probeTenants(server: TestServer): Promise<ProbeReport> {
  const attacker = await openTestTenant(server, '攻撃側')
  const victim = await openTestTenant(server, '被害側')
  const person = await victim.addPerson({
    loginId: `${canary}-person`,
    familyName: canary,
    givenName: canary,
    mail: `${canary}@example.jp`,
  })
  const over = await keysThatAreOver(server, victim)
  await seedEveryTable(server, victim, person.userId)
  const known = (await knownIds(server, victim)).set('userId', person.userId).set('at', seededAt)
  // The sender works by itself: what is due of the victim's mails is dealt with before anybody knocks.
  await server.mails.sendDue()
  const before = await digestOf(server, victim)
  const report: ProbeReport = { calls: 0, endpoints: server.serve.shapes.length, faults: [] }
  const foreignAnswers = new Map<EndpointShape, Set<string>>()
  let visitors = await visitorsOf(server, attacker)
  for (const shape of server.serve.shapes) {
    let done = false
    for (const visitor of [...visitors, ...over]) {
      report.calls++
      const { status, text, sent } = await knockWithIds(visitor.browser, shape, known, attacker)
      const where = `${shape.method} ${shape.path} as ${visitor.name}`
      foreignAnswers.set(shape, (foreignAnswers.get(shape) ?? new Set()).add(`${status} ${codeOf(text)}`))
      done ||= status < 400 && shape.method !== 'GET'
      if (status >= 500) report.faults.push(`${where}: answered ${status} ${text.slice(0, 200)}`)
      const leaked = leaks(text, known, sent)
      if (leaked !== undefined) report.faults.push(`${where}: the answer holds ${leaked}`)
      const allowed = expected(shape, visitor, sent.usesIds)
      if (!allowed(status) && !(status < 300 && overrideOf(shape)?.harmless !== undefined))
        report.faults.push(`${where}: answered ${status} ${text.slice(0, 120)}`)
    }
    // What was done may have ended their sessions.
    if (done) visitors = await visitorsOf(server, attacker)
  }
  const after = await digestOf(server, victim)
  for (const [table, digest] of before)
    if (after.get(table) !== digest) report.faults.push(`rows of ${table} of the other tenant were changed`)
  report.faults.push(...(await ownersAnswers(server, victim, attacker, known, foreignAnswers)))
  return report
}

/** One of each kind, in a browser of their own. */
async function visitorsOf(server: TestServer, attacker: TestTenant): Promise<Visitor[]> {
  return [
    { name: 'stranger', browser: await openBrowser(server) },
    { name: 'user of another tenant', role: 'user', browser: (await attacker.addPerson()).browser },
    {
      name: 'administrator of another tenant',
      role: 'system-administrator',
      browser: (await administratorOf(attacker)).browser,
    },
    ...(await Promise.all(
      apiKeyScopes.map(async (scope) => ({
        name: `key of another tenant (${scope})`,
        role: 'system-administrator' as const,
        key: scope,
        browser: await openKey(server, await administratorOf(attacker), { scope }),
      })),
    )),
  ]
}

/** Keys of the very tenant that is attacked. */
async function keysThatAreOver(server: TestServer, victim: TestTenant): Promise<Visitor[]> {
  const owner = await administratorOf(victim)
  const revoked = await openKey(server, owner)
  const expired = await openKey(server, owner)
  await owner.browser.call(revokeApiKey, { apiKeyId: revoked.apiKeyId })
  await server.database.transaction({ tenantId: victim.tenantId }, (db) =>
    sql`update api_keys set expires_at = made_at where api_key_id = ${expired.apiKeyId}`.execute(db),
  )
  const role = 'system-administrator'
  return [
    { name: 'revoked key of the tenant', role, key: 'over', browser: revoked },
    { name: 'expired key of the tenant', role, key: 'over', browser: expired },
  ]
}

let administrators = 0
function administratorOf(tenant: TestTenant) {
  const loginId = `administrator${++administrators}`
  return tenant.addPerson({ loginId, mail: `${loginId}@example.jp`, systemAdministrator: true })
}

function sessionOf(server: TestServer, tenant: TestTenant, userId: string): Promise<string> {
  return server.database.transaction({ tenantId: tenant.tenantId }, async (db) => {
    const { rows } = await sql<{
      id: string
    }>`select session_id::text as id from sessions where user_id = ${userId}`.execute(db)
    return rows[0]!.id
  })
}

/** Which statuses are right for somebody who has no business there. */
function expected(shape: EndpointShape, visitor: Visitor, usesIds: boolean): (status: number) => boolean {
  if (shape.needs === 'anyone' || shape.needs === 'visitor' || shape.needs === 'tenant-guest' || shape.needs === 'link')
    return (status) => status < 500
  if (shape.needs === 'operator' || isDevice(shape.needs)) return (status) => status === 401 || status === 403
  if (visitor.role === undefined || visitor.key === 'over') return (status) => status === 401
  if (!mayUse(visitor.role, shape.needs as keyof typeof permissions)) return (status) => status === 403
  if (visitor.key && !(shape.apiKey && scopeCovers(visitor.key, shape.apiKey))) return (status) => status === 403
  return usesIds ? (status) => status >= 400 && status < 500 : (status) => status < 500
}

/** The rightful owner must be told apart from strangers wherever ids are used: otherwise the probe saw nothing. */
async function ownersAnswers(
  server: TestServer,
  victim: TestTenant,
  attacker: TestTenant,
  known: Map<string, string>,
  foreign: Map<EndpointShape, Set<string>>,
): Promise<string[]> {
  const faults: string[] = []
  // Readers first, so that nothing has been deleted when it is asked for.
  const order = ({ method, path }: EndpointShape) =>
    path.endsWith('/delete') ? 3 : method === 'DELETE' ? 2 : method === 'GET' ? 0 : 1
  for (const shape of [...server.serve.shapes].sort((a, b) => order(a) - order(b))) {
    if (!(shape.needs in permissions)) continue
    const owner = await administratorOf(victim)
    const ids = new Map(known).set('sessionId', await sessionOf(server, victim, owner.userId))
    const { status, text, sent } = await knockWithIds(owner.browser, shape, ids, attacker)
    if (!sent.usesIds || overrideOf(shape)?.sameForOwner !== undefined) continue
    if (foreign.get(shape)!.has(`${status} ${codeOf(text)}`))
      faults.push(
        `${shape.method} ${shape.path}: the owner, too, gets ${status} ${text.slice(0, 160)}; give it a real input in test/probe-inputs.ts`,
      )
  }
  return faults
}

interface Knocked {
  status: number
  text: string
  sent: { usesIds: boolean; text: string }
}

async function knockWithIds(
  browser: Browser,
  shape: EndpointShape,
  known: Map<string, string>,
  attacker: TestTenant,
): Promise<Knocked> {
  const own = overrideOf(shape)
  // A guest names a tenant by its public code, so the probe knocks at the attacker's own door with foreign ids.
  const values = new Map(known).set('code', attacker.code)
  const { value, used } = sampleInput([shape.params, shape.query, shape.body], values)
  const input = { ...value, ...(own?.input?.(known) ?? {}) }
  const ids = used.filter((name) => name !== 'code')
  return {
    ...(await knock(browser, shape, input, own?.files)),
    sent: { usesIds: ids.length > 0 || own?.input !== undefined, text: JSON.stringify(input) },
  }
}

function overrideOf(shape: EndpointShape) {
  return overrides[`${shape.method} ${shape.path}`]
}

/** What of the other tenant an answer holds, leaving out what the caller sent itself. */
function leaks(text: string, known: Map<string, string>, sent: { text: string }): string | undefined {
  if (text.includes(canary)) return `the text "${/[^"]{0,20}canary[^"]{0,30}/.exec(text)?.[0]}"`
  for (const [name, value] of known)
    if (value.length > 20 && text.includes(value) && !sent.text.includes(value)) return `the ${name} ${value}`
  return undefined
}

interface Column {
  tableName: string
  name: string
  type: string
  required: boolean
  allowed: string | null
}

async function columnsOf(server: TestServer): Promise<Column[]> {
  const { rows } = await server.database.statement(`
    select c.relname as table_name, a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull and not a.atthasdef as required,
      (select substring(pg_get_constraintdef(k.oid) from '''([^'']+)''::text') from pg_constraint k where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum] limit 1) as allowed
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and not a.attisdropped
      and exists (select 1 from pg_attribute t where t.attrelid = c.oid and t.attname = 'tenant_id')
      and has_table_privilege('kaoban_app', c.oid, 'select')
    order by 1, a.attnum`)
  return rows as unknown as Column[]
}

/** Puts at least one row of the victim into every table, so that there is something to leak. */
async function seedEveryTable(server: TestServer, victim: TestTenant, userId: string): Promise<void> {
  const columns = await columnsOf(server)
  const names = new Set(columns.map((column) => column.tableName))
  const waiting = new Set(names)
  // Foreign keys are satisfied by order: a table that still misses its parent is tried again, with the ids known by then.
  for (let round = 0; round < 6 && waiting.size > 0; round++) {
    const parents = round === 0 ? new Map<string, string>() : await knownIds(server, victim)
    for (const table of waiting) {
      const done = await server.database
        .transaction({ tenantId: victim.tenantId }, async (db) => {
          const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(db)
          if (rows[0]!.n > 0) return true
          const own = columns.filter(
            (column) => column.tableName === table && (column.required || column.name === 'tenant_id'),
          )
          const values = own.map(
            (column) => sql`${sql.lit(sampleOf(column, victim, userId, parents))}::${sql.raw(column.type)}`,
          )
          await sql`insert into ${sql.table(table)} (${sql.join(own.map((column) => sql.ref(column.name)))}) values (${sql.join(values)})`.execute(
            db,
          )
          return true
        })
        .catch((error: { code?: string }) => {
          if (error.code === '23503' || error.code === '42501') return error.code === '42501'
          throw error
        })
      if (done) waiting.delete(table)
    }
  }
  if (waiting.size > 0) throw new Error(`no row could be made in ${[...waiting].join(', ')}`)
}

function sampleOf(column: Column, victim: TestTenant, userId: string, parents: ReadonlyMap<string, string>): string {
  if (column.name === 'tenant_id') return victim.tenantId
  if (column.name === 'user_id') return userId
  // Accounts of a directory hang on their domain.
  if (column.name === 'domain') return `${canary}-domain`
  // Nobody delegates to themselves.
  if (column.name === 'delegator_id') return victim.administrator.userId
  if (column.allowed !== null) return column.allowed
  if (column.type === 'uuid') return parents.get(fieldOf(column.name)) ?? newId()
  // Where the probe comes from: another address would shut the owner out.
  if (column.type === 'inet') return '127.0.0.1'
  if (column.type === 'boolean') return 'true'
  if (column.type === 'bytea') return '\\x00'
  if (column.type.startsWith('timestamp') || column.type === 'date') return seededAt
  if (column.type.startsWith('json')) return '{}'
  if (column.name === 'details') return JSON.stringify({ note: canary })
  if (column.type.endsWith('[]')) return '{}'
  if (/int|numeric|real|double/.test(column.type)) return '1'
  return `${canary}-${column.tableName}-${column.name}`
}

/** What a column is called in paths and bodies. */
function fieldOf(column: string): string {
  return column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

/** The victim's ids by the name they have in paths and bodies. */
async function knownIds(server: TestServer, victim: TestTenant): Promise<Map<string, string>> {
  const known = new Map<string, string>()
  for (const column of await columnsOf(server)) {
    if (column.type !== 'uuid' || column.name === 'tenant_id') continue
    const name = fieldOf(column.name)
    const value = await server.database.transaction({ tenantId: victim.tenantId }, async (db) => {
      const { rows } = await sql<{
        id: string
      }>`select ${sql.ref(column.name)}::text as id from ${sql.table(column.tableName)} where ${sql.ref(column.name)} is not null order by 1 desc limit 1`.execute(
        db,
      )
      return rows[0]?.id
    })
    // The table that an id belongs to comes after those that only point to it, or holds the same value.
    if (value !== undefined) known.set(name, value)
  }
  return known
}

/** A digest of the victim's rows in every table, to see whether anything was touched. */
async function digestOf(server: TestServer, victim: TestTenant): Promise<Map<string, string>> {
  const tables = new Set((await columnsOf(server)).map((column) => column.tableName))
  const digests = new Map<string, string>()
  for (const table of tables) {
    const digest = await server.database.transaction({ tenantId: victim.tenantId }, async (db) => {
      const { rows } = await sql<{
        digest: string
      }>`select count(*) || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as digest from ${sql.table(table)} t`.execute(
        db,
      )
      return rows[0]!.digest
    })
    digests.set(table, digest)
  }
  return digests
}
