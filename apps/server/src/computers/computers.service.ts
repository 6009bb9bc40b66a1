import { randomBytes, timingSafeEqual } from 'node:crypto'
import {
  type ComputerRow,
  formerKeysDays,
  type InputOf,
  KaobanError,
  type listComputers,
  type registerComputer,
  TerminalKey,
} from '@kaoban/contract'
import type { Actor, Circumstances, Context, Steps } from '../platform/context.ts'
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
import { hashToken } from '../platform/secrets.ts'
import { requireFreshProof } from '../sessions/sessions.service.ts'
import { findOwnTenant } from '../tenants/tenants.service.ts'
import {
  type ComputerTable,
  endKeys,
  findAccessKey,
  findComputer,
  findComputers,
  findKeys,
  insertComputer,
  insertKeys,
  markRevoked,
  takeProof,
} from './computers.store.ts'

const day = 86_400_000

/** The computer of the request; for handlers whose endpoint needs one. */
export function computerOf(ctx: Circumstances): Extract<Actor, { kind: 'computer' }> {
  if (ctx.actor.kind !== 'computer') throw new Error('this handler runs for computers only')
  return ctx.actor
}

/** The computer that goes by a name, and its key; a revoked one, too. */
async function computerNamed(db: Db, name: string) {
  const computerId = deviceOfName(name)
  const row = computerId === undefined ? undefined : await findComputer(db, computerId)
  if (!row) return undefined
  const key = TerminalKey.parse(JSON.parse(row.publicKey))
  return name === proofNameOf(row.tenantId, row.computerId, key) ? { row, key } : undefined
}

/** Whether there is a computer that could have signed; nothing is proven. */
export async function mayBeComputer(db: Db, claim: DeviceClaim, now: Date): Promise<boolean> {
  const found = isSignature(claim.signature) ? await computerNamed(db, claim.name) : undefined
  if (!found || found.row.revokedAt !== null) return false
  requireRightClock(claim, now)
  return true
}

/**
 * Which computer signed a request. A signature counts once: each is made with a later time than the one before.
 * @throws KaobanError computer.revoked, by which a computer knows that it has to erase what it holds
 */
export async function computerOfProof(
  db: Db,
  proof: DeviceProof,
  now: Date,
): Promise<Extract<Actor, { kind: 'computer' }> | undefined> {
  const found = await computerNamed(db, proof.name)
  if (!found || !Number.isSafeInteger(proof.at) || !isSignedBy(found.key, proof.signedText, proof.signature))
    return undefined
  const { computerId, name, revokedAt, provenAt } = found.row
  if (revokedAt !== null) throw new KaobanError('computer.revoked', 'this computer was revoked')
  requireRightClock(proof, now)
  if (!(await takeProof(db, computerId, proof.at)))
    throw new KaobanError('computer.replayed', 'a request that was signed as late or later has been here', {
      details: { after: Number(provenAt) },
    })
  return { kind: 'computer', computerId, name }
}

export async function listComputersOf(ctx: Context, wanted: InputOf<typeof listComputers>) {
  const { rows, total } = await findComputers(ctx.db, wanted)
  return { rows: rows.map(answerOf), total, page: wanted.page, size: wanted.size }
}

/** From the next request on it is nobody, and told so. */
export async function revokeComputerOf(ctx: Context, computerId: string): Promise<undefined> {
  const row = await findComputer(ctx.db, computerId)
  if (!row || !(await markRevoked(ctx.db, computerId, ctx.clock.now())))
    throw new KaobanError('request.not-found', 'no such computer')
  await ctx.audit({ computerId, name: row.name })
}

/** New keys for registering computers; those before end in a week, or at once. */
export async function makeKeys(ctx: Context, endFormer: boolean) {
  // Whoever has them can make a computer of the tenant.
  await requireFreshProof(ctx)
  const madeAt = ctx.clock.now()
  await endKeys(ctx.db, endFormer ? madeAt : new Date(madeAt.getTime() + formerKeysDays * day), madeAt)
  const accessKey = randomBytes(12).toString('base64url')
  const secretKey = randomBytes(32).toString('base64url')
  await insertKeys(ctx.db, {
    tenantId: ctx.tenantId,
    computerKeyId: newId(),
    accessKey,
    secretHash: hashToken(secretKey),
    madeAt,
  })
  await ctx.audit({ accessKey, endFormer })
  return { accessKey, secretKey }
}

export async function readAccessKey(ctx: Context): Promise<string | null> {
  return (await findAccessKey(ctx.db)) ?? null
}

/** Binds a computer to the tenant [NFM-CLI-016]; a refusal is logged as well. */
export async function addComputer(steps: Steps, input: InputOf<typeof registerComputer>) {
  if (!isUsableKey(input.publicKey)) throw new KaobanError('request.invalid', 'publicKey: not a point of P-256')
  const { name, os, version, publicKey } = input
  const outcome = await steps.inTransaction(async (ctx) => {
    const guest = { ...ctx, actor: { kind: 'guest', claims: `computer:${name}` } as const }
    const keys = await findKeys(ctx.db, input.accessKey, ctx.clock.now())
    if (!keys || !timingSafeEqual(keys.secretHash, hashToken(input.secretKey))) {
      await guest.audit({ name, problem: 'computer.keys-refused' }, 'computer.registered', false)
      return 'computer.keys-refused' as const
    }
    const computerId = newId()
    const { tenantId } = ctx
    const added = await insertComputer(ctx.db, {
      ...{ tenantId, computerId, name, nameKey: name.toLowerCase(), os, version },
      publicKey: JSON.stringify(publicKey),
      registeredAt: ctx.clock.now(),
    })
    if (!added) {
      await guest.audit({ name, problem: 'computer.name-taken' }, 'computer.registered', false)
      return 'computer.name-taken' as const
    }
    await guest.audit({ computerId, name, os, version, accessKey: keys.accessKey })
    return { computerId, proofName: proofNameOf(tenantId, computerId, publicKey), tenant: await tenantOf(ctx) }
  })
  if (outcome === 'computer.keys-refused') throw new KaobanError(outcome, 'no keys of this tenant are like these')
  if (outcome === 'computer.name-taken') throw new KaobanError(outcome, 'another computer has this name')
  return outcome
}

export async function tenantOf(ctx: Context) {
  const { code, name } = (await findOwnTenant(ctx))!
  return { code, name }
}

function answerOf(row: ComputerTable): ComputerRow {
  return {
    computerId: row.computerId,
    name: row.name,
    os: row.os,
    version: row.version,
    registeredAt: row.registeredAt.toISOString(),
    syncedAt: row.syncedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  }
}
