import {
  checkGroupChoices,
  checkGroupCode,
  checkGroupName,
  type FieldFault,
  type GroupChoice,
  type GroupRow,
  type GroupSlot,
  groupKeyOf,
  type InputOf,
  invalidFields,
  KaobanError,
  limits,
  type listGroups,
} from '@kaoban/contract'
import { type Context, personOf } from '../platform/context.ts'
import { allPlaces, judgePlaces } from './groups.rules.ts'
import {
  addToGroup,
  clearAdministration,
  deleteEmptyGroup,
  deleteMemberships,
  findAdministered,
  findGroup,
  findGroups,
  findGroupsByKey,
  findGroupsByName,
  findPlaces,
  findWithin,
  holdGroups,
  insertGroup,
  moveToGroup,
  type Reach,
  renameGroup,
  replaceManyPlaces,
  replacePlaces,
  setGroupName,
  withinReach,
} from './groups.store.ts'

export { type Reach, withinReach }

/** Whose people the signed-in administrator reaches [NFM-ROL-010]; what the product does by itself reaches everybody. */
export function reachOf(ctx: Context): Reach {
  if (ctx.actor.kind === 'job') return 'all'
  const { role, userId } = personOf(ctx)
  return role === 'system-administrator' ? 'all' : { administrator: userId }
}

/**
 * Refuses when any of these people is out of reach or, to be changed, an administrator [NFM-ROL-010, NFM-ROL-012].
 * Somebody who does not exist is refused alike, so that nobody learns who exists.
 */
export async function requireReach(ctx: Context, userIds: readonly string[], act: 'see' | 'change'): Promise<void> {
  const reach = reachOf(ctx)
  if (reach === 'all') return
  const distinct = [...new Set(userIds)]
  if ((await findWithin(ctx.db, reach, distinct, act === 'change')).size !== distinct.length)
    throw new KaobanError('user.out-of-reach', 'the range of this group administrator ends before this user', {
      details: { message: 'MSG-USR-021' },
    })
}

/** Those of these people whom the signed-in person may change. */
export async function changeableOf(ctx: Context, userIds: readonly string[]): Promise<ReadonlySet<string>> {
  const reach = reachOf(ctx)
  return reach === 'all' ? new Set(userIds) : findWithin(ctx.db, reach, userIds, true)
}

/** Groups that the signed-in person administers; undefined for a system administrator, who has them all. */
export async function administeredHere(ctx: Context): Promise<ReadonlySet<string> | undefined> {
  const { role, userId } = personOf(ctx)
  return role === 'system-administrator' ? undefined : findAdministered(ctx.db, userId)
}

export async function searchGroups(ctx: Context, query: InputOf<typeof listGroups>) {
  const administered = await administeredHere(ctx)
  const { rows, total } = await findGroups(ctx.db, {
    search: query.search.trim(),
    sort: administered !== undefined && query.scope === 'all' && query.sort === 'members' ? 'code' : query.sort,
    direction: query.direction === 'descending' ? 'desc' : 'asc',
    limit: query.size,
    offset: (query.page - 1) * query.size,
    only: query.scope === 'all' ? undefined : administered,
  })
  return { rows: rows.map((row) => describe(row, administered)), total, page: query.page, size: query.size }
}

type Stored = NonNullable<Awaited<ReturnType<typeof findGroup>>>

function describe(group: Stored, administered: ReadonlySet<string> | undefined): GroupRow {
  const managed = administered === undefined || administered.has(group.groupId)
  return managed ? { ...group, managed } : { ...group, managed, members: null, administrators: null }
}

export async function readGroupById(ctx: Context, groupId: string): Promise<GroupRow> {
  const administered = await administeredHere(ctx)
  const group = await findGroup(ctx.db, groupId)
  if (!group || (administered !== undefined && !administered.has(groupId)))
    throw new KaobanError('request.not-found', 'no such group')
  return describe(group, administered)
}

export async function addGroup(ctx: Context, input: { code: string; name: string }): Promise<GroupRow> {
  const faults = faultsOf(input)
  if (faults.length > 0) throw invalidFields(faults)
  const groupId = await storeGroup(ctx, input)
  if (groupId === undefined) throw invalidFields([{ field: 'code', message: 'MSG-GRP-003' }])
  return readGroupById(ctx, groupId)
}

