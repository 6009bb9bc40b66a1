import { isSet } from '@kaoban/codecs'
import { KaobanError, windowsAccountKey } from '@kaoban/contract'
import { reachOf } from '../groups/groups.service.ts'
import { type Context, personOf, type Steps } from '../platform/context.ts'
import { accountsByKey, accountsOf, putAccountsOfMany } from '../windows-accounts/windows-accounts.service.ts'
import {
  carryOutAfter,
  credentialCells,
  type FactorEntry,
  isSealed,
  nothingHeld,
  type PreparedFactors,
} from './factors.rules.ts'
import {
  type AppCredentialTable,
  type CredentialKey,
  type Delegation,
  deleteCredentials,
  deleteDelegations,
  findParties,
  findUserFactors,
  keepRows,
  replaceLogons,
  restoreRows,
  saveCredentials,
  saveDelegations,
  saveUserFactors,
  touchPeople,
  type UserFactorRow,
  type WindowsLogonTable,
} from './factors.store.ts'
import {
  logonsHeld,
  passwordOfLogon,
  portalPasswords,
  type StoredFactors,
  sealedFor,
  storedFactors,
} from './factors-held.service.ts'
import { hashPin, type PinKind, verifyPin } from './pins.ts'
import { logonOf, planWindows, portalAccount, sameLogon, type WindowsPlan } from './windows-logons.rules.ts'

/** People of one call of `prepareFactors`: at most two computations of 30 ms for each of two PINs. */
const preparedAtMost = 200
/** As many as Node has threads for it. */
const atOnce = 4

/**
 * Hashes the PINs that rows set, by the caller's key, outside any transaction. Whether a PIN is what it was already can
 * only be learnt by trying the stored hash: then that hash is kept, and the row may count as unchanged.
 * @throws RangeError for more than 200 people.
 */
export async function prepareFactors<Key>(
  steps: Steps,
  rows: readonly { key: Key; userId: string | undefined; entry: FactorEntry }[],
): Promise<Map<Key, PreparedFactors>> {
  const wanted = rows.filter(({ entry }) => isSet(entry.pin) || isSet(entry.qrPin))
  if (wanted.length > preparedAtMost) throw new RangeError(`PINs of at most ${preparedAtMost} people at once`)
  const prepared = new Map<Key, PreparedFactors>(rows.map(({ key }) => [key, {}]))
  if (wanted.length === 0) return prepared
  const known = wanted.flatMap(({ userId }) => userId ?? [])
  const stored = new Map(
    (await steps.inTransaction((ctx) => findUserFactors(ctx.db, known))).map((row) => [row.userId, row]),
  )
  const settle = async (kind: PinKind, pin: string, before: string | null | undefined) => {
    if (before && (await verifyPin(steps, kind, before, pin))) return { hash: before, same: true }
    return { hash: await hashPin(steps, kind, pin), same: false }
  }
  for (let start = 0; start < wanted.length; start += atOnce)
    await Promise.all(
      wanted.slice(start, start + atOnce).map(async ({ key, userId, entry }) => {
        const before = userId === undefined ? undefined : stored.get(userId)
        const result = prepared.get(key)!
        if (isSet(entry.pin)) result.pin = await settle('pin', entry.pin.set, before?.pinHash)
        if (isSet(entry.qrPin)) result.qrPin = await settle('qr-pin', entry.qrPin.set, before?.qrPinHash)
      }),
    )
  return prepared
}

export interface FactorChange {
  userId: string
  entry: FactorEntry
  /** Of `prepareFactors`; needed where the entry sets a PIN. */
  prepared?: PreparedFactors
}

/**
 * Sets and clears what entries say, all of them or none, in the caller's transaction. They were judged in it
 * (`judgeFactors`), and the caller writes the row of the operation log. Versions of the people rise.
 */
