import type { WindowsAccountKind } from '@kaoban/contract'
import { type SqlBool, sql } from 'kysely'
import { type Reach, withinReach } from '../groups/groups.service.ts'
import type { Db } from '../platform/database.ts'

interface WindowsAccountTable {
  tenantId: string
  accountId: string
  kind: WindowsAccountKind
  name: string
  nameKey: string
  place: string
  placeKey: string
  upn: string
  password: Uint8Array | null
  updatedAt: Date
  unusedSince: Date | null
}

interface WindowsAccountLinkTable {
  tenantId: string
  userId: string
  slot: number
  accountId: string
}

declare module '../platform/database.ts' {
  interface Database {
    windowsAccounts: WindowsAccountTable
    windowsAccountLinks: WindowsAccountLinkTable
  }
}

export interface LinkedAccount {
  userId: string
  slot: number
  accountId: string
  kind: WindowsAccountKind
  name: string
  place: string
  upn: string
  passwordSet: boolean
  sharedWith: number
}

/** The accounts of people by slot; `sharedWith` counts the others within reach. */
export async function findLinkedAccounts(db: Db, userIds: readonly string[], reach: Reach): Promise<LinkedAccount[]> {
  if (userIds.length === 0) return []
  const rows = await db
    .selectFrom('windowsAccountLinks as l')
    .innerJoin('windowsAccounts as a', (join) =>
      join.onRef('a.tenantId', '=', 'l.tenantId').onRef('a.accountId', '=', 'l.accountId'),
    )
    .select(['l.userId', 'l.slot', 'l.accountId', 'a.kind', 'a.name', 'a.place', 'a.upn'])
    .select(sql<boolean>`a.password is not null`.as('passwordSet'))
    .select(
      sql<number>`(select count(*) from windows_account_links o
        where o.account_id = l.account_id and o.user_id <> l.user_id and ${withinReach(reach, sql.ref('o.user_id'))})`.as(
        'sharedWith',
      ),
    )
    .where(sql<SqlBool>`l.user_id = any(${userIds}::uuid[])`)
    .orderBy('l.slot')
    .execute()
  return rows.map((row) => ({ ...row, sharedWith: Number(row.sharedWith) }))
}

export interface AccountIdentity {
  kind: WindowsAccountKind
  placeKey: string
  nameKey: string
}

/** Accounts with these identities, locked for the rest of the transaction. */
export async function holdAccounts(db: Db, identities: readonly AccountIdentity[]) {
  if (identities.length === 0) return []
  return db
    .selectFrom('windowsAccounts')
    .select(['accountId', 'kind', 'name', 'nameKey', 'place', 'placeKey', 'upn'])
    .select(sql<boolean>`password is not null`.as('passwordSet'))
    .where(
      sql<SqlBool>`(kind, place_key, name_key) in (select r.k, r.p, r.n
        from jsonb_to_recordset(${JSON.stringify(identities.map(({ kind, placeKey, nameKey }) => ({ k: kind, p: placeKey, n: nameKey })))}::jsonb)
          as r (k text, p text, n text))`,
    )
    .orderBy('accountId')
    .forUpdate()
    .execute()
}

/** Who has accounts with these identities. */
export async function findHolders(db: Db, identities: readonly AccountIdentity[]) {
  const wanted = identities.map(({ kind, placeKey, nameKey }) => ({ k: kind, p: placeKey, n: nameKey }))
  return db
    .selectFrom('windowsAccounts as a')
    .innerJoin('windowsAccountLinks as l', (join) =>
      join.onRef('l.tenantId', '=', 'a.tenantId').onRef('l.accountId', '=', 'a.accountId'),
    )
    .select(['a.kind', 'a.place', 'a.name', 'l.userId'])
    .where(
      sql<SqlBool>`(a.kind, a.place_key, a.name_key) in (select r.k, r.p, r.n
        from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as r (k text, p text, n text))`,
    )
    .execute()
}

/** Of these accounts, those that a group administrator must not touch: somebody out of reach, or nobody, uses them. */
export async function findForeignAccounts(db: Db, accountIds: readonly string[], reach: Reach): Promise<Set<string>> {
  if (accountIds.length === 0 || reach === 'all') return new Set()
  const rows = await db
    .selectFrom('windowsAccounts as a')
    .select('a.accountId')
    .where('a.accountId', 'in', accountIds)
    .where(
      sql<SqlBool>`(exists (select 1 from windows_account_links l join users u on u.tenant_id = l.tenant_id and u.user_id = l.user_id
          where l.account_id = a.account_id
            and (u.system_administrator or u.group_administrator or not (${withinReach(reach, sql.ref('u.user_id'))})))
        or not exists (select 1 from windows_account_links l where l.account_id = a.account_id))`,
    )
    .execute()
  return new Set(rows.map((row) => row.accountId))
}

