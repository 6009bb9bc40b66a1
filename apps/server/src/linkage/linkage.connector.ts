import { type LinkageFault, type LinkageKind, limits } from '@kaoban/contract'
import { z } from 'zod'
import { firstMapping, type LinkedField, linkedFields, mapping, schemas } from './linkage.mapping.ts'

/** What it takes to talk to the external system of a tenant. */
export interface Connection {
  kind: LinkageKind
  /** Base of its SCIM interface, without a slash at the end. */
  url: string
  token: string
}

export type Answer<T> =
  | { ok: true; value: T }
  | {
      ok: false
      fault: LinkageFault
      /** What the external system says itself, for its own codes. */
      detail: string
      /** Of the answer, when there was one. */
      status?: number
    }

export interface ExternalPicture {
  /** A `data:` address, or one at the external system. */
  address: string
}

/** A person of the external system, as far as the linkage is concerned with them. */
export interface ExternalPerson {
  /** `id` of the resource. */
  id: string
  /** 利用者ID: `userName`. */
  loginId: string
  fields: Partial<Record<LinkedField, string>>
  /** What to take of somebody who comes into the filter while it is at work [NFM-LNK-048]. */
  firstFields: Partial<Record<LinkedField, string>>
  /** The oldest first [NFM-LNK-064]. */
  pictures: ExternalPicture[]
  modifiedAt: Date | undefined
  resource: Readonly<Record<string, unknown>>
}

const timeoutMs = 10_000
const megabyte = 1024 * 1024
/** A person comes with pictures in base64, a list without. */
const personBytes = 32 * megabyte
const listBytes = 8 * megabyte

const Text = z.string().catch('')
const Resource = z.looseObject({
  id: z.coerce.string().min(1).max(1000),
  userName: z.string().min(1).max(1000),
  name: z.looseObject({ familyName: Text, middleName: Text, givenName: Text }).partial().catch({}),
  emails: z.array(z.looseObject({ value: Text, primary: z.boolean().catch(false) })).catch([]),
  photos: z.array(z.looseObject({ value: z.string() })).catch([]),
  meta: z.looseObject({ lastModified: z.coerce.date().optional().catch(undefined) }).catch({ lastModified: undefined }),
  [schemas.linkage]: z
    .looseObject({
      properties: z.array(z.looseObject({ name: z.string(), value: Text })).catch([]),
      faces: z
        .array(z.looseObject({ value: z.string(), taken: z.coerce.date().optional().catch(undefined) }))
        .catch([]),
    })
    .catch({ properties: [], faces: [] }),
})
const List = z.looseObject({
  totalResults: z.coerce.number().int().min(0),
  Resources: z.array(z.unknown()).default([]),
})

/** Asks for one record: whether the address, the token and the protocol are right. */
export async function tryConnection(connection: Connection): Promise<LinkageFault | null> {
  const answer = await ask(connection, { path: '/Users?count=1&attributes=userName', maxBytes: listBytes })
  if (!answer.ok) return answer.fault
  return List.safeParse(answer.value).success ? null : 'not-scim'
}

/** The person with this ID, without case; undefined when there is none. */
export async function findExternal(
  connection: Connection,
  loginId: string,
): Promise<Answer<ExternalPerson | undefined>> {
  const filter = `userName eq ${JSON.stringify(loginId)}`
  const path = `/Users?${new URLSearchParams({ filter, count: '2' })}`
  const answer = await ask(connection, { path, maxBytes: personBytes })
  if (!answer.ok) return answer
  const list = List.safeParse(answer.value)
  if (!list.success) return { ok: false, fault: 'not-scim', detail: '' }
  const people = list.data.Resources.flatMap((resource) => readPerson(connection.kind, resource) ?? [])
  return { ok: true, value: people.find((one) => one.loginId.toLowerCase() === loginId.toLowerCase()) }
}

/** Somebody who is listed as changed; pictures and names are read one by one. */
export interface ListedPerson {
  loginId: string
  modifiedAt: Date | undefined
}

const Listed = z.looseObject({
  userName: z.string().min(1).max(1000),
  meta: z.looseObject({ lastModified: z.coerce.date().optional().catch(undefined) }).catch({ lastModified: undefined }),
})
const listedAtOnce = 200
const listedMax = 200_000

