import { reachOf } from '../groups/groups.service.ts'
import type { Context } from '../platform/context.ts'
import { findAfter, findByIds, findByLoginIds, findMailHolders, findTakenIds } from './users-many.store.ts'

export { countPeopleForPlanner, insertMany, keepAsWas, putBackAsWas, updateMany } from './users-many.store.ts'

import { findVersions } from './users-many.store.ts'

/** People by ID without case, with places and accounts, and whether they are within reach; `hold` locks them. */
export async function findMany(ctx: Context, keys: readonly string[], hold: boolean) {
  const people = await findByLoginIds(ctx.db, keys, reachOf(ctx), hold)
  return new Map(
    people.map((person) => [person.loginId.toLowerCase(), { ...person, hasFace: person.faceState !== 'none' }]),
  )
}

/** The same people by id. */
export async function findManyById(ctx: Context, userIds: readonly string[], hold: boolean) {
  const people = userIds.length === 0 ? [] : await findByIds(ctx.db, userIds, reachOf(ctx), hold)
  return new Map(people.map((person) => [person.userId, { ...person, hasFace: person.faceState !== 'none' }]))
}

/** Which of these IDs (without case) somebody has. */
export async function takenIds(ctx: Context, keys: readonly string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set()
  return new Set((await findTakenIds(ctx.db, keys)).map(({ loginIdKey }) => loginIdKey))
}

/** A page of people within reach by ID, as they are exported. */
export async function listMany(ctx: Context, after: string, limit: number) {
  const people = await findAfter(ctx.db, reachOf(ctx), after, limit)
  return people.map(({ faceState, ...person }) => ({ ...person, face: faceState }))
}

/** Who has which mail address, without case. */
export async function holdersOfMails(ctx: Context, keys: readonly string[]): Promise<Map<string, string>> {
  const rows = await findMailHolders(ctx.db, keys)
  return new Map(rows.map(({ userId, mailKey }) => [mailKey!, userId]))
}

export function versionsOf(ctx: Context, userIds: readonly string[]): Promise<Map<string, number>> {
  return findVersions(ctx.db, userIds)
}
