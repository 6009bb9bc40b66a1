import { randomBytes } from 'node:crypto'
import { invalidFields, KaobanError } from '@kaoban/contract'
import { hash, verify } from '@node-rs/argon2'
import { requireReach } from '../groups/groups.service.ts'
import type { Context, Steps } from '../platform/context.ts'
import { newId, newToken } from '../platform/identifiers.ts'
import { hashToken } from '../platform/secrets.ts'
import { endSessionsOf } from '../sessions/sessions.service.ts'
import { type NotifiedParty, notify, partyFor, type TellAdministrators } from './passwords.notices.ts'
import { generatePassword } from './passwords.rules.ts'
import {
  countLinks,
  deleteLinksOf,
  findAccounts,
  type LinkPurpose,
  type PasswordAccount,
  replaceLink,
  unlock,
  updatePassword,
} from './passwords.store.ts'

export { isLocked, type LockSettings, lockAfter } from './passwords.rules.ts'
export { generatePassword }

// argon2id at OWASP's first choice for 19 MiB.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Computes for about 30 ms outside the event loop: never within a transaction. */
export function hashPassword(text: string): Promise<string> {
  return hash(text, cost)
}

let noAccount: Promise<string> | undefined

/** Whether the text is the password of the hash; without a hash the answer is no, after the same time [NFM-AUT-002]. */
export async function verifyPassword(stored: string | null | undefined, text: string): Promise<boolean> {
  noAccount ??= hashPassword(randomBytes(24).toString('base64'))
  const against = stored ?? (await noAccount)
  return (await verify(against, text)) && typeof stored === 'string'
}

const linkHours = 24

/**
 * A page where the person sets a password, as a path of the portal: valid for 24 hours and once, and older ones stop
 * working [NFM-AUT-007, NFM-AUT-009]. `mailbox` links do not ask for the initial password, so they may only be sent
 * to the person's own address.
 */
export async function issuePasswordLink(ctx: Context, userId: string, purpose: LinkPurpose = 'first'): Promise<string> {
  const token = newToken(ctx.tenantId)
  const now = ctx.clock.now()
  await replaceLink(ctx.db, {
    tenantId: ctx.tenantId,
    linkId: newId(),
    userId,
    tokenHash: hashToken(token),
    purpose,
    createdAt: now,
    expiresAt: new Date(now.getTime() + linkHours * 3_600_000),
  })
  return `/p/${token}`
}

/**
 * Sends MAIL-08 for a person who has just been registered, by the branches of NFM-AUT-031..NFM-AUT-033. The person's
 * own mail carries a link instead of the password; administrators get the password to pass on.
 */
export async function sendRegistrationNotice(
  ctx: Context,
  userId: string,
  initialPassword: string,
): Promise<NotifiedParty> {
  const [account] = await findAccounts(ctx.db, [userId])
  if (!account) throw new Error('a person is announced after being stored')
  return notify(ctx, 'MAIL-08', account, initialPassword, (purpose) => issuePasswordLink(ctx, userId, purpose))
}

interface ReissueResult {
  userId: string
  loginId: string
  notified: NotifiedParty
  password?: string
}

/** Which confirmation a reissue needs [NFM-AUT-026]: DLG-USR-003 as soon as one of them cannot be told. */
export async function planReissue(ctx: Context, userIds: readonly string[]) {
  const accounts = await findChosen(ctx, userIds)
  let unreachable = 0
  for (const account of accounts) if ((await partyFor(ctx, account)) === 'nobody') unreachable++
  const dialog = unreachable === 0 ? ('DLG-USR-002' as const) : ('DLG-USR-003' as const)
  return { dialog, users: accounts.length, unreachable }
}

export interface NewPassword {
  password: string
  hash: string
}

