import {
  type InputOf,
  identificationMaxPeople,
  KaobanError,
  type listTerminals,
  type registerTerminal,
  TerminalKey,
  type TerminalRow,
} from '@kaoban/contract'
import type { Selectable } from 'kysely'
import { countPeopleWithFace } from '../faces/suspension.service.ts'
import type { Actor, Circumstances, Context } from '../platform/context.ts'
import { personOf } from '../platform/context.ts'
import type { Db } from '../platform/database.ts'
import {
  deviceOfName,
  isSignature,
  isSignedBy,
  isUsableKey,
  proofNameOf,
  requireRightClock,
} from '../platform/device-proof.ts'
import type { DeviceClaim, DeviceProof } from '../platform/http-doors.ts'
import { newId } from '../platform/identifiers.ts'
import { findOwnTenant } from '../tenants/tenants.service.ts'
import {
  countUsable,
  findTerminalRow,
  findTerminals,
  insertTerminal,
  markRevoked,
  type TerminalChange,
  type TerminalTable,
  touchTerminal,
  updateTerminal,
} from './terminals.store.ts'

/** The terminal of the request; for handlers whose endpoint needs one. */
export function terminalOf(ctx: Circumstances): Extract<Actor, { kind: 'terminal' }> {
  if (ctx.actor.kind !== 'terminal') throw new Error('this handler runs for terminals only')
  return ctx.actor
}

/** The terminal that goes by a name, and its key, unless it was revoked. */
async function terminalNamed(db: Db, name: string) {
  const terminalId = deviceOfName(name)
  const row = terminalId === undefined ? undefined : await findTerminalRow(db, terminalId)
  if (!row || row.revokedAt !== null) return undefined
  const key = TerminalKey.parse(JSON.parse(row.publicKey))
  return name === proofNameOf(row.tenantId, row.terminalId, key) ? { row, key } : undefined
}

/** Whether there is a terminal that could have signed; nothing is proven. Only who knows its name learns of the clock. */
export async function mayBeTerminal(db: Db, claim: DeviceClaim, now: Date): Promise<boolean> {
  if (!isSignature(claim.signature) || !(await terminalNamed(db, claim.name))) return false
  requireRightClock(claim, now)
  return true
}

/**
 * Which terminal signed a request; undefined for one that is unknown, revoked, or whose key did not make the
 * signature.
 */
export async function terminalOfProof(
  db: Db,
  proof: DeviceProof,
  now: Date,
): Promise<(Actor & { kind: 'terminal' }) | undefined> {
  const found = await terminalNamed(db, proof.name)
  if (!found || !isSignedBy(found.key, proof.signedText, proof.signature)) return undefined
  requireRightClock(proof, now)
  const { terminalId, name, lastSeenAt } = found.row
  if (lastSeenAt === null || now.getTime() - lastSeenAt.getTime() > 60_000) await touchTerminal(db, terminalId, now)
  return { kind: 'terminal', terminalId, name }
}

export async function listTerminalsOf(ctx: Context, wanted: InputOf<typeof listTerminals>) {
  const { rows, total } = await findTerminals(ctx.db, wanted)
  return {
    rows: rows.map((row) => answerOf(row, row.registeredByLoginId ?? '')),
    total,
    page: wanted.page,
    size: wanted.size,
  }
}

/** How many terminals may be used. */
export function countTerminals(ctx: Context): Promise<number> {
  return countUsable(ctx.db)
}

export async function addTerminal(ctx: Context, input: InputOf<typeof registerTerminal>) {
  if (!isUsableKey(input.publicKey)) throw new KaobanError('request.invalid', 'publicKey: not a point of P-256')
  const person = personOf(ctx)
  const terminalId = newId()
  await insertTerminal(ctx.db, {
    tenantId: ctx.tenantId,
    terminalId,
    name: input.name,
    publicKey: JSON.stringify(input.publicKey),
    registeredBy: person.userId,
    registeredAt: ctx.clock.now(),
  })
  await ctx.audit({ terminalId, name: input.name })
  const row = (await findTerminalRow(ctx.db, terminalId))!
  return {
    terminal: answerOf(row, person.loginId),
    proofName: proofNameOf(ctx.tenantId, terminalId, input.publicKey),
  }
}

export async function changeTerminalOf(ctx: Context, terminalId: string, change: TerminalChange): Promise<TerminalRow> {
  const before = await findTerminalRow(ctx.db, terminalId)
  if (!before || before.revokedAt !== null) throw new KaobanError('request.not-found', 'no such terminal')
  const fields = (Object.keys(change) as (keyof TerminalChange)[]).filter(
    (field) => change[field] !== undefined && change[field] !== before[field],
  )
  if (fields.length > 0) await updateTerminal(ctx.db, terminalId, change)
  const after = (await findTerminalRow(ctx.db, terminalId))!
  const values = (row: typeof after) => Object.fromEntries(fields.map((field) => [field, row[field]]))
  await ctx.audit({ terminalId, name: after.name, before: values(before), after: values(after) })
  return answerOf(after, '')
}

/** From the next request on the terminal is nobody. */
export async function revokeTerminalOf(ctx: Context, terminalId: string): Promise<undefined> {
  const row = await findTerminalRow(ctx.db, terminalId)
  if (!row || !(await markRevoked(ctx.db, terminalId, ctx.clock.now())))
    throw new KaobanError('request.not-found', 'no such terminal')
  await ctx.audit({ terminalId, name: row.name })
}

/** What the terminal of the request may do. */
export async function readOwnTerminalOf(ctx: Context) {
  const options = await terminalOptions(ctx)
  const tenant = (await findOwnTenant(ctx))!
  return {
    name: terminalOf(ctx).name,
    tenant: { code: tenant.code, name: tenant.name, timeZone: tenant.timeZone },
    identification: options.identification,
    afterSignIn: options.afterSignIn,
  }
}

/** Options of the request's terminal; searching is off while more people have a face than it may search. */
export async function terminalOptions(ctx: Context) {
  const row = (await findTerminalRow(ctx.db, terminalOf(ctx).terminalId))!
  const identification = row.identification && (await countPeopleWithFace(ctx)) <= identificationMaxPeople
  return { identification, motion: row.motion, afterSignIn: row.afterSignIn }
}

function answerOf(row: Selectable<TerminalTable>, registeredBy: string): TerminalRow {
  return {
    terminalId: row.terminalId,
    name: row.name,
    note: row.note,
    identification: row.identification,
    motion: row.motion,
    afterSignIn: row.afterSignIn,
    registeredBy,
    registeredAt: row.registeredAt.toISOString(),
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  }
}
