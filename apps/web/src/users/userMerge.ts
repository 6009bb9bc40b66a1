import { limits, mailOf, trimName } from '@kaoban/contract'
import type { AccountFields, GroupPlace, UserValues } from './userForm.ts'

const plain = [
  'familyName',
  'middleName',
  'givenName',
  'systemAdministrator',
  'appLoginAllowed',
  'appLoginMethod',
  'appLoginFailure',
  'pauseAllowed',
  'disabled',
  'validFrom',
  'validUntil',
] as const
type Plain = (typeof plain)[number]

/** A part of a person that is taken from one side or the other as a whole. */
export type PartId = Plain | 'mail' | `groups.${number}` | 'windowsAccounts'

export interface Difference {
  id: PartId
  /** Who changed it: `both` did so differently. */
  by: 'both' | 'other' | 'self'
}

const places = Array.from({ length: limits.groupSlots }, (_, place) => `groups.${place}` as const)

/** In the order of the form. The password is no part: nobody sees what another one typed. */
const parts: readonly PartId[] = [
  ...plain.slice(0, 3),
  'mail',
  ...plain.slice(3, 8),
  ...plain.slice(8),
  ...places,
  'windowsAccounts',
]

function placeOf(id: PartId): number | undefined {
  return id.startsWith('groups.') ? Number(id.slice('groups.'.length)) : undefined
}

function groupText(place: GroupPlace): unknown {
  if (place.kind === 'group') return [place.groupId, place.administrator]
  return place.kind === 'new' ? [place.code, place.name, place.administrator] : place.kind
}

function accountText({ kind, name, place, password, upn, sameUpn }: AccountFields, mail: string): unknown {
  return [kind, name, place, password, kind === 'azure' ? (sameUpn ? mail : upn) : '']
}

/** What of a form makes this part, as text that can be compared. */
function contentOf(id: PartId, values: UserValues): string {
  const place = placeOf(id)
  if (place !== undefined) return JSON.stringify(groupText(values.groups[place] ?? { kind: 'none' }))
  if (id === 'mail') return mailOf(values)
  if (id === 'windowsAccounts')
    return JSON.stringify(values.windowsAccounts.map((account) => accountText(account, mailOf(values))))
  const value = values[id as Plain]
  return JSON.stringify(id === 'familyName' || id === 'middleName' || id === 'givenName' ? trimName(`${value}`) : value)
}

/** What changed since the form was opened, there or here; not what both changed alike. */
export function differences(opened: UserValues, theirs: UserValues, mine: UserValues): Difference[] {
  return parts.flatMap((id) => {
    const [was, now, typed] = [opened, theirs, mine].map((values) => contentOf(id, values))
    if (now === typed) return []
    return [{ id, by: now === was ? 'self' : typed === was ? 'other' : 'both' }]
  })
}

/** The form with these parts as the other one left them. */
export function takeParts(ids: readonly PartId[], theirs: UserValues, mine: UserValues): UserValues {
  const merged: UserValues = { ...mine, groups: [...mine.groups] }
  for (const id of ids) {
    const place = placeOf(id)
    if (place !== undefined) merged.groups[place] = theirs.groups[place]!
    else if (id === 'mail') Object.assign(merged, { mail: theirs.mail, sameMail: theirs.sameMail })
    else Object.assign(merged, { [id]: theirs[id] })
  }
  return merged
}
