import { newUserDefaults } from '@kaoban/codecs'
import {
  checkLoginId,
  checkMail,
  type LinkageFault,
  type LinkageKind,
  lengthOf,
  limits,
  trimName,
} from '@kaoban/contract'
import type { MessageKey } from '@kaoban/messages'
import type { ExternalPerson, SentPerson } from './linkage.connector.ts'
import { type LinkedField, serviceCodes } from './linkage.mapping.ts'

/** Fields of a person as they came, with blanks and characters that nothing stores taken away. */
export type LinkedFields = Partial<Record<LinkedField, string>>

/** What was seen in the picture of a person that counts. `digest` is that of its bytes; unknown when they did not come. */
export type PictureSeen<Face> =
  | { kind: 'none' }
  /** Nobody wants to know whose face it is. */
  | { kind: 'unread'; digest: Buffer | undefined }
  | { kind: 'face'; digest: Buffer; face: Face }
  | { kind: 'fault'; digest: Buffer | undefined; fault: MessageKey }

/** What was learned of an ID outside. */
export type Found<Face> =
  | { kind: 'absent' }
  | { kind: 'fault'; fault: MessageKey }
  | {
      kind: 'person'
      fields: LinkedFields
      /** Of somebody who comes into the filter while the linkage is at work. */
      firstFields: LinkedFields
      picture: PictureSeen<Face>
      externalId: string
      modifiedAt: Date | undefined
    }

/** What the face outside means for the one here. */
export type FaceAct = 'register' | 'remove' | 'leave'

/**
 * `seen`: the digest when the picture was last seen, null for none then, undefined for somebody never seen. In the bulk
 * sync whoever has a face keeps it; afterwards a face follows the picture outside whenever that changes [NFM-LNK-062].
 */
export function faceAct(
  picture: PictureSeen<unknown>,
  seen: Uint8Array | null | undefined,
  { hasFace, bulk }: { hasFace: boolean; bulk: boolean },
): FaceAct {
  if (picture.kind === 'none') return !bulk && hasFace && seen ? 'remove' : 'leave'
  if (picture.kind !== 'face') return 'leave'
  if (bulk) return hasFace ? 'leave' : 'register'
  if (seen === undefined) return hasFace ? 'leave' : 'register'
  return seen !== null && picture.digest.equals(seen) ? 'leave' : 'register'
}

export function fieldsOf(fields: ExternalPerson['fields']): LinkedFields {
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => {
      const storable = value.replace(/\p{Cc}/gu, ' ').toWellFormed()
      return [field, field === 'mail' ? storable.trim() : trimName(storable)]
    }),
  )
}

const nameMessages = { familyName: 'MSG-USR-008', middleName: 'MSG-USR-009', givenName: 'MSG-USR-010' } as const

interface Known {
  familyName: string
  middleName: string
  givenName: string
  mail: string
  systemAdministrator: boolean
}

/** Why somebody cannot become, or stay, a user with these fields. */
export function linkedFault(
  loginId: string,
  fields: LinkedFields,
  known: Known | undefined,
  mailTaken: boolean,
): MessageKey | undefined {
  const id = known ? undefined : checkLoginId(loginId)
  if (id !== undefined) return id as MessageKey
  for (const [field, message] of Object.entries(nameMessages) as [keyof typeof nameMessages, MessageKey][])
    if (lengthOf(fields[field] ?? '') > limits.personName.max) return message
  const mail = fields.mail ?? known?.mail ?? ''
  const wrong = checkMail(mail, known?.systemAdministrator ?? false)
  if (wrong !== undefined) return wrong as MessageKey
  return mailTaken ? 'MSG-USR-014' : undefined
}

/** Fields of a known person that are others outside; undefined when there are none. */
export function changesOf(fields: LinkedFields, known: Known): LinkedFields | undefined {
  const changes = Object.entries(fields).filter(([field, value]) => known[field as LinkedField] !== value)
  return changes.length === 0 ? undefined : Object.fromEntries(changes)
}

export function newPerson(userId: string, loginId: string, { familyName, middleName, givenName, mail }: LinkedFields) {
  const { appLoginAllowed, appLoginMethod, appLoginFailure, pauseAllowed } = newUserDefaults
  return {
    ...{ userId, loginId, familyName: familyName ?? '', middleName: middleName ?? '', givenName: givenName ?? '' },
    ...{ mail: mail ?? '', systemAdministrator: false, appLoginAllowed, appLoginMethod, appLoginFailure, pauseAllowed },
    ...{ disabled: false, validFrom: null, validUntil: null, passwordHash: null },
  }
}

/** Faults that say nothing about a person: the next attempt may go well. */
export function mayPass(fault: LinkageFault): boolean {
  return fault === 'unreachable' || fault === 'too-slow'
}

const overlapMinutes = 15

/** Since when to ask for changes that were not known at a time: clocks differ, and what was seen before costs nothing. */
export function overlapping(at: Date): Date {
  return new Date(at.getTime() - overlapMinutes * 60_000)
}

/** Characters of an ID that a service of kind B takes [NFM-LNK-066]. */
const memberIdMax = 45

/** Why a person cannot be passed on as they are. */
export function outwardFault(kind: LinkageKind, { loginId, fields, faces }: SentPerson): MessageKey | undefined {
  if (kind === 'members' && lengthOf(loginId) > memberIdMax) return 'MSG-LNK-004'
  if (kind === 'members' && fields.mail === '') return 'MSG-LNK-005'
  return faces.some((face) => face.kind === 'display') ? undefined : 'linkage.out.noPicture'
}

/** What a code of the service itself means [NFM-LNK-067]; undefined when there is none. */
export function serviceFault(detail: string, loginId: string): MessageKey | undefined {
  const code = /\b(?:IDMS-\d+|BID-ERROR-\d+)\b/.exec(detail)?.[0]
  if (code === undefined) return undefined
  const [first, second] = serviceCodes[code] ?? ['MSG-LNK-006']
  return second !== undefined && lengthOf(loginId) <= memberIdMax ? second : first
}

const minute = 60_000
const pauses = [1, 2, 5, 15, 30, 60]
const givenUpAfter = 24 * 60 * minute

/** When to try again after so many attempts, or undefined once 24 hours are over [NFM-LNK-068]. */
export function nextSending(triedAt: Date, attempts: number, now: Date): Date | undefined {
  const next = new Date(now.getTime() + pauses[Math.min(attempts, pauses.length) - 1]! * minute)
  return next.getTime() - triedAt.getTime() > givenUpAfter ? undefined : next
}