function faultsOf({ code, name }: { code: string; name: string }): FieldFault[] {
  const messages = { code: checkGroupCode(code), name: checkGroupName(name) }
  return Object.entries(messages).flatMap(([field, message]) => (message === undefined ? [] : [{ field, message }]))
}

/** Stores a group and logs it; undefined when the ID is taken. */
async function storeGroup(ctx: Context, group: { code: string; name: string }): Promise<string | undefined> {
  const { code } = group
  const name = group.name.trim()
  const groupId = await insertGroup(ctx.db, { tenantId: ctx.tenantId, code, name, at: ctx.clock.now() })
  if (groupId !== undefined) await ctx.audit({ groupId, code, name }, 'group.created')
  return groupId
}

export async function renameGroupById(
  ctx: Context,
  input: { groupId: string; version: number; name: string },
): Promise<GroupRow> {
  const message = checkGroupName(input.name)
  if (message !== undefined) throw invalidFields([{ field: 'name', message }])
  const before = await readGroupById(ctx, input.groupId)
  const name = input.name.trim()
  if (!(await renameGroup(ctx.db, input.groupId, name, input.version)))
    throw new KaobanError('request.conflict', 'this group was changed since the form was opened')
  await ctx.audit({ groupId: input.groupId, code: before.code, before: before.name, after: name })
  return readGroupById(ctx, input.groupId)
}

export async function deleteGroupById(ctx: Context, groupId: string): Promise<undefined> {
  const group = await readGroupById(ctx, groupId)
  const left = await deleteEmptyGroup(ctx.db, groupId)
  if (left === 'missing') throw new KaobanError('request.not-found', 'no such group')
  if (left !== 'deleted')
    throw new KaobanError('group.in-use', 'people still belong to this group', { details: { ...left } })
  await ctx.audit({ groupId, code: group.code, name: group.name })
}

/** The five places of each person. */
export async function placesOf(ctx: Context, userIds: readonly string[]): Promise<Map<string, GroupSlot[]>> {
  const places = new Map(
    userIds.map((userId): [string, GroupSlot[]] => [
      userId,
      Array.from({ length: limits.groupSlots }, () => ({ kind: 'none' })),
    ]),
  )
  for (const { userId, slot, groupId, administrator, code, name } of await findPlaces(ctx.db, userIds))
    places.get(userId)![slot - 1] =
      groupId === null
        ? { kind: 'moving' }
        : { kind: 'group', groupId, code: code ?? '', name: name ?? '', administrator }
  return places
}

/**
 * Everything that keeps these places from being saved: form, rights, groups that are gone and IDs that are taken.
 * `person` is undefined for somebody who is registered just now.
 */
export async function faultsOfPlaces(
  ctx: Context,
  wanted: readonly GroupChoice[],
  person: { userId: string; before: readonly GroupSlot[] } | undefined,
): Promise<FieldFault[]> {
  const choices = allPlaces(wanted)
  const setter = { administered: await administeredHere(ctx), self: person?.userId === personOf(ctx).userId }
  const faults = [...judgePlaces(setter, person?.before, choices), ...checkGroupChoices(choices)]
  if (faults.length > 0) return faults
  const codes = new Map<string, number>()
  const ids = new Map<string, number>()
  for (const [place, choice] of choices.entries()) {
    if (choice.kind === 'new') codes.set(groupKeyOf(choice.code), place)
    if (choice.kind === 'group') ids.set(choice.groupId, place)
  }
  for (const { codeKey } of await findGroupsByKey(ctx.db, [...codes.keys()]))
    faults.push({ field: `groups.${codes.get(codeKey)}.code`, message: 'MSG-GRP-003' })
  const existing = await holdGroups(ctx.db, [...ids.keys()])
  for (const [groupId, place] of ids)
    if (!existing.has(groupId)) faults.push({ field: `groups.${place}`, message: 'users.groupGone' })
  return faults
}

/** Saves places that were judged before; new groups come into being with them [NFM-GRP-004]. */
export async function savePlaces(ctx: Context, userId: string, wanted: readonly GroupChoice[]): Promise<void> {
  const places: { slot: number; groupId: string | null; administrator: boolean }[] = []
  for (const [place, choice] of allPlaces(wanted).entries()) {
    const slot = place + 1
    if (choice.kind === 'moving') places.push({ slot, groupId: null, administrator: false })
    if (choice.kind === 'group') places.push({ slot, groupId: choice.groupId, administrator: choice.administrator })
    if (choice.kind === 'new') {
      const groupId = await storeGroup(ctx, choice)
      if (groupId === undefined) throw invalidFields([{ field: `groups.${place}.code`, message: 'MSG-GRP-003' }])
      places.push({ slot, groupId, administrator: choice.administrator })
    }
  }
  await replacePlaces(ctx.db, ctx.tenantId, userId, places)
}

