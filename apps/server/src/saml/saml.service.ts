import { randomUUID, X509Certificate } from 'node:crypto'
import {
  type FieldFault,
  type InputOf,
  invalidFields,
  KaobanError,
  type RegisteredApp,
  type SamlApp,
  type SamlKey,
  type ServiceProvider,
  samlLimits,
  type saveServiceProvider,
} from '@kaoban/contract'
import { registeredApps } from '../factors/factors.service.ts'
import type { Context, Steps } from '../platform/context.ts'
import { newId } from '../platform/identifiers.ts'
import { findOwnTenant } from '../tenants/tenants.service.ts'
import { makeResponse, type Statement } from './assertion.rules.ts'
import { readCertificate, readProviderMetadata, writeMetadata } from './metadata.rules.ts'
import { activateKey, findKeys, findProvider, insertKey, saveProvider } from './saml.store.ts'
import { makeSigningKey } from './signing-keys.ts'

export { readAuthnRequest } from './authn-request.rules.ts'

/** Where people reach the portal. */
export type PortalUrl = () => string

/** The page on which people sign in to an application: of the web, and what service providers are told. */
export function signInPathOf(code: string, appId: number): string {
  return `/sso/${code}/${appId}`
}

export function portalFacts(portalUrl: string, code: string, appId: number) {
  const metadataUrl = `${portalUrl}/api/t/${code}/saml/${appId}/metadata.xml`
  return {
    entityId: metadataUrl,
    ssoUrl: `${portalUrl}${signInPathOf(code, appId)}`,
    logoutUrl: `${portalUrl}/sso/${code}/logout`,
    metadataUrl,
  }
}

async function requireSamlApp(ctx: Context, appId: number): Promise<RegisteredApp> {
  const app = (await registeredApps(ctx)).get(appId)
  if (app?.kind !== 'saml') throw new KaobanError('request.not-found', 'no such SAML application')
  return app
}

export async function readSamlAppOf(ctx: Context, appId: number, portalUrl: PortalUrl): Promise<SamlApp> {
  const app = await requireSamlApp(ctx, appId)
  const stored = await findProvider(ctx.db, appId)
  const keys = await findKeys(ctx.db)
  const { code } = (await findOwnTenant(ctx))!
  return {
    app,
    version: stored?.version ?? 0,
    provider: stored ? factsOf(stored) : null,
    portal: { ...portalFacts(portalUrl(), code, appId), validUntil: keys[0]?.validUntil.toISOString() ?? null },
    keys: keys.map(describeKey),
  }
}

function factsOf({ entityId, acsUrl, nameId, certificates, requestsSigned, sharedNames, attributes }: ServiceProvider) {
  return { entityId, acsUrl, nameId, certificates, requestsSigned, sharedNames, attributes }
}

function describeKey({
  keyId,
  state,
  madeAt,
  validUntil,
  certificate,
}: Awaited<ReturnType<typeof findKeys>>[number]): SamlKey {
  return {
    ...{ keyId, state },
    madeAt: madeAt.toISOString(),
    validUntil: validUntil.toISOString(),
    fingerprint: new X509Certificate(certificate).fingerprint256,
  }
}

const loopback = /^(?:localhost|127\.0\.0\.1|\[::1\])$/

/** Assertions travel encrypted, or stay on the machine. */
function isSafeAddress(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || text.length > samlLimits.address || url.hash !== '' || url.username !== '') return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && loopback.test(url.hostname))
}

export async function saveProviderOf(
  ctx: Context,
  { appId, version, ...input }: InputOf<typeof saveServiceProvider>,
  portalUrl: PortalUrl,
): Promise<SamlApp> {
  await requireSamlApp(ctx, appId)
  const faults: FieldFault[] = []
  if (input.entityId === '' || input.entityId.length > samlLimits.address)
    faults.push({ field: 'entityId', message: 'saml.entityIdNeeded' })
  if (!isSafeAddress(input.acsUrl)) faults.push({ field: 'acsUrl', message: 'saml.acsUrlUnsafe' })
  const certificates = input.certificates.map(readCertificate)
  for (const [place, certificate] of certificates.entries())
    if (certificate === undefined)
      faults.push({ field: `certificates.${place}`, message: 'saml.certificateUnreadable' })
  if (input.requestsSigned && certificates.length === 0)
    faults.push({ field: 'certificates', message: 'saml.certificateNeeded' })
  if (faults.length > 0) throw invalidFields(faults)
  const before = await findProvider(ctx.db, appId)
  const provider = { ...factsOf(input), certificates: certificates as string[] }
  if (!(await saveProvider(ctx.db, { tenantId: ctx.tenantId, appId, ...provider }, version)))
    throw new KaobanError('request.conflict', 'this service provider was changed since the page was opened')
  await ctx.audit({ appId, before: before && logged(before), after: logged(provider) })
  return readSamlAppOf(ctx, appId, portalUrl)
}

