import { type LicenceKind, signIn } from '@kaoban/contract'
import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import { newId } from '../platform/identifiers.ts'
import { inTenant } from '../platform/job-context.ts'
import {
  type Browser,
  openBrowser,
  openTestTenant,
  startTestServer,
  type TestPerson,
  type TestServer,
  type TestTenant,
  testPassword,
} from '../platform/testing.ts'
import { keepLicences } from './licences.jobs.ts'
import { type LicenceRule, registerLicence } from './licences.service.ts'

export interface TestLicence {
  kind: LicenceKind
  ids: number
  startsOn: string
  endsOn: string | null
}

/** Gives a tenant these licences in the place of those it has. */
export async function setLicences(
  server: TestServer,
  { tenantId }: { tenantId: string },
  licences: readonly TestLicence[],
): Promise<void> {
  await server.database.transaction({ tenantId }, async (db) => {
    await sql`delete from licences`.execute(db)
    for (const { kind, ids, startsOn, endsOn } of licences)
      await sql`insert into licences (tenant_id, licence_id, kind, ids, starts_on, ends_on, issued_at)
        values (${tenantId}, ${newId()}, ${kind}, ${ids}, ${startsOn}, ${endsOn}, ${server.clock.now()})`.execute(db)
  })
}

/** Stores a face that nobody can be compared with: for counting, suspending and erasing. */
export async function insertFace(
  db: Db,
  face: { tenantId: string; userId: string; state: 'registered' | 'provisional'; at: Date },
): Promise<void> {
  for (const kind of ['display', 'learned'])
    await sql`insert into faces (tenant_id, user_id, kind, state, model_id, template, quality, registered_by, created_at, updated_at)
      values (${face.tenantId}, ${face.userId}, ${kind}, ${face.state}, 'test', ${Buffer.from([1])}, 1, 'test', ${face.at}, ${face.at})`.execute(
      db,
    )
}

export function addFace(
  server: TestServer,
  { tenantId }: { tenantId: string },
  userId: string,
  state: 'registered' | 'provisional' = 'registered',
): Promise<void> {
  const face = { tenantId, userId, state, at: server.clock.now() }
  return server.database.transaction({ tenantId }, (db) => insertFace(db, face))
}

/** Rows of the faces of a tenant: how many there are, how many of them are suspended. */
export async function facesOf(server: TestServer, { tenantId }: { tenantId: string }) {
  return server.database.transaction({ tenantId }, async (db) => {
    const { rows } = await sql<{ total: number; suspended: number; until: string | null }>`
      select count(*)::int as total, count(suspended_until)::int as suspended, max(suspended_until)::text as until
      from faces`.execute(db)
    return rows[0]!
  })
}

let calendar: Promise<TestServer> | undefined

/** A server whose clock tests move by months, so nobody else uses it; one per test process. */
export function calendarServer(): Promise<TestServer> {
  calendar ??= startTestServer({ KAOBAN_SUPPORT_URL: 'https://help.example.jp/' })
  return calendar
}

export const trialOfMay: TestLicence = { kind: 'trial', ids: 100, startsOn: '2026-05-01', endsOn: '2026-06-30' }
export const suspends: LicenceRule = { enforced: true, lapse: 'suspend' }

/** 09:00 in Tokyo of a day. */
export function nine(day: string): Date {
  return new Date(`${day}T00:00:00Z`)
}

/** A tenant with these licences, at 09:00 of a day. */
export async function openTrial(
  server: TestServer,
  day: string,
  licences: readonly TestLicence[] = [trialOfMay],
): Promise<TestTenant> {
  server.clock.set(nine(day))
  const tenant = await openTestTenant(server)
  await setLicences(server, tenant, licences)
  return tenant
}

/** The job at a moment, or at 09:00 of a day. */
export async function jobOn(server: TestServer, at: Date | string, rule = suspends): Promise<void> {
  server.clock.set(typeof at === 'string' ? nine(at) : at)
  await keepLicences(server.platform, rule)
}

/** A pack of ten IDs for twelve months. */
export function register(server: TestServer, { tenantId }: { tenantId: string }) {
  return inTenant(server.platform, 'test', tenantId, (ctx) =>
    registerLicence(ctx, { kind: 'pack', model: 'KB-P12-10', ids: 10, months: 12 }),
  )
}

/** A browser with a new session: the one a person had has ended with the days that passed. */
export async function signInAgain(
  server: TestServer,
  { code, administrator }: TestTenant,
  person: TestPerson = administrator,
): Promise<Browser> {
  const browser = await openBrowser(server)
  await browser.call(signIn, { code, loginId: person.loginId, password: testPassword })
  return browser
}
