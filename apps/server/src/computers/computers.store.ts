import type { Db } from '../platform/database.ts'

export interface ComputerTable {
  tenantId: string
  computerId: string
  name: string
  nameKey: string
  os: string
  version: string
  publicKey: string
  registeredAt: Date
  syncedAt: Date | null
  provenAt: number
  revokedAt: Date | null
}

interface ComputerKeyTable {
  tenantId: string
  computerKeyId: string
  accessKey: string
  secretHash: Uint8Array
  madeAt: Date
  endsAt: Date | null
}

declare module '../platform/database.ts' {
  interface Database {
    computers: ComputerTable
    computerKeys: ComputerKeyTable
    computerEntries: { tenantId: string; computerId: string; entryId: string; receivedAt: Date }
  }
}

/** False when a computer that is not revoked has the name. */
export async function insertComputer(
  db: Db,
  row: Omit<ComputerTable, 'syncedAt' | 'provenAt' | 'revokedAt'>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('computers')
    .values({ ...row, syncedAt: null, provenAt: 0, revokedAt: null })
    .onConflict((conflict) => conflict.columns(['tenantId', 'nameKey']).where('revokedAt', 'is', null).doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

export function findComputer(db: Db, computerId: string): Promise<ComputerTable | undefined> {
  return db.selectFrom('computers').selectAll().where('computerId', '=', computerId).executeTakeFirst()
}

/** Takes a time of signing, once: false when one as late or later was taken. */
export async function takeProof(db: Db, computerId: string, at: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('computers')
    .set({ provenAt: at })
    .where('computerId', '=', computerId)
    .where('provenAt', '<', at)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function saveSync(
  db: Db,
  computerId: string,
  sync: Pick<ComputerTable, 'os' | 'version' | 'syncedAt'>,
): Promise<void> {
  await db.updateTable('computers').set(sync).where('computerId', '=', computerId).execute()
}

/** False when it is unknown or already revoked. */
export async function markRevoked(db: Db, computerId: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('computers')
    .set({ revokedAt: at })
    .where('computerId', '=', computerId)
    .where('revokedAt', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export interface ComputerSearch {
  search?: string | undefined
  revoked?: boolean | undefined
  sort: 'name' | 'version' | 'registeredAt' | 'syncedAt'
  direction?: 'ascending' | 'descending' | undefined
  page: number
  size: number
}

export async function findComputers(db: Db, wanted: ComputerSearch) {
  const pattern = `%${(wanted.search ?? '').replace(/[\\%_]/g, '\\$&')}%`
  const matching = db
    .selectFrom('computers')
    .$if(wanted.search !== undefined, (query) =>
      query.where((eb) => eb.or([eb('name', 'ilike', pattern), eb('os', 'ilike', pattern)])),
    )
    .$if(wanted.revoked !== true, (query) => query.where('revokedAt', 'is', null))
  const { total } = await matching.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await matching
    .selectAll()
    .orderBy(wanted.sort, (by) => (wanted.direction === 'descending' ? by.desc() : by.asc()).nullsLast())
    .orderBy('computerId')
    .limit(wanted.size)
    .offset((wanted.page - 1) * wanted.size)
    .execute()
  return { rows, total: Number(total) }
}

export async function insertKeys(db: Db, row: Omit<ComputerKeyTable, 'endsAt'>): Promise<void> {
  await db
    .insertInto('computerKeys')
    .values({ ...row, endsAt: null })
    .execute()
}

/** Lets keys that have no end yet, or a later one, end at this time, and forgets those that are over. */
export async function endKeys(db: Db, endsAt: Date, now: Date): Promise<void> {
  await db
    .updateTable('computerKeys')
    .set({ endsAt })
    .where((eb) => eb.or([eb('endsAt', 'is', null), eb('endsAt', '>', endsAt)]))
    .execute()
  await db.deleteFrom('computerKeys').where('endsAt', '<=', now).execute()
}

/** The keys that go by an access key and may still be used. */
export function findKeys(db: Db, accessKey: string, now: Date): Promise<ComputerKeyTable | undefined> {
  return db
    .selectFrom('computerKeys')
    .selectAll()
    .where('accessKey', '=', accessKey)
    .where((eb) => eb.or([eb('endsAt', 'is', null), eb('endsAt', '>', now)]))
    .executeTakeFirst()
}

/** The access key of the newest keys. */
export async function findAccessKey(db: Db): Promise<string | undefined> {
  const row = await db.selectFrom('computerKeys').select('accessKey').where('endsAt', 'is', null).executeTakeFirst()
  return row?.accessKey
}

/** Notes that an entry came; false when it had come before. */
export async function insertEntry(
  db: Db,
  row: { tenantId: string; computerId: string; entryId: string; receivedAt: Date },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('computerEntries')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

export async function forgetEntries(db: Db, computerId: string, before: Date): Promise<void> {
  await db.deleteFrom('computerEntries').where('computerId', '=', computerId).where('receivedAt', '<', before).execute()
}
