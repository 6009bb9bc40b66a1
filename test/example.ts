import {
  addLinkageEntry,
  agreeToLinkage,
  configureLinkage,
  createGroup,
  createUser,
  downloadImportTemplate,
  linkageNoticeVersion,
  listLinkageSyncs,
  listTenants,
  listUsers,
  makeSamlKey,
  registerApp,
  saveAuthenticationSet,
  saveServiceProvider,
  searchAuthentications,
  startLinkageSync,
  uploadImport,
} from '@kaoban/contract'
import type { Browser } from 'playwright-core'
import { startOutsideSystem } from '../apps/server/src/linkage/linkage.testing.ts'
import { type Company, codeOf, createTenant, readMail, setPassword, setUpOperator, signIn } from './journey.ts'
import type { Portal } from './portal.ts'
import { Visitor } from './visitor.ts'

interface Names {
  company: Company
  /** The first gets a mail whose link stays unused. */
  people: readonly { loginId: string; familyName: string; givenName: string }[]
  terminal: string
  /** The first person belongs to it. */
  group: { code: string; name: string }
}

interface PageHere {
  path: string
  frame: string
}

/** A portal in which every page has something to show, and who may look at it. */
export interface Example {
  /** The operator, the administrator at a registered browser, and somebody who is not signed in. */
  office: Visitor
  desk: Visitor
  guest: Visitor
  visitorOf(page: PageHere): Visitor
  /** The address of a page, its parameters filled in. */
  addressOf(path: string): string
}

const password = 'Amber-Bridge-71-Sparrow'

export async function openExample(browser: Browser, portal: Portal, names: Names): Promise<Example> {
  const office = await Visitor.enter(browser, portal)
  const desk = await Visitor.enter(browser, portal)
  const guest = await Visitor.enter(browser, portal)
  // The set-up is over afterwards: what is left of its page is the one that says so.
  const setup = new URL(portal.setupUrl).pathname
  await setUpOperator(office)
  await createTenant(office, names.company)
  const mail = await readMail(guest, names.company.mail, 'MAIL-01')
  const code = codeOf(mail.signInUrl!)
  await setPassword(desk, mail, password)
  await signIn(desk, code, names.company.mail, password)
  const { groupId } = await send(desk, createGroup.path, names.group)
  for (const [at, person] of names.people.entries())
    await addPerson(desk, { ...person, groups: at === 0 ? [{ kind: 'group', groupId }] : [] })
  await registerBrowser(desk, names.terminal)
  const appId = await openApp(desk, groupId)
  const [first] = names.people
  const { rows: people } = await ask(desk, `${listUsers.path}?search=${first!.loginId}`)
  const { rows: attempts } = await ask(desk, searchAuthentications.path)
  const { authenticationId, at } = attempts[0]
  const { tenantId, syncId } = await linkTenant(office, desk, first!.loginId)
  const parameters: Record<string, string> = {
    $tenantId: tenantId,
    $syncId: syncId,
    $code: code,
    $userId: people[0].userId,
    $groupId: groupId,
    $appId: String(appId),
    $importId: await uploadList(desk, first!.loginId),
    // Nobody has started a task: the page says that there is none.
    $taskId: people[0].userId,
    $authenticationId: `${authenticationId}?at=${encodeURIComponent(at)}`,
    '/setup/$token': setup,
    '/p/$token': new URL((await readMail(guest, mailOf(first!.loginId), 'MAIL-08')).passwordUrl!).pathname,
    '/errors/$code': '/errors/8B',
  }
  return {
    office,
    desk,
    guest,
    visitorOf: ({ path, frame }) =>
      frame === 'operator' || path === '/operator/two-factor' ? office : frame === 'public' ? guest : desk,
    addressOf(path) {
      const address = parameters[path] ?? path.replace(/\$\w+/g, (name) => parameters[name] ?? name)
      if (address.includes('$')) throw new Error(`no example for ${path}`)
      return address
    },
  }
}

const mailOf = (loginId: string) => `${loginId}@aoba.example.jp`

/** By the same request as the dialog's, which the journeys use. */
async function addPerson(desk: Visitor, person: Names['people'][number] & { groups: object[] }): Promise<void> {
  await send(desk, createUser.path, { ...person, mail: mailOf(person.loginId), password: 'Silver-Orchard-94-Tram' })
}

