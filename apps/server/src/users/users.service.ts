import {
  checkUserEntries,
  type FieldFault,
  invalidFields,
  KaobanError,
  mailOf,
  type NewUser,
  type Role,
  trimName,
  type User,
  type UserChange,
  type UserFilter,
  type UserRow,
  type UserSortKey,
} from '@kaoban/contract'
import type { Locale } from '@kaoban/messages'
import { faultsOfPlaces, placesOf, reachOf, requireReach, savePlaces } from '../groups/groups.service.ts'
import { type LicenceRule, requireRoomForPerson } from '../licences/licences.service.ts'
import { findUndelivered } from '../mails/mails.service.ts'
import { dropLinksOf, hashPassword, sendRegistrationNotice } from '../passwords/passwords.service.ts'
import { type Context, personOf, type Steps } from '../platform/context.ts'
import { dayIn } from '../platform/days.ts'
import { newId } from '../platform/identifiers.ts'
import { endSessionsOf } from '../sessions/sessions.service.ts'
import { findOwnTenant } from '../tenants/tenants.service.ts'
import { judgeAccounts, saveAccounts } from '../windows-accounts/windows-accounts.service.ts'
import { changedFields, isValidOn, leavesNoAdministrator, mayAdminister } from './users.rules.ts'
import {
  findPerson,
  findSystemAdministrators,
  findTaken,
  insertPerson,
  lockSystemAdministrators,
  type PersonChange,
  type StoredPerson,
  type TakenField,
  updateLocale,
  updatePerson,
} from './users.store.ts'
import { findListed } from './users-listed.store.ts'
import { countStates, findPage } from './users-search.store.ts'

export { mayAdminister }

/** One page of the people that a search found. */
export async function searchUsers(
  ctx: Context,
  query: UserFilter & {
    sort: UserSortKey
    direction?: 'ascending' | 'descending' | undefined
    page: number
    size: number
  },
) {
  const { sort, page, size, direction = sort === 'registeredAt' ? 'descending' : 'ascending', ...filter } = query
  const { total, ids } = await findPage(ctx.db, filter, reachOf(ctx), { sort, direction, page, size }, ctx.clock.now())
  return { rows: await describePeople(ctx, ids), total, page, size }
}

export async function readUserById(ctx: Context, userId: string): Promise<User> {
  await requireReach(ctx, [userId], 'see')
  return describePerson(ctx, (await findPerson(ctx.db, userId)) ?? missing())
}

/** How many people need an administrator's attention, for the dashboard. */
export function countPeopleByState(ctx: Context) {
  return countStates(ctx.db, reachOf(ctx), ctx.clock.now())
}

/** Registers a person who has no face yet and tells whoever is to pass the first password on. */
export async function registerUser(steps: Steps, input: NewUser, licences: LicenceRule) {
  const entries = { ...input, ...trimNames(input) }
  const { password, sameMail: _, groups = [], windowsAccounts = [], ...fields } = entries
  const mail = mailOf(entries)
  const judge = async (ctx: Context) => {
    const faults = checkUserEntries(entries, true)
    const taken = await findTaken(ctx.db, { loginIdKey: keyOf(input.loginId), mailKey: keyOf(mail) || null })
    const accounts = await judgeAccounts(ctx, windowsAccounts, { userId: undefined, mail })
    refuse([
      ...faults,
      ...takenFaults(taken, faults),
      ...roleFaults(ctx, input),
      ...(await faultsOfPlaces(ctx, groups, undefined)),
      ...accounts.faults,
    ])
    await requireRoomForPerson(ctx, licences)
    return accounts
  }
  await steps.inTransaction(judge)
  const passwordHash = await hashPassword(password)
  return steps.inTransaction(async (ctx) => {
    const now = ctx.clock.now()
    const userId = newId()
    const accounts = await judge(ctx)
    const stored = await insertPerson(ctx.db, {
      ...fields,
      tenantId: ctx.tenantId,
      userId,
      loginIdKey: keyOf(input.loginId),
      mail,
      mailKey: keyOf(mail) || null,
      passwordHash,
      registeredAt: now,
      updatedAt: now,
      updatedBy: personOf(ctx).loginId,
    })
    if (typeof stored === 'string') return refuseTaken(stored)
    await savePlaces(ctx, userId, groups)
    await saveAccounts(ctx, userId, accounts)
    const notified = await sendRegistrationNotice(ctx, userId, password)
    const after = (await findPerson(ctx.db, userId))!
    await ctx.audit({ userId, loginId: after.loginId, role: roleName(after), notified })
    return { user: await describePerson(ctx, after), notified }
  })
}

