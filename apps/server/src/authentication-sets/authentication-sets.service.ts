import {
  type AppAuthentication,
  checkAlternatives,
  type FactorNumber,
  type InputOf,
  invalidFields,
  KaobanError,
  type removeAuthenticationSet,
  type saveAuthenticationSet,
} from '@kaoban/contract'
import { registeredApps } from '../factors/factors.service.ts'
import { placesOf, readGroupById } from '../groups/groups.service.ts'
import { type Context, personOf } from '../platform/context.ts'
import { newId } from '../platform/identifiers.ts'
import { type Alternatives, waysFor } from './authentication-sets.rules.ts'
import { deleteSet, findSets, type StoredSet, saveSet } from './authentication-sets.store.ts'

export { type Alternatives, offeredWays } from './authentication-sets.rules.ts'

export async function readSetsOf(ctx: Context, appId: number): Promise<AppAuthentication> {
  const app = (await registeredApps(ctx)).get(appId)
  if (!app) throw new KaobanError('request.not-found', 'no such application')
  const sets = await findSets(ctx.db, appId)
  const standard = sets.find(({ groupId }) => groupId === null)
  return {
    app,
    standard: standard ? describe(standard) : null,
    groups: sets.flatMap((set) =>
      set.groupId === null
        ? []
        : [{ ...describe(set), groupId: set.groupId, code: set.code ?? '', name: set.name ?? '' }],
    ),
  }
}

function describe({ version, alternatives, changedAt, changedBy }: StoredSet) {
  return { version, alternatives, changedAt: changedAt.toISOString(), changedBy }
}

const groupOf = (of: string) => (of === 'standard' ? null : of)

/** What the log says of a set: factors by number, ways in parted as on the page. */
const words = (set: Alternatives | undefined) => set?.map((factors) => factors.join('+'))

async function setBefore(ctx: Context, appId: number, groupId: string | null) {
  return (await findSets(ctx.db, appId)).find((set) => set.groupId === groupId)?.alternatives
}

export async function saveSetOf(ctx: Context, input: InputOf<typeof saveAuthenticationSet>) {
  const { appId, version } = input
  const groupId = groupOf(input.of)
  const alternatives = input.alternatives as FactorNumber[][]
  await readSetsOf(ctx, appId)
  if (groupId !== null) await readGroupById(ctx, groupId)
  const faults = checkAlternatives(alternatives)
  if (faults.length > 0) throw invalidFields(faults)
  const before = await setBefore(ctx, appId, groupId)
  const { tenantId } = ctx
  const changed = { changedAt: ctx.clock.now(), changedBy: personOf(ctx).loginId }
  if (!(await saveSet(ctx.db, { tenantId, appId, setId: newId(), groupId, alternatives, ...changed }, version)))
    throw new KaobanError('request.conflict', 'these methods were changed since the page was opened')
  await ctx.audit({ appId, groupId, before: words(before), after: words(alternatives) })
  return readSetsOf(ctx, appId)
}

export async function removeSetOf(ctx: Context, input: InputOf<typeof removeAuthenticationSet>) {
  const { appId } = input
  const groupId = groupOf(input.of)
  const before = await setBefore(ctx, appId, groupId)
  if (!(await deleteSet(ctx.db, { appId, groupId }))) throw new KaobanError('request.not-found', 'no such methods')
  await ctx.audit({ appId, groupId, before: words(before) })
  return readSetsOf(ctx, appId)
}

/** The ways in that a person has to each application, by its ID; none of those that are not among them. */
export async function waysOf(ctx: Context, userId: string): Promise<Map<number, Alternatives>> {
  const places = (await placesOf(ctx, [userId])).get(userId)!
  const groupIds = places.flatMap((place) => (place.kind === 'group' ? [place.groupId] : []))
  const byApp = Map.groupBy(await findSets(ctx.db), ({ appId }) => appId)
  return new Map([...byApp].map(([appId, rules]) => [appId, waysFor(rules, groupIds)]))
}

/** All that anybody may be offered by an application. */
export async function waysToApp(ctx: Context, appId: number): Promise<Alternatives[]> {
  return (await findSets(ctx.db, appId)).map(({ alternatives }) => alternatives)
}