export async function putFactors(ctx: Context, changes: readonly FactorChange[]): Promise<void> {
  const asking = changes.filter(({ entry }) => asksFor(entry))
  if (asking.length === 0) return
  const userIds = asking.map(({ userId }) => userId)
  if ((await touchPeople(ctx.db, userIds, ctx.clock.now(), personOf(ctx).loginId)) !== new Set(userIds).size)
    throw new KaobanError('request.conflict', 'somebody whose factors change was deleted meanwhile')
  const stored = await storedFactors(ctx, userIds)
  await putUserFactors(ctx, asking, stored)
  await putCredentials(ctx, asking, stored)
  await putWindows(ctx, asking, stored)
  await putDelegations(ctx, asking)
}

function asksFor(entry: FactorEntry): boolean {
  return Object.values(entry).some((cell) => (Array.isArray(cell) ? cell.length > 0 : cell !== undefined))
}

async function putUserFactors(ctx: Context, changes: readonly FactorChange[], { factors }: StoredFactors) {
  const rows: UserFactorRow[] = []
  const seeds: { row: UserFactorRow; seed: string }[] = []
  for (const { userId, entry, prepared } of changes) {
    const { totpSeed, pin, qrPin, boEnable, boDeletePeriod, boUpdatePeriod } = entry
    if ([totpSeed, pin, qrPin, boEnable, boDeletePeriod, boUpdatePeriod].every((cell) => cell === undefined)) continue
    const row: UserFactorRow = { ...(factors.get(userId) ?? emptyRow(ctx.tenantId, userId)) }
    const carryOut = carryOutAfter(entry, {
      enabled: row.carryOut,
      deleteDays: row.carryOutDeleteDays,
      updateDays: row.carryOutUpdateDays,
    })
    row.carryOut = carryOut.enabled
    row.carryOutDeleteDays = carryOut.deleteDays
    row.carryOutUpdateDays = carryOut.updateDays
    // A token from a list is of the standard kind.
    if (totpSeed !== undefined)
      Object.assign(row, { totpSeed: null, totpAlgorithm: 'SHA1', totpDigits: 6, totpSeconds: 30 })
    if (isSet(totpSeed)) seeds.push({ row, seed: totpSeed.set })
    if (pin !== undefined) row.pinHash = pin === 'clear' ? null : hashed(prepared?.pin)
    if (qrPin === 'clear') Object.assign(row, { qrPinHash: null, qrCode: 'none' })
    else if (qrPin !== undefined) {
      row.qrPinHash = hashed(prepared?.qrPin)
      if (row.qrCode === 'none') row.qrCode = 'to-be-issued'
    }
    rows.push(row)
  }
  const sealed = await ctx.secrets.sealEach(
    ctx.db,
    ctx.tenantId,
    seeds.map(({ row, seed }) => ({ owner: sealedFor.totp(row.userId), plain: Buffer.from(seed, 'hex') })),
  )
  for (const [index, { row }] of seeds.entries()) row.totpSeed = sealed[index]!
  await saveUserFactors(ctx.db, rows)
}

function hashed(prepared: PreparedFactors['pin']): string {
  if (prepared === undefined) throw new Error('a PIN is hashed before the transaction that stores it')
  return prepared.hash
}

function emptyRow(tenantId: string, userId: string): UserFactorRow {
  const { enabled, deleteDays, updateDays } = nothingHeld.carryOut
  return {
    ...{ tenantId, userId, totpSeed: null, totpAlgorithm: 'SHA1', totpDigits: 6, totpSeconds: 30 },
    ...{ pinHash: null, qrPinHash: null, qrCode: 'none' },
    ...{ carryOut: enabled, carryOutDeleteDays: deleteDays, carryOutUpdateDays: updateDays },
  }
}

