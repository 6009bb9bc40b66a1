import { type NewPassword, preparePasswords, welcomePeople } from '../passwords/passwords.service.ts'
import type { Context } from '../platform/context.ts'
import type { Platform } from '../platform/http.ts'
import { inTenant } from '../platform/job-context.ts'
import { readSettings } from '../settings/settings.service.ts'
import { findMany } from '../users/users-many.service.ts'
import { type Connection, type ListedPerson, listChanged } from './linkage.connector.ts'
import { mayPass, overlapping } from './linkage.rules.ts'
import { connectionOf, hasConsent } from './linkage.service.ts'
import { findConnector, updateConnector } from './linkage.store.ts'
import { findFresh, findLinkedKeys, markLookedUp } from './linkage-filter.store.ts'
import { type Arrival, type Engine, lookUp, settleArrivals } from './linkage-inward.service.ts'
import { dropPassedOn, findWaiting } from './linkage-outbox.store.ts'
import { findSeen } from './linkage-people.store.ts'

const job = 'linkage-changes'
const lookedUpAtOnce = 4
/** What one tenant may take of a run; the rest follows at the next. */
const secondsEach = 60
const freshAtOnce = 200

interface Fetch {
  platform: Platform
  engine: Engine
  tenantId: string
  connection: Connection
  administrator: string
  portrait: boolean
  /** When this tenant's time is over, by the monotonic clock. */
  until: number
}

/** Follows what has changed outside since the last time [NFM-LNK-061]; returns how many people changed here. */
export async function fetchChangesOf(platform: Platform, engine: Engine, tenantId: string): Promise<number> {
  const begun = platform.clock.now()
  const ready = await inTenant(platform, job, tenantId, async (ctx) => {
    const connector = await findConnector(ctx.db)
    if (!connector?.syncedAt || !hasConsent(connector)) return undefined
    const portrait = (await readSettings(ctx))['face.retainImages']
    return { connector, portrait, connection: await connectionOf(ctx, connector) }
  })
  if (!ready) return 0
  const { connector, connection, portrait } = ready
  const until = performance.now() + secondsEach * 1000
  const fetch = { platform, engine, tenantId, connection, portrait, until, administrator: connector.consentedById! }
  let changed = connection.kind === 'members' ? await takeFresh(fetch) : 0
  const since = connector.fetchedTo ?? overlapping(connector.syncedAt!)
  const listed = await listChanged(connection, since)
  let fetchedTo = since
  if (listed.ok) {
    const { people, seen } = await news(fetch, listed.value)
    const followed = await follow(fetch, people, seen)
    changed += followed.changed
    fetchedTo = followed.left ? (followed.left.modifiedAt ?? since) : overlapping(begun)
  }
  await inTenant(platform, job, tenantId, ({ db }) =>
    updateConnector(db, { fetchedTo, fetchedAt: begun, fetchFault: listed.ok ? null : listed.fault }),
  )
  return changed
}

/** People of the filter who are not as they were last seen, those first who changed first. */
async function news({ platform, tenantId }: Fetch, listed: readonly ListedPerson[]) {
  const all = listed.map(({ loginId }) => loginId.toLowerCase())
  const { linked, seen } = await inTenant(platform, job, tenantId, async ({ db }) => ({
    linked: await findLinkedKeys(db, all),
    seen: await findSeen(db, all),
  }))
  const people = listed
    .filter(({ loginId, modifiedAt }) => {
      const key = loginId.toLowerCase()
      return linked.has(key) && (!modifiedAt || seen.get(key)?.modifiedAt?.getTime() !== modifiedAt.getTime())
    })
    .toSorted((a, b) => (a.modifiedAt?.getTime() ?? 0) - (b.modifiedAt?.getTime() ?? 0))
  return { people, seen }
}

async function follow(fetch: Fetch, people: readonly ListedPerson[], seen: Awaited<ReturnType<typeof findSeen>>) {
  let changed = 0
  for (let start = 0; start < people.length; start += lookedUpAtOnce) {
    if (performance.now() > fetch.until) return { changed, left: people[start] }
    const lot = people.slice(start, start + lookedUpAtOnce)
    const looked = await Promise.all(
      lot.map(async ({ loginId }) => {
        const wants = { face: true, portrait: fetch.portrait, unless: seen.get(loginId.toLowerCase())?.face }
        return { loginId, ...(await lookUp(fetch.connection, fetch.engine.workers, loginId, wants)) }
      }),
    )
    if (looked.some(({ answer }) => !answer.ok && mayPass(answer.fault))) return { changed, left: people[start] }
    changed += await apply(fetch, looked, 'changes')
  }
  return { changed, left: undefined }
}

