import type { LinkageKind } from '@kaoban/contract'
import type { MessageKey } from '@kaoban/messages'

/** Schemas of RFC 7643, and ours for what a user lacks there: pictures as such, and properties of members. */
export const schemas = {
  user: 'urn:ietf:params:scim:schemas:core:2.0:User',
  linkage: 'urn:ietf:params:scim:schemas:extension:kaoban:2.0:Linkage',
} as const

/** Fields of a person that travel; names as the portal has them. */
export const linkedFields = ['familyName', 'middleName', 'givenName', 'mail'] as const
export type LinkedField = (typeof linkedFields)[number]

/** Where a field stands in a SCIM resource: an attribute, a part of `name`, a named property, or the primary mail. */
type Place = { name: string } | { property: string } | { emails: true }

/**
 * Which field stands where (portal.md §16.3). Properties are name and value in `properties` of our schema;
 * their names say `first` for 姓 and `last` for 名, as the system they come from does [C-26].
 */
export const mapping: Readonly<Record<LinkageKind, Partial<Readonly<Record<LinkedField, Place>>>>> = {
  persons: {
    familyName: { name: 'familyName' },
    middleName: { name: 'middleName' },
    givenName: { name: 'givenName' },
  },
  members: {
    familyName: { property: '_BIO_firstName' },
    middleName: { property: '_BIO_middleName' },
    givenName: { property: '_BIO_lastName' },
    mail: { emails: true },
  },
}

/** How members who come newly into the filter give their names: 苗字 and 名前 [NFM-LNK-048]. */
export const firstMapping: typeof mapping.members = {
  familyName: { name: 'familyName' },
  givenName: { name: 'givenName' },
  mail: { emails: true },
}

/** What the codes of a service of kind B mean [NFM-LNK-067]; any other: contact support. */
export const serviceCodes: Readonly<Record<string, readonly [MessageKey, MessageKey?]>> = {
  'IDMS-5012': ['MSG-LNK-006'],
  'BID-ERROR-400': ['MSG-LNK-004', 'MSG-LNK-005'],
  'BID-ERROR-404': ['MSG-LNK-007'],
}
