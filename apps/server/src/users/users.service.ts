import {
  checkUserEntries,
  type FieldFault,
  invalidFields,
  KaobanError,
  mailOf,
  type NewUser,
  trimName,
  type User,
  type UserChange,
  type UserFilter,
  type UserRow,
  type UserSortKey,
} from '@kaoban/contract'
import type { Locale } from '@kaoban/messages'
import { type LicenceRule, requireRoomForPerson } from '../licences/licences.service.ts'
import { findUndeliverable } from '../mails/mails.service.ts'
import { hashPassword, sendRegistrationNotice } from '../passwords/passwords.service.ts'
import { type Context, personOf, type Steps } from '../platform/context.ts'
import { newId } from '../platform/identifiers.ts'
import { endSessionsOf } from '../sessions/sessions.service.ts'
import { changedFields, leavesNoAdministrator } from './users.rules.ts'
import {
  findPerson,
  findTaken,
  insertPerson,
  lockSystemAdministrators,
  type PersonChange,
  type StoredPerson,
  type TakenField,
  updateLocale,
  updatePerson,
} from './users.store.ts'
import { countStates, findPage } from './users-search.store.ts'

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
  const { total, people } = await findPage(ctx.db, filter, { sort, direction, page, size }, ctx.clock.now())
  return { rows: await describePeople(ctx, people), total, page, size }
}

export async function readUserById(ctx: Context, userId: string): Promise<User> {
  return describePerson(ctx, (await findPerson(ctx.db, userId)) ?? missing())
}

/** How many people need an administrator's attention, for the dashboard. */
export function countPeopleByState(ctx: Context) {
  return countStates(ctx.db, ctx.clock.now())
}

/** Registers a person who has no face yet and tells whoever is to pass the first password on. */
export async function registerUser(steps: Steps, input: NewUser, licences: LicenceRule) {
  const entries = { ...input, ...trimNames(input) }
  const faults = checkUserEntries(entries, true)
  const mail = mailOf(entries)
  await steps.inTransaction(async (ctx) => {
    const taken = await findTaken(ctx.db, { loginIdKey: keyOf(input.loginId), mailKey: keyOf(mail) || null })
    refuse([...faults, ...takenFaults(taken, faults)])
    await requireRoomForPerson(ctx, licences)
  })
  const passwordHash = await hashPassword(input.password)
  return steps.inTransaction(async (ctx) => {
    const now = ctx.clock.now()
    const userId = newId()
    const { password: _, sameMail: __, ...fields } = entries
    await requireRoomForPerson(ctx, licences)
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
    })
    if (typeof stored === 'string') return refuseTaken(stored)
    const notified = await sendRegistrationNotice(ctx, userId, input.password)
    await ctx.audit({ userId, loginId: stored.loginId, role: roleName(stored), notified })
    return { user: await describePerson(ctx, stored), notified }
  })
}

/** Saves the whole form of a person over the version it was opened with. */
export async function changeUserById(steps: Steps, input: UserChange & { userId: string }): Promise<User> {
  const { userId, version, password, sameMail, ...wanted } = input
  const { mail } = await steps.inTransaction(async (ctx) => {
    const before = (await findPerson(ctx.db, userId)) ?? missing()
    const entries = { ...input, ...trimNames(input), loginId: before.loginId }
    const faults: FieldFault[] = checkUserEntries(entries, false)
    const mail = mailOf(entries)
    const taken = await findTaken(ctx.db, { mailKey: keyOf(mail) || null }, userId)
    if (userId === personOf(ctx).userId && before.systemAdministrator !== input.systemAdministrator)
      faults.push({ field: 'systemAdministrator', message: 'MSG-USR-020' })
    refuse([...faults, ...takenFaults(taken, faults)])
    return { mail }
  })
  const passwordHash = password === '' ? undefined : await hashPassword(password)
  return steps.inTransaction(async (ctx) => {
    const now = ctx.clock.now()
    const seen = (await findPerson(ctx.db, userId)) ?? missing()
    const demotes = seen.systemAdministrator && !wanted.systemAdministrator
    if (demotes && leavesNoAdministrator(await lockSystemAdministrators(ctx.db), [userId]))
      refuse([{ field: 'systemAdministrator', message: 'MSG-USR-018' }])
    const before = (await findPerson(ctx.db, userId, true)) ?? missing()
    if (before.version !== version)
      throw new KaobanError('request.conflict', 'this person was changed since the form was opened')
    const self = personOf(ctx).userId === userId
    const fields = { ...wanted, ...trimNames(wanted), mail }
    const change: PersonChange = {
      ...fields,
      mailKey: keyOf(mail) || null,
      updatedAt: now,
      ...(passwordHash === undefined
        ? {}
        : // A password that somebody else gave must be replaced at the first sign-in [NFM-AUT-010].
          { passwordHash, passwordInitial: !self, passwordChangedAt: now, failedSignIns: 0, lockedUntil: null }),
    }
    const after = await updatePerson(ctx.db, userId, change)
    if (typeof after === 'string') return refuseTaken(after)
    if (passwordHash !== undefined || before.systemAdministrator !== after.systemAdministrator)
      await endSessionsOf(ctx, userId, self ? personOf(ctx).sessionId : undefined)
    const changed = [...changedFields(before, fields), ...(passwordHash === undefined ? [] : ['password'])]
    await ctx.audit({ userId, loginId: after.loginId, changed, role: roleName(after) })
    return describePerson(ctx, after)
  })
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

function roleName(person: { systemAdministrator: boolean }): string {
  return person.systemAdministrator ? 'system-administrator' : 'user'
}

async function describePeople(ctx: Context, people: readonly StoredPerson[]): Promise<UserRow[]> {
  const refused = await findUndeliverable(
    ctx,
    people.filter(({ mail }) => mail !== '').map(({ userId }) => userId),
  )
  const now = ctx.clock.now()
  return people.map(({ faceState, registeredAt, lockedUntil, version: _, updatedAt: __, ...person }) => ({
    ...person,
    face: faceState,
    registeredAt: registeredAt.toISOString(),
    lockedUntil: lockedUntil !== null && lockedUntil > now ? lockedUntil.toISOString() : null,
    mailRefused: refused.get(person.userId)?.state === 'bounced',
  }))
}

async function describePerson(ctx: Context, person: StoredPerson): Promise<User> {
  const [row] = await describePeople(ctx, [person])
  return { ...row!, version: person.version, updatedAt: person.updatedAt.toISOString() }
}

/** The language of the portal and of mails to this person [NFM-GEN-002]. */
export async function chooseOwnLocale(ctx: Context, locale: Locale): Promise<undefined> {
  const { userId } = personOf(ctx)
  await updateLocale(ctx.db, userId, locale)
  await ctx.audit({ userId, locale })
}
