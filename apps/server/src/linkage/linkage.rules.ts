import { newUserDefaults } from '@kaoban/codecs'
import { checkLoginId, checkMail, type LinkageFault, lengthOf, limits, trimName } from '@kaoban/contract'
import type { MessageKey } from '@kaoban/messages'
import type { ExternalPerson } from './linkage.connector.ts'
import type { LinkedField } from './linkage.mapping.ts'

/** Fields of a person as they came, with blanks and characters that nothing stores taken away. */
export type LinkedFields = Partial<Record<LinkedField, string>>

/** What was seen in the pictures of a person. */
export type PictureSeen<Face> =
  | { kind: 'none' }
  /** Somebody whose face is there already, or is not wanted. */
  | { kind: 'unread' }
  | { kind: 'face'; face: Face }
  | { kind: 'fault'; fault: MessageKey }

/** What was learned of an ID outside. */
export type Found<Face> =
  | { kind: 'absent' }
  | { kind: 'fault'; fault: MessageKey }
  | {
      kind: 'person'
      fields: LinkedFields
      picture: PictureSeen<Face>
      externalId: string
      modifiedAt: Date | undefined
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
