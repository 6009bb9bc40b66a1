import {
  checkWindowsAccounts,
  type FieldFault,
  invalidFields,
  upnOf,
  type WindowsAccount,
  type WindowsAccountEntry,
  windowsAccountKey,
} from '@kaoban/contract'
import { reachOf } from '../groups/groups.service.ts'
import type { Clock } from '../platform/clock.ts'
import type { Context } from '../platform/context.ts'
import type { DatabaseHandle } from '../platform/database.ts'
import { newId } from '../platform/identifiers.ts'
import { listTenants } from '../platform/tenant-list.ts'
import {
  deleteLinks,
  deleteUnused,
  erasePasswordsOf,
  findAccountsAt,
  findForeignAccounts,
  findHolders,
  findLinkedAccounts,
  findPasswords,
  holdAccounts,
  insertAccount,
  insertAccounts,
  insertLinks,
  type LinkedAccount,
  markUnused,
  replaceLinks,
  updateAccount,
} from './windows-accounts.store.ts'

/** The Windows accounts of each person, in the order of their places. */
export async function accountsOf(ctx: Context, userIds: readonly string[]): Promise<Map<string, WindowsAccount[]>> {
  const accounts = new Map(userIds.map((userId): [string, WindowsAccount[]] => [userId, []]))
  for (const { userId, slot: _, ...account } of await findLinkedAccounts(ctx.db, userIds, reachOf(ctx)))
    accounts.get(userId)!.push(account)
  return accounts
}

interface JudgedAccount {
  entry: WindowsAccountEntry
  upn: string
  /** The account that is meant, when there is one already. */
  known: Awaited<ReturnType<typeof holdAccounts>>[number] | undefined
}

/** Accounts that passed every check, to be saved in the same transaction. */
export interface JudgedAccounts {
  faults: FieldFault[]
  accounts: JudgedAccount[]
  before: LinkedAccount[]
}

function identityOf({ kind, place, name }: Pick<WindowsAccountEntry, 'kind' | 'place' | 'name'>) {
  return { kind, placeKey: place.toLowerCase(), nameKey: name.toLowerCase() }
}

/**
 * Everything that keeps these accounts from being saved: the form, passwords that are missing [NFM-WAC-013], and, for a
 * group administrator, accounts that somebody out of reach uses, whose password would open more than the own people's PCs.
 */
export async function judgeAccounts(
  ctx: Context,
  entries: readonly WindowsAccountEntry[],
  person: { userId: string | undefined; mail: string },
): Promise<JudgedAccounts> {
  const faults = checkWindowsAccounts(entries, person.mail)
  const reach = reachOf(ctx)
  const before = person.userId === undefined ? [] : await findLinkedAccounts(ctx.db, [person.userId], reach)
  const linked = new Set(before.map(({ accountId }) => accountId))
  const known = new Map(
    (await holdAccounts(ctx.db, entries.map(identityOf))).map((account) => [windowsAccountKey(account), account]),
  )
  const foreign = await findForeignAccounts(
    ctx.db,
    [...known.values()].map(({ accountId }) => accountId),
    reach,
  )
  const accounts = entries.map((entry) => ({
    entry,
    upn: upnOf(entry, person.mail),
    known: known.get(windowsAccountKey(entry)),
  }))
  const faulty = new Set(faults.map(({ field }) => field))
  for (const [place, { entry, upn, known: account }] of accounts.entries()) {
    const add = (field: string, message: string) => {
      if (!faulty.has(`windowsAccounts.${place}.${field}`))
        faults.push({ field: `windowsAccounts.${place}.${field}`, message })
    }
    const own = account !== undefined && linked.has(account.accountId)
    if (account !== undefined && foreign.has(account.accountId)) {
      const changes = !own || entry.password !== '' || upn !== account.upn
      if (changes) add('name', 'MSG-USR-021')
    } else if (entry.password === '' && !own && !account?.passwordSet) add('password', 'MSG-WAC-025')
  }
  return { faults, accounts, before }
}

/** Saves accounts that were judged in the same transaction; says which fields of the person changed, by name. */
export async function saveAccounts(ctx: Context, userId: string, judged: JudgedAccounts): Promise<string[]> {
  const changed = new Set<string>()
  const accountIds: string[] = []
  for (const [place, account] of judged.accounts.entries())
    accountIds.push(await saveAccount(ctx, place, account, changed))
  const before = judged.before.map(({ accountId }) => accountId)
  if (String(before) !== String(accountIds)) {
    changed.add('windowsAccounts')
    await replaceLinks(ctx.db, ctx.tenantId, userId, accountIds)
    const left = before.filter((accountId) => !accountIds.includes(accountId))
    await forgetUnusedAccounts(ctx, left)
  }
  return [...changed]
}