/** Who has changed since; a system that cannot search by time lists everybody. */
export async function listChanged(connection: Connection, since: Date): Promise<Answer<ListedPerson[]>> {
  const people: ListedPerson[] = []
  let filter: string | undefined = `meta.lastModified ge "${since.toISOString()}"`
  for (let start = 1; start <= listedMax; ) {
    const query = { ...(filter !== undefined && { filter }), attributes: 'userName,meta', count: String(listedAtOnce) }
    const path = `/Users?${new URLSearchParams({ ...query, startIndex: String(start) })}`
    const answer: Answer<unknown> = await ask(connection, { path, maxBytes: listBytes })
    if (!answer.ok && answer.fault === 'refused' && filter !== undefined) {
      filter = undefined
      continue
    }
    if (!answer.ok) return answer
    const list = List.safeParse(answer.value)
    if (!list.success) return { ok: false, fault: 'not-scim', detail: '' }
    const { Resources: resources, totalResults } = list.data
    for (const resource of resources) {
      const { success, data } = Listed.safeParse(resource)
      if (!success) continue
      const modifiedAt = data.meta.lastModified
      if (!modifiedAt || modifiedAt >= since) people.push({ loginId: data.userName, modifiedAt })
    }
    start += resources.length
    if (resources.length === 0 || start > totalResults) break
  }
  return { ok: true, value: people }
}

/** A resource as a person; undefined for anything else. */
export function readPerson(kind: LinkageKind, resource: unknown): ExternalPerson | undefined {
  const parsed = Resource.safeParse(resource)
  if (!parsed.success) return undefined
  const { id, userName, meta } = parsed.data
  const read = (places: (typeof mapping)[LinkageKind]) =>
    Object.fromEntries(
      linkedFields.flatMap((field) => {
        const value = valueAt(parsed.data, places[field])
        return value === undefined ? [] : [[field, value]]
      }),
    )
  return {
    id,
    loginId: userName,
    fields: read(mapping[kind]),
    firstFields: read(kind === 'members' ? firstMapping : mapping[kind]),
    pictures: oldestFirst(parsed.data),
    modifiedAt: meta.lastModified,
    resource: resource as Record<string, unknown>,
  }
}

function valueAt(
  resource: z.output<typeof Resource>,
  place: (typeof mapping)[LinkageKind][LinkedField],
): string | undefined {
  if (place === undefined) return undefined
  if ('name' in place) return (resource.name as Record<string, string | undefined>)[place.name] ?? ''
  if ('property' in place)
    return resource[schemas.linkage].properties.find(({ name }) => name === place.property)?.value ?? ''
  return (resource.emails.find(({ primary }) => primary) ?? resource.emails[0])?.value ?? ''
}

/** Faces of our schema; those without a time stand as they came, as photos do, which have none. */
function oldestFirst({ photos, [schemas.linkage]: { faces } }: z.output<typeof Resource>): ExternalPicture[] {
  if (faces.length === 0) return photos.map(({ value }) => ({ address: value }))
  return faces
    .toSorted((a, b) => (a.taken && b.taken ? a.taken.getTime() - b.taken.getTime() : 0))
    .map(({ value }) => ({ address: `data:image/unknown;base64,${value}` }))
}

const dataAddress = /^data:image\/[\w.+-]+;base64,/i

/** The bytes of a picture, from the external system itself and from nowhere else. */
export async function readPicture(connection: Connection, { address }: ExternalPicture): Promise<Answer<Uint8Array>> {
  const inline = dataAddress.exec(address)
  if (inline) {
    const bytes = Buffer.from(address.slice(inline[0].length), 'base64')
    return bytes.length > limits.pictureBytes
      ? { ok: false, fault: 'too-large', detail: '' }
      : { ok: true, value: bytes }
  }
  let url: URL
  try {
    url = new URL(address, `${connection.url}/`)
  } catch {
    return { ok: false, fault: 'not-scim', detail: '' }
  }
  if (url.origin !== new URL(connection.url).origin) return { ok: false, fault: 'elsewhere', detail: '' }
  return send(connection, { url: url.href, accept: 'image/*', maxBytes: limits.pictureBytes })
}

interface Request {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  body?: unknown
  maxBytes: number
}

/** Sends a SCIM request; the value is what its JSON says, undefined for an empty answer. */
export async function ask(connection: Connection, { path, ...request }: Request): Promise<Answer<unknown>> {
  const answer = await send(connection, {
    ...request,
    url: `${connection.url}${path}`,
    accept: 'application/scim+json',
  })
  if (!answer.ok) return answer
  const text = Buffer.from(answer.value).toString('utf8')
  if (text.trim() === '') return { ok: true, value: undefined }
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch {
    return { ok: false, fault: 'not-scim', detail: '' }
  }
}