/** Certificates as what people compare. */
function logged({ certificates, ...facts }: ServiceProvider) {
  return {
    ...factsOf({ ...facts, certificates: [] }),
    certificates: certificates.map((pem) => new X509Certificate(pem).fingerprint256),
  }
}

export async function readMetadataOf(ctx: Context, appId: number, xml: string) {
  await requireSamlApp(ctx, appId)
  const facts = readProviderMetadata(xml)
  if (!facts) throw new KaobanError('saml.metadata-refused', 'this is no metadata of a service provider')
  return { ...facts, certificates: facts.certificates.slice(0, samlLimits.certificates) }
}

const ownerOf = (tenantId: string, keyId: string) => ({ tenantId, userId: keyId, kind: 'saml-key' }) as const

export async function makeKey(steps: Steps) {
  const { code } = await steps.inTransaction(async (ctx) => (await findOwnTenant(ctx))!)
  const { privateKey, certificate, validUntil } = await makeSigningKey(`Kaoban ${code}`, steps.clock.now())
  return steps.inTransaction(async (ctx) => {
    const { tenantId } = ctx
    const keyId = newId()
    const state = (await findKeys(ctx.db)).length === 0 ? ('active' as const) : ('next' as const)
    const sealed = await ctx.secrets.seal(ctx.db, ownerOf(tenantId, keyId), Buffer.from(privateKey))
    await insertKey(ctx.db, {
      ...{ tenantId, keyId, state, certificate, validUntil },
      privateKey: sealed,
      madeAt: ctx.clock.now(),
    })
    await ctx.audit({ keyId, state, fingerprint: new X509Certificate(certificate).fingerprint256 })
    return { keys: (await findKeys(ctx.db)).map(describeKey) }
  })
}

export async function activateKeyOf(ctx: Context, keyId: string) {
  if (!(await activateKey(ctx.db, keyId))) throw new KaobanError('request.not-found', 'this is not the next key')
  await ctx.audit({ keyId })
  return { keys: (await findKeys(ctx.db)).map(describeKey) }
}

export async function certificateOf(ctx: Context, keyId: string) {
  const key = (await findKeys(ctx.db)).find((one) => one.keyId === keyId)
  if (!key) throw new KaobanError('request.not-found', 'no such key')
  return { fileName: `kaoban-saml-${key.state}.pem`, body: Buffer.from(key.certificate) }
}

/** What anybody may read who knows the address. */
export async function metadataOf(ctx: Context, code: string, appId: number, portalUrl: PortalUrl) {
  await requireSamlApp(ctx, appId)
  const keys = await findKeys(ctx.db)
  if (keys.length === 0) throw new KaobanError('request.not-found', 'this tenant signs no assertions yet')
  const { entityId, ssoUrl } = portalFacts(portalUrl(), code, appId)
  const provider = await findProvider(ctx.db, appId)
  const xml = writeMetadata({
    ...{ entityId, ssoUrl },
    certificates: keys.map(({ certificate }) => certificate),
    validUntil: keys[0]!.validUntil,
    requestsSigned: provider?.requestsSigned ?? false,
  })
  return { body: Buffer.from(xml) }
}

/** The service provider of an application that can be signed in to; undefined while something is missing. */
export async function providerOf(ctx: Context, appId: number): Promise<ServiceProvider | undefined> {
  const provider = await findProvider(ctx.db, appId)
  const [key] = await findKeys(ctx.db)
  return provider && key && key.validUntil > ctx.clock.now() ? factsOf(provider) : undefined
}

/** The key that signs, for one response. */
export async function signingKey(ctx: Context): Promise<{ privateKey: string; certificate: string }> {
  const [key] = await findKeys(ctx.db)
  if (key?.state !== 'active') throw new KaobanError('request.not-found', 'this tenant signs no assertions yet')
  const plain = await ctx.secrets.open(ctx.db, ownerOf(ctx.tenantId, key.keyId), key.privateKey)
  return { privateKey: plain.toString(), certificate: key.certificate }
}

/** A signed response as a form has it. */
export function respond(statement: Omit<Statement, 'ids'>, key: { privateKey: string; certificate: string }): string {
  const id = () => `_${randomUUID()}`
  const xml = makeResponse({ ...statement, ids: { response: id(), assertion: id(), session: id() } }, key)
  return Buffer.from(xml).toString('base64')
}
