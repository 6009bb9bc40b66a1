import {
  type Delivery,
  type FactorNumber,
  makeSamlKey,
  offerAppSignIn,
  proveAppSignIn,
  readSamlApp,
  registerApp,
  type ServiceProvider,
  saveAuthenticationSet,
  saveServiceProvider,
  startAppSignIn,
} from '@kaoban/contract'
import { SAML } from '@node-saml/node-saml'
import { importRows } from '../factors/factors.testing.ts'
import {
  type Browser,
  openBrowser,
  type TestPerson,
  type TestServer,
  type TestTenant,
  testPassword,
} from '../platform/testing.ts'

export const seed = '3132333435363738393031323334353637383930'
export const appId = 70_000

/** A person with a password, a PIN, a TOTP seed and a name for the application. */
export async function withFactors(
  server: TestServer,
  tenant: TestTenant,
  person: TestPerson,
  spname = `${person.loginId}@sp`,
) {
  const cells = { template104: seed, template109: '193847', [`saml_${appId}_spname`]: spname }
  await importRows(server, tenant, [{ person, cells }])
}

export const sampleProvider: ServiceProvider = {
  entityId: 'urn:example:sp',
  acsUrl: 'https://sp.example.jp/acs',
  certificates: [],
  requestsSigned: false,
  nameId: 'spname',
  sharedNames: false,
  attributes: false,
}

/** Registers a SAML application that everybody may use by these factors; answers what a service provider is told. */
export async function openApp(
  { administrator: { browser } }: TestTenant,
  ways: FactorNumber[][] = [[16]],
  provider: Partial<ServiceProvider> = {},
) {
  await browser.call(registerApp, { appId, name: 'Workspace' })
  await browser.call(saveAuthenticationSet, { appId, of: 'standard', version: 0, alternatives: ways })
  await browser.call(makeSamlKey, {})
  return browser.call(saveServiceProvider, { appId, version: 0, ...sampleProvider, ...provider })
}

/** node-saml as the service provider of that application; its certificate is the portal's own metadata's. */
export async function serviceProvider(tenant: TestTenant, more: Partial<ConstructorParameters<typeof SAML>[0]> = {}) {
  const { browser } = tenant.administrator
  const { portal } = await browser.call(readSamlApp, { appId })
  const metadata = await (await fetch(portal.metadataUrl)).text()
  return new SAML({
    issuer: sampleProvider.entityId,
    audience: sampleProvider.entityId,
    callbackUrl: sampleProvider.acsUrl,
    entryPoint: portal.ssoUrl,
    idpIssuer: portal.entityId,
    idpCert: [...metadata.matchAll(/X509Certificate>([^<]+)</g)].map(([, body]) => body!),
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: true,
    ...more,
  })
}

/** The address to which node-saml sends a browser, as the page of the portal passes it on. */
export async function requestOf(provider: SAML, relayState = 'deep/link') {
  const url = await provider.getAuthorizeUrlAsync(relayState, undefined, {})
  return { binding: 'redirect', query: new URL(url).search } as const
}

type Request = Parameters<typeof start>[2]

/** A browser that nobody has signed in at begins. */
export async function start(
  server: TestServer,
  tenant: TestTenant,
  request: { binding: 'redirect'; query: string } | { binding: 'post'; message: string; relayState: string } | null,
  browser?: Browser,
) {
  const at = browser ?? (await openBrowser(server))
  return { browser: at, ...(await at.call(startAppSignIn, { code: tenant.code, appId, request })) }
}

/** Signs in from the first page to the form for the service provider. */
export async function signInTo(
  server: TestServer,
  tenant: TestTenant,
  request: Request,
  loginId: string,
  shown: { password?: string; pin?: string; totp?: string } = { password: testPassword },
): Promise<Delivery> {
  const { browser, token } = await start(server, tenant, request)
  const { alternatives } = await browser.call(offerAppSignIn, { token, loginId })
  return browser.call(proveAppSignIn, { token, alternative: alternatives[0]!, ...shown })
}
