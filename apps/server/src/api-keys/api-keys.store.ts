import type { ApiKeyScope, apiKeyStates } from '@kaoban/contract'
import type { Db } from '../platform/database.ts'

export interface ApiKeyTable {
  tenantId: string
  apiKeyId: string
  name: string
  scope: ApiKeyScope
  secretHash: Uint8Array
  userId: string
  madeAt: Date
  expiresAt: Date
  revokedAt: Date | null
  lastUsedAt: Date | null
  lastUsedFrom: string
}

declare module '../platform/database.ts' {
  interface Database {
    apiKeys: ApiKeyTable
  }
}

export async function insertKey(
  db: Db,
  row: Omit<ApiKeyTable, 'revokedAt' | 'lastUsedAt' | 'lastUsedFrom'>,
): Promise<void> {
  await db
    .insertInto('apiKeys')
    .values({ ...row, revokedAt: null, lastUsedAt: null, lastUsedFrom: '' })
    .execute()
}

export function findKey(db: Db, apiKeyId: string): Promise<ApiKeyTable | undefined> {
  return db.selectFrom('apiKeys').selectAll().where('apiKeyId', '=', apiKeyId).executeTakeFirst()
}

/** Counts the usable keys of a person, whose row is locked so that two requests do not count the same. */
export async function countUsableOf(db: Db, userId: string, now: Date): Promise<number> {
  await db.selectFrom('users').select('userId').where('userId', '=', userId).forUpdate().execute()
  const { keys } = await db
    .selectFrom('apiKeys')
    .select((eb) => eb.fn.countAll<number>().as('keys'))
    .where('userId', '=', userId)
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', now)
    .executeTakeFirstOrThrow()
  return Number(keys)
}

export async function touchKey(db: Db, apiKeyId: string, at: Date, from: string): Promise<void> {
  await db.updateTable('apiKeys').set({ lastUsedAt: at, lastUsedFrom: from }).where('apiKeyId', '=', apiKeyId).execute()
}

/** False when it is already revoked. */
export async function markRevoked(db: Db, apiKeyId: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('apiKeys')
    .set({ revokedAt: at })
    .where('apiKeyId', '=', apiKeyId)
    .where('revokedAt', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export interface KeySearch {
  /** Keys of this person only. */
  userId: string | undefined
  search: string | undefined
  state: (typeof apiKeyStates)[number] | undefined
  now: Date
  sort: 'name' | 'madeAt' | 'expiresAt' | 'lastUsedAt'
  direction: 'ascending' | 'descending' | undefined
  page: number
  size: number
}

export async function findKeys(db: Db, wanted: KeySearch) {
  const pattern = `%${(wanted.search ?? '').replace(/[\\%_]/g, '\\$&')}%`
  const matching = db
    .selectFrom('apiKeys as k')
    .$if(wanted.userId !== undefined, (query) => query.where('k.userId', '=', wanted.userId!))
    .$if(wanted.search !== undefined, (query) => query.where('k.name', 'ilike', pattern))
    .$if(wanted.state === 'revoked', (query) => query.where('k.revokedAt', 'is not', null))
    .$if(wanted.state === 'expired', (query) =>
      query.where('k.revokedAt', 'is', null).where('k.expiresAt', '<=', wanted.now),
    )
    .$if(wanted.state === 'usable', (query) =>
      query.where('k.revokedAt', 'is', null).where('k.expiresAt', '>', wanted.now),
    )
  const { total } = await matching.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const ascending = (wanted.direction ?? (wanted.sort === 'name' ? 'ascending' : 'descending')) === 'ascending'
  const rows = await matching
    .innerJoin('users as u', (join) => join.onRef('u.tenantId', '=', 'k.tenantId').onRef('u.userId', '=', 'k.userId'))
    .selectAll('k')
    .select('u.loginId as madeBy')
    .orderBy(`k.${wanted.sort}`, (by) => (ascending ? by.asc() : by.desc()).nullsLast())
    .orderBy('k.apiKeyId')
    .limit(wanted.size)
    .offset((wanted.page - 1) * wanted.size)
    .execute()
  return { rows, total: Number(total) }
}

/** Deletes keys that nobody could use since then; returns how many. */
export async function deleteOverBefore(db: Db, before: Date): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('apiKeys')
    .where((eb) => eb.or([eb('revokedAt', '<', before), eb('expiresAt', '<', before)]))
    .executeTakeFirst()
  return Number(numDeletedRows)
}