export async function insertAccount(db: Db, row: WindowsAccountTable): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('windowsAccounts')
    .values(row)
    .onConflict((conflict) => conflict.constraint('windows_accounts_identity').doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** Accounts that nobody has yet, as the same transaction saw. */
export async function insertAccounts(db: Db, rows: readonly WindowsAccountTable[]): Promise<void> {
  if (rows.length > 0) await db.insertInto('windowsAccounts').values(rows).execute()
}

export async function updateAccount(
  db: Db,
  accountId: string,
  change: Partial<Pick<WindowsAccountTable, 'name' | 'place' | 'upn' | 'password' | 'unusedSince'>> & {
    updatedAt: Date
  },
): Promise<void> {
  await db.updateTable('windowsAccounts').set(change).where('accountId', '=', accountId).execute()
}

export async function findPasswords(db: Db, accountIds: readonly string[]) {
  const rows = await db
    .selectFrom('windowsAccounts')
    .select(['accountId', 'password'])
    .where(sql<SqlBool>`account_id = any(${accountIds}::uuid[])`)
    .execute()
  return rows.flatMap(({ accountId, password }) => (password ? [{ accountId, password }] : []))
}

/** Unlinks people from all they have; returns the accounts. */
export async function deleteLinks(db: Db, userIds: readonly string[]): Promise<string[]> {
  const rows = await db
    .deleteFrom('windowsAccountLinks')
    .where(sql<SqlBool>`user_id = any(${userIds}::uuid[])`)
    .returning('accountId')
    .execute()
  return [...new Set(rows.map(({ accountId }) => accountId))]
}

export async function replaceLinks(
  db: Db,
  tenantId: string,
  userId: string,
  accountIds: readonly string[],
): Promise<void> {
  await db.deleteFrom('windowsAccountLinks').where('userId', '=', userId).execute()
  await insertLinks(
    db,
    accountIds.map((accountId, index) => ({ tenantId, userId, slot: index + 1, accountId })),
  )
}

export async function insertLinks(db: Db, links: readonly WindowsAccountLinkTable[]): Promise<void> {
  if (links.length > 0) await db.insertInto('windowsAccountLinks').values(links).execute()
}

const inUse = sql<SqlBool>`(exists (select 1 from windows_account_links l where l.account_id = windows_accounts.account_id)
  or exists (select 1 from recycled_users r where r.account_ids @> array[windows_accounts.account_id]))`

/** Notes since when accounts are without people, and forgets it of those that have some again; of these or of all. */
export async function markUnused(db: Db, now: Date, accountIds?: readonly string[]): Promise<void> {
  const accounts = db
    .updateTable('windowsAccounts')
    .$if(accountIds !== undefined, (query) => query.where(sql<SqlBool>`account_id = any(${accountIds}::uuid[])`))
  await accounts.set({ unusedSince: null }).where('unusedSince', 'is not', null).where(inUse).execute()
  await accounts.set({ unusedSince: now }).where('unusedSince', 'is', null).where(sql<SqlBool>`not ${inUse}`).execute()
}

/** Erases the passwords of accounts without people since before this time; returns how many. */
export async function erasePasswordsOf(db: Db, unusedBefore: Date, accountIds?: readonly string[]): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('windowsAccounts')
    .set({ password: null })
    .$if(accountIds !== undefined, (query) => query.where('accountId', 'in', accountIds!))
    .where('unusedSince', '<=', unusedBefore)
    .where('password', 'is not', null)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

export async function deleteUnused(db: Db, unusedBefore: Date): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('windowsAccounts')
    .where('unusedSince', '<=', unusedBefore)
    .executeTakeFirst()
  return Number(numDeletedRows)
}

/** Local accounts of a computer that somebody uses, with who that is. */
export async function findAccountsAt(db: Db, placeKey: string) {
  return db
    .selectFrom('windowsAccounts as a')
    .innerJoin('windowsAccountLinks as l', (join) =>
      join.onRef('l.tenantId', '=', 'a.tenantId').onRef('l.accountId', '=', 'a.accountId'),
    )
    .select(['a.accountId', 'a.name', 'l.userId'])
    .where('a.kind', '=', 'local')
    .where('a.placeKey', '=', placeKey)
    .orderBy('a.accountId')
    .orderBy('l.userId')
    .execute()
}
