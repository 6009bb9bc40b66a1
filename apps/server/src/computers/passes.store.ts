import type { Db } from '../platform/database.ts'

interface PassTable {
  tenantId: string
  passId: string
  tokenHash: Uint8Array
  computerId: string
  userId: string
  expiresAt: Date
}

declare module '../platform/database.ts' {
  interface Database {
    computerPasses: PassTable
  }
}

/** Those that are over go on the way. */
export async function insertPass(db: Db, row: PassTable, now: Date): Promise<void> {
  await db.deleteFrom('computerPasses').where('expiresAt', '<=', now).execute()
  await db.insertInto('computerPasses').values(row).execute()
}

export function findPass(
  db: Db,
  { tokenHash, computerId }: Pick<PassTable, 'tokenHash' | 'computerId'>,
  now: Date,
): Promise<PassTable | undefined> {
  return db
    .selectFrom('computerPasses')
    .selectAll()
    .where('tokenHash', '=', tokenHash)
    .where('computerId', '=', computerId)
    .where('expiresAt', '>', now)
    .executeTakeFirst()
}

export async function deletePass(db: Db, tokenHash: Uint8Array): Promise<void> {
  await db.deleteFrom('computerPasses').where('tokenHash', '=', tokenHash).execute()
}