async function saveAccount(
  ctx: Context,
  place: number,
  { entry, upn, known }: JudgedAccount,
  changed: Set<string>,
): Promise<string> {
  const updatedAt = ctx.clock.now()
  const accountId = known?.accountId ?? newId()
  const sealed =
    entry.password === ''
      ? undefined
      : await ctx.secrets.seal(
          ctx.db,
          { tenantId: ctx.tenantId, userId: accountId, kind: 'windows-password' },
          Buffer.from(entry.password),
        )
  if (sealed) changed.add('windowsPassword')
  if (known === undefined) {
    const row = { tenantId: ctx.tenantId, accountId, ...identityOf(entry), name: entry.name, place: entry.place }
    if (!(await insertAccount(ctx.db, { ...row, upn, password: sealed ?? null, updatedAt, unusedSince: null })))
      // Somebody else made it between the check and now: saving again finds it.
      throw invalidFields([{ field: `windowsAccounts.${place}.name`, message: 'MSG-GEN-004' }])
    return accountId
  }
  const same = known.name === entry.name && known.place === entry.place && known.upn === upn
  if (!same) changed.add('windowsAccounts')
  if (!same || sealed)
    await updateAccount(ctx.db, accountId, {
      name: entry.name,
      place: entry.place,
      upn,
      updatedAt,
      unusedSince: null,
      ...(sealed && { password: sealed }),
    })
  return accountId
}

/** Notes which of these accounts nobody has any more. */
export async function forgetUnusedAccounts(ctx: Context, accountIds: readonly string[]): Promise<void> {
  if (accountIds.length > 0) await markUnused(ctx.db, ctx.clock.now(), accountIds)
}

const passwordHours = 24
const accountDays = 90

/** Accounts without people lose their password after a day and go after 90 [NFM-WAC-004]. */
export async function purgeUnusedAccounts(database: DatabaseHandle, clock: Clock): Promise<number> {
  const now = clock.now()
  let done = 0
  for (const { tenantId } of await listTenants(database))
    done += await database.transaction({ tenantId }, async (db) => {
      await markUnused(db, now)
      const erased = await erasePasswordsOf(db, new Date(now.getTime() - passwordHours * 3_600_000))
      return erased + (await deleteUnused(db, new Date(now.getTime() - accountDays * 86_400_000)))
    })
  return done
}

export async function countAccountsOf(ctx: Context, userId: string): Promise<number> {
  return (await findLinkedAccounts(ctx.db, [userId], 'all')).length
}

/** Unlinks the accounts of somebody who leaves; passwords of those that nobody else uses go at once. */
export async function revokeAccountsOf(ctx: Context, userId: string): Promise<number> {
  const accountIds = (await findLinkedAccounts(ctx.db, [userId], 'all')).map(({ accountId }) => accountId)
  if (accountIds.length === 0) return 0
  const now = ctx.clock.now()
  await replaceLinks(ctx.db, ctx.tenantId, userId, [])
  await markUnused(ctx.db, now, accountIds)
  await erasePasswordsOf(ctx.db, now, accountIds)
  return accountIds.length
}

/** Accounts by `windowsAccountKey`, held for the transaction; `foreign` ones are not for the signed-in administrator. */
export async function accountsByKey(
  ctx: Context,
  accounts: readonly Pick<WindowsAccountEntry, 'kind' | 'place' | 'name'>[],
) {
  const held = await holdAccounts(ctx.db, accounts.map(identityOf))
  const foreign = await findForeignAccounts(
    ctx.db,
    held.map(({ accountId }) => accountId),
    reachOf(ctx),
  )
  return new Map(
    held.map((account) => [windowsAccountKey(account), { ...account, foreign: foreign.has(account.accountId) }]),
  )
}

/** The local accounts of a computer and who may sign in by them [NFM-COF-003]. */
export async function localAccountsOf(ctx: Context, computer: string) {
  const accounts = new Map<string, { accountId: string; name: string; userIds: string[] }>()
  for (const { accountId, name, userId } of await findAccountsAt(ctx.db, computer.toLowerCase())) {
    const account = accounts.get(accountId) ?? { accountId, name, userIds: [] }
    account.userIds.push(userId)
    accounts.set(accountId, account)
  }
  return [...accounts.values()]
}

