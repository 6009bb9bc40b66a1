/**
 * npm run mutate -- rls: takes away each protection of the database in turn and expects the tenancy test to notice.
 * A test that stays silent is named, and the command fails.
 */
import { migrate } from '../apps/server/src/platform/migrate.ts'
import { openEmbedded } from '../apps/server/src/platform/pglite.ts'
import { type OwnerConnection, tenancyFaults } from '../apps/server/src/platform/tenancy.testing.ts'

interface Mutation {
  name: string
  apply: string
  undo: string
}

if (process.argv[2] !== 'rls') {
  console.error('usage: npm run mutate -- rls')
  process.exit(2)
}

const embedded = await openEmbedded(undefined)
const owner: OwnerConnection = { query: (text, values) => embedded.query(text, values) }
await migrate(owner)
const before = await tenancyFaults(owner)
if (before.length > 0) {
  console.error(`the tenancy test fails before anything was taken away:\n  ${before.join('\n  ')}`)
  process.exit(1)
}

let silent = 0
const mutations = await allMutations(owner)
for (const { name, apply, undo } of mutations) {
  await owner.query(`${apply};`)
  const faults = await tenancyFaults(owner, true)
  await owner.query(`${undo};`)
  if (faults.length === 0) silent++
  console.log(
    `${faults.length === 0 ? 'NOT NOTICED' : 'noticed    '} ${name}${faults.length === 0 ? '' : `: ${faults[0]}`}`,
  )
}
await embedded.close()
console.log(`${mutations.length} protections taken away, ${silent} not noticed`)
if (silent > 0 || mutations.length < 10) process.exitCode = 1

async function allMutations(connection: OwnerConnection): Promise<Mutation[]> {
  const { rows: policies } = await connection.query(`
    select tablename as table_name, policyname as policy, permissive, array_to_string(roles, ', ') as roles, cmd, qual, with_check
    from pg_policies where schemaname = 'public' order by 1, 2`)
  const mutations: Mutation[] = policies.map((policy) => ({
    name: `policy ${policy.policy} on ${policy.table_name} dropped`,
    apply: `drop policy ${policy.policy} on ${policy.table_name}`,
    undo: createPolicy(policy),
  }))
  for (const policy of policies.filter(({ policy }) => policy === 'tenant_isolation'))
    mutations.push({
      name: `policy ${policy.policy} on ${policy.table_name} lets everything through`,
      apply: `alter policy ${policy.policy} on ${policy.table_name} using (true) with check (true)`,
      undo: `drop policy ${policy.policy} on ${policy.table_name}; ${createPolicy(policy)}`,
    })
  const { rows: tables } = await connection.query(
    `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relrowsecurity order by 1`,
  )
  for (const table of tables)
    mutations.push({
      name: `row-level security of ${table.name} switched off`,
      apply: `alter table ${table.name} disable row level security`,
      undo: `alter table ${table.name} enable row level security`,
    })
  return mutations
}

function createPolicy(policy: Record<string, unknown>): string {
  const using = policy.qual === null ? '' : ` using (${policy.qual})`
  const check = policy.with_check === null ? '' : ` with check (${policy.with_check})`
  return `create policy ${policy.policy} on ${policy.table_name} as ${policy.permissive} for ${policy.cmd} to ${policy.roles}${using}${check}`
}
