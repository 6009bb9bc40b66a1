/**
 * npm run probe -- tenants: tries every endpoint with another tenant's ids and fails on any leak.
 * npm run probe -- roles: tries every endpoint as every role, about every kind of person.
 */
import { startTestServer } from '../apps/server/src/platform/testing.ts'
import { probeRoles } from '../test/role-probe.ts'
import { probeTenants } from '../test/tenant-probe.ts'

const [what] = process.argv.slice(2)
if (what !== 'tenants' && what !== 'roles') {
  console.error('usage: npm run probe -- tenants|roles')
  process.exit(2)
}
const server = await startTestServer()
const { faults, ...counts } = what === 'tenants' ? await probeTenants(server) : await probeRoles(server)
await server.close()
for (const fault of faults) console.log(`${what === 'tenants' ? 'LEAK' : 'FAULT'} ${fault}`)
console.log(
  'targeted' in counts
    ? `${counts.endpoints} endpoints of roles, ${counts.targeted} of them about people, ${counts.calls} calls, ${faults.length} faults`
    : `${counts.endpoints} endpoints, ${counts.calls} calls with foreign ids, ${faults.length} faults`,
)
process.exitCode = faults.length === 0 && counts.endpoints > 0 ? 0 : 1