async function send(
  { token }: Connection,
  request: Omit<Request, 'path'> & { url: string; accept: string },
): Promise<Answer<Uint8Array>> {
  const { url, method = 'GET', accept, body, maxBytes } = request
  try {
    const response = await fetch(url, {
      method,
      // Whoever answers with another address would be sent the token and the faces.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        authorization: `Bearer ${token}`,
        accept,
        ...(body !== undefined && { 'content-type': 'application/scim+json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const bytes = await readAtMost(response, maxBytes)
    if (!bytes) return { ok: false, fault: 'too-large', detail: '' }
    if (response.ok) return { ok: true, value: bytes }
    return { ok: false, fault: faultOf(response.status), detail: detailOf(bytes), status: response.status }
  } catch (error) {
    const slow = error instanceof DOMException && error.name === 'TimeoutError'
    return { ok: false, fault: slow ? 'too-slow' : 'unreachable', detail: '' }
  }
}

function faultOf(status: number): LinkageFault {
  if (status >= 300 && status < 400) return 'elsewhere'
  if (status === 401 || status === 403) return 'unauthorised'
  return status === 429 || status >= 500 ? 'unreachable' : 'refused'
}

/** `detail` of a SCIM error (RFC 7644 §3.12). */
function detailOf(bytes: Uint8Array): string {
  try {
    const { detail } = JSON.parse(Buffer.from(bytes).toString('utf8'))
    return typeof detail === 'string' ? detail.slice(0, 500) : ''
  } catch {
    return ''
  }
}

async function readAtMost(response: Response, maxBytes: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    // Leaving the loop ends the connection.
    if (size > maxBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** A person as they are sent. */
export interface SentPerson {
  loginId: string
  fields: Record<LinkedField, string>
  faces: { kind: 'display' | 'learned'; value: Uint8Array; taken: Date }[]
}

/** Registers a person outside, or changes the one that is there; what is not ours there stays. */
export async function putExternal(
  connection: Connection,
  person: SentPerson,
  before: ExternalPerson | undefined,
): Promise<Answer<ExternalPerson>> {
  const body = resourceOf(connection.kind, person, before?.resource ?? {})
  return stored(connection, before ? { method: 'PUT', before } : { method: 'POST' }, body)
}

/** Takes the pictures of a person away; undefined for somebody who is gone. */
export async function withoutFace(connection: Connection, id: string): Promise<Answer<ExternalPerson | undefined>> {
  const answer = await ask(connection, { path: `/Users/${encodeURIComponent(id)}`, maxBytes: personBytes })
  if (!answer.ok) return isGone(answer) ? { ok: true, value: undefined } : answer
  const before = readPerson(connection.kind, answer.value)
  if (!before) return { ok: false, fault: 'not-scim', detail: '' }
  const { photos: _, ...kept } = before.resource
  const ours = { ...(kept[schemas.linkage] as object | undefined), faces: [] }
  return stored(connection, { method: 'PUT', before }, { ...kept, [schemas.linkage]: ours })
}

export async function deleteExternal(connection: Connection, id: string): Promise<Answer<unknown>> {
  const path = `/Users/${encodeURIComponent(id)}`
  const answer = await ask(connection, { method: 'DELETE', path, maxBytes: listBytes })
  return answer.ok || !isGone(answer) ? answer : { ok: true, value: undefined }
}

function isGone(answer: Answer<unknown>): boolean {
  return !answer.ok && answer.status === 404 && !/BID-ERROR-404/.test(answer.detail)
}

async function stored(
  connection: Connection,
  how: { method: 'POST' } | { method: 'PUT'; before: ExternalPerson },
  body: object,
): Promise<Answer<ExternalPerson>> {
  const path = how.method === 'PUT' ? `/Users/${encodeURIComponent(how.before.id)}` : '/Users'
  const answer = await ask(connection, { method: how.method, path, body, maxBytes: personBytes })
  if (!answer.ok) return answer
  const person = readPerson(connection.kind, answer.value)
  return person ? { ok: true, value: person } : { ok: false, fault: 'not-scim', detail: '' }
}

function resourceOf(kind: LinkageKind, { loginId, fields, faces }: SentPerson, before: Record<string, unknown>) {
  const ours = (before[schemas.linkage] ?? {}) as { properties?: { name: string }[] }
  const name: Record<string, unknown> = { ...(before.name as object | undefined) }
  const properties = new Map<string, object>((ours.properties ?? []).map((one) => [one.name, one]))
  let emails = before.emails
  for (const [field, place] of Object.entries(mapping[kind]) as [
    LinkedField,
    (typeof mapping)[LinkageKind]['mail'],
  ][]) {
    const value = fields[field]
    if (place === undefined) continue
    if ('name' in place) name[place.name] = value
    else if ('property' in place) properties.set(place.property, { name: place.property, value })
    else emails = value === '' ? [] : [{ value, primary: true }]
  }
  const { photos: _, ...kept } = before
  return {
    ...kept,
    schemas: [schemas.user, schemas.linkage],
    ...{ userName: before.userName ?? loginId, externalId: loginId, name, ...(emails !== undefined && { emails }) },
    [schemas.linkage]: {
      ...ours,
      ...(properties.size > 0 && { properties: [...properties.values()] }),
      faces: faces.map(({ kind: of, value, taken }) => ({
        ...{ kind: of, value: Buffer.from(value).toString('base64'), taken: taken.toISOString() },
      })),
    },
  }
}
