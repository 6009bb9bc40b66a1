import { sendFaceSignIn, startFaceSignIn } from '@kaoban/contract'
import { sql } from 'kysely'
import type { StagedPerson } from '../../../../test/staged-people.ts'
import { askForBlinks, asUpload, framesOf, twoPeople } from '../faces/faces.testing.ts'
import { openTestTenant, type TestServer, type TestTenant, testServer } from '../platform/testing.ts'
import { openTerminal, type TestTerminal } from '../terminals/terminals.testing.ts'

/** A tenant that asks for blinks, somebody called Anna, a terminal, and two people in photographs. */
export async function open(more = {}, options = {}, running: TestServer | undefined = undefined) {
  const server = running ?? (await testServer())
  const tenant = await openTestTenant(server)
  await askForBlinks(tenant, more)
  const person = await tenant.addPerson({ loginId: 'Anna', familyName: '山田', givenName: '花' })
  const [ann, bert] = await twoPeople(server)
  const terminal = await openTerminal(server, tenant, options)
  return { server, tenant, person, terminal, ann, bert }
}

export async function challenge(server: TestServer, terminal: TestTerminal, loginId?: string) {
  const given = await terminal.call(startFaceSignIn, loginId === undefined ? {} : { loginId })
  server.clock.advance(5_000)
  return given
}

/** One whole attempt; `seed` makes frames that nobody has seen before. */
export async function attempt(
  server: TestServer,
  terminal: TestTerminal,
  loginId: string | undefined,
  who: StagedPerson,
  seed: number,
  capture: 0 | 1 = 1,
) {
  const { challengeId, nonce, motions } = await challenge(server, terminal, loginId)
  const frames = await framesOf(who, capture, motions, seed)
  return terminal.call(sendFaceSignIn, { challengeId, nonce, ...asUpload(frames) })
}

export function log(server: TestServer, { tenantId }: TestTenant) {
  return server.database.transaction({ tenantId }, async (db) => {
    const found = await sql<{
      succeeded: boolean
      errorCode: string | null
      loginId: string
      userId: string | null
      terminalName: string
    }>`select succeeded, error_code, login_id, user_id, terminal_name from authentications where scene = 'browser-terminal' order by authentication_id`.execute(
      db,
    )
    return found.rows
  })
}

/** Fails without liveness: cheap frames that the rules refuse count like a face that did not match. */
export async function fail(server: TestServer, terminal: TestTerminal, loginId: string) {
  const { challengeId, nonce } = await challenge(server, terminal, loginId)
  const files = asUpload(Array(6).fill(new Uint8Array([1, 2, 3])))
  return terminal.call(sendFaceSignIn, { challengeId, nonce, ...files }).catch((error) => error)
}
