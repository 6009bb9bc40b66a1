import { createHmac, randomBytes } from 'node:crypto'
import {
  checkOneTimePassword,
  dayOf,
  endOfValidity,
  invalidFields,
  issuesOneTimePasswords,
  KaobanError,
  type KeyedDigest,
  makeOneTimePassword,
  type OneTimePasswordEntry,
  oneTimePasswordLimits,
} from '@kaoban/contract'
import type { Clock } from '../platform/clock.ts'
import type { Context } from '../platform/context.ts'
import type { DatabaseHandle } from '../platform/database.ts'
import { newId } from '../platform/identifiers.ts'
import { listTenants } from '../platform/tenant-list.ts'
import { holdSettings } from '../settings/settings.service.ts'
import { accountsByKey } from '../windows-accounts/windows-accounts.service.ts'
import {
  countMarked,
  deleteOverBefore,
  findAccountKey,
  findAccountOf,
  insertAccountKey,
  insertPassword,
  revokeOutstanding,
} from './one-time-passwords.store.ts'

/** How long the past of an account is remembered after the end: terminals count in whole days. */
const keptMs = 2 * 86_400_000

/** Issues a password that takes the place of an earlier one of the account; only this answer ever holds it. */
export async function issuePassword(ctx: Context, entry: OneTimePasswordEntry) {
  // Held, because whoever gives one-time passwords up makes all invalid that there are.
  if (!issuesOneTimePasswords(await holdSettings(ctx)))
    throw new KaobanError('one-time-password.off', 'alternative authentication is not by one-time password')
  const faults = checkOneTimePassword(entry)
  if (faults.length > 0) throw invalidFields(faults)
  const [account] = (await accountsByKey(ctx, [entry])).values()
  if (!account) throw invalidFields([{ field: 'name', message: 'MSG-OTP-018' }])
  if (!account.passwordSet) throw invalidFields([{ field: 'name', message: 'MSG-OTP-019' }])
  const { tenantId } = ctx
  const { accountId } = account
  const issuedAt = ctx.clock.now()
  const [day, days] = [dayOf(issuedAt), Number(entry.days)]
  // The account's row is held, so nobody else takes the same serial.
  const serial = await countMarked(ctx.db, accountId, { day, days })
  if (serial >= oneTimePasswordLimits.serials)
    throw new KaobanError('one-time-password.too-many', `an account has ${serial} of one day and validity`)
  const mark = { day, days, serial }
  const password = makeOneTimePassword(await digestOf(ctx, accountId), accountId, mark)
  await revokeOutstanding(ctx.db, issuedAt, { accountId })
  const oneTimePasswordId = newId()
  const validUntil = endOfValidity(issuedAt, days)
  await insertPassword(ctx.db, { tenantId, oneTimePasswordId, accountId, ...mark, validUntil, issuedAt })
  const { kind, name, place } = account
  await ctx.audit({ oneTimePasswordId, account: { accountId, kind, name, place }, days })
  return { oneTimePasswordId, password, validUntil: validUntil.toISOString() }
}

/** 入力内容をリセットする: terminals learn of it at their next sync [NFM-OTP-009]. */
export async function resetPassword(ctx: Context, oneTimePasswordId: string): Promise<undefined> {
  const accountId = await findAccountOf(ctx.db, oneTimePasswordId)
  if (accountId === undefined) throw new KaobanError('request.not-found', 'no such one-time password')
  await revokeOutstanding(ctx.db, ctx.clock.now(), { oneTimePasswordId })
  await ctx.audit({ oneTimePasswordId, accountId })
}

/** When the tenant gives up one-time passwords, those that were issued are out of use [NFM-SET-027]. */
export async function resetAllPasswords(ctx: Context): Promise<void> {
  const passwords = await revokeOutstanding(ctx.db, ctx.clock.now())
  if (passwords > 0) await ctx.audit({ passwords, because: 'policy.alt' }, 'one-time-password.reset')
}

/** Forgets what is over; returns how much. */
export async function purgeOneTimePasswords(database: DatabaseHandle, clock: Clock): Promise<number> {
  const before = new Date(clock.now().getTime() - keptMs)
  let forgotten = 0
  for (const { tenantId } of await listTenants(database))
    forgotten += await database.transaction({ tenantId }, (db) => deleteOverBefore(db, before))
  return forgotten
}

/** The digest under the key of an account, which gets one when it has none. */
async function digestOf(ctx: Context, accountId: string): Promise<KeyedDigest> {
  const owner = { tenantId: ctx.tenantId, userId: accountId, kind: 'one-time-password-key' } as const
  const sealed = await findAccountKey(ctx.db, accountId)
  const key = sealed ? await ctx.secrets.open(ctx.db, owner, sealed) : randomBytes(32)
  if (!sealed) {
    const fresh = await ctx.secrets.seal(ctx.db, owner, key)
    await insertAccountKey(ctx.db, { tenantId: ctx.tenantId, accountId, key: fresh })
  }
  return (text) => createHmac('sha256', key).update(text).digest()
}
