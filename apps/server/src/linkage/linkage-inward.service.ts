import type { FaceTemplate } from '@kaoban/face'
import type { FaceWorkers, PhotoResult } from '@kaoban/face-node'
import type { MessageKey } from '@kaoban/messages'
import { registerPhotos } from '../faces/photos.service.ts'
import { type LicenceRule, roomLeft } from '../licences/licences.service.ts'
import type { Context } from '../platform/context.ts'
import { newId } from '../platform/identifiers.ts'
import { refusalWords } from '../transfer/transfer-pictures.service.ts'
import { findMany, holdersOfMails, insertMany, updateMany } from '../users/users-many.service.ts'
import { type Answer, type Connection, type ExternalPerson, findExternal, readPicture } from './linkage.connector.ts'
import { changesOf, type Found, fieldsOf, linkedFault, newPerson, type PictureSeen } from './linkage.rules.ts'

export interface Engine {
  workers: FaceWorkers
  licences: LicenceRule
}

export interface LinkedFace {
  template: FaceTemplate
  portrait: Uint8Array | undefined
}

export type FoundOutside = Found<LinkedFace>

/** Looks an ID up outside, with the face where that is wanted; reaches for nothing of ours. */
export async function lookUp(
  connection: Connection,
  workers: FaceWorkers,
  loginId: string,
  wants: { face: boolean; portrait: boolean },
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
  wants: { face: boolean; portrait: boolean },
): Promise<FoundOutside> {
  const { id: externalId, modifiedAt, fields } = person
  const picture = await seePicture(connection, workers, person, wants)
  return { kind: 'person', externalId, modifiedAt, fields: fieldsOf(fields), picture }
}

/** The oldest picture is the one that counts [NFM-LNK-064]. */
async function seePicture(
  connection: Connection,
  workers: FaceWorkers,
  { pictures: [oldest] }: ExternalPerson,
  wants: { face: boolean; portrait: boolean },
): Promise<PictureSeen<LinkedFace>> {
  if (!oldest) return { kind: 'none' }
  if (!wants.face) return { kind: 'unread' }
  const bytes = await readPicture(connection, oldest)
  if (!bytes.ok) return { kind: 'fault', fault: `linkage.picture.${bytes.fault}` }
  return judge(await workers.readPhoto(bytes.value, { portrait: wants.portrait }))
}

function judge(result: PhotoResult): PictureSeen<LinkedFace> {
  if (!result.ok) {
    // The engine, not the picture: the step is tried again.
    if (result.reason === 'busy' || result.reason === 'unavailable')
      throw new Error(`the face workers are ${result.reason}`)
    return { kind: 'fault', fault: 'linkage.picture.unreadable' }
  }
  const [reason] = result.verdict.reasons
  if (reason !== undefined) return { kind: 'fault', fault: refusalWords(reason) }
  const { template, portrait } = result.face ?? {}
  if (!template) return { kind: 'fault', fault: refusalWords('no-face') }
  return { kind: 'face', face: { template, portrait } }
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

/**
 * Makes users of people who came from outside, and changes those there are. Their faces are registered provisionally
 * [NFM-LNK-063] for as many as have a licensed ID; who has a face of their own keeps it.
 */
export async function settleArrivals(
  ctx: Context,
  engine: Pick<Engine, 'licences'>,
  arrivals: readonly Arrival[],
  how: { by: string; administrator: string },
): Promise<Settled[]> {
  const people = await findMany(
    ctx,
    arrivals.map(({ loginId }) => loginId.toLowerCase()),
    true,
  )
  const mails = arrivals.flatMap(({ found }) =>
    found.kind === 'person' && found.fields.mail ? [found.fields.mail] : [],
  )
  const holders = await holdersOfMails(
    ctx,
    mails.map((mail) => mail.toLowerCase()),
  )
  const room = await roomLeft(ctx, engine.licences)
  const settled: Settled[] = []
  const fresh: Parameters<typeof insertMany>[2][number][] = []
  const changed: Parameters<typeof updateMany>[1][number][] = []
  const photos: Parameters<typeof registerPhotos>[2][number][] = []
  for (const { loginId, found } of arrivals) {
    const known = people.get(loginId.toLowerCase())
    const nothing = { loginId, userId: known?.userId ?? null, former: null, face: false }
    if (found.kind !== 'person' || found.picture.kind === 'none') {
      const fault = found.kind === 'fault' ? found.fault : null
      settled.push({ ...nothing, kind: found.kind === 'fault' ? 'unchanged' : 'absent', fault })
      continue
    }
    const { fields, picture } = found
    const key = fields.mail?.toLowerCase() ?? ''
    const holder = key === '' ? undefined : holders.get(key)
    const fault =
      linkedFault(loginId, fields, known, holder !== undefined && holder !== known?.userId) ??
      (!known && room.people < 1 ? 'problem.licence.trial-full' : undefined)
    if (fault !== undefined) {
      settled.push({ ...nothing, kind: 'unchanged', fault })
      continue
    }
    const userId = known?.userId ?? newId()
    if (key !== '') holders.set(key, userId)
    // Whoever is in the filter counts already: there is room unless more IDs are in use than licensed.
    const fits = picture.kind === 'face' && !known?.hasFace && room.faces >= 0
    if (fits) {
      const { template, portrait } = picture.face
      photos.push({ userId, template, portrait, lookAlike: null, known: false })
    }
    const pictureFault =
      picture.kind === 'fault'
        ? picture.fault
        : picture.kind === 'face' && !fits && !known?.hasFace
          ? 'MSG-FAC-002'
          : null
    if (!known) {
      room.people--
      fresh.push(newPerson(userId, loginId, fields))
      settled.push({ ...nothing, userId, kind: 'added', fault: pictureFault, face: fits })
      continue
    }
    const changes = changesOf(fields, known)
    if (changes) changed.push({ ...known, ...changes, passwordHash: undefined })
    const former = changes && {
      ...{ familyName: known.familyName, middleName: known.middleName },
      ...{ givenName: known.givenName, mail: known.mail },
    }
    const kind = changes || fits ? 'changed' : 'unchanged'
    settled.push({ ...nothing, kind, fault: pictureFault, former: former ?? null, face: fits })
  }
  const write = { at: ctx.clock.now(), by: how.by }
  await insertMany(ctx.db, ctx.tenantId, fresh, write)
  await updateMany(ctx.db, changed, write)
  await registerPhotos(ctx, newId(), photos, how.administrator)
  return settled
}
