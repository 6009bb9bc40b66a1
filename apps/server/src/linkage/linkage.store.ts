import type { LinkageFault, LinkageKind } from '@kaoban/contract'
import { type Generated, type Selectable, sql } from 'kysely'
import type { Db } from '../platform/database.ts'

interface LinkageConnectorTable {
  tenantId: string
  kind: LinkageKind
  serviceName: string
  url: string
  token: Uint8Array
  propagateFaceDelete: boolean
  configuredAt: Date
  consentVersion: number | null
  consentedAt: Date | null
  consentedBy: string | null
  consentedById: string | null
  syncedAt: Date | null
  fetchedTo: Generated<Date | null>
  fetchedAt: Generated<Date | null>
  fetchFault: Generated<LinkageFault | null>
}

export type Connector = Selectable<LinkageConnectorTable>

declare module '../platform/database.ts' {
  interface Database {
    linkageConnectors: LinkageConnectorTable
  }
}

/** The connector of the tenant; `hold` locks it for the transaction. */
export function findConnector(db: Db, hold = false): Promise<Connector | undefined> {
  return db
    .selectFrom('linkageConnectors')
    .selectAll()
    .$if(hold, (query) => query.forUpdate())
    .executeTakeFirst()
}

export async function hasConnector(db: Db): Promise<boolean> {
  return (await db.selectFrom('linkageConnectors').select('tenantId').executeTakeFirst()) !== undefined
}

/** Stores a connector anew, without consent and bulk sync. */
export async function putConnector(
  db: Db,
  row: Pick<Connector, 'tenantId' | 'kind' | 'serviceName' | 'url' | 'token' | 'propagateFaceDelete' | 'configuredAt'>,
): Promise<void> {
  const anew = {
    ...{ consentVersion: null, consentedAt: null, consentedBy: null, consentedById: null },
    ...{ syncedAt: null, fetchedTo: null, fetchedAt: null, fetchFault: null },
  }
  for (const table of ['linkagePeople', 'linkageOutbox'] as const) await db.deleteFrom(table).execute()
  await db
    .insertInto('linkageConnectors')
    .values({ ...row, ...anew })
    .onConflict((conflict) => conflict.column('tenantId').doUpdateSet({ ...row, ...anew }))
    .execute()
}

export async function updateConnector(db: Db, change: Partial<Omit<Connector, 'tenantId'>>): Promise<void> {
  await db.updateTable('linkageConnectors').set(change).execute()
}

/** Deletes all that is known of the linkage. */
export async function deleteConnector(db: Db): Promise<boolean> {
  for (const table of ['linkageSyncs', 'linkageFilter', 'linkagePeople', 'linkageOutbox'] as const)
    await db.deleteFrom(table).execute()
  const { numDeletedRows } = await db.deleteFrom('linkageConnectors').executeTakeFirst()
  return numDeletedRows > 0n
}

/** Where the applicant of the tenant is written to: as the user with that address, if there still is one. */
export async function findApplicant(db: Db) {
  const { rows } = await sql<{
    mail: string
    locale: 'ja' | 'en'
    userId: string | null
    loginId: string | null
    familyName: string | null
    middleName: string | null
    givenName: string | null
  }>`select t.applicant_mail as mail, coalesce(u.locale, t.locale) as locale, u.user_id, u.login_id, u.family_name,
      u.middle_name, u.given_name
    from tenants t left join users u on u.tenant_id = t.tenant_id and u.mail_key = lower(t.applicant_mail)`.execute(db)
  return rows[0]
}
