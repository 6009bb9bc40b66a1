import {
  type ApiKey,
  apiKeysMax,
  apiKeyText,
  type InputOf,
  KaobanError,
  type listApiKeys,
  type makeApiKey,
} from '@kaoban/contract'
import type { Clock } from '../platform/clock.ts'
import { type Actor, type Context, personOf } from '../platform/context.ts'
import type { DatabaseHandle, Db } from '../platform/database.ts'
import type { KeyProof } from '../platform/http-doors.ts'
import { newId, newKeyBody } from '../platform/identifiers.ts'
import { hashToken } from '../platform/secrets.ts'
import { listTenants } from '../platform/tenant-list.ts'
import { personWithoutSession, requireFreshProof } from '../sessions/sessions.service.ts'
import { findOwnTenant } from '../tenants/tenants.service.ts'
import { isSameHash, stateOf } from './api-keys.rules.ts'
import {
  type ApiKeyTable,
  countUsableOf,
  deleteOverBefore,
  findKey,
  findKeys,
  insertKey,
  markRevoked,
  touchKey,
} from './api-keys.store.ts'

const day = 86_400_000
/** How long a key that is over stays in the list. */
const keptDays = 90

/**
 * As whom a key acts: the person who made it, with the role of this moment. Only whoever has the whole secret learns
 * that it has expired. @throws KaobanError api-key.refused, api-key.expired
 */
export async function holderOfKey(db: Db, proof: KeyProof, now: Date): Promise<Actor & { kind: 'person' }> {
  const row = await findKey(db, proof.apiKeyId)
  if (!row || !isSameHash(row.secretHash, hashToken(proof.secret)) || row.revokedAt !== null)
    throw new KaobanError('api-key.refused', 'no key that may be used has this secret')
  if (stateOf(row, now) === 'expired') throw new KaobanError('api-key.expired', 'the key has expired')
  const person = await personWithoutSession(db, row.userId, row.apiKeyId, now, proof.address)
  if (!person) throw new KaobanError('api-key.refused', 'the person who made this key could not sign in')
  if (row.lastUsedAt === null || now.getTime() - row.lastUsedAt.getTime() > 60_000)
    await touchKey(db, row.apiKeyId, now, proof.address)
  return { ...person, apiKey: { apiKeyId: row.apiKeyId, name: row.name, scope: row.scope } }
}

export async function makeKey(ctx: Context, input: InputOf<typeof makeApiKey>) {
  // A key comes in without one for as long as it lives.
  await requireFreshProof(ctx)
  const { userId, loginId } = personOf(ctx)
  if (input.scope === 'directory.sync' && !seesAll(ctx))
    throw new KaobanError('request.forbidden', 'only a system administrator makes a key of this scope')
  const madeAt = ctx.clock.now()
  if ((await countUsableOf(ctx.db, userId, madeAt)) >= apiKeysMax)
    throw new KaobanError('api-key.too-many', `a person may have ${apiKeysMax} usable keys`)
  const apiKeyId = newId()
  const secret = apiKeyText(newKeyBody(ctx.tenantId, apiKeyId))
  const row = {
    tenantId: ctx.tenantId,
    apiKeyId,
    name: input.name,
    scope: input.scope,
    userId,
    madeAt,
    expiresAt: new Date(madeAt.getTime() + input.days * day),
  }
  // 256 random bits need no slow hash: there is nothing to guess.
  await insertKey(ctx.db, { ...row, secretHash: hashToken(secret) })
  await ctx.audit({ apiKeyId, name: input.name, scope: input.scope, days: input.days })
  const made = { ...row, madeBy: loginId, revokedAt: null, lastUsedAt: null, lastUsedFrom: '' }
  return { apiKey: answerOf(made, madeAt), secret }
}

/** A group administrator sees the own keys only. */
export async function listKeys(ctx: Context, wanted: InputOf<typeof listApiKeys>) {
  const now = ctx.clock.now()
  const userId = seesAll(ctx) ? undefined : personOf(ctx).userId
  const { search, state, sort, direction, page, size } = wanted
  const { rows, total } = await findKeys(ctx.db, { userId, search, state, now, sort, direction, page, size })
  return { rows: rows.map((row) => answerOf(row, now)), total, page, size }
}

/** From the next request on nobody gets in with it. */
export async function revokeKey(ctx: Context, apiKeyId: string): Promise<undefined> {
  const row = await findKey(ctx.db, apiKeyId)
  const own = row?.userId === personOf(ctx).userId || seesAll(ctx)
  if (!row || !own || !(await markRevoked(ctx.db, apiKeyId, ctx.clock.now())))
    throw new KaobanError('request.not-found', 'no such key')
  await ctx.audit({ apiKeyId, name: row.name })
}

export async function readOwnKey(ctx: Context) {
  const { apiKey, loginId, displayName } = personOf(ctx)
  const row = apiKey && (await findKey(ctx.db, apiKey.apiKeyId))
  if (!row) throw new KaobanError('request.not-found', 'the request came without a key')
  const { code, name, timeZone } = (await findOwnTenant(ctx))!
  return {
    name: row.name,
    scope: row.scope,
    expiresAt: row.expiresAt.toISOString(),
    person: { loginId, displayName },
    tenant: { code, name, timeZone },
  }
}

/** Forgets keys that have been over for a while; returns how many. */
export async function purgeApiKeys(database: DatabaseHandle, clock: Clock): Promise<number> {
  const before = new Date(clock.now().getTime() - keptDays * day)
  let forgotten = 0
  for (const { tenantId } of await listTenants(database))
    forgotten += await database.transaction({ tenantId }, (db) => deleteOverBefore(db, before))
  return forgotten
}

function seesAll(ctx: Context): boolean {
  return personOf(ctx).role === 'system-administrator'
}

function answerOf(row: Omit<ApiKeyTable, 'secretHash'> & { madeBy: string }, now: Date): ApiKey {
  return {
    apiKeyId: row.apiKeyId,
    name: row.name,
    scope: row.scope,
    state: stateOf(row, now),
    madeBy: row.madeBy,
    madeAt: row.madeAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    revokedAt: row.revokedAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    lastUsedFrom: row.lastUsedFrom,
  }
}
