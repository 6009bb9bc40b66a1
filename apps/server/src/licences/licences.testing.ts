import type { LicenceKind } from '@kaoban/contract'
import { sql } from 'kysely'
import { newId } from '../platform/identifiers.ts'
import type { TestServer } from '../platform/testing.ts'

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
export async function addFace(
  server: TestServer,
  { tenantId }: { tenantId: string },
  userId: string,
  state: 'registered' | 'provisional' = 'registered',
): Promise<void> {
  const now = server.clock.now()
  await server.database.transaction({ tenantId }, async (db) => {
    for (const kind of ['display', 'learned'])
      await sql`insert into faces (tenant_id, user_id, kind, state, model_id, template, quality, registered_by, created_at, updated_at)
        values (${tenantId}, ${userId}, ${kind}, ${state}, 'test', ${Buffer.from([1])}, 1, 'test', ${now}, ${now})`.execute(
        db,
      )
  })
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
