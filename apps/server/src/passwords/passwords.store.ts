import type { Locale } from '@kaoban/messages'
import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'

export type LinkPurpose = 'first' | 'mailbox'

interface PasswordLinkTable {
  tenantId: string
  linkId: string
  userId: string
  tokenHash: Uint8Array
  purpose: LinkPurpose
  createdAt: Date
  expiresAt: Date
}

/** Requests of one ID within the hour that began at `hour`. */
interface ReissueRequestTable {
  tenantId: string
  loginIdKey: string
  hour: Date
  requests: number
}

declare module '../platform/database.ts' {
  interface Database {
    passwordLinks: PasswordLinkTable
    reissueRequests: ReissueRequestTable
  }
}

/** Puts a link in the place of the person's older one. */
export async function replaceLinks(db: Db, links: readonly PasswordLinkTable[]): Promise<void> {
  if (links.length === 0) return
  await db
    .insertInto('passwordLinks')
    .values(links)
    .onConflict((conflict) =>
      conflict.constraint('password_links_user').doUpdateSet((eb) => ({
        linkId: eb.ref('excluded.linkId'),
        tokenHash: eb.ref('excluded.tokenHash'),
        purpose: eb.ref('excluded.purpose'),
        createdAt: eb.ref('excluded.createdAt'),
        expiresAt: eb.ref('excluded.expiresAt'),
      })),
    )
    .execute()
}

/** The link of a token that still works, with the account it is for. */
export function findLink(db: Db, tokenHash: Uint8Array, now: Date) {
  return db
    .selectFrom('passwordLinks as l')
    .innerJoin('users as u', (join) => join.onRef('u.tenantId', '=', 'l.tenantId').onRef('u.userId', '=', 'l.userId'))
    .select(['l.linkId', 'l.purpose', ...accountColumns])
    .where('l.tokenHash', '=', tokenHash)
    .where('l.expiresAt', '>', now)
    .executeTakeFirst()
}

/** Takes a link away for good; false when somebody else used it meanwhile. */
export async function consumeLink(db: Db, linkId: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('passwordLinks').where('linkId', '=', linkId).executeTakeFirst()
  return numDeletedRows === 1n
}

export async function countLinks(db: Db, userId: string, now: Date): Promise<number> {
  const { count } = await db
    .selectFrom('passwordLinks')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('userId', '=', userId)
    .where('expiresAt', '>', now)
    .executeTakeFirstOrThrow()
  return Number(count)
}

export async function deleteLinksOf(db: Db, userIds: readonly string[]): Promise<void> {
  if (userIds.length > 0) await db.deleteFrom('passwordLinks').where('userId', 'in', userIds).execute()
}

const accountColumns = [
  'u.userId',
  'u.loginId',
  'u.familyName',
  'u.middleName',
  'u.givenName',
  'u.mail',
  'u.locale',
  'u.systemAdministrator',
  'u.passwordHash',
] as const

export interface PasswordAccount {
  userId: string
  loginId: string
  familyName: string
  middleName: string
  givenName: string
  mail: string
  locale: Locale | null
  systemAdministrator: boolean
  passwordHash: string | null
}

export function findAccounts(db: Db, userIds: readonly string[]): Promise<PasswordAccount[]> {
  if (userIds.length === 0) return Promise.resolve([])
  return db
    .selectFrom('users as u')
    .select(accountColumns)
    .where('u.userId', 'in', userIds)
    .orderBy('u.loginIdKey')
    .execute()
}

export function findAccountByLoginId(db: Db, loginId: string): Promise<PasswordAccount | undefined> {
  return db
    .selectFrom('users as u')
    .select(accountColumns)
    .where('u.loginIdKey', '=', loginId.toLowerCase())
    .executeTakeFirst()
}

/** Every system administrator that can be mailed. */
export function findAdministrators(db: Db): Promise<PasswordAccount[]> {
  return db
    .selectFrom('users as u')
    .select(accountColumns)
    .where('u.systemAdministrator', '=', true)
    .where('u.mail', '!=', '')
    .orderBy('u.loginIdKey')
    .execute()
}

/**
 * Stores a new password and ends the lock [NFM-AUT-006]. `replaces` is the hash that was verified: false when the
 * password was changed meanwhile.
 */
export async function updatePassword(
  db: Db,
  userId: string,
  password: { hash: string; initial: boolean; at: Date; replaces?: string | null },
): Promise<boolean> {
  const { replaces } = password
  const { numUpdatedRows } = await db
    .updateTable('users')
    .set({
      passwordHash: password.hash,
      passwordInitial: password.initial,
      passwordChangedAt: password.at,
      failedSignIns: 0,
      lockedUntil: null,
    })
    .where('userId', '=', userId)
    .$if(replaces !== undefined, (query) =>
      query.where('passwordHash', replaces === null ? 'is' : '=', replaces as string),
    )
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Ends locks, those of administrators too; returns the IDs of those who were locked or had failures counted. */
export function unlock(db: Db, userIds: readonly string[], { at, by }: { at: Date; by: string }) {
  return db
    .updateTable('users')
    .set((eb) => ({
      failedSignIns: 0,
      lockedUntil: null,
      disabled: false,
      // The administrator's lock is a field of the form: one that was opened before is refused.
      version: sql<number>`${eb.ref('version')} + disabled::int`,
      updatedAt: sql<Date>`case when disabled then ${at}::timestamptz else updated_at end`,
      updatedBy: sql<string | null>`case when disabled then ${by}::text else updated_by end`,
    }))
    .where('userId', 'in', userIds)
    .where((eb) => eb.or([eb('failedSignIns', '>', 0), eb('lockedUntil', 'is not', null), eb('disabled', '=', true)]))
    .returning(['userId', 'loginId'])
    .execute()
}

/** Counts a request for a reissue and says how many there were within the hour, this one included. */
export async function countRequest(db: Db, tenantId: string, loginIdKey: string, now: Date): Promise<number> {
  const hourAgo = new Date(now.getTime() - 3_600_000)
  await db.deleteFrom('reissueRequests').where('hour', '<=', hourAgo).execute()
  const { requests } = await db
    .insertInto('reissueRequests')
    .values({ tenantId, loginIdKey, hour: now, requests: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['tenantId', 'loginIdKey'])
        .doUpdateSet((eb) => ({ requests: eb('reissueRequests.requests', '+', 1) })),
    )
    .returning('requests')
    .executeTakeFirstOrThrow()
  return requests
}

/** Password hashes by ID without case, of those who have one. */
export async function findPasswordHashes(db: Db, keys: readonly string[]): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('users')
    .select(['loginIdKey', 'passwordHash'])
    .where(sql<boolean>`login_id_key = any(${keys}::text[])`)
    .where('passwordHash', 'is not', null)
    .execute()
  return new Map(rows.map(({ loginIdKey, passwordHash }) => [loginIdKey, passwordHash!]))
}
