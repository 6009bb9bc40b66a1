/** What the database itself promises about tenants, checked on the catalogue and by trying. */

export interface OwnerConnection {
  query(text: string, values?: readonly unknown[]): Promise<{ rows: Record<string, unknown>[] }>
}

const tenantA = '11111111-1111-4111-8111-111111111111'
const tenantB = '22222222-2222-4222-8222-222222222222'
const house = '00000000-0000-0000-0000-000000000000'

/** Found by its code before a tenant is known; a sharded installation keeps the table as a reference table. */
const globalKeys = new Set(['tenants_code'])
/** What PostgreSQL makes of the condition in isolate_by_tenant; partitions are checked by it alone. */
const isolation = '(tenant_id = ( SELECT current_tenant() AS current_tenant))'
const withoutTenant = new Set(['schema_migrations'])

/**
 * Every way in which tenants are not kept apart, as sentences; empty when all is well. `owner` is a superuser;
 * whatever is written is rolled back. `untilFirst` does not try what the catalogue shows to be wrong already.
 */
export async function tenancyFaults(owner: OwnerConnection, untilFirst = false): Promise<string[]> {
  const faults = await catalogueFaults(owner)
  if (untilFirst && faults.length > 0) return faults
  const tables = await tenantTables(owner)
  if (tables.length < 5) faults.push(`only ${tables.length} tables of tenants were found: the check sees too little`)
  await owner.query('begin')
  try {
    await seed(owner, tables)
    for (const table of tables) faults.push(...(await trespassFaults(owner, table)))
    faults.push(...(await gateFaults(owner, tables)))
    faults.push(...(await operatorFaults(owner, tables)))
  } finally {
    await owner.query('rollback')
  }
  return faults
}

async function tenantTables(owner: OwnerConnection): Promise<string[]> {
  const { rows } = await owner.query(
    `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1`,
  )
  return rows.map((row) => String(row.name)).filter((name) => !withoutTenant.has(name))
}

async function catalogueFaults(owner: OwnerConnection): Promise<string[]> {
  const faults: string[] = []
  const { rows: tables } = await owner.query(`
    select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
      pg_get_userbyid(c.relowner) as owner,
      (select count(*)::int from pg_policy p where p.polrelid = c.oid and p.polpermissive) as policies,
      (select count(*)::int from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and a.attnotnull) as tenant
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`)
  for (const table of tables) {
    if (withoutTenant.has(String(table.name))) continue
    if (table.tenant !== 1) faults.push(`${table.name} has no tenant_id`)
    if (!table.enabled || !table.forced) faults.push(`row-level security is not forced on ${table.name}`)
    if (table.policies === 0) faults.push(`${table.name} has no policy`)
    if (String(table.owner).startsWith('kaoban_app')) faults.push(`${table.name} belongs to the application's role`)
  }
  const { rows: altered } = await owner.query(
    `select tablename as table_name from pg_policies
     where policyname = 'tenant_isolation' and (qual is distinct from $1 or with_check is distinct from $1 or cmd <> 'ALL' or roles <> '{public}')`,
    [isolation],
  )
  for (const policy of altered) faults.push(`the policy of ${policy.table_name} is not the one every table has`)
  // The sharding rule: tenant_id leads every primary and unique key and is part of every foreign key.
  const { rows: keys } = await owner.query(`
    select i.indexrelid::regclass::text as name, i.indrelid::regclass::text as table_name,
      (select a.attname from pg_attribute a where a.attrelid = i.indrelid and a.attnum = i.indkey[0]) as first
    from pg_index i join pg_class c on c.oid = i.indrelid
    where i.indisunique and c.relnamespace = 'public'::regnamespace`)
  for (const key of keys)
    if (key.first !== 'tenant_id' && !globalKeys.has(String(key.name)) && !withoutTenant.has(String(key.table_name)))
      faults.push(`the unique key ${key.name} of ${key.table_name} does not start with tenant_id`)
  const { rows: references } = await owner.query(`
    select conname as name, conrelid::regclass::text as table_name,
      (select attname from pg_attribute where attrelid = conrelid and attnum = conkey[1]) as first
    from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`)
  for (const reference of references)
    if (reference.first !== 'tenant_id')
      faults.push(`the foreign key ${reference.name} of ${reference.table_name} does not start with tenant_id`)
  const { rows: roles } = await owner.query(
    `select rolname as name from pg_roles where rolname like 'kaoban\\_%' and rolname in ('kaoban_app', 'kaoban_gate', 'kaoban_operator') and (rolsuper or rolbypassrls or rolcreaterole)`,
  )
  for (const role of roles) faults.push(`the role ${role.name} may go around row-level security`)
  return faults
}

/** One row for each tenant (and the house) in every table; foreign keys rest meanwhile. */
async function seed(owner: OwnerConnection, tables: string[]): Promise<void> {
  await owner.query(`set local session_replication_role = 'replica'`)
  for (const table of tables) {
    const { rows: columns } = await owner.query(
      `select a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
        (select pg_get_constraintdef(c.oid) from pg_constraint c where c.conrelid = a.attrelid and c.contype = 'c' and c.conkey = array[a.attnum] limit 1) as constraint
       from pg_attribute a where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped and a.attnotnull and a.attgenerated = ''`,
      [table],
    )
    for (const [index, tenant] of [tenantA, tenantB, house].entries()) {
      const values = columns.map((column) =>
        column.name === 'tenant_id' ? `'${tenant}'` : sample(String(column.type), column.constraint, index),
      )
      await owner.query(
        `insert into ${table} (${columns.map((column) => `"${column.name}"`).join(', ')}) values (${values.join(', ')}) on conflict do nothing`,
      )
    }
  }
  await owner.query(`set local session_replication_role = 'origin'`)
}