/** Where a bulk action puts people: into a group, or to 異動中. */
export type Destination = { groupId: string } | 'moving'

/** Refuses a destination that the signed-in administrator may not fill [NFM-GRP-022]. */
export async function requireDestination(ctx: Context, to: Destination): Promise<void> {
  if (to === 'moving') return
  const administered = await administeredHere(ctx)
  const existing = await holdGroups(ctx.db, [to.groupId])
  if (existing.size === 0 || (administered !== undefined && !administered.has(to.groupId)))
    throw invalidFields([{ field: 'to', message: administered === undefined ? 'users.groupGone' : 'MSG-GRP-007' }])
}

/** Adds people to a group, or takes them out of the groups administered into it; returns those without a free place. */
export async function regroup(
  ctx: Context,
  userIds: readonly string[],
  act: 'add' | 'move',
  to: Destination,
): Promise<string[]> {
  await requireDestination(ctx, to)
  if (act === 'add' && to !== 'moving') return addToGroup(ctx.db, userIds, to.groupId)
  return moveToGroup(ctx.db, userIds, await administeredHere(ctx), to === 'moving' ? null : to.groupId)
}

/** How many groups a person administers. */
export async function countAdministered(ctx: Context, userId: string): Promise<number> {
  return (await findAdministered(ctx.db, userId)).size
}

/** The person stays a member and administers nothing any more; returns of how many groups that was. */
export function endAdministration(ctx: Context, userId: string): Promise<number> {
  return clearAdministration(ctx.db, userId)
}

/** Groups by ID without case. */
export async function groupsByKey(ctx: Context, keys: readonly string[]) {
  const found = await findGroupsByKey(ctx.db, keys)
  return new Map(found.map(({ codeKey, ...group }) => [codeKey, group]))
}

/** Groups by name without case; several may share one. */
export async function groupsByName(ctx: Context, names: readonly string[]) {
  const found = await findGroupsByName(ctx.db, names)
  return Map.groupBy(found, ({ name }) => name.toLowerCase())
}

/** Makes groups that do not exist, with a row in the log each; returns their ids by key. */
export async function makeGroups(
  ctx: Context,
  groups: readonly { key: string; code: string; name: string }[],
): Promise<Map<string, string>> {
  const made = new Map<string, string>()
  for (const { key, code, name } of groups) {
    const groupId = await storeGroup(ctx, { code, name })
    if (groupId === undefined) throw new KaobanError('request.conflict', 'somebody else has just added this group')
    made.set(key, groupId)
  }
  return made
}

/** Gives a group another name for all its members [NFM-GRP-010]. */
export async function renameGroupTo(
  ctx: Context,
  group: { groupId: string; code: string; name: string },
  name: string,
) {
  await setGroupName(ctx.db, group.groupId, name)
  await ctx.audit({ groupId: group.groupId, code: group.code, before: group.name, after: name }, 'group.renamed')
}

/** Puts the places of many people where their former ones were. */
export function putPlaces(
  ctx: Context,
  userIds: readonly string[],
  places: readonly { userId: string; slot: number; groupId: string | null; administrator: boolean }[],
): Promise<void> {
  return replaceManyPlaces(ctx.db, ctx.tenantId, userIds, places)
}

/** Takes people out of these groups, whatever else they belong to. */
export function leaveGroups(ctx: Context, userIds: readonly string[], groupIds: readonly string[]): Promise<void> {
  return deleteMemberships(ctx.db, userIds, groupIds)
}

/** Deletes those of these groups that nobody belongs to. */
export async function dropEmptyGroups(ctx: Context, groupIds: readonly string[]): Promise<void> {
  for (const groupId of groupIds) {
    const group = await findGroup(ctx.db, groupId)
    if (group && (await deleteEmptyGroup(ctx.db, groupId)) === 'deleted')
      await ctx.audit({ groupId, code: group.code, name: group.name }, 'group.deleted')
  }
}