async function putCredentials(ctx: Context, changes: readonly FactorChange[], { credentials }: StoredFactors) {
  const { tenantId } = ctx
  const rows: AppCredentialTable[] = []
  const secrets: { row: AppCredentialTable; plain: string }[] = []
  const gone: CredentialKey[] = []
  for (const { userId, entry } of changes) {
    const held = new Set((credentials.get(userId) ?? []).map(({ appId, part }) => `${appId} ${part}`))
    for (const { appId, part, value } of credentialCells(entry)) {
      if (value === 'clear') {
        if (held.has(`${appId} ${part}`)) gone.push({ userId, appId, part })
      } else if (value !== undefined) {
        const row: AppCredentialTable = { tenantId, userId, appId, part, plain: null, sealed: null }
        rows.push(row)
        if (isSealed(part)) secrets.push({ row, plain: value.set })
        else row.plain = value.set
      }
    }
  }
  const sealed = await ctx.secrets.sealEach(
    ctx.db,
    tenantId,
    secrets.map(({ row, plain }) => ({ owner: sealedFor.credential(row), plain: Buffer.from(plain) })),
  )
  for (const [index, { row }] of secrets.entries()) row.sealed = sealed[index]!
  await deleteCredentials(ctx.db, gone)
  await saveCredentials(ctx.db, rows)
}

async function putWindows(ctx: Context, changes: readonly FactorChange[], stored: StoredFactors) {
  const asking = changes.filter(({ entry }) => entry.windows.length > 0)
  if (asking.length === 0) return
  const plans = new Map<string, WindowsPlan>()
  const around = {
    passwords: await portalPasswords(ctx, asking, stored),
    foreign: await foreignByKey(ctx, asking, stored),
  }
  for (const change of asking) plans.set(change.userId, await planFor(ctx, change, stored, around))
  await putAccountsOfMany(
    ctx,
    [...plans].flatMap(([userId, { portal: accounts }]) => (accounts ? [{ userId, accounts }] : [])),
  )
  const userIds = [...plans.keys()]
  const linked = await accountsOf(ctx, userIds)
  const rows: WindowsLogonTable[] = []
  const secrets: { row: WindowsLogonTable; plain: string }[] = []
  for (const [userId, { logons }] of plans) {
    const before = new Map((stored.logons.get(userId) ?? []).map((row) => [row.number, row]))
    for (const { number, description, home, logon, password } of logons) {
      const row: WindowsLogonTable = {
        ...{ tenantId: ctx.tenantId, userId, number, description },
        ...{ accountId: null, kind: null, place: '', name: '', password: null },
      }
      rows.push(row)
      if (home === 'portal')
        row.accountId = linked.get(userId)!.find((account) => sameLogon(logonOf(account), logon))!.accountId
      else if (logon !== undefined) {
        row.kind = logon.kind
        row.name = logon.user
        row.place = logon.kind === 'local' ? logon.computer : logon.kind === 'domain' ? logon.domain : ''
        if (typeof password === 'string') secrets.push({ row, plain: password })
        else if (password === undefined) row.password = before.get(number)?.password ?? null
      }
    }
  }
  const sealed = await ctx.secrets.sealEach(
    ctx.db,
    ctx.tenantId,
    secrets.map(({ row, plain }) => ({ owner: sealedFor.logon(row.userId, row.number), plain: Buffer.from(plain) })),
  )
  for (const [index, { row }] of secrets.entries()) row.password = sealed[index]!
  await replaceLogons(ctx.db, userIds, rows)
}

interface Around {
  /** In clear, by account of the portal. */
  passwords: ReadonlyMap<string, string>
  /** Keys of accounts that are not for a group administrator. */
  foreign: ReadonlySet<string>
}

async function foreignByKey(
  ctx: Context,
  asking: readonly FactorChange[],
  { accounts }: StoredFactors,
): Promise<Set<string>> {
  if (reachOf(ctx) === 'all') return new Set()
  const wanted = asking.flatMap(({ entry }) =>
    entry.windows.flatMap(({ username }) => (isSet(username) ? (portalAccount(username.set, undefined) ?? []) : [])),
  )
  const linked = asking.flatMap(({ userId }) => accounts.get(userId) ?? [])
  const found = await accountsByKey(ctx, [...wanted, ...linked])
  return new Set([...found].flatMap(([key, { foreign }]) => (foreign ? [key] : [])))
}

