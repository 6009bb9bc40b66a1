import { type AddressStanding, plainAddress } from '@kaoban/contract'
import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'

interface AddressRangeTable {
  tenantId: string
  rangeId: string
  /** Typed inet: read with host(), written as text. */
  first: string
  last: string
  addedAt: Date
}

declare module '../platform/database.ts' {
  interface Database {
    addressRanges: AddressRangeTable
  }
}

/** Where this address stands, as an expression for the statement that finds who asks: it costs no statement of its own. */
export function standingAt(address: string) {
  const here = sql`${plainAddress(address) ?? null}::inet`
  return sql<AddressStanding>`(case when not exists (select from address_ranges) then 'inside'
    when ${here} is null then 'unknown'
    when exists (select from address_ranges where ${here} between first and last) then 'inside'
    else 'outside' end)`
}

export async function findStanding(db: Db, address: string): Promise<AddressStanding> {
  const { rows } = await sql<{ standing: AddressStanding }>`select ${standingAt(address)} as standing`.execute(db)
  return rows[0]!.standing
}

const columns = [
  'rangeId',
  sql<string>`host(first)`.as('first'),
  sql<string>`host(last)`.as('last'),
  'addedAt',
] as const

export interface RangeQuery {
  page: number
  size: number
  sort: 'first' | 'last' | 'addedAt'
  direction?: 'ascending' | 'descending' | undefined
}

export async function findRanges(db: Db, query: RangeQuery) {
  const { total } = await db
    .selectFrom('addressRanges')
    .select((eb) => eb.fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow()
  const order = query.direction === 'descending' ? 'desc' : 'asc'
  const rows = await db
    .selectFrom('addressRanges')
    .select(columns)
    .orderBy(`addressRanges.${query.sort}`, order)
    .orderBy('rangeId', order)
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .execute()
  return { rows, total: Number(total) }
}

/** All ranges; whoever changes them waits for whoever else does, so that nobody is shut out by two changes at once. */
export async function lockRanges(db: Db) {
  await db.selectFrom('tenants').select('tenantId').forUpdate().execute()
  return db.selectFrom('addressRanges').select(columns).execute()
}

export async function insertRange(db: Db, range: AddressRangeTable) {
  return db.insertInto('addressRanges').values(range).returning(columns).executeTakeFirstOrThrow()
}

export async function deleteRanges(db: Db, rangeIds: readonly string[]): Promise<void> {
  await db.deleteFrom('addressRanges').where('rangeId', 'in', rangeIds).execute()
}

/** @returns how many there were */
export async function deleteAllRanges(db: Db): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('addressRanges').executeTakeFirst()
  return Number(numDeletedRows)
}
