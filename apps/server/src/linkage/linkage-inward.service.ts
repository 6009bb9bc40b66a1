import { createHash } from 'node:crypto'
import type { FaceTemplate } from '@kaoban/face'
import type { FaceWorkers, PhotoResult } from '@kaoban/face-node'
import type { MessageKey } from '@kaoban/messages'
import { revokeFacesOf } from '../faces/faces.service.ts'
import { registerPhotos } from '../faces/photos.service.ts'
import { type LicenceRule, roomLeft } from '../licences/licences.service.ts'
import type { Context } from '../platform/context.ts'
import { newId } from '../platform/identifiers.ts'
import { refusalWords } from '../transfer/transfer-pictures.service.ts'
import { findMany, holdersOfMails, insertMany, updateMany } from '../users/users-many.service.ts'
import { type Answer, type Connection, type ExternalPerson, findExternal, readPicture } from './linkage.connector.ts'
import { changesOf, type Found, faceAct, fieldsOf, linkedFault, newPerson, type PictureSeen } from './linkage.rules.ts'
import { beginInward, endInward } from './linkage-outbox.store.ts'
import { findSeen, putSeen, type SeenPerson } from './linkage-people.store.ts'

export interface Engine {
  workers: FaceWorkers
  licences: LicenceRule
}

export interface LinkedFace {
  template: FaceTemplate
  portrait: Uint8Array | undefined
}

export type FoundOutside = Found<LinkedFace>

interface Wants {
  /** Whose face it is, and not only whether it is another one. */
  face: boolean
  portrait: boolean
  /** A picture with this digest is known. */
  unless?: Uint8Array | null | undefined
}

/** Looks an ID up outside, with the face where that is wanted; reaches for nothing of ours. */
export async function lookUp(
  connection: Connection,
  workers: FaceWorkers,
  loginId: string,
  wants: Wants,
): Promise<{ found: FoundOutside; answer: Answer<unknown> }> {
  const answer = await findExternal(connection, loginId)
  if (!answer.ok) return { answer, found: { kind: 'fault', fault: `linkage.fault.${answer.fault}` } }
  if (!answer.value) return { answer, found: { kind: 'absent' } }
  return { answer, found: await understand(connection, workers, answer.value, wants) }
}

async function understand(
  connection: Connection,
  workers: FaceWorkers,
  person: ExternalPerson,
  wants: Wants,
): Promise<FoundOutside> {
  const { id: externalId, modifiedAt } = person
  const picture = await seePicture(connection, workers, person, wants)
  const [fields, firstFields] = [fieldsOf(person.fields), fieldsOf(person.firstFields)]
  return { kind: 'person', externalId, modifiedAt, fields, firstFields, picture }
}

/** The oldest picture is the one that counts [NFM-LNK-064]. */
async function seePicture(
  connection: Connection,
  workers: FaceWorkers,
  { pictures: [oldest] }: ExternalPerson,
  { face, portrait, unless }: Wants,
): Promise<PictureSeen<LinkedFace>> {
  if (!oldest) return { kind: 'none' }
  const bytes = await readPicture(connection, oldest)
  if (!bytes.ok) return { kind: 'fault', digest: undefined, fault: `linkage.picture.${bytes.fault}` }
  const digest = createHash('sha256').update(bytes.value).digest()
  if (!face || (unless && digest.equals(unless))) return { kind: 'unread', digest }
  return judge(digest, await workers.readPhoto(bytes.value, { portrait }))
}

function judge(digest: Buffer, result: PhotoResult): PictureSeen<LinkedFace> {
  if (!result.ok) {
    // The engine, not the picture: the step is tried again.
    if (result.reason === 'busy' || result.reason === 'unavailable')
      throw new Error(`the face workers are ${result.reason}`)
    return { kind: 'fault', digest, fault: 'linkage.picture.unreadable' }
  }
  const [reason] = result.verdict.reasons
  if (reason !== undefined) return { kind: 'fault', digest, fault: refusalWords(reason) }
  const { template, portrait } = result.face ?? {}
  if (!template) return { kind: 'fault', digest, fault: refusalWords('no-face') }
  return { kind: 'face', digest, face: { template, portrait } }
}

export interface Arrival {
  loginId: string
  found: FoundOutside
}

export interface Settled {
  loginId: string
  kind: 'added' | 'changed' | 'unchanged' | 'absent'
  fault: MessageKey | null
  userId: string | null
  former: Record<string, string> | null
  face: boolean
}

interface Settling {
  /** ID of who changes people, and id of who holds their consent. */
  by: string
  administrator: string
  /** `first`: somebody of kind B whose ID has just come into the filter, without a face [NFM-LNK-048]. */
  mode: 'bulk' | 'changes' | 'first'
}

/**
 * Makes users of people who came from outside, and changes those there are. Their faces are registered provisionally
 * [NFM-LNK-063] for as many as have a licensed ID.
 */
