import {
  type ApiKeyScope,
  apiKeyScopes,
  type EndpointShape,
  isMultipart,
  mayUse,
  type Permission,
  permissions,
  type Role,
  readDirectory,
  readOwnApiKey,
  roles,
  scopeCovers,
} from '@kaoban/contract'
import { sql } from 'kysely'
import { openKey } from '../apps/server/src/api-keys/api-keys.testing.ts'
import { newId } from '../apps/server/src/platform/identifiers.ts'
import {
  type Browser,
  openTestTenant,
  type TestPerson,
  type TestServer,
  type TestTenant,
} from '../apps/server/src/platform/testing.ts'
import { putFace } from '../apps/server/src/users/users.testing.ts'
import { codeOf, knock } from './knock.ts'
import { sampleInput } from './sample-input.ts'

export interface RoleReport {
  calls: number
  /** Endpoints that a role of a tenant can ask for. */
  endpoints: number
  /** Those of them that name people, tried with every target. */
  targeted: number
  faults: string[]
}

/** Whom a call is about, as a group administrator sees them. */
const targets = ['own', 'moving', 'other', 'nobody', 'self', 'group-administrator', 'system-administrator'] as const
type Target = (typeof targets)[number]

/** Endpoints that only look although they are no GET. */
const looks = new Set(['POST /api/users/deletion-preview'])
/** Fields of a person's form that a group administrator may not set, with values that would be an escalation. */
const escalations = (ids: { plant: string; sales: string }): Record<string, Record<string, unknown>> => ({
  'system administrator': { systemAdministrator: true, mail: 'climber@example.jp' },
  'administrator of the own group': { groups: [{ kind: 'group', groupId: ids.sales, administrator: true }] },
  'administrator of another group': { groups: [{ kind: 'group', groupId: ids.plant, administrator: true }] },
  'member of another group': { groups: [{ kind: 'group', groupId: ids.plant }] },
  'a new group': { groups: [{ kind: 'new', code: 'ESC1', name: '昇格', administrator: true }] },
})

interface House {
  tenant: TestTenant
  callers: Record<Role, TestPerson>
  people: Record<Target, string>
  sales: string
  plant: string
}

/** A tenant with one caller of each role and one person of each target. */
async function furnish(server: TestServer): Promise<House> {
  const tenant = await openTestTenant(server, '役割')
  const sales = await tenant.addGroup('S01')
  const plant = await tenant.addGroup('P01')
  const chief = await tenant.addPerson({ loginId: 'chief', places: [{ groupId: sales, administrator: true }] })
  const employee = await tenant.addPerson({ loginId: 'employee', places: [{ groupId: sales }] })
  const add = async (loginId: string, more: Parameters<TestTenant['addPerson']>[0]) =>
    (await tenant.addPerson({ loginId, ...more })).userId
  const house: House = {
    tenant,
    sales,
    plant,
    callers: { user: employee, 'group-administrator': chief, 'system-administrator': tenant.administrator },
    people: {
      own: await add('own', { places: [{ groupId: sales }] }),
      moving: await add('moving', { places: [{ groupId: plant }, 'moving'] }),
      other: await add('other', { places: [{ groupId: plant }] }),
      nobody: newId(),
      self: chief.userId,
      'group-administrator': await add('deputy', { places: [{ groupId: sales, administrator: true }] }),
      'system-administrator': await add('top', {
        mail: 'top@example.jp',
        systemAdministrator: true,
        places: [{ groupId: sales }],
      }),
    },
  }
  for (const [target, userId] of Object.entries(house.people))
    if (target !== 'nobody') await putFace(server, tenant.tenantId, userId, 'registered')
  return house
}

/**
 * Every role at every endpoint, and at those that name people with every target. Right is what permissions.ts and
 * NFM-ROL-010..012 say: no permission, no entry; out of range is answered as somebody who does not exist; administrators
 * are not changed by group administrators. A refused call must have changed nothing.
 */