/** Saves the whole form of a person over the version it was opened with. */
export async function changeUserById(steps: Steps, input: UserChange & { userId: string }): Promise<User> {
  const { userId, version, password, sameMail: _, groups, windowsAccounts, ...wanted } = input
  /** Everything that can be said about the form, against the person as they are now. */
  const judge = async (ctx: Context, before: StoredPerson) => {
    const entries = { ...before, ...input, ...trimNames(input), loginId: before.loginId }
    const faults: FieldFault[] = checkUserEntries(entries, false)
    const mail = mailOf(entries)
    const taken = await findTaken(ctx.db, { mailKey: keyOf(mail) || null }, userId)
    const accounts = windowsAccounts && (await judgeAccounts(ctx, windowsAccounts, { userId, mail }))
    const held = groups && (await placesOf(ctx, [userId])).get(userId)!
    refuse([
      ...faults,
      ...takenFaults(taken, faults),
      ...roleFaults(ctx, input, before),
      ...(held ? await faultsOfPlaces(ctx, groups, { userId, before: held }) : []),
      ...(accounts?.faults ?? []),
    ])
    return { mail, accounts, held }
  }
  await steps.inTransaction(async (ctx) => {
    await requireReach(ctx, [userId], 'change')
    await judge(ctx, (await findPerson(ctx.db, userId)) ?? missing())
  })
  const passwordHash = password === '' ? undefined : await hashPassword(password)
  return steps.inTransaction(async (ctx) => {
    const now = ctx.clock.now()
    const seen = (await findPerson(ctx.db, userId)) ?? missing()
    const loses = mayAdminister(seen) && !mayAdminister({ ...seen, ...defined(wanted) })
    if (loses && leavesNoAdministrator(await lockSystemAdministrators(ctx.db), [userId]))
      refuse([{ field: 'systemAdministrator', message: 'MSG-USR-018' }])
    const before = (await findPerson(ctx.db, userId, true)) ?? missing()
    await requireReach(ctx, [userId], 'change')
    if (before.version !== version)
      throw new KaobanError('request.conflict', 'this person was changed since the form was opened')
    const { mail, accounts, held } = await judge(ctx, before)
    const self = personOf(ctx).userId === userId
    const fields = defined({ ...wanted, ...trimNames(wanted), mail })
    const change: PersonChange = {
      ...fields,
      mailKey: keyOf(mail) || null,
      updatedAt: now,
      updatedBy: personOf(ctx).loginId,
      ...(passwordHash === undefined
        ? {}
        : // A password that somebody else gave must be replaced at the first sign-in [NFM-AUT-010].
          { passwordHash, passwordInitial: !self, passwordChangedAt: now, failedSignIns: 0, lockedUntil: null }),
    }
    const stored = await updatePerson(ctx.db, userId, change)
    if (typeof stored === 'string') return refuseTaken(stored)
    if (groups) await savePlaces(ctx, userId, groups)
    const accountChanges = accounts ? await saveAccounts(ctx, userId, accounts) : []
    const after = (await findPerson(ctx.db, userId))!
    if (passwordHash !== undefined || roleName(before) !== roleName(after) || (after.disabled && !before.disabled))
      await endSessionsOf(ctx, userId, self ? personOf(ctx).sessionId : undefined)
    if (passwordHash !== undefined || after.mail !== before.mail) await dropLinksOf(ctx, [userId])
    const placesNow = groups && (await placesOf(ctx, [userId])).get(userId)
    const changed = [
      ...changedFields(before, fields),
      ...(JSON.stringify(held) === JSON.stringify(placesNow) ? [] : ['groups']),
      ...accountChanges,
      ...(passwordHash === undefined ? [] : ['password']),
    ]
    await ctx.audit({ userId, loginId: after.loginId, changed, role: roleName(after) })
    return describePerson(ctx, after)
  })
}

/** Without the fields that were not sent, which stay as they are. */
function defined<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T
}

