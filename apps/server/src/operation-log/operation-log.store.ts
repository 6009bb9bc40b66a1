import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import type { LoggedOperation } from '../platform/operation-log.ts'
import type { Mark } from '../platform/operation-log-marks.ts'
import type { ChainedOperation, Head } from './operation-log.rules.ts'

export async function findOperations(db: Db, span: { from: Date; to: Date }, after: number, limit: number) {
  const { rows } = await sql<LoggedOperation>`
    select seq, at, actor, address, operation, succeeded, details from operation_log
    where at >= ${span.from} and at <= ${span.to} and seq > ${after} order by seq limit ${limit}`.execute(db)
  return rows.map((row) => ({ ...row, seq: Number(row.seq) }))
}

/** Every different actor of a span: what guests typed may hold any letter. */
export async function findActors(db: Db, span: { from: Date; to: Date }): Promise<string[]> {
  const { rows } = await sql<{ actor: string }>`
    select distinct actor from operation_log where at >= ${span.from} and at <= ${span.to}`.execute(db)
  return rows.map((row) => row.actor)
}

/** From here on the transaction sees one moment, whatever others write meanwhile. */
export async function freezeView(db: Db): Promise<void> {
  await sql`set transaction isolation level repeatable read`.execute(db)
}

export async function findChain(db: Db, after: number, limit: number): Promise<ChainedOperation[]> {
  const { rows } = await sql<ChainedOperation>`
    select seq, at, actor, address, operation, succeeded, details, hash from operation_log
    where seq > ${after} order by seq limit ${limit}`.execute(db)
  return rows.map((row) => ({ ...row, seq: Number(row.seq) }))
}

export async function findHead(db: Db, forUpdate = false): Promise<Head | undefined> {
  const { rows } = await sql<Head>`
    select seq, hash from operation_log_heads ${sql.raw(forUpdate ? 'for update' : '')}`.execute(db)
  return rows[0] && { ...rows[0], seq: Number(rows[0].seq) }
}

export async function findMarks(db: Db): Promise<Mark[]> {
  const { rows } = await sql<Mark>`
    select tenant_id, seq, at, hash, signature from operation_log_checkpoints order by seq`.execute(db)
  return rows.map((row) => ({ ...row, seq: Number(row.seq) }))
}

/** The last row that stands before every row kept, or undefined when nothing is past its time. */
export async function findLastExpired(db: Db, before: Date): Promise<{ seq: number; hash: Uint8Array } | undefined> {
  const { rows } = await sql<{ seq: number; hash: Uint8Array }>`
    select seq, hash from operation_log
    where seq < coalesce((select min(seq) from operation_log where at >= ${before}), 9223372036854775807)
    order by seq desc limit 1`.execute(db)
  return rows[0] && { ...rows[0], seq: Number(rows[0].seq) }
}

/** Deletes rows up to a number, the oldest first, and the marks that only vouched for them; returns how many rows. */
export async function deleteUpTo(db: Db, seq: number): Promise<number> {
  const { numAffectedRows } = await sql`delete from operation_log where seq <= ${seq}`.execute(db)
  await sql`delete from operation_log_checkpoints where seq < ${seq}`.execute(db)
  return Number(numAffectedRows ?? 0)
}