export async function probeRoles(server: TestServer): Promise<RoleReport> {
  const report: RoleReport = { calls: 0, endpoints: 0, targeted: 0, faults: [] }
  let house = await furnish(server)
  let before = await digest(server, house)
  for (const shape of server.serve.shapes) {
    if (!(shape.needs in permissions)) continue
    report.endpoints++
    const where = `${shape.method} ${shape.path}`
    const named = namesPeople(shape)
    if (named) report.targeted++
    for (const role of roles) {
      const allowed = mayUse(role, shape.needs as Permission)
      const tried = named && role !== 'user' ? targets : (['own'] as const)
      const seen = new Map<Target, string>()
      for (const target of tried) {
        report.calls++
        const answer = await knockAbout(house.callers[role].browser, shape, house, target)
        seen.set(target, answer)
        const changed = (await digest(server, house)) !== before
        const fault = judge({ role, target, allowed, named, answer, changed, reads: readsOnly(shape) })
        if (fault !== undefined) report.faults.push(`${where} as ${role} about ${target}: ${fault} (${answer})`)
        if (!changed && (readsOnly(shape) || !done.test(answer))) continue
        house = await furnish(server)
        before = await digest(server, house)
      }
      if (role === 'group-administrator' && named && allowed && seen.get('other') !== seen.get('nobody'))
        report.faults.push(
          `${where}: tells people out of range (${seen.get('other')}) from nobody (${seen.get('nobody')})`,
        )
    }
  }
  report.faults.push(...(await tryKeys(server, report)))
  report.faults.push(...(await escalate(server, report)))
  return report
}

/** API keys of each role and scope: out of scope they open nothing, within it no more than their maker may now. */
async function tryKeys(server: TestServer, report: RoleReport): Promise<string[]> {
  const faults: string[] = []
  let house = await furnish(server)
  let keys = await makeKeys(server, house)
  let before = await digest(server, house)
  for (const shape of server.serve.shapes) {
    if (!(shape.needs in permissions)) continue
    const named = namesPeople(shape)
    for (let index = 0; index < keys.length; index++) {
      const { role, scope } = keys[index]!
      const covered = shape.apiKey !== undefined && scopeCovers(scope, shape.apiKey)
      const allowed = mayUse(role, shape.needs as Permission)
      for (const target of named && covered && role !== 'user' ? targets : (['own'] as const)) {
        report.calls++
        const answer = await knockAbout(keys[index]!.browser, shape, house, target)
        const changed = (await digest(server, house)) !== before
        const fault = covered
          ? judge({ role, target, allowed, named, answer, changed, reads: readsOnly(shape) })
          : answer !== '403 api-key.out-of-scope' || changed
            ? 'was let in out of scope'
            : undefined
        if (fault !== undefined)
          faults.push(
            `${shape.method} ${shape.path} by a key (${scope}) of a ${role} about ${target}: ${fault} (${answer})`,
          )
        if (!changed && (readsOnly(shape) || !done.test(answer))) continue
        house = await furnish(server)
        keys = await makeKeys(server, house)
        before = await digest(server, house)
      }
    }
  }
  return faults
}

interface RoleKey {
  role: Role
  scope: ApiKeyScope
  browser: Browser
}

/** Who may not make such a key has it only from a time as a system administrator. */
async function makeKeys(server: TestServer, house: House): Promise<RoleKey[]> {
  const { user, 'group-administrator': chief } = house.callers
  const promote = (administrator: boolean) =>
    server.database.transaction({ tenantId: house.tenant.tenantId }, (db) =>
      sql`update users set system_administrator = ${administrator}
        where user_id in (${user.userId}, ${chief.userId})`.execute(db),
    )
  await promote(true)
  const keys: RoleKey[] = []
  for (const role of roles)
    for (const scope of apiKeyScopes)
      keys.push({ role, scope, browser: await openKey(server, house.callers[role], { scope }) })
  // The first use is noted in the key, which is no change of what follows.
  for (const { browser, scope } of keys) await browser.call(scope === 'directory.sync' ? readDirectory : readOwnApiKey)
  await promote(false)
  return keys
}

function readsOnly(shape: EndpointShape): boolean {
  return shape.method === 'GET' || looks.has(`${shape.method} ${shape.path}`)
}

const refused = /^403 /
/** What was done may have ended the caller's session, which the digest leaves out. */
const done = /^[23]/
/** A form that is refused for its content has passed the door. */
const outOfReach = /^403 user\.out-of-reach|MSG-USR-021/

function judge(call: {
  role: Role
  target: Target
  allowed: boolean
  named: boolean
  answer: string
  changed: boolean
  reads: boolean
}): string | undefined {
  const { role, target, allowed, answer, changed } = call
  if (/^5/.test(answer)) return 'broke'
  if (!allowed) return answer === '403 request.forbidden' && !changed ? undefined : 'was let in'
  if (!call.named) return refused.test(answer) && !answer.includes('password-change') ? 'was kept out' : undefined
  if (role === 'system-administrator')
    return outOfReach.test(answer) || answer === '403 request.forbidden' ? 'was kept out' : undefined
  if (target === 'other' || target === 'nobody')
    return outOfReach.test(answer) && !changed ? undefined : 'reached somebody out of range'
  if (target === 'own' || target === 'moving')
    return outOfReach.test(answer) ? 'was kept from the own people' : undefined
  if (call.reads) return undefined
  return outOfReach.test(answer) && !changed ? undefined : 'changed an administrator'
}