/** Who may give which role, and nobody locks themselves out [NFM-ROL-006, NFM-ROL-012]. */
function roleFaults(
  ctx: Context,
  wanted: Pick<UserChange, 'systemAdministrator' | 'disabled' | 'validFrom' | 'validUntil'>,
  before?: StoredPerson,
): FieldFault[] {
  const faults: FieldFault[] = []
  const actor = personOf(ctx)
  const self = before?.userId === actor.userId
  if (self && before.systemAdministrator !== wanted.systemAdministrator)
    faults.push({ field: 'systemAdministrator', message: 'MSG-USR-020' })
  if (wanted.systemAdministrator && !before?.systemAdministrator && actor.role !== 'system-administrator')
    faults.push({ field: 'systemAdministrator', message: 'MSG-GEN-005' })
  if (self && wanted.disabled) faults.push({ field: 'disabled', message: 'users.notYourself' })
  if (
    self &&
    (wanted.validFrom || wanted.validUntil) &&
    (before.validFrom !== wanted.validFrom || before.validUntil !== wanted.validUntil)
  )
    faults.push({ field: wanted.validUntil ? 'validUntil' : 'validFrom', message: 'users.notYourself' })
  return faults
}

function missing(): never {
  throw new KaobanError('request.not-found', 'no such person')
}

function keyOf(text: string): string {
  return text.toLowerCase()
}

function trimNames(names: { familyName: string; middleName: string; givenName: string }) {
  return {
    familyName: trimName(names.familyName),
    middleName: trimName(names.middleName),
    givenName: trimName(names.givenName),
  }
}

const takenMessages: Record<TakenField, string> = { loginId: 'MSG-USR-017', mail: 'MSG-USR-014' }

function takenFaults(taken: Record<TakenField, boolean>, known: readonly FieldFault[]): FieldFault[] {
  return (Object.keys(takenMessages) as TakenField[])
    .filter((field) => taken[field] && !known.some((fault) => fault.field === field))
    .map((field) => ({ field, message: takenMessages[field] }))
}

function refuse(faults: FieldFault[]): void {
  if (faults.length > 0) throw invalidFields(faults)
}

/** Somebody else was quicker between the check and the write. */
function refuseTaken(field: TakenField): never {
  throw invalidFields([{ field, message: takenMessages[field] }])
}

function roleName(person: Pick<StoredPerson, 'systemAdministrator' | 'groupAdministrator'>): Role {
  if (person.systemAdministrator) return 'system-administrator'
  return person.groupAdministrator ? 'group-administrator' : 'user'
}

async function describePeople(ctx: Context, userIds: readonly string[]): Promise<UserRow[]> {
  const people = await findListed(ctx.db, userIds, reachOf(ctx))
  const now = ctx.clock.now()
  const limited = people.some(({ validFrom, validUntil }) => validFrom !== null || validUntil !== null)
  const today = limited ? dayIn((await findOwnTenant(ctx))?.timeZone ?? 'Asia/Tokyo', now) : ''
  const everybody = reachOf(ctx) === 'all'
  return people.map((listed) => {
    const { faceState, registeredAt, lockedUntil, groupCount: _, accountCount: __, ...person } = listed
    const { version: ___, updatedAt: ____, updatedBy: _____, ...shown } = person
    return {
      ...shown,
      face: faceState,
      registeredAt: registeredAt.toISOString(),
      lockedUntil: lockedUntil !== null && lockedUntil > now ? lockedUntil.toISOString() : null,
      valid: !limited || isValidOn(person, today),
      changeable: everybody || roleName(listed) === 'user',
    }
  })
}

async function describePerson(ctx: Context, person: StoredPerson): Promise<User> {
  const [row] = await describePeople(ctx, [person.userId])
  const { userId, version, updatedBy } = person
  const updatedAt = person.updatedAt.toISOString()
  return { ...row!, version, updatedAt, updatedBy, undelivered: await findUndelivered(ctx, userId) }
}

/** The language of the portal and of mails to this person [NFM-GEN-002]. */
export async function chooseOwnLocale(ctx: Context, locale: Locale): Promise<undefined> {
  const { userId } = personOf(ctx)
  await updateLocale(ctx.db, userId, locale)
  await ctx.audit({ userId, locale })
}

/** Who can administer the tenant today and every day; `hold` keeps them so for the transaction. */
export function administratorsOf(ctx: Context, hold: boolean): Promise<Set<string>> {
  return hold ? lockSystemAdministrators(ctx.db) : findSystemAdministrators(ctx.db)
}

/** @throws KaobanError request.conflict when nobody could administer the tenant after what this transaction did [NFM-ROL-005]. */
export async function requireAdministratorLeft(ctx: Context): Promise<void> {
  if ((await lockSystemAdministrators(ctx.db)).size === 0)
    throw new KaobanError('request.conflict', 'nobody would administer the tenant')
}