function sample(type: string, constraint: unknown, index: number): string {
  const allowed = /'([^']+)'::text/.exec(String(constraint ?? ''))?.[1]
  if (allowed !== undefined) return `'${allowed}'`
  if (type === 'uuid') return 'gen_random_uuid()'
  if (type === 'boolean') return 'true'
  if (type === 'bytea') return `decode('0${index}${index}${index}', 'hex')`
  if (type.startsWith('timestamp') || type === 'date') return 'now()'
  if (type.startsWith('json')) return `'{}'`
  if (/\[\]$/.test(type)) return `'{}'`
  if (/int|numeric|real|double/.test(type)) return '1'
  if (type === 'inet') return `'127.0.0.1'`
  return `'sample ${index}'`
}

async function as(owner: OwnerConnection, role: string, tenant: string): Promise<void> {
  await owner.query(`set local role ${role}`)
  await owner.query(`set local app.tenant = '${tenant}'`)
}

/** Runs a statement that may be refused, without losing the transaction. */
async function attempt(owner: OwnerConnection, text: string): Promise<{ rows: Record<string, unknown>[] } | 'refused'> {
  await owner.query('savepoint attempt')
  try {
    return await owner.query(text)
  } catch (error) {
    await owner.query('rollback to attempt')
    const code = (error as { code?: string }).code ?? ''
    // A key that objects means that row-level security had already let the statement through.
    if (code === '23503' || code === '23505') return { rows: [{ objected: code }] }
    if (code !== '42501') throw error
    return 'refused'
  } finally {
    await owner.query('release attempt').catch(() => {})
  }
}

async function trespassFaults(owner: OwnerConnection, table: string): Promise<string[]> {
  const faults: string[] = []
  await as(owner, 'kaoban_app', tenantA)
  const seen = await attempt(
    owner,
    `select count(*) filter (where tenant_id = '${tenantA}')::int as own, count(*) filter (where tenant_id <> '${tenantA}')::int as foreign_rows from ${table}`,
  )
  if (seen !== 'refused') {
    if (seen.rows[0]!.own === 0) faults.push(`a tenant does not see its own row of ${table}`)
    if (seen.rows[0]!.foreign_rows !== 0)
      faults.push(`a tenant sees ${seen.rows[0]!.foreign_rows} foreign rows of ${table}`)
  }
  for (const [verb, text] of [
    ['changes', `update ${table} set tenant_id = tenant_id where tenant_id = '${tenantB}' returning 1`],
    ['deletes', `delete from ${table} where tenant_id = '${tenantB}' returning 1`],
  ] as const) {
    const result = await attempt(owner, text)
    if (result !== 'refused' && result.rows.length > 0) faults.push(`a tenant ${verb} foreign rows of ${table}`)
  }
  const stolen = await attempt(
    owner,
    `update ${table} set tenant_id = '${tenantB}' where tenant_id = '${tenantA}' returning 1`,
  )
  if (stolen !== 'refused' && stolen.rows.length > 0)
    faults.push(`a tenant moves its row of ${table} to another tenant`)
  await owner.query(`set local app.tenant = ''`)
  const nobody = await attempt(owner, `select count(*)::int as n from ${table}`)
  if (nobody !== 'refused' && nobody.rows[0]!.n !== 0) faults.push(`${table} shows rows without any tenant`)
  await owner.query('reset role')
  return faults
}

/** Before sign-in only the public columns of tenants can be read, and nothing can be written. */
async function gateFaults(owner: OwnerConnection, tables: string[]): Promise<string[]> {
  const faults: string[] = []
  await as(owner, 'kaoban_gate', tenantA)
  for (const table of tables) {
    const all = await attempt(owner, `select * from ${table}`)
    if (all !== 'refused') faults.push(`the gate reads ${table}`)
    if ((await attempt(owner, `delete from ${table} returning 1`)) !== 'refused')
      faults.push(`the gate deletes from ${table}`)
  }
  const found = await attempt(owner, `select tenant_id from tenants where tenant_id = '${tenantB}'`)
  if (found === 'refused' || found.rows.length === 0) faults.push('the gate does not find a tenant')
  const due = await attempt(owner, `select mail_id from mails where tenant_id = '${tenantB}'`)
  if (due === 'refused' || due.rows.length === 0) faults.push('the sender does not find the mails that are due')
  const tasks = await attempt(owner, `select task_id from tasks where tenant_id = '${tenantB}'`)
  if (tasks === 'refused' || tasks.rows.length === 0) faults.push('the runner does not find the tasks that are due')
  await owner.query('reset role')
  return faults
}

/** The operator sees the list of tenants and the house's own data, and no person's. */
async function operatorFaults(owner: OwnerConnection, tables: string[]): Promise<string[]> {
  const faults: string[] = []
  await as(owner, 'kaoban_operator', house)
  for (const table of tables) {
    if (table === 'tenants') continue
    const seen = await attempt(owner, `select count(*)::int as n from ${table} where tenant_id <> '${house}'`)
    if (seen !== 'refused' && seen.rows[0]!.n !== 0) faults.push(`the operator sees rows of tenants in ${table}`)
  }
  for (const table of ['users', 'faces', 'sessions'])
    if ((await attempt(owner, `select 1 from ${table}`)) !== 'refused') faults.push(`the operator may read ${table}`)
  const list = await attempt(owner, 'select tenant_id from tenants')
  if (list === 'refused' || list.rows.length < 2) faults.push('the operator does not see the list of tenants')
  const changed = await attempt(owner, `update tenants set name = name where tenant_id = '${tenantB}' returning 1`)
  if (changed === 'refused' || changed.rows.length === 0) faults.push('the operator cannot change a tenant')
  await owner.query('reset role')
  return faults
}
