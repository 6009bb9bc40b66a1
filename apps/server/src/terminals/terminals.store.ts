import type { MotionKind } from '@kaoban/contract'
import type { Generated } from 'kysely'
import type { Db } from '../platform/database.ts'

export interface TerminalTable {
  tenantId: string
  terminalId: string
  name: string
  note: Generated<string>
  publicKey: string
  identification: Generated<boolean>
  motion: MotionKind | null
  afterSignIn: Generated<'portal' | 'stay'>
  registeredBy: string
  registeredAt: Date
  lastSeenAt: Date | null
  revokedAt: Date | null
}

declare module '../platform/database.ts' {
  interface Database {
    terminals: TerminalTable
  }
}

export interface NewTerminal {
  tenantId: string
  terminalId: string
  name: string
  publicKey: string
  registeredBy: string
  registeredAt: Date
}

export async function insertTerminal(db: Db, row: NewTerminal): Promise<void> {
  await db.insertInto('terminals').values(row).execute()
}

export function findTerminalRow(db: Db, terminalId: string) {
  return db.selectFrom('terminals').selectAll().where('terminalId', '=', terminalId).executeTakeFirst()
}

export async function touchTerminal(db: Db, terminalId: string, at: Date): Promise<void> {
  await db.updateTable('terminals').set({ lastSeenAt: at }).where('terminalId', '=', terminalId).execute()
}

export async function countUsable(db: Db): Promise<number> {
  const { terminals } = await db
    .selectFrom('terminals')
    .select((eb) => eb.fn.countAll<number>().as('terminals'))
    .where('revokedAt', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(terminals)
}

export interface TerminalSearch {
  search?: string | undefined
  revoked?: boolean | undefined
  sort: 'name' | 'registeredAt' | 'lastSeenAt'
  direction?: 'ascending' | 'descending' | undefined
  page: number
  size: number
}

export async function findTerminals(db: Db, wanted: TerminalSearch) {
  const pattern = `%${(wanted.search ?? '').replace(/[\\%_]/g, '\\$&')}%`
  const matching = db
    .selectFrom('terminals as t')
    .$if(!wanted.revoked, (query) => query.where('t.revokedAt', 'is', null))
    .$if(wanted.search !== undefined, (query) =>
      query.where((eb) => eb.or([eb('t.name', 'ilike', pattern), eb('t.note', 'ilike', pattern)])),
    )
  const { total } = await matching.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const order = (wanted.direction ?? (wanted.sort === 'name' ? 'ascending' : 'descending')) === 'ascending'
  const rows = await matching
    .leftJoin('users as u', (join) =>
      join.onRef('u.tenantId', '=', 't.tenantId').onRef('u.userId', '=', 't.registeredBy'),
    )
    .selectAll('t')
    .select('u.loginId as registeredByLoginId')
    .orderBy(`t.${wanted.sort}`, (by) => (order ? by.asc() : by.desc()).nullsLast())
    .orderBy('t.terminalId')
    .limit(wanted.size)
    .offset((wanted.page - 1) * wanted.size)
    .execute()
  return { rows, total: Number(total) }
}

export interface TerminalChange {
  name?: string | undefined
  note?: string | undefined
  identification?: boolean | undefined
  motion?: MotionKind | null | undefined
  afterSignIn?: 'portal' | 'stay' | undefined
}

export async function updateTerminal(db: Db, terminalId: string, change: TerminalChange): Promise<void> {
  await db.updateTable('terminals').set(change).where('terminalId', '=', terminalId).execute()
}

/** False when it is unknown or already revoked. */
export async function markRevoked(db: Db, terminalId: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('terminals')
    .set({ revokedAt: at })
    .where('terminalId', '=', terminalId)
    .where('revokedAt', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
