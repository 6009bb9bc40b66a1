import type { AppPart } from '@kaoban/contract'
import { reachOf } from '../groups/groups.service.ts'
import type { Context } from '../platform/context.ts'
import { accountsByKey, accountsOf, passwordsOf } from '../windows-accounts/windows-accounts.service.ts'
import { registeredApps } from './apps.service.ts'
import {
  credentialCells,
  type FactorEntry,
  type FactorWorld,
  type HeldFactors,
  isSealed,
  nothingHeld,
} from './factors.rules.ts'
import {
  type AppCredentialTable,
  findCredentials,
  findDelegations,
  findLogons,
  findParties,
  findUserFactors,
  type UserFactorRow,
  type WindowsLogonTable,
} from './factors.store.ts'
import { type HeldLogon, logonOf } from './windows-logons.rules.ts'

/** Rows of people as they are stored, for the rest of the transaction. */
export async function storedFactors(ctx: Context, userIds: readonly string[]) {
  const byPerson = <Row extends { userId: string }>(rows: readonly Row[]) => Map.groupBy(rows, ({ userId }) => userId)
  return {
    factors: new Map((await findUserFactors(ctx.db, userIds)).map((row) => [row.userId, row])),
    credentials: byPerson(await findCredentials(ctx.db, userIds)),
    logons: byPerson(await findLogons(ctx.db, userIds)),
    accounts: await accountsOf(ctx, userIds),
  }
}

export type StoredFactors = Awaited<ReturnType<typeof storedFactors>>

/** What people have, without secrets; somebody who has nothing is there too. */
export async function factorsOf(ctx: Context, userIds: readonly string[]): Promise<Map<string, HeldFactors>> {
  const stored = await storedFactors(ctx, userIds)
  const delegations = await findDelegations(ctx.db, userIds)
  const delegators = Map.groupBy(delegations, ({ delegate }) => delegate.userId)
  const delegates = Map.groupBy(delegations, ({ delegator }) => delegator.userId)
  return new Map(
    userIds.map((userId) => [
      userId,
      {
        ...factorsHeld(stored.factors.get(userId)),
        apps: appsHeld(stored.credentials.get(userId) ?? []),
        windows: logonsHeld(stored, userId),
        delegators: (delegators.get(userId) ?? []).map(({ delegator }) => delegator),
        delegates: (delegates.get(userId) ?? []).map(({ delegate }) => delegate),
      },
    ]),
  )
}

function factorsHeld(
  row: UserFactorRow | undefined,
): Omit<HeldFactors, 'apps' | 'windows' | 'delegators' | 'delegates'> {
  if (!row) return nothingHeld
  return {
    totp: row.totpSeed && { algorithm: row.totpAlgorithm, digits: row.totpDigits, seconds: row.totpSeconds },
    pin: row.pinHash !== null,
    qrPin: row.qrPinHash !== null,
    qrCode: row.qrCode,
    carryOut: { enabled: row.carryOut, deleteDays: row.carryOutDeleteDays, updateDays: row.carryOutUpdateDays },
  }
}

function appsHeld(rows: readonly AppCredentialTable[]): HeldFactors['apps'] {
  const apps = new Map<number, Map<AppPart, string | undefined>>()
  for (const { appId, part, plain } of rows) {
    const parts = apps.get(appId) ?? new Map()
    apps.set(appId, parts.set(part, plain ?? undefined))
  }
  return apps
}

/** Numbered accounts, whichever home they have, then those of the portal that no list has numbered. */
export function logonsHeld({ logons, accounts }: StoredFactors, userId: string): HeldLogon[] {
  const linked = new Map((accounts.get(userId) ?? []).map((account) => [account.accountId, account]))
  const numbered = new Set<string>()
  const held: HeldLogon[] = []
  for (const row of logons.get(userId) ?? []) {
    const { number, description, accountId } = row
    const account = accountId === null ? undefined : linked.get(accountId)
    // An account that the portal took away since takes its number along.
    if (accountId !== null && account === undefined) continue
    if (account) numbered.add(account.accountId)
    held.push({
      ...{ number, description, accountId },
      logon: account ? logonOf(account) : ownLogon(row),
      passwordSet: account ? account.passwordSet : row.password !== null,
    })
  }
  for (const account of linked.values())
    if (!numbered.has(account.accountId))
      held.push({
        ...{ number: null, description: '', accountId: account.accountId },
        logon: logonOf(account),
        passwordSet: account.passwordSet,
      })
  return held
}

function ownLogon({ kind, place, name }: WindowsLogonTable): HeldLogon['logon'] {
  if (kind === null) return undefined
  if (kind === 'local') return { kind, computer: place, user: name }
  return kind === 'domain' ? { kind, domain: place, user: name } : { kind, user: name }
}

export const sealedFor = {
  totp: (userId: string) => ({ userId, kind: 'factor totp' as const }),
  credential: ({ userId, appId, part }: Pick<AppCredentialTable, 'userId' | 'appId' | 'part'>) => ({
    userId,
    kind: `factor app ${appId} ${part}` as const,
  }),
  logon: (userId: string, number: number) => ({ userId, kind: `factor windows ${number}` as const }),
}

