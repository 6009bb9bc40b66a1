import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createUser } from '@kaoban/contract'
import { SAML } from '@node-saml/node-saml'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFaults } from './axe.ts'
import { send } from './example.ts'
import { Office, stepByStep } from './office.ts'
import { enterFirst, passwords } from './people.ts'
import { Visitor } from './visitor.ts'

const office = new Office()
let desk: Visitor
let person: Visitor
/** An application that knows nobody but whom the portal sends. */
let application: Server
let at = ''
let provider: SAML
/** The same, when it sends people by forms. */
let posting: SAML

beforeAll(async () => {
  desk = await office.open()
  await send(desk, createUser.path, { loginId: 'hanako', familyName: '山田', password: passwords.given })
  application = createServer((request, response) => {
    const page = (html: string) =>
      response.setHeader('content-type', 'text/html').end(`<!doctype html><title>App</title>${html}`)
    if (request.url === '/by-form') return void posting.getAuthorizeFormAsync('form').then(page)
    if (request.url !== '/acs')
      return void provider
        .getAuthorizeUrlAsync('address', undefined, {})
        .then((location) => response.writeHead(303, { location }).end())
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      const { SAMLResponse = '', RelayState = 'none' } = Object.fromEntries(new URLSearchParams(body))
      provider.validatePostResponseAsync({ SAMLResponse }).then(
        ({ profile }) => page(`<h1>${profile?.nameID} ${RelayState}</h1>`),
        (error) => page(`<h1>${error.message}</h1>`),
      )
    })
  }).listen(0, '127.0.0.1')
  await new Promise((listening) => application.once('listening', listening))
  at = `http://127.0.0.1:${(application.address() as AddressInfo).port}`
})

afterAll(async () => {
  application?.close()
  await office.close()
})
stepByStep(() => (person ? [desk, person] : [desk]))

const look = async (visitor = desk) => expect(await axeFaults(visitor.page)).toEqual([])
const isIn = (words: string) => person.page.getByRole('heading', { name: words, exact: true }).waitFor()

describe('single sign-on', () => {
  it('is set up by an administrator: application, methods, key, service provider', async () => {
    await desk.open('/settings/applications')
    await desk.button('factors.registry.add').click()
    const adding = desk.dialog('factors.registry.add')
    await desk.fill({ 'factors.registry.id': '70000', 'factors.registry.name': 'Workspace' }, adding)
    await desk.button('LBL-GEN-save', undefined, adding).click()
    await desk.page.getByRole('link', { name: 'Workspace' }).click()
    await desk.reads('authenticationSets.unset')
    await desk.page.getByRole('button', { name: new RegExp(`^${desk.say('authenticationSets.set')}`) }).click()
    const methods = desk.page.getByRole('dialog')
    await methods.getByRole('checkbox', { name: 'PIN' }).check()
    await desk.button('LBL-GEN-save', undefined, methods).click()
    await methods.getByText(desk.say('authenticationSets.sameKind')).waitFor()
    await look()
    await methods.getByRole('checkbox', { name: 'PIN' }).uncheck()
    await desk.button('LBL-GEN-save', undefined, methods).click()
    await methods.waitFor({ state: 'hidden' })

    await desk.link('saml.open').click()
    await desk.button('saml.key.make').click()
    await desk.reads('saml.key.active')
    await desk.page.getByLabel(desk.say('saml.entityId'), { exact: false }).last().fill('urn:example:app')
    await desk.page.getByLabel(desk.say('saml.acsUrl'), { exact: false }).fill(`${at}/acs`)
    await desk.page.getByRole('radio', { name: desk.say('saml.nameId.loginId') }).check()
    await desk.button('LBL-GEN-save').click()
    await desk.reads('saml.saved')
    await look()
    const { portal } = await desk.page.evaluate(async () => (await fetch('/api/apps/70000/saml')).json())
    const metadata = await (await fetch(portal.metadataUrl)).text()
    const options = {
      ...{ issuer: 'urn:example:app', audience: 'urn:example:app', callbackUrl: `${at}/acs` },
      ...{ entryPoint: portal.ssoUrl, idpIssuer: portal.entityId, acceptedClockSkewMs: 60_000 },
      idpCert: /X509Certificate>([^<]+)</.exec(metadata)![1]!,
    }
    provider = new SAML(options)
    posting = new SAML({ ...options, authnRequestBinding: 'HTTP-POST', skipRequestCompression: true })
  })

  it('leads from the application to the portal and back', async () => {
    const own = await enterFirst(office.browser, office.portal, office.code, 'hanako')
    await own.context.close()
    person = await Visitor.enter(office.browser, office.portal)
    await person.page.goto(at)
    await person.heading('appSignIn.titleOf', { app: 'Workspace' }).waitFor()
    await look(person)
    await person.fill({ 'LBL-AUT-id': 'hanako' })
    await person.button('appSignIn.next').click()
    await person.fill({ 'factors.password': 'wrong' })
    await person.button('LBL-AUT-login').click()
    await person.reads('problem.app-sign-in.refused')
    await look(person)
    await person.fill({ 'factors.password': passwords.own })
    await person.button('LBL-AUT-login').click()
    await isIn('hanako address')
  })

  it('asks no more of whoever has shown the password, by address, by form, and from the own page', async () => {
    await person.page.goto(at)
    await isIn('hanako address')
    await person.page.goto(`${at}/by-form`)
    await isIn('hanako form')
    await person.open('/me')
    await person.page.getByRole('link', { name: 'Workspace' }).click()
    await isIn('hanako none')
  })

  it('ends where applications lead after their own sign-out', async () => {
    await person.open(`/sso/${office.code}/logout`)
    await person.button('LBL-NAV-logout').waitFor()
    await look(person)
    await person.button('LBL-NAV-logout').click()
    await person.reads('appSignIn.logout.done')
    await person.page.goto(at)
    await person.field('LBL-AUT-id').waitFor()
  })
})
