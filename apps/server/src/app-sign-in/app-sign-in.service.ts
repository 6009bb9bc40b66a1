import {
  appSignInMinutes,
  type Delivery,
  type ErrorCode,
  type FactorNumber,
  type InputOf,
  KaobanError,
  namedFactors,
  type proveAppSignIn,
  type ServiceProvider,
  type startAppSignIn,
} from '@kaoban/contract'
import { recordAuthentication } from '../authentication-log/authentication-log.service.ts'
import {
  type Alternatives,
  offeredWays,
  waysOf,
  waysToApp,
} from '../authentication-sets/authentication-sets.service.ts'
import { checkFactors, factorsToShow, forgetOldFailures, registeredApps } from '../factors/factors.service.ts'
import type { LockSettings } from '../passwords/passwords.service.ts'
import type { Clock } from '../platform/clock.ts'
import { type Context, personOf, type Steps } from '../platform/context.ts'
import type { DatabaseHandle } from '../platform/database.ts'
import { newToken } from '../platform/identifiers.ts'
import { hashToken } from '../platform/secrets.ts'
import { listTenants } from '../platform/tenant-list.ts'
import { type PortalUrl, portalFacts, providerOf, readAuthnRequest, signInPathOf } from '../saml/saml.service.ts'
import { readSettings } from '../settings/settings.service.ts'
import { accountAtDoor, type SignInAccount, verifyCounted } from '../sign-in/sign-in.service.ts'
import { findOwnTenant } from '../tenants/tenants.service.ts'
import { admit, deliver } from './admission.service.ts'
import { chosenWay, decoyWays, meansOf, missingOf } from './app-sign-in.rules.ts'
import {
  bindSignIn,
  deleteSignInsBefore,
  findMeans,
  holdSignIn,
  insertSignIn,
  isAnswered,
  type OpenSignIn,
} from './app-sign-in.store.ts'

/** Begins a sign-in, for a service provider or from the portal; nobody is known yet. */
export async function startSignIn(ctx: Context, input: InputOf<typeof startAppSignIn>, portalUrl: PortalUrl) {
  const { appId, code } = input
  const app = (await registeredApps(ctx)).get(appId)
  const provider = await providerOf(ctx, appId)
  if (!app || !provider) throw new KaobanError('request.not-found', 'this application cannot be signed in to')
  const now = ctx.clock.now()
  let request: { id: string; relayState: string; forceAuthn: boolean } | undefined
  if (input.request) {
    const here = { ssoUrl: portalFacts(portalUrl(), code, appId).ssoUrl, now }
    const read = readAuthnRequest(input.request, provider, here)
    if (!read.ok) throw refusedRequest(read.fault)
    request = read.request
    if (await isAnswered(ctx.db, appId, request.id)) throw refusedRequest('replay')
  }
  const token = newToken(ctx.tenantId)
  await insertSignIn(ctx.db, {
    ...{ tenantId: ctx.tenantId, tokenHash: hashToken(token), appId, startedAt: now },
    ...{ requestId: request?.id ?? null, relayState: request?.relayState ?? '', forced: request?.forceAuthn ?? false },
    ...{ address: ctx.address, userAgent: ctx.userAgent.slice(0, 300) },
  })
  const settings = await readSettings(ctx)
  return {
    token,
    appName: app.name,
    tenantName: (await findOwnTenant(ctx))!.name,
    names: Object.fromEntries(namedFactors.map((factor) => [factor, settings[`mfa.name.${factor}`]])) as Record<
      (typeof namedFactors)[number],
      string
    >,
  }
}

function refusedRequest(reason: string): KaobanError {
  return new KaobanError('saml.request-refused', `the request is not heeded: ${reason}`, { details: { reason } })
}

/** The sign-in of a token, at the browser where it began and within its time [MFA-AUTH-003]. */
async function openSignIn(ctx: Context, token: string): Promise<OpenSignIn> {
  const after = new Date(ctx.clock.now().getTime() - appSignInMinutes * 60_000)
  const row = await holdSignIn(ctx.db, hashToken(token), after)
  if (!row || row.address !== ctx.address || row.userAgent !== ctx.userAgent.slice(0, 300))
    throw new KaobanError('app-sign-in.ended', 'there is no such sign-in at this browser')
  return row
}

