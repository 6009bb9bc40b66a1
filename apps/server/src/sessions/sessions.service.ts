import { KaobanError, type MaintenanceNotice, proofMinutes, type Role, type SelfServiceMenu } from '@kaoban/contract'
import type { Clock } from '../platform/clock.ts'
import type { Config } from '../platform/config.ts'
import type { Actor, Context } from '../platform/context.ts'
import { personOf } from '../platform/context.ts'
import type { DatabaseHandle, Db } from '../platform/database.ts'
import { newId, newToken } from '../platform/identifiers.ts'
import { hashToken } from '../platform/secrets.ts'
import { listTenants } from '../platform/tenant-list.ts'
import { findOwnTenant } from '../tenants/tenants.service.ts'
import { displayName, isSessionOpen, type SessionLimits } from './sessions.rules.ts'
import {
  deleteSession,
  deleteSessionsOf,
  deleteSessionsOver,
  findProof,
  findSession,
  findSessionPerson,
  findSessionsOf,
  insertSession,
  type SessionPerson,
  saveProof,
  touchSession,
  usable,
  validToday,
} from './sessions.store.ts'

export { displayName, isSessionOpen, type SessionLimits, usable, validToday }

/** Opens a session for a person who has just proved who they are; an older session of this browser ends. */
export async function openSession(
  ctx: Context,
  person: { userId: string; means: 'password' | 'face'; terminalId?: string },
): Promise<void> {
  const token = newToken(ctx.tenantId)
  const previous = ctx.browser.token('person')
  const session = {
    tenantId: ctx.tenantId,
    sessionId: newId(),
    tokenHash: hashToken(token),
    userId: person.userId,
    means: person.means,
    terminalId: person.terminalId ?? null,
    address: ctx.address,
    userAgent: ctx.userAgent.slice(0, 300),
    openedAt: ctx.clock.now(),
    lastSeenAt: ctx.clock.now(),
    provenAt: null,
  }
  await insertSession(ctx.db, session, previous === undefined ? undefined : hashToken(previous))
  ctx.browser.remember('person', token)
}

/** Refuses when the person proved who they are too long ago; a key of a program proves itself with each request. */
export async function requireFreshProof(ctx: Context): Promise<void> {
  const { sessionId, apiKey } = personOf(ctx)
  if (apiKey) return
  const provenAt = await findProof(ctx.db, sessionId)
  if (!provenAt || ctx.clock.now().getTime() - provenAt.getTime() > proofMinutes * 60_000)
    throw new KaobanError('session.proof-needed', `the last proof is older than ${proofMinutes} minutes`)
}

/** Notes that the person of the request has just proved who they are. */
export async function renewProof(ctx: Context): Promise<void> {
  await saveProof(ctx.db, personOf(ctx).sessionId, ctx.clock.now())
}

/** Who a session token stands for, or undefined when it is unknown or its time is over; and whether there is maintenance. */
export async function personOfToken(
  db: Db,
  token: string,
  now: Date,
  address: string,
  limits: SessionLimits,
): Promise<{ actor: Actor & { kind: 'person' }; inMaintenance: boolean } | undefined> {
  const session = await findSession(db, hashToken(token), now, address)
  if (!session?.usable || !isSessionOpen(session, now, limits)) return undefined
  // Writing each request would cost more than the answer; a minute is exact enough for an idle time of 30.
  if (now.getTime() - session.lastSeenAt.getTime() > 60_000) await touchSession(db, session.sessionId, now)
  const actor = {
    kind: 'person' as const,
    userId: session.userId,
    loginId: session.loginId,
    displayName: displayName(session),
    ...rightsOf(session),
    locale: session.locale,
    sessionId: session.sessionId,
    // Whoever came by face has not used the initial password and may not even know it.
    mustChangePassword: session.means === 'password' && session.passwordInitial,
  }
  return { actor, inMaintenance: session.maintenance !== null }
}

/**
 * Who a person is now, for work that goes on without a session; undefined for somebody who could not sign in any more.
 * `standIn` takes the place of the session's id; `address` is where a program asks from that acts as the person.
 */
export async function personWithoutSession(
  db: Db,
  userId: string,
  standIn: string,
  now: Date,
  address?: string,
): Promise<(Actor & { kind: 'person' }) | undefined> {
  const person = await findSessionPerson(db, userId, now, address)
  if (!person?.usable) return undefined
  const { loginId, locale } = person
  const display = displayName(person)
  return {
    kind: 'person',
    userId,
    loginId,
    displayName: display,
    ...rightsOf(person),
    locale,
    sessionId: standIn,
    mustChangePassword: false,
  }
}