export async function settleArrivals(
  ctx: Context,
  licences: LicenceRule,
  arrivals: readonly Arrival[],
  how: Settling,
): Promise<Settled[]> {
  const keys = arrivals.map(({ loginId }) => loginId.toLowerCase())
  const world: World = {
    people: await findMany(ctx, keys, true),
    holders: await holdersOfMails(
      ctx,
      arrivals.flatMap(({ found }) => (found.kind === 'person' ? (mailOf(found, how)?.toLowerCase() ?? []) : [])),
    ),
    seen: await findSeen(ctx.db, keys),
    room: await roomLeft(ctx, licences),
  }
  const work: Work = { fresh: [], changed: [], photos: [], faceless: [] }
  const settled = arrivals.map((arrival) => settle(arrival, how, world, work))
  const write = { at: ctx.clock.now(), by: how.by }
  await beginInward(ctx.db)
  await insertMany(ctx.db, ctx.tenantId, work.fresh, write)
  await updateMany(ctx.db, work.changed, write)
  await registerPhotos(ctx, newId(), work.photos, how.administrator)
  for (const userId of work.faceless) await revokeFacesOf(ctx, userId)
  await endInward(ctx.db)
  await putSeen(
    ctx.db,
    ctx.tenantId,
    arrivals.flatMap(({ loginId, found }) => seenNow(loginId.toLowerCase(), found, world)),
  )
  return settled
}

interface World {
  people: Awaited<ReturnType<typeof findMany>>
  holders: Map<string, string>
  seen: Map<string, SeenPerson>
  room: Awaited<ReturnType<typeof roomLeft>>
}

interface Work {
  fresh: Parameters<typeof insertMany>[2][number][]
  changed: Parameters<typeof updateMany>[1][number][]
  photos: Parameters<typeof registerPhotos>[2][number][]
  faceless: string[]
}

type FoundPerson = Extract<FoundOutside, { kind: 'person' }>

function mailOf({ fields, firstFields }: FoundPerson, { mode }: Settling): string | undefined {
  return (mode === 'first' ? firstFields : fields).mail || undefined
}

function settle({ loginId, found }: Arrival, how: Settling, world: World, work: Work): Settled {
  const { people, holders, seen, room } = world
  const known = people.get(loginId.toLowerCase())
  const nothing = { loginId, userId: known?.userId ?? null, former: null, face: false }
  if (found.kind === 'fault') return { ...nothing, kind: 'unchanged', fault: found.fault }
  if (found.kind === 'absent') return { ...nothing, kind: 'absent', fault: null }
  const { picture } = found
  const before = seen.get(loginId.toLowerCase())?.face
  const act =
    how.mode === 'first'
      ? 'leave'
      : faceAct(picture, before, { hasFace: known?.hasFace ?? false, bulk: how.mode === 'bulk' })
  // Only whoever has, or had, a face outside is linked inward [NFM-LNK-012].
  if (how.mode !== 'first' && picture.kind === 'none' && !(known && before))
    return { ...nothing, kind: 'absent', fault: null }
  const fields = how.mode === 'first' ? found.firstFields : found.fields
  const key = mailOf(found, how)?.toLowerCase()
  const holder = key === undefined ? undefined : holders.get(key)
  const fault =
    linkedFault(loginId, fields, known, holder !== undefined && holder !== known?.userId) ??
    (!known && room.people < 1 ? 'problem.licence.trial-full' : undefined)
  if (fault !== undefined) return { ...nothing, kind: 'unchanged', fault }
  const userId = known?.userId ?? newId()
  if (key !== undefined) holders.set(key, userId)
  // Whoever is in the filter counts already: there is room unless more IDs are in use than licensed.
  const given = act === 'register' && picture.kind === 'face' && room.faces >= 0
  if (given) work.photos.push({ userId, ...picture.face, lookAlike: null, known: false })
  if (act === 'remove') work.faceless.push(userId)
  const noRoom = act === 'register' && !given ? ('MSG-FAC-002' as const) : null
  const faceFault = picture.kind === 'fault' && how.mode !== 'first' ? picture.fault : noRoom
  if (!known) {
    room.people--
    work.fresh.push(newPerson(userId, loginId, fields))
    return { ...nothing, userId, kind: 'added', fault: faceFault, face: given }
  }
  const changes = changesOf(fields, known)
  if (changes) work.changed.push({ ...known, ...changes, passwordHash: undefined })
  const { familyName, middleName, givenName, mail } = known
  return {
    ...nothing,
    kind: changes || given || act === 'remove' ? 'changed' : 'unchanged',
    fault: faceFault,
    former: changes ? { familyName, middleName, givenName, mail } : null,
    face: given,
  }
}

function seenNow(loginIdKey: string, found: FoundOutside, { seen }: World): SeenPerson[] {
  if (found.kind !== 'person') return []
  const { externalId, modifiedAt = null, picture } = found
  const face = picture.kind === 'none' ? null : (picture.digest ?? seen.get(loginIdKey)?.face ?? null)
  return [{ loginIdKey, externalId, modifiedAt, face }]
}