/** Ways in that somebody has all factors of; none for somebody who may not use the application. */
async function waysHere(
  ctx: Context,
  appId: number,
  userId: string | undefined,
  proven: ReadonlySet<FactorNumber>,
): Promise<FactorNumber[][]> {
  if (userId === undefined) return []
  const ways: Alternatives = (await waysOf(ctx, userId)).get(appId) ?? []
  return offeredWays(ways, new Set([...(await factorsToShow(ctx, userId)), ...proven]))
}

/** Whoever types an ID learns what they can show, and nothing about whether the ID exists. */
export async function offerTo(ctx: Context, token: string, loginId: string) {
  const row = await openSignIn(ctx, token)
  // A sign-in is of one person: whoever mistyped begins anew.
  if (row.loginId !== null) throw new KaobanError('app-sign-in.ended', 'this sign-in is somebody else’s')
  const account = await accountAtDoor(ctx, loginId)
  const own = await waysHere(ctx, row.appId, account?.userId, new Set())
  await bindSignIn(ctx.db, row.tokenHash, { loginId, userId: account?.userId ?? null, sessionId: null, proven: [] })
  const alternatives = own.length > 0 ? own : await decoyFor(ctx, row.appId, loginId)
  return { loginId, alternatives, proven: [] }
}

async function decoyFor(ctx: Context, appId: number, loginId: string): Promise<FactorNumber[][]> {
  const digest = ctx.secrets.sign('app-sign-in decoy', `${ctx.tenantId} ${appId} ${loginId.toLowerCase()}`)
  return decoyWays(await waysToApp(ctx, appId), Buffer.from(digest, 'base64url'))
}

/**
 * The person of the portal's session signs in: what opened the session counts, unless the service provider wants it anew.
 * Where nothing is missing, the browser goes on at once.
 */
export async function claimSignIn(steps: Steps, token: string, portalUrl: PortalUrl) {
  const person = personOf(steps)
  const claimed = await steps.inTransaction(async (ctx) => {
    const row = await openSignIn(ctx, token)
    if (row.loginId !== null) throw new KaobanError('app-sign-in.ended', 'this sign-in is somebody else’s')
    const means = await findMeans(ctx.db, person.sessionId)
    const proven = new Set<FactorNumber>(row.forced ? [] : means === 'face' ? [55] : means === 'password' ? [16] : [])
    const ways = await waysHere(ctx, row.appId, person.userId, proven)
    if (ways.length === 0) {
      await refuse(ctx, row, { loginId: person.loginId, userId: person.userId, factors: [...proven], reason: 'CC' })
      return undefined
    }
    const { loginId, userId, sessionId } = person
    await bindSignIn(ctx.db, row.tokenHash, { loginId, userId, sessionId, proven: [...proven] })
    const enough = ways.find((way) => missingOf(way, proven).length === 0)
    const offer = { loginId, alternatives: ways, proven: [...proven] }
    if (!enough) return { offer, ready: undefined }
    const account = (await accountAtDoor(ctx, loginId))!
    return { offer, ready: await admit(ctx, { row, account, way: enough, shown: [] }, portalUrl) }
  })
  if (!claimed) throw refused()
  return { ...claimed.offer, delivery: claimed.ready ? deliver(claimed.ready) : null }
}

function refused(): KaobanError {
  return new KaobanError('app-sign-in.refused', 'the ID, a factor or the right to use the application is missing')
}

interface Door {
  row: OpenSignIn
  provider: ServiceProvider
  account: SignInAccount | undefined
  /** Undefined for a way in that the person does not have. */
  way: FactorNumber[] | undefined
  proven: Set<FactorNumber>
}

async function approach(ctx: Context, token: string, alternative: readonly number[]): Promise<Door> {
  const row = await openSignIn(ctx, token)
  const provider = await providerOf(ctx, row.appId)
  // A session that ended meanwhile stands for nothing.
  const gone = row.proven.length > 0 && row.sessionId === null
  if (row.loginId === null || !provider || gone)
    throw new KaobanError('app-sign-in.ended', 'nobody has begun this sign-in')
  const found = await accountAtDoor(ctx, row.loginId)
  // Another person may have come by the ID in the meantime.
  const account = found?.userId === (row.userId ?? undefined) ? found : undefined
  const proven = new Set(row.proven as FactorNumber[])
  const ways = await waysHere(ctx, row.appId, account?.userId, proven)
  return { row, provider, account, way: chosenWay(ways, alternative), proven }
}

