import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { agreeToLinkage, configureLinkage, type LinkageKind, linkageNoticeVersion } from '@kaoban/contract'
import express from 'express'
import SCIMMY from 'scimmy'
import SCIMMYRouters from 'scimmy-routers'
import { openOperator } from '../operators/operators.testing.ts'
import type { Clock } from '../platform/clock.ts'
import type { TestServer, TestTenant } from '../platform/testing.ts'
import { schemas } from './linkage.mapping.ts'

/** A user of the external system, as SCIM has it. */
export interface Outsider {
  id: string
  userName: string
  name?: { familyName?: string; middleName?: string; givenName?: string }
  emails?: { value: string; primary?: boolean }[]
  photos?: { value: string }[]
  meta?: { created?: Date; lastModified?: Date }
  [extension: string]: unknown
}

/** A whole SCIM server of other people's making, with people in memory. */
export interface OutsideSystem {
  url: string
  token: string
  clock: Clock
  people: Map<string, Outsider>
  /** What it serves below `pictures/`. */
  pictures: Map<string, Uint8Array>
  /** Puts somebody there, as changed now. */
  put(person: Omit<Outsider, 'id'>): Outsider
  /** Method and path of what it was asked since. */
  requests: string[]
  /** Answers each request with this status instead, for as long as it is set. */
  fails: number | undefined
  /** Answers as if it were down once it has been asked so often since this was set. */
  failsAfter: number | undefined
  /** What it says when it fails. */
  detail: string
  /** Says nothing at all, until it is told to speak again. */
  falls(state: 'silent' | 'talkative'): void
  close(): Promise<void>
}

let declared = false

function declareUsers(): void {
  if (declared) return
  declared = true
  const { Attribute, SchemaDefinition } = SCIMMY.Types
  const properties = new Attribute('complex', 'properties', { multiValued: true }, [
    new Attribute('string', 'name'),
    new Attribute('string', 'value'),
  ])
  const faces = new Attribute('complex', 'faces', { multiValued: true }, [
    new Attribute('binary', 'value'),
    new Attribute('string', 'kind'),
    new Attribute('dateTime', 'taken'),
  ])
  SCIMMY.Schemas.User.definition.extend(
    new SchemaDefinition('Linkage', schemas.linkage, 'Pictures and properties', [properties, faces]),
    false,
  )
  SCIMMY.Resources.declare(SCIMMY.Resources.User)
    .ingress((resource: { id?: string }, data: object, system: OutsideSystem) => {
      const id = resource.id ?? `out-${system.people.size + 1}`
      const before = system.people.get(id)
      if (resource.id !== undefined && !before) throw new SCIMMY.Types.Error(404, '', 'no such user')
      const now = system.clock.now()
      const { schemas: _, meta: __, ...content } = JSON.parse(JSON.stringify(data))
      const person = { ...content, id, meta: { created: before?.meta?.created ?? now, lastModified: now } } as Outsider
      system.people.set(id, person)
      return person
    })
    .egress(
      (resource: { id?: string; filter?: { match(people: object[]): object[] } }, system: OutsideSystem): never => {
        if (resource.id !== undefined) {
          const person = system.people.get(resource.id)
          if (!person) throw new SCIMMY.Types.Error(404, '', 'no such user')
          return person as never
        }
        const all = [...system.people.values()]
        return (resource.filter ? resource.filter.match(all) : all) as never
      },
    )
    .degress((resource: { id?: string }, system: OutsideSystem) => {
      if (!system.people.delete(resource.id ?? '')) throw new SCIMMY.Types.Error(404, '', 'no such user')
    })
}

let systems = 0

/** Its times are those of the clock of the server under test. */
export async function startOutsideSystem({ clock }: { clock: Clock }): Promise<OutsideSystem> {
  declareUsers()
  const token = `token-${++systems}`
  const app = express()
  const unanswered: express.Request[] = []
  let silent = false
  const system: OutsideSystem = {
    ...{
      url: '',
      token,
      people: new Map(),
      pictures: new Map(),
      requests: [],
      fails: undefined,
      failsAfter: undefined,
      detail: '',
    },
    clock,
    put(person) {
      const before = [...system.people.values()].find(({ userName }) => userName === person.userName)
      const now = clock.now()
      const id = before?.id ?? `out-${system.people.size + 1}`
      const whole = { ...person, id, meta: { created: now, lastModified: now, ...(person.meta as object) } } as Outsider
      system.people.set(id, whole)
      return whole
    },
    falls(state) {
      silent = state === 'silent'
      for (const request of unanswered.splice(0)) request.destroy()
    },
    close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  }
  app.use((request, response, next) => {
    system.requests.push(`${request.method} ${request.path}`)
    if (silent) {
      unanswered.push(request)
      return
    }
    const down = system.failsAfter !== undefined && system.failsAfter-- <= 0
    if (down) response.status(503).end()
    else if (system.fails === undefined) next()
    else response.status(system.fails).json({ detail: system.detail })
  })
  app.get('/scim/pictures/:name', (request, response) => {
    const picture = system.pictures.get(request.params.name)
    if (request.header('authorization') !== `Bearer ${token}`) response.status(401).end()
    else if (picture) response.type('image/jpeg').send(Buffer.from(picture))
    else response.status(404).end()
  })
  const router = new SCIMMYRouters({
    type: 'bearer',
    handler: (request) => {
      if (request.header('authorization') !== `Bearer ${token}`) throw new Error('who are you?')
      return 'kaoban'
    },
    context: () => system,
  })
  app.use('/scim', router as unknown as express.RequestHandler)
  const server = createServer(app)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  system.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/scim`
  return system
}

/** The operator links a tenant with an external system, and an administrator agrees. */
export async function link(
  server: TestServer,
  tenant: TestTenant,
  { url, token }: OutsideSystem,
  { kind = 'persons', agrees = true }: { kind?: LinkageKind; agrees?: boolean } = {},
): Promise<void> {
  const { browser } = await openOperator(server)
  const { tenantId } = tenant
  await browser.call(configureLinkage, { tenantId, kind, serviceName: '人事クラウド', url, token })
  if (agrees) await tenant.administrator.browser.call(agreeToLinkage, { version: linkageNoticeVersion })
}

/** Faces in our schema: base64, with the times they were taken. */
export function facesOf(...faces: readonly (string | { value: string; taken: string })[]) {
  return { [schemas.linkage]: { faces: faces.map((face) => (typeof face === 'string' ? { value: face } : face)) } }
}