/** Who has these accounts, by `windowsAccountKey`. */
export async function holdersOf(
  ctx: Context,
  accounts: readonly Pick<WindowsAccountEntry, 'kind' | 'place' | 'name'>[],
) {
  const holders = new Map<string, string[]>()
  if (accounts.length === 0) return holders
  for (const { userId, ...account } of await findHolders(ctx.db, accounts.map(identityOf))) {
    const key = windowsAccountKey(account)
    holders.set(key, [...(holders.get(key) ?? []), userId])
  }
  return holders
}

export interface WantedAccount extends Pick<WindowsAccountEntry, 'kind' | 'name' | 'place'> {
  upn: string
  /** A new password, null to erase the stored one, undefined to keep it. */
  password: string | null | undefined
}

/**
 * Gives people exactly these accounts, in this order; they were judged in the same transaction. Where several want one
 * account, the last says its password.
 */
export async function putAccountsOfMany(
  ctx: Context,
  people: readonly { userId: string; accounts: readonly WantedAccount[] }[],
): Promise<void> {
  if (people.length === 0) return
  const wanted = new Map<string, WantedAccount>()
  for (const account of people.flatMap(({ accounts }) => accounts)) {
    const key = windowsAccountKey(account)
    const password = account.password === undefined ? wanted.get(key)?.password : account.password
    wanted.set(key, { ...account, password })
  }
  const known = await accountsByKey(ctx, [...wanted.values()])
  const ids = new Map([...wanted.keys()].map((key) => [key, known.get(key)?.accountId ?? newId()]))
  await saveWanted(ctx, wanted, ids, known)
  const userIds = people.map(({ userId }) => userId)
  const left = await deleteLinks(ctx.db, userIds)
  await insertLinks(
    ctx.db,
    people.flatMap(({ userId, accounts }) =>
      accounts.map((account, index) => ({
        ...{ tenantId: ctx.tenantId, userId, slot: index + 1 },
        accountId: ids.get(windowsAccountKey(account))!,
      })),
    ),
  )
  const held = new Set(ids.values())
  await forgetUnusedAccounts(
    ctx,
    left.filter((accountId) => !held.has(accountId)),
  )
}

async function saveWanted(
  ctx: Context,
  wanted: ReadonlyMap<string, WantedAccount>,
  ids: ReadonlyMap<string, string>,
  known: ReadonlyMap<string, unknown>,
): Promise<void> {
  const typed = [...wanted].filter(([, { password }]) => typeof password === 'string')
  const sealed = await ctx.secrets.sealEach(
    ctx.db,
    ctx.tenantId,
    typed.map(([key, { password }]) => ({
      owner: { userId: ids.get(key)!, kind: 'windows-password' },
      plain: Buffer.from(password!),
    })),
  )
  const passwords = new Map(typed.map(([key], index) => [key, sealed[index]!]))
  const common = { updatedAt: ctx.clock.now(), unusedSince: null }
  const fresh: Parameters<typeof insertAccounts>[1][number][] = []
  for (const [key, { kind, name, place, upn, password }] of wanted) {
    const accountId = ids.get(key)!
    const account = { kind, name, place, upn }
    const written = passwords.get(key) ?? password
    if (!known.has(key))
      fresh.push({
        ...{ tenantId: ctx.tenantId, accountId, ...identityOf(account), ...account, ...common },
        password: (written as Uint8Array | undefined) ?? null,
      })
    else
      await updateAccount(ctx.db, accountId, {
        ...{ name, place, upn, ...common },
        ...(written !== undefined && { password: written as Uint8Array | null }),
      })
  }
  await insertAccounts(ctx.db, fresh)
}

/** The passwords of accounts in clear, for comparing and moving them within a transaction; never for an answer. */
export async function passwordsOf(ctx: Context, accountIds: readonly string[]): Promise<Map<string, string>> {
  const passwords = new Map<string, string>()
  for (const { accountId, password } of await findPasswords(ctx.db, accountIds)) {
    const owner = { tenantId: ctx.tenantId, userId: accountId, kind: 'windows-password' as const }
    passwords.set(accountId, (await ctx.secrets.open(ctx.db, owner, password)).toString())
  }
  return passwords
}

/** Takes every account from these people. */
export async function unlinkAccounts(ctx: Context, userIds: readonly string[]): Promise<void> {
  if (userIds.length === 0) return
  await forgetUnusedAccounts(ctx, await deleteLinks(ctx.db, userIds))
}
