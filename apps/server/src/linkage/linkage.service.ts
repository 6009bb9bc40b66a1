import {
  type configureLinkage,
  type InputOf,
  invalidFields,
  isServiceName,
  KaobanError,
  type LinkageConnector,
  type LinkageFault,
  linkageAddress,
  linkageNoticeVersion,
} from '@kaoban/contract'
import { queueMail } from '../mails/mails.service.ts'
import { type Context, personOf, type Steps } from '../platform/context.ts'
import { withinScope } from '../platform/database.ts'
import { displayName } from '../sessions/sessions.service.ts'
import { findOwnTenant, requireTenant } from '../tenants/tenants.service.ts'
import { type Connection, tryConnection } from './linkage.connector.ts'
import {
  type Connector,
  deleteConnector,
  findApplicant,
  findConnector,
  hasConnector,
  putConnector,
  updateConnector,
} from './linkage.store.ts'
import { countEntries, insertEntriesOfFaces } from './linkage-filter.store.ts'
import { queueFaces } from './linkage-outbox.store.ts'
import { findRunningSync } from './linkage-sync.store.ts'

/** Whether the operator has linked the tenant with an external system. */
export function hasLinkage(ctx: Context): Promise<boolean> {
  return hasConnector(ctx.db)
}

/** @throws KaobanError linkage.not-configured. */
export async function requireConnector(ctx: Context, hold = false): Promise<Connector> {
  const connector = await findConnector(ctx.db, hold)
  if (!connector) throw new KaobanError('linkage.not-configured', 'the operator has not linked this tenant')
  return connector
}

/** The connector, once somebody has agreed to the notice that is shown now. @throws KaobanError linkage.no-consent. */
export async function requireConsent(ctx: Context, hold = false): Promise<Connector> {
  const connector = await requireConnector(ctx, hold)
  if (!hasConsent(connector)) throw new KaobanError('linkage.no-consent', 'nobody has agreed to the notice')
  return connector
}

export function hasConsent({ consentVersion }: Connector): boolean {
  return consentVersion === linkageNoticeVersion
}

function tokenOwner({ tenantId }: { tenantId: string }) {
  return { tenantId, userId: tenantId, kind: 'linkage-token' as const }
}

/** How to talk to the external system of the tenant of the transaction. */
export async function connectionOf(ctx: Context, { kind, url, token }: Connector): Promise<Connection> {
  return { kind, url, token: (await ctx.secrets.open(ctx.db, tokenOwner(ctx), token)).toString('utf8') }
}

/** A step of the operator in the data of a tenant. */
async function within<T>(ctx: Context, tenantId: string, step: (tenant: Context) => Promise<T>): Promise<T> {
  await requireTenant(ctx, tenantId)
  return withinScope(ctx.db, { tenantId }, (db) => step({ ...ctx, db, tenantId }))
}

export async function readForOperator(ctx: Context, tenantId: string) {
  return within(ctx, tenantId, async (tenant) => {
    const connector = await findConnector(tenant.db)
    const tenantName = (await findOwnTenant(tenant))!.name
    return { tenantName, connector: connector ? await describe(tenant, connector) : null }
  })
}

async function describe(ctx: Context, connector: Connector): Promise<LinkageConnector> {
  const { kind, serviceName, url, propagateFaceDelete, configuredAt, syncedAt, consentedAt } = connector
  return {
    ...{ kind, serviceName, url, propagateFaceDelete },
    configuredAt: configuredAt.toISOString(),
    syncedAt: syncedAt?.toISOString() ?? null,
    consentedAt: consentedAt?.toISOString() ?? null,
    filterEntries: await countEntries(ctx.db),
  }
}

/** Tries the connection and stores it; the applicant is told when a tenant is linked first [NFM-LNK-003, NFM-OPS-003]. */
export async function configure(steps: Steps, input: InputOf<typeof configureLinkage>): Promise<LinkageConnector> {
  const { tenantId, kind, serviceName, propagateFaceDelete } = input
  const address = linkageAddress(input.url)
  const faults = [
    ...(isServiceName(serviceName) ? [] : [{ field: 'serviceName', message: 'linkage.serviceName.wrong' }]),
    ...(address.ok ? [] : [{ field: 'url', message: address.message }]),
  ]
  if (!address.ok || faults.length > 0) throw invalidFields(faults)
  const { url } = address
  const token = await steps.inTransaction((ctx) =>
    within(ctx, tenantId, (tenant) => tokenFor(tenant, url, input.token)),
  )
  const fault = await tryConnection({ kind, url, token })
  if (fault) throw noAnswer(fault)
  return steps.inTransaction(async (ctx) => {
    const connector = await within(ctx, tenantId, async (tenant) => {
      const before = await findConnector(tenant.db, true)
      const sealed = await tenant.secrets.seal(tenant.db, tokenOwner(tenant), Buffer.from(token))
      const anew = before?.kind !== kind || before.url !== url
      if (anew && before && (await findRunningSync(tenant.db)))
        throw new KaobanError('linkage.sync-running', 'a bulk sync is under way')
      const row = { serviceName, token: sealed, propagateFaceDelete, configuredAt: tenant.clock.now() }
      if (anew) await putConnector(tenant.db, { tenantId, kind, url, ...row })
      else await updateConnector(tenant.db, row)
      if (!before) {
        await insertEntriesOfFaces(tenant.db)
        await tellApplicant(tenant, serviceName)
      }
      await tenant.audit({ kind, serviceName, url, propagateFaceDelete })
      return describe(tenant, await requireConnector(tenant))
    })
    await ctx.audit({ tenantId, kind, serviceName, url, propagateFaceDelete })
    return connector
  })
}

