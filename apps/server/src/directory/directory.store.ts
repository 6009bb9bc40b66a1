import type { onDisablePolicies } from '@kaoban/contract'
import { type SqlBool, sql } from 'kysely'
import type { Db } from '../platform/database.ts'

export interface DirectoryDomainTable {
  tenantId: string
  domain: string
  tool: string
  onDisable: (typeof onDisablePolicies)[number]
  fullNameMax: number
  reportedAt: Date
  importId: string | null
  accounts: number
}

/** What was last written of an account, and how it stands. */
export interface DirectoryLink {
  accountName: string
  fullName: string
  /** `outside`: changed in the portal since, and left alone until the account was disabled and enabled again. */
  state: 'linked' | 'outside' | 'suspended'
  /** As the tool last saw the account. */
  enabled: boolean
}

export interface StoredLink extends DirectoryLink {
  objectGuid: string
  userId: string
}

interface DirectoryLotTable {
  tenantId: string
  importId: string
  first: number
  guids: string[]
}

declare module '../platform/database.ts' {
  interface Database {
    directoryDomains: DirectoryDomainTable
    directoryLinks: StoredLink & { tenantId: string; domain: string }
    directoryLots: DirectoryLotTable
  }
}

export function findDomains(db: Db): Promise<DirectoryDomainTable[]> {
  return db.selectFrom('directoryDomains').selectAll().orderBy('domain').execute()
}

/** The domain; `hold` locks it for the transaction. */
export function findDomain(db: Db, domain: string, hold = false): Promise<DirectoryDomainTable | undefined> {
  return db
    .selectFrom('directoryDomains')
    .selectAll()
    .where('domain', '=', domain)
    .$if(hold, (query) => query.forUpdate())
    .executeTakeFirst()
}

export async function insertDomain(db: Db, row: Omit<DirectoryDomainTable, 'importId' | 'accounts'>): Promise<void> {
  await db
    .insertInto('directoryDomains')
    .values({ ...row, importId: null, accounts: 0 })
    .execute()
}

export async function updateDomain(
  db: Db,
  domain: string,
  change: Partial<Omit<DirectoryDomainTable, 'tenantId' | 'domain'>>,
): Promise<void> {
  await db.updateTable('directoryDomains').set(change).where('domain', '=', domain).execute()
}

/** False when there is no such domain. */
export async function deleteDomain(db: Db, domain: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('directoryDomains').where('domain', '=', domain).executeTakeFirst()
  return numDeletedRows === 1n
}

/** People of a domain who are kept in step. */
export async function countProvisioned(db: Db, domain: string): Promise<number> {
  const { count } = await db
    .selectFrom('directoryLinks')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('domain', '=', domain)
    .where('state', '<>', 'outside')
    .executeTakeFirstOrThrow()
  return Number(count)
}

const linkColumns = ['objectGuid', 'userId', 'accountName', 'fullName', 'state', 'enabled'] as const

export function findLinks(db: Db, domain: string, guids: readonly string[]): Promise<StoredLink[]> {
  return db
    .selectFrom('directoryLinks')
    .select(linkColumns)
    .where('domain', '=', domain)
    .where(sql<SqlBool>`object_guid = any(${guids}::uuid[])`)
    .execute()
}

/** Accounts that a run did not bring, but for those that were deleted before and concern nobody. */
export function findMissing(db: Db, domain: string, importId: string): Promise<StoredLink[]> {
  return db
    .selectFrom('directoryLinks')
    .select(linkColumns)
    .where('domain', '=', domain)
    .where(sql<SqlBool>`not (state = 'outside' and not enabled)`)
    .where(sql<SqlBool>`object_guid not in (select unnest(guids) from directory_lots where import_id = ${importId})`)
    .orderBy('objectGuid')
    .execute()
}

export async function putLinks(db: Db, tenantId: string, domain: string, links: readonly StoredLink[]): Promise<void> {
  if (links.length === 0) return
  const values = JSON.stringify(
    links.map(({ objectGuid, userId, accountName, fullName, state, enabled }) => ({
      ...{ g: objectGuid, u: userId, a: accountName, f: fullName, s: state, e: enabled },
    })),
  )
  await sql`insert into directory_links (tenant_id, domain, object_guid, user_id, account_name, full_name, state, enabled)
    select ${tenantId}::uuid, ${domain}, g, u, a, f, s, e
    from jsonb_to_recordset(${values}::jsonb) as v (g uuid, u uuid, a text, f text, s text, e boolean)
    on conflict (tenant_id, domain, object_guid) do update set user_id = excluded.user_id,
      account_name = excluded.account_name, full_name = excluded.full_name, state = excluded.state,
      enabled = excluded.enabled`.execute(db)
}

export async function deleteLinks(db: Db, domain: string, guids: readonly string[]): Promise<void> {
  if (guids.length === 0) return
  await sql`delete from directory_links where domain = ${domain} and object_guid = any(${guids}::uuid[])`.execute(db)
}

/** False for a lot that came before. */
export async function insertLot(db: Db, row: DirectoryLotTable): Promise<boolean> {
  const { rows } = await sql`insert into directory_lots (tenant_id, import_id, first, guids)
    values (${row.tenantId}, ${row.importId}, ${row.first}, ${row.guids}::uuid[])
    on conflict do nothing returning first`.execute(db)
  return rows.length > 0
}

/** How many accounts have come. */
export async function countAccounts(db: Db, importId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select coalesce(sum(cardinality(guids)), 0)::int as count
    from directory_lots where import_id = ${importId}`.execute(db)
  return rows[0]!.count
}

export async function deleteLots(db: Db, importId: string): Promise<void> {
  await db.deleteFrom('directoryLots').where('importId', '=', importId).execute()
}