async function planFor(
  ctx: Context,
  { userId, entry }: FactorChange,
  stored: StoredFactors,
  { passwords, foreign }: Around,
): Promise<WindowsPlan> {
  const moving = new Map<number, string>()
  const linked = stored.accounts.get(userId) ?? []
  const held = logonsHeld(stored, userId)
  for (const { index, username, password } of entry.windows) {
    if (!isSet(username) || password !== undefined) continue
    const accountId = held.find(({ number }) => number === index)?.accountId
    const account = linked.find((one) => one.accountId === accountId)
    // The password of an account of people out of range does not go elsewhere with whoever may not set it.
    if (account && foreign.has(windowsAccountKey(account))) continue
    const plain = await passwordOfLogon(ctx, stored, passwords, userId, index)
    if (plain !== undefined) moving.set(index, plain)
  }
  return planWindows(
    entry,
    held,
    linked,
    ({ number }) => (number === null ? undefined : moving.get(number)),
    (account) => !foreign.has(windowsAccountKey(account)),
  )
}

async function putDelegations(ctx: Context, changes: readonly FactorChange[]) {
  const asking = changes.filter(({ entry }) => entry.delegatorsAdded.length + entry.delegatorsRemoved.length > 0)
  if (asking.length === 0) return
  const named = asking.flatMap(({ entry }) => [...entry.delegatorsAdded, ...entry.delegatorsRemoved])
  const keys = [...new Set(named.map((loginId) => loginId.toLowerCase()))]
  const people = new Map(
    (await findParties(ctx.db, keys, reachOf(ctx), undefined)).map((party) => [party.loginIdKey, party]),
  )
  const pairs = (userId: string, loginIds: readonly string[]): Delegation[] =>
    loginIds.map((loginId) => {
      const party = people.get(loginId.toLowerCase())
      if (!party?.changeable) throw new KaobanError('request.conflict', 'a delegating person was deleted meanwhile')
      return { userId, delegatorId: party.userId }
    })
  await putPairs(ctx, {
    removed: asking.flatMap(({ userId, entry }) => pairs(userId, entry.delegatorsRemoved)),
    added: asking.flatMap(({ userId, entry }) => pairs(userId, entry.delegatorsAdded)),
  })
}

interface Pairs {
  added: readonly Delegation[]
  removed: readonly Delegation[]
}

async function putPairs(ctx: Context, { added, removed }: Pairs): Promise<void> {
  await deleteDelegations(ctx.db, removed)
  await saveDelegations(ctx.db, ctx.tenantId, added, { at: ctx.clock.now(), by: personOf(ctx).loginId })
}

/** Delegations that were judged in the same transaction; versions of those to whom they are given rise. */
export async function putDelegationPairs(ctx: Context, pairs: Pairs): Promise<void> {
  const userIds = [...pairs.added, ...pairs.removed].map(({ userId }) => userId)
  if (userIds.length === 0) return
  await touchPeople(ctx.db, userIds, ctx.clock.now(), personOf(ctx).loginId)
  await putPairs(ctx, pairs)
}

/** Keeps everything of people whom an import is about to change, for `restoreFactors`; what is sealed or hashed stays so. */
export async function keepFactors(ctx: Context, importId: string, userIds: readonly string[]): Promise<void> {
  if (userIds.length > 0) await keepRows(ctx.db, importId, userIds)
}

/**
 * Puts people's factors back as they were before an import, after their links to accounts of the portal came back; what
 * needs an application or a person that is gone stays away.
 */
export async function restoreFactors(ctx: Context, importId: string, userIds: readonly string[]): Promise<void> {
  if (userIds.length > 0) await restoreRows(ctx.db, importId, userIds)
}