/** A person who is both counts as system administrator [NFM-ROL-002]. */
export function roleOf(person: Pick<SessionPerson, 'systemAdministrator' | 'groupAdministrator'>): Role {
  if (person.systemAdministrator) return 'system-administrator'
  return person.groupAdministrator ? 'group-administrator' : 'user'
}

/** An administrator at the wrong address has the rights of a user, for this request [NFM-IPA-003..NFM-IPA-005, NFM-IPA-013]. */
function rightsOf(person: Pick<SessionPerson, 'systemAdministrator' | 'groupAdministrator' | 'standing'>) {
  const { standing } = person
  return standing === 'inside'
    ? { role: roleOf(person), restriction: null }
    : { role: 'user' as const, restriction: standing }
}

/** Who is signed in at this browser; strangers get nulls, not errors. */
export async function readOwnSession(
  ctx: Context,
  config: Config,
  operator: { name: string; mustEnrol: boolean } | undefined,
  service: {
    maintenance: MaintenanceNotice | null
    support: boolean
    hiddenMenus: SelfServiceMenu[]
    oneTimePasswords: boolean
    linkage: boolean
  },
) {
  const tenant = ctx.actor.kind === 'person' ? await findOwnTenant(ctx) : undefined
  const { actor } = ctx
  return {
    account:
      actor.kind === 'person' && tenant
        ? {
            userId: actor.userId,
            loginId: actor.loginId,
            displayName: actor.displayName,
            role: actor.role,
            locale: actor.locale,
            mustChangePassword: actor.mustChangePassword,
            restriction: actor.restriction,
            issuesOneTimePasswords: service.oneTimePasswords,
            managesLinkage: service.linkage,
            hiddenMenus: service.hiddenMenus,
            tenant: { code: tenant.code, name: tenant.name, timeZone: tenant.timeZone },
          }
        : null,
    operator: operator ? { name: operator.name, mustEnrol: operator.mustEnrol } : null,
    productName: config.KAOBAN_PRODUCT_NAME,
    mailboxPage: config.KAOBAN_SMTP_URL === undefined,
    maintenance: service.maintenance,
    supportUrl: service.support ? (config.KAOBAN_SUPPORT_URL ?? null) : null,
  }
}

export async function closeOwnSession(ctx: Context): Promise<undefined> {
  const person = personOf(ctx)
  await deleteSession(ctx.db, person.sessionId, person.userId)
  await ctx.audit({ userId: person.userId })
  ctx.browser.forget('person')
}

export async function listOwnSessions(ctx: Context) {
  const person = personOf(ctx)
  const rows = await findSessionsOf(ctx.db, person.userId)
  return {
    rows: rows.map(({ openedAt, lastSeenAt, ...row }) => ({
      ...row,
      openedAt: openedAt.toISOString(),
      lastSeenAt: lastSeenAt.toISOString(),
      current: row.sessionId === person.sessionId,
    })),
  }
}

export async function revokeOwnSession(ctx: Context, sessionId: string): Promise<undefined> {
  if (!(await deleteSession(ctx.db, sessionId, personOf(ctx).userId)))
    throw new KaobanError('request.not-found', 'no such session')
  await ctx.audit({ sessionId })
}

/** Ends every session of a person, for instance when the password or the role changes. */
export async function endSessionsOf(ctx: Context, userId: string, keep?: string): Promise<number> {
  return deleteSessionsOf(ctx.db, userId, keep)
}

export async function countSessionsOf(ctx: Context, userId: string): Promise<number> {
  return (await findSessionsOf(ctx.db, userId)).length
}

/** Forgets sessions of every tenant that are over, so that who was where and when is not kept longer than it is used. */
export async function purgeSessions(database: DatabaseHandle, clock: Clock, limits: SessionLimits): Promise<number> {
  const now = clock.now().getTime()
  const before = {
    seen: new Date(now - limits.idleMinutes * 60_000),
    opened: new Date(now - limits.absoluteHours * 3_600_000),
  }
  let gone = 0
  for (const { tenantId } of await listTenants(database))
    gone += await database.transaction({ tenantId }, (db) => deleteSessionsOver(db, before))
  return gone
}
