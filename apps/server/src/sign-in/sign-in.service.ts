import { type ErrorCode, invalidFields, KaobanError, type Scene } from '@kaoban/contract'
import { standingOf } from '../addresses/addresses.service.ts'
import { announcementsAtDoor } from '../announcements/announcements.service.ts'
import { recordAuthentication } from '../authentication-log/authentication-log.service.ts'
import { maintenanceNotice } from '../maintenance/maintenance.service.ts'
import { isLocked, type LockSettings, lockAfter, verifyPassword } from '../passwords/passwords.service.ts'
import type { Config } from '../platform/config.ts'
import { type Actor, type Context, personOf, type Steps } from '../platform/context.ts'
import { displayName, openSession, renewProof, roleOf } from '../sessions/sessions.service.ts'
import { findOwnTenant } from '../tenants/tenants.service.ts'
import {
  countFailure,
  countUnknownFailure,
  findAccount,
  findUnknown,
  lockAccount,
  lockUnknown,
  recordSuccess,
  type SignInAccount,
} from './sign-in.store.ts'

export type { SignInAccount } from './sign-in.store.ts'

export async function readPage(ctx: Context) {
  const tenant = await findOwnTenant(ctx)
  if (!tenant) throw new KaobanError('tenant.not-found', 'no tenant has this code')
  return {
    code: tenant.code,
    tenantName: tenant.name,
    maintenance: await maintenanceNotice(ctx),
    announcements: await announcementsAtDoor(ctx),
  }
}

interface Attempt {
  loginId: string
  account: SignInAccount | undefined
  /** Absent: the page of the portal. */
  door?: Door | undefined
}

/** Where else somebody proves who they are, as the log has it: a computer, or the way into an application. */
export interface Door {
  scene: Scene
  terminalId?: string
  terminalName?: string
  serviceProviderUrl?: string
}

type Outcome = 'opened' | 'refused' | 'locked' | 'unusable'

/**
 * Signs a person in by ID and password: read, verify outside any transaction, record. The answer and its time are
 * the same for an ID that nobody has [NFM-AUT-002]; five failures in a row lock either [NFM-AUT-003].
 */
export async function signInByPassword(
  steps: Steps,
  input: { loginId: string; password: string },
  lock: LockSettings,
): Promise<{ mustChangePassword: boolean }> {
  const found = await lookUp(steps, input.loginId)
  const attempt: Attempt = { loginId: input.loginId, account: found.account }
  const proven = !found.locked && (await verifyPassword(found.account?.passwordHash, input.password))
  const outcome = await steps.inTransaction((ctx) => {
    if (found.locked) return refuse(ctx, attempt, 'locked')
    return proven ? open(ctx, found.account!) : fail(ctx, attempt, lock)
  })
  if (outcome === 'opened') return { mustChangePassword: found.account!.passwordInitial }
  throw refusalOf(outcome)
}

/** Somebody at a computer; attempts count as those at the portal do, and the log tells causes apart [NFM-CER-008]. */
export async function proveAtComputer<Result>(
  steps: Steps,
  { loginId, password }: { loginId: string; password: string },
  door: Door,
  lock: LockSettings,
  whenProven: (ctx: Context, userId: string) => Promise<Result>,
): Promise<Result> {
  const { account, locked } = await lookUp(steps, loginId)
  const attempt: Attempt = { loginId, account, door }
  const proven = !locked && (await verifyPassword(account?.passwordHash, password))
  const result = await steps.inTransaction(async (ctx): Promise<Outcome | { proven: Result }> => {
    if (locked) return refuse(ctx, attempt, 'locked')
    if (!proven) return fail(ctx, attempt, lock)
    const { userId, passwordHash, passwordInitial, usable } = account!
    if (!usable) return refuse(ctx, attempt, 'unusable')
    if (!(await recordSuccess(ctx.db, userId, passwordHash!, ctx.clock.now()))) return refuse(ctx, attempt, 'locked')
    if (passwordInitial)
      throw new KaobanError('session.password-change-required', 'the initial password must be replaced first')
    return { proven: await whenProven(ctx, userId) }
  })
  if (typeof result === 'object') return result.proven
  throw refusalOf(result)
}

async function lookUp(steps: Steps, loginId: string) {
  const key = loginId.toLowerCase()
  return steps.inTransaction(async (ctx) => {
    const account = await findAccount(ctx.db, key, ctx.clock.now())
    const counted = account ?? (await findUnknown(ctx.db, key))
    return { account, locked: counted !== undefined && isLocked(counted, ctx.clock.now()) }
  })
}

/** Only who knows the password learns that an administrator locked the account, or that its days are over. */
function refusalOf(outcome: Outcome): KaobanError {
  if (outcome === 'unusable') return new KaobanError('sign-in.unusable', 'the account is locked or not valid today')
  return outcome === 'locked'
    ? new KaobanError('sign-in.locked', 'the user ID is locked for a while')
    : new KaobanError('sign-in.refused', 'the user ID or the password is wrong')
}