/**
 * All factors of a way in are shown at once, so that nobody learns which of them was wrong. Each is checked, whatever the
 * others are, and good for this one sign-in [MFA-AUTH-003, MFA-AUTH-005].
 */
export async function proveSignIn(
  steps: Steps,
  input: InputOf<typeof proveAppSignIn>,
  lock: LockSettings,
  portalUrl: PortalUrl,
): Promise<Delivery> {
  const door = await steps.inTransaction((ctx) => approach(ctx, input.token, input.alternative))
  const { row, account, way, proven } = door
  const loginId = row.loginId!
  const asked = missingOf((way ?? input.alternative) as FactorNumber[], proven)
  const shown = {
    pin: asked.includes(109) ? (input.pin ?? '') : undefined,
    totp: asked.includes(104) ? (input.totp ?? '') : undefined,
  }
  const good = new Set<FactorNumber>()
  if (asked.includes(16)) {
    const at = { scene: 'service-provider', serviceProviderUrl: door.provider.acsUrl } as const
    if (await isPassword(steps, loginId, input.password ?? '', lock, at)) good.add(16)
  }
  const checked = await checkFactors(steps, { loginId, userId: account?.userId }, shown)
  for (const [factor, outcome] of checked) if (outcome === 'proven') good.add(factor)
  const ready = await steps.inTransaction(async (ctx) => {
    const failed = (reason: ErrorCode) =>
      refuse(ctx, row, { loginId, userId: account?.userId, factors: asked, reason }).then(() => undefined)
    const wrong = asked.filter((factor) => !good.has(factor))
    if (wrong.length > 0) {
      // The password has its own row already.
      if (wrong.every((factor) => factor === 16)) return undefined
      const blocked = [...checked.values()].includes('blocked')
      return failed(blocked ? 'CB' : account ? 'E7' : 'C9')
    }
    const now = await approach(ctx, input.token, input.alternative)
    if (!account || !now.way || now.account?.userId !== account.userId || !account.usable) return failed('CC')
    return admit(ctx, { row: now.row, account: now.account, way: now.way, shown: asked }, portalUrl)
  })
  if (!ready) throw refused()
  return deliver(ready)
}

async function isPassword(
  steps: Steps,
  loginId: string,
  password: string,
  lock: LockSettings,
  at: { scene: 'service-provider'; serviceProviderUrl: string },
): Promise<boolean> {
  try {
    return await verifyCounted(steps, loginId, password, lock, undefined, at)
  } catch (error) {
    if (error instanceof KaobanError && error.code === 'sign-in.locked') return false
    throw error
  }
}

interface Refusal {
  loginId: string
  userId: string | undefined
  factors: readonly FactorNumber[]
  reason: ErrorCode
}

/** The true reason stands in the logs only [MFA-AUTH-005, MFA-AUTH-008]. */
async function refuse(ctx: Context, row: OpenSignIn, { loginId, userId, factors, reason }: Refusal): Promise<void> {
  const provider = await providerOf(ctx, row.appId)
  await recordAuthentication(ctx, {
    ...{ succeeded: false, means: meansOf(factors), scene: 'service-provider', loginId, errorCode: reason },
    serviceProviderUrl: provider?.acsUrl ?? '',
    ...(userId === undefined ? {} : { userId }),
  })
  await { ...ctx, actor: { kind: 'guest' as const, claims: loginId } }.audit(
    { appId: row.appId, factors, errorCode: reason },
    'app.refused',
    false,
  )
}

/** Applications that the person can open from the portal. */
export async function listAppsOf(ctx: Context) {
  const ways = await waysOf(ctx, personOf(ctx).userId)
  const { code } = (await findOwnTenant(ctx))!
  const rows = []
  for (const { appId, name, kind } of (await registeredApps(ctx)).values())
    if (kind === 'saml' && (ways.get(appId) ?? []).length > 0 && (await providerOf(ctx, appId)))
      rows.push({ appId, name, path: signInPathOf(code, appId) })
  return { rows }
}

/** Requests are refused by their age long before it is forgotten that they were answered. */
const keptMs = 60 * 60_000

export async function purgeSignIns(database: DatabaseHandle, clock: Clock): Promise<number> {
  const now = clock.now()
  let gone = 0
  for (const { tenantId } of await listTenants(database))
    gone += await database.transaction({ tenantId }, async (db) => {
      await forgetOldFailures(db, now)
      return deleteSignInsBefore(db, new Date(now.getTime() - keptMs))
    })
  return gone
}
