import { createHash } from 'node:crypto'
import { type Operation, operations } from '@kaoban/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Actor, Circumstances } from './context.ts'
import type { Db } from './database.ts'
import { markEvery, writeMark } from './operation-log-marks.ts'

/** Who, for the log: people by ID, everything else by kind. */
function actorName(actor: Actor): string {
  if (actor.kind === 'person') return actor.loginId
  if (actor.kind === 'guest') return actor.claims ?? ''
  return `${actor.kind}:${actor.name}`
}

/** A program that acted as the person, by the key it did so with. */
function keyOf(actor: Actor): object {
  if (actor.kind !== 'person' || actor.apiKey === undefined) return {}
  const { apiKeyId, name } = actor.apiKey
  return { apiKey: { apiKeyId, name } }
}

export interface LoggedOperation {
  seq: number
  at: Date
  actor: string
  address: string
  operation: string
  succeeded: boolean
  details: string
}

/** What stands before and after the number of a row in the text that is hashed. */
function aroundSeq(tenantId: string, row: Omit<LoggedOperation, 'seq'>): [before: string, after: string] {
  const rest = [row.at.toISOString(), row.actor, row.address, row.operation, row.succeeded, row.details]
  return [`[${JSON.stringify(tenantId)},`, `,${JSON.stringify(rest).slice(1)}`]
}

/** The SHA-256 that chains a row to the one before it. */
export function chainHash(previous: Uint8Array, tenantId: string, row: LoggedOperation): Buffer {
  const [before, after] = aroundSeq(tenantId, row)
  return createHash('sha256').update(previous).update(`${before}${row.seq}${after}`).digest()
}

/**
 * Appends one row to the tenant's chain, in one statement: the head row serialises writers of one tenant, and the
 * database counts and hashes as {@link chainHash} does.
 */
export async function writeOperation(
  db: Db,
  who: Circumstances,
  operation: Operation,
  details: Record<string, unknown>,
  succeeded: boolean,
): Promise<void> {
  const tenantId = who.tenantId
  const row = {
    at: who.clock.now(),
    // What a stranger typed may hold what the database cannot.
    actor: actorName(who.actor).replaceAll('\0', '').toWellFormed().slice(0, 300),
    address: who.address,
    operation,
    succeeded,
    details: JSON.stringify({ function: operations[operation], ...keyOf(who.actor), ...details }),
  }
  const [before, after] = aroundSeq(tenantId, row)
  const hashed = (previous: RawBuilder<unknown>, seq: RawBuilder<unknown>) =>
    sql`sha256(${previous} || convert_to(${before}::text || ${seq} || ${after}::text, 'UTF8'))`
  const head = sql.ref('operation_log_heads.seq')
  const { rows } = await sql<{ seq: number; hash: Uint8Array }>`
    with head as (
      insert into operation_log_heads (tenant_id, seq, hash)
      values (${tenantId}, 1, ${hashed(sql`${Buffer.alloc(32)}::bytea`, sql`'1'`)})
      on conflict (tenant_id) do update
      set seq = ${head} + 1, hash = ${hashed(sql`operation_log_heads.hash`, sql`(${head} + 1)::text`)}
      returning seq, hash)
    insert into operation_log (tenant_id, seq, at, actor, address, operation, succeeded, details, hash)
    select ${tenantId}::uuid, seq, ${row.at}::timestamptz, ${row.actor}, ${row.address}, ${operation},
      ${succeeded}::boolean, ${row.details}, hash from head
    returning seq, hash`.execute(db)
  const { seq, hash } = rows[0]!
  if (Number(seq) % markEvery === 0) await writeMark(db, who.secrets, { tenantId, seq: Number(seq), at: row.at, hash })
}