/** What was typed, or what is stored; that is not sent to another address, where nobody knows who answers. */
async function tokenFor(ctx: Context, url: string, typed: string): Promise<string> {
  if (typed !== '') return typed
  const before = await findConnector(ctx.db)
  if (!before || new URL(before.url).origin !== new URL(url).origin)
    throw invalidFields([{ field: 'token', message: 'linkage.token.missing' }])
  return (await connectionOf(ctx, before)).token
}

export function noAnswer(fault: LinkageFault): KaobanError {
  return new KaobanError('linkage.no-answer', `the external system: ${fault}`, { details: { fault } })
}

async function tellApplicant(ctx: Context, linkServiceName: string): Promise<void> {
  const applicant = await findApplicant(ctx.db)
  if (!applicant) return
  const { mail: address, userId, loginId, familyName, middleName, givenName, locale } = applicant
  const name = userId
    ? displayName({
        ...{ loginId: loginId ?? address, familyName: familyName ?? '' },
        ...{ middleName: middleName ?? '', givenName: givenName ?? '' },
      })
    : address
  await queueMail(ctx, {
    template: 'MAIL-11',
    to: { address, name, ...(userId && { userId }) },
    locale,
    params: { linkServiceName, loginUrl: `/t/${(await findOwnTenant(ctx))!.code}` },
  })
}

export async function test(steps: Steps, tenantId: string): Promise<{ fault: LinkageFault | null }> {
  const connection = await steps.inTransaction((ctx) =>
    within(ctx, tenantId, async (tenant) => connectionOf(tenant, await requireConnector(tenant))),
  )
  return { fault: await tryConnection(connection) }
}

/** The bulk sync can be started once more [NFM-LNK-033]. */
export async function releaseSync(ctx: Context, tenantId: string): Promise<LinkageConnector> {
  const connector = await within(ctx, tenantId, async (tenant) => {
    await requireConnector(tenant, true)
    await updateConnector(tenant.db, { syncedAt: null })
    await tenant.audit({})
    return describe(tenant, await requireConnector(tenant))
  })
  await ctx.audit({ tenantId })
  return connector
}

export async function remove(ctx: Context, tenantId: string): Promise<undefined> {
  await within(ctx, tenantId, async (tenant) => {
    const { serviceName } = await requireConnector(tenant, true)
    if (await findRunningSync(tenant.db)) throw new KaobanError('linkage.sync-running', 'a bulk sync is under way')
    const filterEntries = await countEntries(tenant.db)
    await deleteConnector(tenant.db)
    await tenant.audit({ serviceName, filterEntries })
  })
  await ctx.audit({ tenantId })
}

export async function readOverview(ctx: Context) {
  const connector = await requireConnector(ctx)
  const { kind, serviceName, consentedAt, consentedBy, consentVersion, syncedAt } = connector
  return {
    ...{ kind, serviceName, noticeVersion: linkageNoticeVersion },
    consent:
      consentedAt && hasConsent(connector)
        ? { by: consentedBy ?? '', at: consentedAt.toISOString(), version: consentVersion! }
        : null,
    filterEntries: await countEntries(ctx.db),
    syncedAt: syncedAt?.toISOString() ?? null,
    runningTaskId: (await findRunningSync(ctx.db))?.taskId ?? null,
  }
}

/** 同意する: who, when and to which text [NFM-LNK-005, NFM-LNK-006]. */
export async function agree(ctx: Context, version: number): Promise<undefined> {
  const connector = await requireConnector(ctx, true)
  const { userId, loginId } = personOf(ctx)
  const consent = { consentVersion: version, consentedAt: ctx.clock.now() }
  if (!hasConsent(connector)) {
    await updateConnector(ctx.db, { ...consent, consentedBy: loginId, consentedById: userId })
    await queueFaces(ctx.db)
  }
  await ctx.audit({ version, serviceName: connector.serviceName })
}
