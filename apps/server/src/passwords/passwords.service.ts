import { randomBytes } from 'node:crypto'
import { invalidFields, KaobanError } from '@kaoban/contract'
import { hash, verify } from '@node-rs/argon2'
import { requireReach } from '../groups/groups.service.ts'
import { type Context, personOf, type Steps } from '../platform/context.ts'
import { endSessionsOf } from '../sessions/sessions.service.ts'
import { type NotifiedParty, notify, partyFor, type TellAdministrators } from './passwords.notices.ts'
import { generatePassword } from './passwords.rules.ts'
import {
  countLinks,
  deleteLinksOf,
  findAccounts,
  findPasswordHashes,
  type PasswordAccount,
  unlock,
  updatePassword,
} from './passwords.store.ts'

export { mailNewPeople, sendOwnLink } from './passwords.notices.ts'
export { isLocked, type LockSettings, lockAfter } from './passwords.rules.ts'
export { issuePasswordLink } from './passwords-links.service.ts'
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

/** Sends MAIL-08 for a person who has just been registered; see {@link sendRegistrationNotices}. */
export async function sendRegistrationNotice(ctx: Context, userId: string, password: string): Promise<NotifiedParty> {
  return (await sendRegistrationNotices(ctx, [{ userId, password }]))[0]!
}

/**
 * Sends MAIL-08 for people who have just been registered, by the branches of NFM-AUT-031..NFM-AUT-033. A person's own
 * mail carries a link instead of the password; administrators get the password to pass on.
 */
export async function sendRegistrationNotices(
  ctx: Context,
  people: readonly { userId: string; password: string }[],
): Promise<NotifiedParty[]> {
  if (people.length === 0) return []
  const accounts = await accountsById(
    ctx,
    people.map(({ userId }) => userId),
  )
  return notify(
    ctx,
    'MAIL-08',
    people.map(({ userId, password }) => {
      const account = accounts.get(userId)
      if (!account) throw new Error('a person is announced after being stored')
      return { account, password }
    }),
  )
}

/**
 * Gives people who came without a password their first one and sends MAIL-08 by the same branches; whoever nobody is told
 * of has none, since nobody could use it [NFM-AUT-038].
 */
export async function welcomePeople(ctx: Context, prepared: readonly (NewPassword & { userId: string })[]) {
  const parties = await sendRegistrationNotices(ctx, prepared)
  for (const [index, { userId, hash: stored }] of prepared.entries())
    if (parties[index] !== 'nobody')
      await updatePassword(ctx.db, userId, { hash: stored, initial: true, at: ctx.clock.now(), replaces: null })
  return parties
}

async function accountsById(ctx: Context, userIds: readonly string[]): Promise<Map<string, PasswordAccount>> {
  const accounts = await findAccounts(ctx.db, userIds)
  return new Map(accounts.map((account) => [account.userId, account]))
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

/** Whose password the text is already, by ID without case; computes outside any transaction. */
export async function samePasswords(
  steps: Steps,
  typed: readonly { loginId: string; password: string }[],
): Promise<Set<string>> {
  const hashes = await steps.inTransaction((ctx) =>
    findPasswordHashes(
      ctx.db,
      typed.map(({ loginId }) => loginId.toLowerCase()),
    ),
  )
  const same = new Set<string>()
  const held = typed.filter(({ loginId }) => hashes.has(loginId.toLowerCase()))
  for (let start = 0; start < held.length; start += 4)
    await Promise.all(
      held.slice(start, start + 4).map(async ({ loginId, password }) => {
        const key = loginId.toLowerCase()
        if (await verifyPassword(hashes.get(key), password)) same.add(key)
      }),
    )
  return same
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
  await dropLinksOf(ctx, [...accounts.keys()])
  const own = ctx.actor.kind === 'person' ? ctx.actor : undefined
  for (const { userId, hash: stored } of prepared) {
    if (!(await updatePassword(ctx.db, userId, { hash: stored, initial: true, at: ctx.clock.now() })))
      throw new KaobanError('request.not-found', 'a chosen user was deleted meanwhile')
    await endSessionsOf(ctx, userId, own?.userId === userId ? own.sessionId : undefined)
  }
  const parties = await notify(
    ctx,
    'MAIL-09',
    prepared.map(({ userId, password }) => ({ account: accounts.get(userId)!, password })),
    tell,
  )
  const results = prepared.map(({ userId, password }, index): ReissueResult => {
    const notified = parties[index]!
    const { loginId } = accounts.get(userId)!
    return { userId, loginId, notified, ...(notified === 'nobody' ? { password } : {}) }
  })
  await ctx.audit({ users: results.map(({ loginId, notified }) => ({ loginId, notified })) }, 'password.reissued')
  return results
}

/** Ends locks and forgets counted failures [NFM-AUT-005]; returns how many accounts changed. */
export async function unlockUsers(ctx: Context, userIds: readonly string[], lift: LiftBlocks): Promise<number> {
  const chosen = await findChosen(ctx, userIds)
  await lift(
    ctx,
    chosen.map(({ loginId }) => loginId),
  )
  const unlocked = await unlock(ctx.db, userIds, { at: ctx.clock.now(), by: personOf(ctx).loginId })
  await ctx.audit({ users: unlocked.map(({ loginId }) => loginId) }, 'account.unlocked')
  return unlocked.length
}

/** Takes away the blocks of other factors than the password. */
export type LiftBlocks = (ctx: Context, loginIds: readonly string[]) => Promise<void>

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
  await deleteLinksOf(ctx.db, [userId])
  return ended
}

/** Whoever has another address or password by now has links that went to somebody else, or are for what is no more. */
export async function dropLinksOf(ctx: Context, userIds: readonly string[]): Promise<void> {
  await deleteLinksOf(ctx.db, userIds)
}