/** A bulk sync with an external system that is gone afterwards. */
async function linkTenant(office: Visitor, desk: Visitor, loginId: string) {
  const outside = await startOutsideSystem({ clock: { now: () => new Date() } })
  const { rows: tenants } = await ask(office, listTenants.path)
  const { tenantId } = tenants[0]
  const { url, token } = outside
  const connector = { kind: 'persons', serviceName: 'HR Cloud', url, token }
  await send(office, configureLinkage.path.replace(':tenantId', tenantId), connector, 'PUT')
  await send(desk, agreeToLinkage.path, { version: linkageNoticeVersion })
  for (const id of [loginId, 'newcomer']) await send(desk, addLinkageEntry.path, { loginId: id })
  outside.put({ userName: loginId, photos: [{ value: 'https://elsewhere.example.jp/face.jpg' }] })
  await send(desk, startLinkageSync.path, {})
  for (;;) {
    const { rows } = await ask(desk, listLinkageSyncs.path)
    if (rows[0].state !== 'running') {
      await outside.close()
      return { tenantId, syncId: rows[0].syncId }
    }
    await desk.page.waitForTimeout(200)
  }
}

/** What the page of this visitor would send. */
export async function send(desk: Visitor, path: string, body: object, method = 'POST') {
  const { status, answer } = await desk.page.evaluate(
    async ([path, json, method]) => {
      const token = decodeURIComponent(/kb_csrf=([^;]+)/.exec(document.cookie)![1]!)
      const headers = { 'content-type': 'application/json', 'x-csrf-token': token }
      const response = await fetch(path!, { method: method!, headers, body: json! })
      const text = await response.text()
      return { status: response.status, answer: text === '' ? undefined : JSON.parse(text) }
    },
    [path, JSON.stringify(body), method],
  )
  if (status > 299) throw new Error(`${path} answered ${status}`)
  return answer
}

/** A list that adds somebody and changes somebody, planned and not applied; answers the id of the import. */
async function uploadList(desk: Visitor, loginId: string): Promise<string> {
  const lines = [',newcomer,Silver-Orchard-94-Tram,Suzuki,,Saburo', `,${loginId},,Yamada,,Hana`]
  const importId: string = await desk.page.evaluate(
    async ([template, upload, lines]) => {
      const header = (await (await fetch(`${template}?encoding=utf-8`)).text()).trim()
      const columns = header.split(',').length
      const rows = lines.map((line) => line + ','.repeat(columns - line.split(',').length))
      const form = new FormData()
      form.append('input', '{}')
      form.append('file', new Blob([[header, ...rows, ''].join('\r\n')]), 'newcomers.csv')
      const token = decodeURIComponent(/kb_csrf=([^;]+)/.exec(document.cookie)![1]!)
      const response = await fetch(upload, { method: 'POST', headers: { 'x-csrf-token': token }, body: form })
      return (await response.json()).import.importId
    },
    [downloadImportTemplate.path, uploadImport.path, lines] as const,
  )
  for (;;) {
    const { state } = await ask(desk, `${uploadImport.path}/${importId}`)
    if (state !== 'planning') return importId
    await desk.page.waitForTimeout(200)
  }
}

/** An application that people can be signed in to. */
async function openApp(desk: Visitor, groupId: string): Promise<number> {
  const appId = 70_000
  await send(desk, registerApp.path, { appId, name: 'Workspace' })
  const put = async (path: string, body: object) => send(desk, path.replace(':appId', String(appId)), body, 'PUT')
  const sets = saveAuthenticationSet.path
  await put(sets.replace(':of', 'standard'), { version: 0, alternatives: [[16, 104], [109, 55], [16]] })
  await put(sets.replace(':of', groupId), { version: 0, alternatives: [[16, 104]] })
  await send(desk, makeSamlKey.path, {})
  await put(saveServiceProvider.path, {
    ...{ version: 0, entityId: 'urn:workspace.example.jp', acsUrl: 'https://workspace.example.jp/saml/acs' },
    ...{ nameId: 'spname', sharedNames: false, attributes: false, requestsSigned: false, certificates: [] },
  })
  return appId
}

async function registerBrowser(desk: Visitor, name: string): Promise<void> {
  await desk.open('/terminals')
  await desk.button('terminals.register').first().click()
  const dialog = desk.dialog('terminals.register.title')
  await desk.field('terminals.name', dialog).fill(name)
  await desk.button('terminals.register', undefined, dialog).click()
  await desk.reads('terminals.registered')
}

export async function ask(visitor: Visitor, path: string) {
  return visitor.page.evaluate(async (from) => (await fetch(from)).json(), path)
}