/** Fields that a role may not set, in the forms for new people and for known ones. */
async function escalate(server: TestServer, report: RoleReport): Promise<string[]> {
  const faults: string[] = []
  const house = await furnish(server)
  const { browser } = house.callers['group-administrator']
  const user = (await (await browser.fetch(`/api/users/${house.people.own}`)).json()) as Record<string, unknown>
  const { familyName, middleName, givenName, mail, version } = user
  const basis = { familyName, middleName, givenName, mail, version, groups: [{ kind: 'group', groupId: house.sales }] }
  for (const [name, fields] of Object.entries(escalations(house))) {
    const before = await digest(server, house)
    const send = async (method: string, path: string, body: object) => {
      report.calls++
      const { status } = await browser.fetch(path, {
        method,
        headers: { 'content-type': 'application/json', 'x-csrf-token': browser.cookies.get('kb_csrf') ?? '' },
        body: JSON.stringify(body),
      })
      if (status < 400) faults.push(`${method} ${path}: a group administrator made somebody ${name}`)
    }
    await send('PUT', `/api/users/${house.people.own}`, { ...basis, ...fields })
    const { version: _, ...fresh } = basis
    await send('POST', '/api/users', { ...fresh, loginId: 'climber', password: 'Kirin-Sora-58-Umi', ...fields })
    if ((await digest(server, house)) !== before) faults.push(`making somebody ${name} was refused and left traces`)
  }
  return faults
}

function namesPeople(shape: EndpointShape): boolean {
  if (shape.path.startsWith('/api/recycle-bin')) return false
  const marks = new Map([['userId', 'mark']])
  const { used, value } = sampleInput([shape.params, shape.body], marks)
  return used.includes('userId') || JSON.stringify(value).includes('userIds')
}

async function knockAbout(browser: Browser, shape: EndpointShape, house: House, target: Target): Promise<string> {
  const known = new Map([
    ['userId', house.people[target]],
    ['groupId', house.sales],
  ])
  const { value } = sampleInput([shape.params, shape.query, shape.body], known)
  const input: Record<string, unknown> = { ...value }
  if (shape.method === 'PUT' && shape.path === '/api/users/:userId') input.version = 1
  // The boxes of forms are ticked, so that the call gets as far as the person.
  if (isMultipart(shape)) for (const [name, one] of Object.entries(input)) if (one === false) input[name] = true
  const { status, text } = await knock(browser, shape, input)
  const message = /MSG-USR-021/.exec(text)?.[0] ?? ''
  return `${status} ${codeOf(text)} ${message}`.trim()
}

/** Everything of the tenant that a call could change; what only records that somebody called is left out. */
const records = new Set([
  'operation_log',
  'operation_log_heads',
  'operation_log_checkpoints',
  'sessions',
  'tenant_keys',
])

let known: { house: House; transactions: unknown; digest: string } | undefined

/** Where no transaction has written since, nothing has changed; otherwise everything is read. */
async function digest(server: TestServer, house: House): Promise<string> {
  const { rows } = await server.database.statement('select pg_current_snapshot()::text as transactions')
  const transactions = rows[0]!.transactions
  if (known?.house !== house || known.transactions !== transactions)
    known = { house, transactions, digest: await digestOfAll(server, house) }
  return known.digest
}

async function digestOfAll(server: TestServer, { tenant }: House): Promise<string> {
  const { rows } = await server.database.statement(
    `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and not c.relispartition and has_table_privilege('kaoban_app', c.oid, 'select')
      and exists (select 1 from pg_attribute t where t.attrelid = c.oid and t.attname = 'tenant_id') order by 1`,
  )
  const tables = rows.map(({ name }) => String(name)).filter((name) => !records.has(name))
  return server.database.transaction({ tenantId: tenant.tenantId }, async (db) => {
    const parts = tables.map(
      (table) =>
        sql`(select count(*) || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') from ${sql.table(table)} t)`,
    )
    const { rows: found } = await sql<{ digest: string }>`select ${sql.join(parts, sql` || `)} as digest`.execute(db)
    return found[0]!.digest
  })
}
