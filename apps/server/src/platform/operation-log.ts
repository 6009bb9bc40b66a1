import { createHash } from 'node:crypto'
import { type Operation, operations } from '@kaoban/contract'
import { sql } from 'kysely'
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

/** The text whose SHA-256 chains a row to the one before it. */
export function chainHash(previous: Uint8Array, tenantId: string, row: LoggedOperation): Buffer {
  const fields = [
    tenantId,
    row.seq,
    row.at.toISOString(),
    row.actor,
    row.address,
    row.operation,
    row.succeeded,
    row.details,
  ]
  return createHash('sha256').update(previous).update(JSON.stringify(fields)).digest()
}

/** Appends one row to the tenant's chain; the head row serialises writers of one tenant. */
export async function writeOperation(
  db: Db,
  who: Circumstances,
  operation: Operation,
  details: Record<string, unknown>,
  succeeded: boolean,
): Promise<void> {
  const tenantId = who.tenantId
  // Makes the head where there is none, and locks it in either case.
  const head = (
    await sql<{
      seq: number
      hash: Uint8Array
    }>`insert into operation_log_heads (tenant_id, seq, hash) values (${tenantId}, 0, ${Buffer.alloc(32)})
      on conflict (tenant_id) do update set seq = operation_log_heads.seq returning seq, hash`.execute(db)
  ).rows[0]!
  const row: LoggedOperation = {
    seq: Number(head.seq) + 1,
    at: who.clock.now(),
    // What a stranger typed may hold what the database cannot.
    actor: actorName(who.actor).replaceAll('\0', '').toWellFormed().slice(0, 300),
    address: who.address,
    operation,
    succeeded,
    details: JSON.stringify({ function: operations[operation], ...keyOf(who.actor), ...details }),
  }
  const hash = chainHash(head.hash, tenantId, row)
  await sql`with logged as (
      insert into operation_log (tenant_id, seq, at, actor, address, operation, succeeded, details, hash)
      values (${tenantId}, ${row.seq}, ${row.at}, ${row.actor}, ${row.address}, ${operation}, ${succeeded}, ${row.details}, ${hash}))
    update operation_log_heads set seq = ${row.seq}, hash = ${hash} where tenant_id = ${tenantId}`.execute(db)
  if (row.seq % markEvery === 0) await writeMark(db, who.secrets, { tenantId, seq: row.seq, at: row.at, hash })
}