export function lockSettingsOf(config: Config): LockSettings {
  return { failures: config.KAOBAN_LOCK_FAILURES, minutes: config.KAOBAN_LOCK_MINUTES }
}

/**
 * The password of an ID once more, or of a page to which a link leads; failures count as those of a sign-in.
 * @throws KaobanError sign-in.locked
 */
export async function verifyCounted(
  steps: Steps,
  loginId: string,
  password: string,
  lock: LockSettings,
  whenProven: (ctx: Context, userId: string) => Promise<void> = async () => {},
  door?: Door,
): Promise<boolean> {
  const account = await steps.inTransaction((ctx) => findAccount(ctx.db, loginId.toLowerCase(), ctx.clock.now()))
  const locked = account !== undefined && isLocked(account, steps.clock.now())
  const proven = !locked && (await verifyPassword(account?.passwordHash, password))
  const outcome = await steps.inTransaction(async (ctx): Promise<Outcome> => {
    if (locked) return refuse(ctx, { loginId, account, door }, 'locked')
    if (!proven) return fail(ctx, { loginId, account, door }, lock)
    if (!(await recordSuccess(ctx.db, account!.userId, account!.passwordHash!, ctx.clock.now())))
      return refuse(ctx, { loginId, account, door }, 'locked')
    await whenProven(ctx, account!.userId)
    return 'opened'
  })
  if (outcome === 'locked') throw new KaobanError('sign-in.locked', 'the user ID is locked for a while')
  return outcome === 'opened'
}

/** Whoever has an ID, for other doors that ask for it. */
export function accountAtDoor(ctx: Context, loginId: string): Promise<SignInAccount | undefined> {
  return findAccount(ctx.db, loginId.toLowerCase(), ctx.clock.now())
}

/** The signed-in person enters the password once more. */
export async function proveAgain(steps: Steps, password: string, lock: LockSettings): Promise<undefined> {
  const proven = await verifyCounted(steps, personOf(steps).loginId, password, lock, async (ctx, userId) => {
    await renewProof(ctx)
    await ctx.audit({ userId }, 'session.proven')
  })
  if (!proven) throw invalidFields([{ field: 'password', message: 'MSG-AUT-004' }])
}

async function open(ctx: Context, account: SignInAccount): Promise<Outcome> {
  const { userId, loginId } = account
  if (!account.usable) return refuse(ctx, { loginId, account }, 'unusable')
  if (!(await recordSuccess(ctx.db, userId, account.passwordHash!, ctx.clock.now())))
    return refuse(ctx, { loginId, account }, 'locked')
  await openSession(ctx, { userId, means: 'password' })
  await recordAuthentication(ctx, { succeeded: true, means: 'user-password', scene: 'portal', userId, loginId })
  const actor: Actor = {
    kind: 'person',
    userId,
    loginId,
    displayName: displayName(account),
    role: roleOf(account),
    locale: account.locale,
    sessionId: '',
    mustChangePassword: account.passwordInitial,
    restriction: null,
  }
  const standing = actor.role === 'user' ? 'inside' : await standingOf(ctx)
  await { ...ctx, actor }.audit(
    { userId, means: 'password', ...(standing === 'inside' ? {} : { address: standing }) },
    'session.opened',
  )
  return 'opened'
}

async function fail(ctx: Context, attempt: Attempt, lock: LockSettings): Promise<Outcome> {
  const now = ctx.clock.now()
  const { account } = attempt
  const key = attempt.loginId.toLowerCase()
  const failures = account
    ? await countFailure(ctx.db, account.userId, now)
    : await countUnknownFailure(ctx.db, ctx.tenantId, key, now)
  if (failures === undefined) return refuse(ctx, attempt, 'locked')
  const until = lockAfter(failures, now, lock)
  await refuse(ctx, attempt, 'refused')
  if (!until) return 'refused'
  if (account) await lockAccount(ctx.db, account.userId, until)
  else await lockUnknown(ctx.db, key, until)
  await asClaimed(ctx, attempt).audit({ failures, until: until.toISOString() }, 'account.locked')
  return 'locked'
}

async function refuse(ctx: Context, attempt: Attempt, outcome: Exclude<Outcome, 'opened'>): Promise<Outcome> {
  const { account } = attempt
  const errorCode = refusalCode(outcome, attempt)
  await recordAuthentication(ctx, {
    succeeded: false,
    means: 'user-password',
    scene: 'portal',
    ...attempt.door,
    loginId: account?.loginId ?? attempt.loginId,
    errorCode,
    ...(account ? { userId: account.userId } : {}),
  })
  await asClaimed(ctx, attempt).audit({ errorCode }, 'session.refused', false)
  return outcome
}

function refusalCode(outcome: Exclude<Outcome, 'opened'>, { account, door }: Attempt): ErrorCode {
  if (outcome === 'locked') return 'CB'
  if (outcome === 'unusable') return 'CC'
  if (!account) return 'C9'
  return door ? 'CA' : 'E7'
}

function asClaimed(ctx: Context, attempt: Attempt): Context {
  return { ...ctx, actor: { kind: 'guest', claims: attempt.loginId } }
}