interface AskedFactors {
  userId: string
  entry: FactorEntry
}

/**
 * What rows are judged against. `existedBefore` leaves out delegators who were registered since [MFA-FLD-057]. Secrets that
 * can be opened are compared here and go no further.
 */
export async function factorWorld(
  ctx: Context,
  rows: readonly { userId: string | undefined; entry: FactorEntry }[],
  existedBefore?: Date,
): Promise<FactorWorld> {
  const keys = rows.flatMap(({ entry }) => [...entry.delegatorsAdded, ...entry.delegatorsRemoved])
  const parties = await findParties(
    ctx.db,
    [...new Set(keys.map((loginId) => loginId.toLowerCase()))],
    reachOf(ctx),
    existedBefore,
  )
  const known = rows.flatMap(({ userId, entry }) => (userId === undefined ? [] : [{ userId, entry }]))
  const stored = await storedFactors(
    ctx,
    known.map(({ userId }) => userId),
  )
  const same = new Map<string, Set<string>>()
  const passwords = await portalPasswords(ctx, known, stored)
  for (const row of known) same.set(row.userId, await sameSecrets(ctx, row, stored, passwords))
  return {
    apps: await registeredApps(ctx),
    people: new Map(parties.map(({ userId, loginIdKey, changeable }) => [loginIdKey, { userId, changeable }])),
    foreign: await foreignAccounts(ctx, known, stored),
    same,
  }
}

/** Accounts of the portal, of people whose accounts rows name, that a group administrator must leave alone. */
async function foreignAccounts(ctx: Context, rows: readonly AskedFactors[], { accounts }: StoredFactors) {
  if (reachOf(ctx) === 'all') return new Set<string>()
  const named = rows.filter(({ entry }) => entry.windows.length > 0).flatMap(({ userId }) => accounts.get(userId) ?? [])
  const found = await accountsByKey(ctx, named)
  return new Set([...found.values()].filter(({ foreign }) => foreign).map(({ accountId }) => accountId))
}

/** The columns of a row whose secret is stored already, letter for letter. */
async function sameSecrets(
  ctx: Context,
  { userId, entry }: AskedFactors,
  stored: StoredFactors,
  portal: ReadonlyMap<string, string>,
): Promise<Set<string>> {
  const same = new Set<string>()
  const open = async (owner: { userId: string; kind: `factor ${string}` }, sealed: Uint8Array) =>
    ctx.secrets.open(ctx.db, { tenantId: ctx.tenantId, ...owner }, sealed)
  const { totpSeed } = entry
  const seed = stored.factors.get(userId)?.totpSeed
  if (typeof totpSeed === 'object' && seed) {
    const plain = await open(sealedFor.totp(userId), seed)
    if (plain.equals(Buffer.from(totpSeed.set, 'hex'))) same.add('template104')
  }
  const credentials = stored.credentials.get(userId) ?? []
  for (const { appId, part, column, value } of credentialCells(entry)) {
    if (typeof value !== 'object' || !isSealed(part)) continue
    const row = credentials.find((one) => one.appId === appId && one.part === part)
    if (row?.sealed && (await open(sealedFor.credential(row), row.sealed)).toString() === value.set) same.add(column)
  }
  for (const { index, password } of entry.windows) {
    if (typeof password !== 'object') continue
    const plain = await passwordOfLogon(ctx, stored, portal, userId, index)
    if (plain === password.set) same.add(`winlogon_${index}_password`)
  }
  return same
}

/** Passwords in clear, by account, of the portal's accounts whose numbers rows name. */
export function portalPasswords(
  ctx: Context,
  rows: readonly AskedFactors[],
  stored: StoredFactors,
): Promise<Map<string, string>> {
  const named = rows.flatMap(({ userId, entry }) => {
    const numbers = new Set(entry.windows.map(({ index }) => index))
    const held = stored.logons.get(userId) ?? []
    return held.flatMap(({ number, accountId }) => (numbers.has(number) ? (accountId ?? []) : []))
  })
  return named.length === 0 ? Promise.resolve(new Map()) : passwordsOf(ctx, named)
}

/** The stored Windows password of a number in clear, wherever it stands. */
export async function passwordOfLogon(
  ctx: Context,
  stored: StoredFactors,
  portal: ReadonlyMap<string, string>,
  userId: string,
  number: number,
): Promise<string | undefined> {
  const held = logonsHeld(stored, userId).find((one) => one.number === number)
  if (!held?.passwordSet) return undefined
  if (held.accountId !== null) return portal.get(held.accountId)
  const row = stored.logons.get(userId)!.find((one) => one.number === number)!
  const owner = { tenantId: ctx.tenantId, ...sealedFor.logon(userId, number) }
  return (await ctx.secrets.open(ctx.db, owner, row.password!)).toString()
}
