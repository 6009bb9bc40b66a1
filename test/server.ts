/** A server and its tenants for tests of other apps, which may import nothing of the server's. */
export { holderOf, openKey } from '../apps/server/src/api-keys/api-keys.testing.ts'
export { askForBlinks, enrol, framesOf, twoPeople } from '../apps/server/src/faces/faces.testing.ts'
export { operationsOf } from '../apps/server/src/operation-log/operation-log.testing.ts'
export {
  openTestTenant,
  startTestServer,
  type TestServer,
  type TestTenant,
  testPassword,
  testServer,
} from '../apps/server/src/platform/testing.ts'
