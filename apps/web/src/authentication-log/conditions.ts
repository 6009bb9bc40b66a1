import {
  type AuthenticationTextField,
  authenticationTextFields,
  type CallOf,
  type searchAuthentications,
} from '@kaoban/contract'
import type { MessageKey } from '@kaoban/messages'
import { type Search, stringifySearch } from '../platform/search.ts'
import { instantOf, localOf } from '../platform/zone.ts'

/** The search form as it is filled in; times are of the tenant's zone, without seconds. */
export type Conditions = {
  from: string
  to: string
  result: string
  errorCode: string
  means: string
  scenes: string[]
} & Record<AuthenticationTextField, string> &
  Record<`${AuthenticationTextField}Prefix`, boolean>

export const textLabels: Record<AuthenticationTextField, MessageKey> = {
  loginId: 'LBL-LOG-userId',
  windowsAccount: 'LBL-LOG-account',
  windowsDomain: 'LBL-LOG-domain',
  windowsUpn: 'LBL-LOG-upn',
  terminalName: 'LBL-LOG-terminal',
  serviceProviderUrl: 'LBL-LOG-spUrl',
}

const week = 7 * 86_400_000
const one = (value: string | string[] | undefined) => (Array.isArray(value) ? (value[0] ?? '') : (value ?? ''))
const many = (value: string | string[] | undefined) => (value === undefined ? [] : [value].flat())

/** The form for an address: as it was searched, or the last seven days. */
export function conditionsOf(address: Search, zone: string, now: Date): Conditions {
  return {
    from: localOf(one(address.from) || new Date(now.getTime() - week).toISOString(), zone),
    to: localOf(one(address.to) || now.toISOString(), zone),
    result: one(address.result),
    errorCode: one(address.errorCode),
    means: one(address.means),
    scenes: many(address.scenes),
    ...Object.fromEntries(
      authenticationTextFields.flatMap((field) => [
        [field, one(address[field])],
        [`${field}Prefix`, one(address[`${field}Prefix`]) === 'true'],
      ]),
    ),
  } as Conditions
}

/** The address of a search, `?…`; until the end of the last minute. */
export function addressOf(conditions: Conditions, zone: string): string {
  const { from, to, ...rest } = conditions
  const until = instantOf(to, zone)
  const filled = Object.entries(rest).filter(
    ([field, value]) =>
      value !== '' &&
      value !== false &&
      !(field.endsWith('Prefix') && !rest[field.slice(0, -6) as AuthenticationTextField]),
  )
  return stringifySearch({
    from: instantOf(from, zone)?.toISOString(),
    to: until && new Date(until.getTime() + 59_999).toISOString(),
    ...Object.fromEntries(filled),
  })
}

const fields = new Set([
  'from',
  'to',
  'result',
  'errorCode',
  'means',
  'scenes',
  ...authenticationTextFields,
  ...authenticationTextFields.map((field) => `${field}Prefix`),
])

/** The conditions in an address, as the API takes them. */
export function searchOf(address: Search): CallOf<typeof searchAuthentications> {
  return Object.fromEntries(Object.entries(address).filter(([field]) => fields.has(field))) as never
}