/** Members whose ID has come into the filter since the bulk sync; their faces follow when they change [NFM-LNK-048]. */
async function takeFresh(fetch: Fetch): Promise<number> {
  const { platform, tenantId, connection, engine } = fetch
  const entries = await inTenant(platform, job, tenantId, ({ db }) => findFresh(db, freshAtOnce))
  let changed = 0
  for (let start = 0; start < entries.length && performance.now() < fetch.until; start += lookedUpAtOnce) {
    const lot = entries.slice(start, start + lookedUpAtOnce)
    const known = await inTenant(platform, job, tenantId, (ctx) =>
      findMany(
        ctx,
        lot.map(({ loginIdKey }) => loginIdKey),
        false,
      ),
    )
    const looked = await Promise.all(
      lot.map(async ({ loginId }) => ({
        loginId,
        ...(await lookUp(connection, engine.workers, loginId, { face: false, portrait: false })),
      })),
    )
    const answered = looked.filter(({ answer }) => answer.ok)
    // Whoever is a user already goes outward, or comes with the next change.
    changed += await apply(
      fetch,
      answered.filter(({ loginId }) => !known.has(loginId.toLowerCase())),
      'first',
    )
    await inTenant(platform, job, tenantId, ({ db }) =>
      markLookedUp(
        db,
        answered.map(({ loginId }) => loginId.toLowerCase()),
      ),
    )
  }
  return changed
}

async function apply(
  { platform, engine, tenantId, administrator }: Fetch,
  arrivals: readonly Arrival[],
  mode: 'changes' | 'first',
): Promise<number> {
  if (arrivals.length === 0) return 0
  const passwords = await preparePasswords(arrivals.length)
  return inTenant(platform, job, tenantId, async (ctx) => {
    const { later, conflicts } = await weigh(ctx, arrivals)
    const settled = await settleArrivals(ctx, engine.licences, later, { by: 'linkage', administrator, mode })
    await welcome(ctx, settled, passwords)
    const told = settled.filter(({ kind, fault }) => kind === 'added' || kind === 'changed' || fault !== null)
    if (told.length + conflicts.length > 0)
      await ctx.audit(
        {
          ...(conflicts.length > 0 && { conflicts }),
          people: told.map(({ loginId, kind, fault, face }) => ({ loginId, kind, face, ...(fault && { fault }) })),
        },
        'linkage.fetched',
      )
    return settled.filter(({ kind }) => kind === 'added' || kind === 'changed').length
  })
}

/** Of changes on both sides the later one holds, and the other is forgotten [NFM-LNK-071]. */
async function weigh(ctx: Context, arrivals: readonly Arrival[]) {
  const keyOf = ({ loginId }: Arrival) => loginId.toLowerCase()
  const waiting = await findWaiting(ctx.db, arrivals.map(keyOf))
  const conflicts: { loginId: string; holds: 'here' | 'outside' }[] = []
  const later: Arrival[] = []
  for (const arrival of arrivals) {
    const own = waiting.get(keyOf(arrival))
    const outside = arrival.found.kind === 'person' ? arrival.found.modifiedAt : undefined
    const here = own && (own.changedAt === null || outside === undefined || own.changedAt > outside)
    if (own) conflicts.push({ loginId: arrival.loginId, holds: here ? 'here' : 'outside' })
    if (own && !here) await dropPassedOn(ctx.db, own)
    if (!here) later.push(arrival)
  }
  return { later, conflicts }
}

async function welcome(
  ctx: Context,
  settled: Awaited<ReturnType<typeof settleArrivals>>,
  passwords: readonly NewPassword[],
): Promise<void> {
  const added = settled.filter(({ kind }) => kind === 'added')
  await welcomePeople(
    ctx,
    added.map(({ userId }, index) => ({ userId: userId!, ...passwords[index]! })),
  )
}
