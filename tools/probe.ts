/** npm run probe -- tenants: tries every endpoint with another tenant's ids and fails on any leak. */
import { startTestServer } from '../apps/server/src/platform/testing.ts'
import { probeTenants } from '../test/tenant-probe.ts'

if (process.argv[2] !== 'tenants') {
  console.error('usage: npm run probe -- tenants')
  process.exit(2)
}
const server = await startTestServer()
const { calls, endpoints, faults } = await probeTenants(server)
await server.close()
for (const fault of faults) console.log(`LEAK ${fault}`)
console.log(`${endpoints} endpoints, ${calls} calls with foreign ids, ${faults.length} faults`)
process.exitCode = faults.length === 0 && endpoints > 0 ? 0 : 1