/** So many generated passwords with their hashes; computes outside any transaction. */
export async function preparePasswords(count: number): Promise<NewPassword[]> {
  const prepared: NewPassword[] = []
  // Four at a time: as many as Node has threads for it.
  while (prepared.length < count)
    prepared.push(
      ...(await Promise.all(
        Array.from({ length: Math.min(4, count - prepared.length) }, async () => {
          const password = generatePassword()
          return { password, hash: await hashPassword(password) }
        }),
      )),
    )
  return prepared
}

/** Gives people new initial passwords [NFM-AUT-021..NFM-AUT-028]; the hashes are computed between two transactions. */
export async function reissuePasswords(steps: Steps, userIds: readonly string[]): Promise<ReissueResult[]> {
  const accounts = await steps.inTransaction((ctx) => findChosen(ctx, userIds))
  const prepared = await preparePasswords(accounts.length)
  return steps.inTransaction((ctx) =>
    storePasswords(
      ctx,
      accounts.map(({ userId }, index) => ({ userId, ...prepared[index]! })),
    ),
  )
}

/** Stores prepared passwords, tells whoever is to know, and logs it. */
export async function storePasswords(
  ctx: Context,
  prepared: readonly (NewPassword & { userId: string })[],
  tell: TellAdministrators = 'as-set',
): Promise<ReissueResult[]> {
  const accounts = new Map(
    (
      await findChosen(
        ctx,
        prepared.map(({ userId }) => userId),
      )
    ).map((account) => [account.userId, account]),
  )
  const results: ReissueResult[] = []
  for (const { userId, password, hash: stored } of prepared)
    results.push(await storeReissued(ctx, accounts.get(userId)!, password, stored, tell))
  await ctx.audit({ users: results.map(({ loginId, notified }) => ({ loginId, notified })) }, 'password.reissued')
  return results
}

async function storeReissued(
  ctx: Context,
  account: PasswordAccount,
  password: string,
  stored: string,
  tell: TellAdministrators,
): Promise<ReissueResult> {
  const { userId, loginId } = account
  if (!(await updatePassword(ctx.db, userId, { hash: stored, initial: true, at: ctx.clock.now() })))
    throw new KaobanError('request.not-found', 'a chosen user was deleted meanwhile')
  const own = ctx.actor.kind === 'person' && ctx.actor.userId === userId ? ctx.actor.sessionId : undefined
  await endSessionsOf(ctx, userId, own)
  const notified = await notify(
    ctx,
    'MAIL-09',
    account,
    password,
    (purpose) => issuePasswordLink(ctx, userId, purpose),
    tell,
  )
  return { userId, loginId, notified, ...(notified === 'nobody' ? { password } : {}) }
}

/** Ends locks and forgets counted failures [NFM-AUT-005]; returns how many accounts changed. */
export async function unlockUsers(ctx: Context, userIds: readonly string[]): Promise<number> {
  await findChosen(ctx, userIds)
  const unlocked = await unlock(ctx.db, userIds)
  await ctx.audit({ users: unlocked.map(({ loginId }) => loginId) }, 'account.unlocked')
  return unlocked.length
}

/** The chosen people; nobody chosen is told [NFM-AUT-027], and people out of reach do not exist. */
async function findChosen(ctx: Context, userIds: readonly string[]): Promise<PasswordAccount[]> {
  if (userIds.length === 0) throw invalidFields([{ field: 'userIds', message: 'MSG-USR-022' }])
  await requireReach(ctx, userIds, 'change')
  const accounts = await findAccounts(ctx.db, userIds)
  if (accounts.length !== new Set(userIds).size)
    throw new KaobanError('request.not-found', 'a chosen user does not exist')
  return accounts
}

/** Links by which a person could still set a password. */
export function countLinksOf(ctx: Context, userId: string): Promise<number> {
  return countLinks(ctx.db, userId, ctx.clock.now())
}

export async function endLinksOf(ctx: Context, userId: string): Promise<number> {
  const ended = await countLinksOf(ctx, userId)
  await deleteLinksOf(ctx.db, userId)
  return ended
}
