import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  openApp,
  requestOf,
  sampleProvider,
  serviceProvider,
  signInTo,
  withFactors,
} from '../app-sign-in/app-sign-in.testing.ts'
import { openTestTenant, type TestPerson, type TestServer, type TestTenant, testServer } from '../platform/testing.ts'

let server: TestServer
let tenant: TestTenant
let hanako: TestPerson

beforeAll(async () => {
  server = await testServer()
})
beforeEach(async () => {
  tenant = await openTestTenant(server)
  hanako = await tenant.addPerson({ loginId: 'hanako', mail: 'hanako@example.jp' })
})

describe('node-saml as a service provider', () => {
  it('lets in whoever the portal says, from its own page', async () => {
    await openApp(tenant)
    await withFactors(server, tenant, hanako)
    const provider = await serviceProvider(tenant)
    const delivery = await signInTo(server, tenant, await requestOf(provider), 'hanako')
    expect(delivery).toMatchObject({ action: sampleProvider.acsUrl, relayState: 'deep/link' })
    const { profile } = await provider.validatePostResponseAsync({ SAMLResponse: delivery.response })
    expect(profile).toMatchObject({ nameID: 'hanako@sp', issuer: expect.stringContaining('/metadata.xml') })
  })
})
