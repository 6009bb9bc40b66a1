import type { FaceKind, LinkageAct } from '@kaoban/contract'
import { type SqlBool, sql } from 'kysely'
import type { Db } from '../platform/database.ts'

interface LinkageOutboxTable {
  tenantId: string
  loginIdKey: string
  loginId: string
  act: LinkageAct
  changedAt: Date | null
  change: number
  state: 'waiting' | 'failed'
  attempts: number
  triedAt: Date | null
  nextAttemptAt: Date | null
  fault: string | null
}

declare module '../platform/database.ts' {
  interface Database {
    linkageOutbox: LinkageOutboxTable
  }
}

export type Waiting = Pick<
  LinkageOutboxTable,
  'loginIdKey' | 'loginId' | 'act' | 'changedAt' | 'change' | 'attempts' | 'triedAt'
>
const waitingColumns = ['loginIdKey', 'loginId', 'act', 'changedAt', 'change', 'attempts', 'triedAt'] as const

/** What this transaction changes came from outside, and is not sent back [NFM-LNK-070]. */
export async function beginInward(db: Db): Promise<void> {
  await sql`select set_config('app.linkage', 'inward', true)`.execute(db)
}

export async function endInward(db: Db): Promise<void> {
  await sql`select set_config('app.linkage', '', true)`.execute(db)
}

export function findDue(db: Db, now: Date, limit: number): Promise<Waiting[]> {
  return db
    .selectFrom('linkageOutbox')
    .select(waitingColumns)
    .where('state', '=', 'waiting')
    .where((eb) => eb.or([eb('nextAttemptAt', 'is', null), eb('nextAttemptAt', '<=', now)]))
    .orderBy('changedAt')
    .limit(limit)
    .execute()
}

/** Changes of these people, without case, that have not been passed on. */
export async function findWaiting(db: Db, keys: readonly string[]): Promise<Map<string, Waiting>> {
  const rows = await db
    .selectFrom('linkageOutbox')
    .select(waitingColumns)
    .where(sql<SqlBool>`login_id_key = any(${keys}::text[])`)
    .execute()
  return new Map(rows.map((row) => [row.loginIdKey, row]))
}

/** Everybody who has a face is to be sent. */
export async function queueFaces(db: Db): Promise<void> {
  await sql`insert into linkage_outbox (tenant_id, login_id_key, login_id, act, changed_at)
    select tenant_id, login_id_key, login_id, 'put', updated_at from users where face_state <> 'none'
    on conflict (tenant_id, login_id_key) do nothing`.execute(db)
}

/** A change has been passed on, unless there is a newer one of the same person. */
export async function dropPassedOn(db: Db, { loginIdKey, change }: Waiting): Promise<void> {
  await db.deleteFrom('linkageOutbox').where('loginIdKey', '=', loginIdKey).where('change', '=', change).execute()
}

export async function recordFault(
  db: Db,
  { loginIdKey, change }: Waiting,
  outcome: Pick<LinkageOutboxTable, 'state' | 'attempts' | 'triedAt' | 'nextAttemptAt' | 'fault'>,
): Promise<void> {
  await db
    .updateTable('linkageOutbox')
    .set(outcome)
    .where('loginIdKey', '=', loginIdKey)
    .where('change', '=', change)
    .execute()
}

export async function findFaults(db: Db, page: number, size: number) {
  const found = db.selectFrom('linkageOutbox').where('fault', 'is not', null)
  const { total } = await found.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await found
    .select(['loginId', 'act', 'state', 'attempts', 'triedAt', 'nextAttemptAt', 'fault'])
    .orderBy('loginIdKey')
    .limit(size)
    .offset((page - 1) * size)
    .execute()
  return { rows, total: Number(total) }
}

/** Tries these changes, or all that have gone wrong, again at once; returns whose. */
export async function retryFaults(db: Db, keys: readonly string[] | undefined): Promise<string[]> {
  const rows = await db
    .updateTable('linkageOutbox')
    .set({ state: 'waiting', attempts: 0, triedAt: null, nextAttemptAt: null, fault: null })
    .where('fault', 'is not', null)
    .$if(keys !== undefined, (query) => query.where(sql<SqlBool>`login_id_key = any(${keys ?? []}::text[])`))
    .returning('loginId')
    .execute()
  return rows.map(({ loginId }) => loginId)
}

export interface LinkedPicture {
  kind: FaceKind
  /** Sealed. */
  image: Uint8Array | null
  createdAt: Date
}

/** Somebody with a face, as they are sent; undefined for anybody else. */
export async function findLinkedPerson(db: Db, loginIdKey: string) {
  const person = await db
    .selectFrom('users')
    .select(['userId', 'loginId', 'familyName', 'middleName', 'givenName', 'mail'])
    .where('loginIdKey', '=', loginIdKey)
    .where('faceState', '<>', 'none')
    .executeTakeFirst()
  if (!person) return undefined
  const { rows } = await sql<LinkedPicture>`select kind, image, created_at from faces
    where user_id = ${person.userId} order by kind`.execute(db)
  return { ...person, pictures: rows }
}
