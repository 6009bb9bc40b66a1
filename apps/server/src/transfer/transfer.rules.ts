import {
  type Difference,
  type GroupSlot,
  groupKeyOf,
  type ImportFault,
  type PersonFace,
  type RowAction,
  type WindowsAccount,
  type WindowsAccountKind,
} from '@kaoban/contract'
import type { DirectoryLink } from '../directory/directory.service.ts'

/** A person of the tenant as an import sees them. */
export interface KnownPerson {
  userId: string
  version: number
  loginId: string
  familyName: string
  middleName: string
  givenName: string
  mail: string
  systemAdministrator: boolean
  groupAdministrator: boolean
  appLoginAllowed: boolean
  appLoginMethod: 'none' | 'face' | 'face-and-password'
  appLoginFailure: 'login-screen' | 'again'
  pauseAllowed: boolean
  groups: readonly GroupSlot[]
  windowsAccounts: readonly WindowsAccount[]
  hasFace: boolean
  faceState: PersonFace
  disabled: boolean
  /** Days, ISO 8601. */
  validFrom: string | null
  validUntil: string | null
  passwordSet: boolean
  /** Within the range of whoever imports. */
  reachable: boolean
}

export interface KnownGroup {
  groupId: string
  code: string
  name: string
}

export interface KnownAccount {
  accountId: string
  passwordSet: boolean
  /** Somebody out of range, or nobody, uses it: a group administrator must not touch it. */
  foreign: boolean
}

/** What a row names, to be looked up before it is judged. */
export interface Mentioned {
  loginIds: readonly string[]
  /** Group codes. */
  groups: readonly string[]
  accounts: readonly (Pick<WindowsAccount, 'kind' | 'place' | 'name' | 'upn'> & {
    /** Its password stays as it is. */
    untouched: boolean
  })[]
  mails: readonly string[]
}

/** What a row is judged against. */
export interface World {
  actor: { userId: string; system: boolean; administered: ReadonlySet<string> }
  groups: ReadonlyMap<string, KnownGroup>
  /** Mail address without case -> who has it. */
  mails: ReadonlyMap<string, string>
  accounts: ReadonlyMap<string, KnownAccount>
}

export interface PlaceTarget {
  slot: number
  /** Undefined: 異動中. */
  group: { key: string; code: string; name: string; administrator: boolean } | undefined
}

export interface AccountTarget {
  key: string
  kind: WindowsAccountKind
  name: string
  place: string
  upn: string
  /** A new password, or null to take the stored one away; undefined keeps it. */
  password: string | null | undefined
}

/** The person as the row wants them. */
export interface PersonTarget {
  fields: Pick<
    KnownPerson,
    | 'familyName'
    | 'middleName'
    | 'givenName'
    | 'mail'
    | 'systemAdministrator'
    | 'appLoginAllowed'
    | 'appLoginMethod'
    | 'appLoginFailure'
    | 'pauseAllowed'
    | 'disabled'
    | 'validFrom'
    | 'validUntil'
  >
  places: PlaceTarget[]
  accounts: AccountTarget[]
  /** `none` takes the present one away. */
  password: { kind: 'value'; value: string } | { kind: 'reissue' } | { kind: 'none' } | undefined
}

export interface JudgedRow {
  /** The face of its picture is registered with it. */
  face?: boolean
  action: RowAction
  target: PersonTarget | undefined
  differences: Difference[]
  faults: ImportFault[]
  /** What is known of its account of a directory by then; absent: what was known before. */
  link?: DirectoryLink | 'forget'
}

/** A group administrator leaves administrators and people out of range alone [NFM-IMP-015, NFM-ROL-012]. */
export function mayChange(person: KnownPerson, { actor }: World): boolean {
  return actor.system || (person.reachable && !person.systemAdministrator && !person.groupAdministrator)
}

const set = '●'

export function differencesOf(target: PersonTarget, known: KnownPerson | undefined, world: World): Difference[] {
  const differences: Difference[] = []
  const note = (field: string, before: string, after: string) => {
    if (before !== after) differences.push({ field, before, after })
  }
  for (const [field, after] of Object.entries(target.fields))
    note(field, known ? String(known[field as keyof typeof target.fields] ?? '') : '', String(after ?? ''))
  for (let slot = 1; slot <= 5; slot++) {
    const wanted = target.places.find((place) => place.slot === slot)
    const after = wanted && (wanted.group ? placeText(wanted.group) : movingText)
    note(`groups.${slot}`, slotText(known?.groups[slot - 1], world), after ?? '')
  }
  const count = Math.max(target.accounts.length, known?.windowsAccounts.length ?? 0)
  for (let index = 0; index < count; index++) {
    const [before, after] = [known?.windowsAccounts[index], target.accounts[index]]
    note(`windowsAccounts.${index + 1}`, before ? accountText(before) : '', after ? accountText(after) : '')
    if (after && after.password !== undefined)
      differences.push({ field: `windowsPassword.${index + 1}`, before: '', after: after.password === null ? '' : set })
  }
  if (target.password)
    differences.push({
      field: target.password.kind === 'reissue' ? 'reissue' : 'password',
      ...{ before: '', after: target.password.kind === 'none' ? '' : set },
    })
  return differences
}

const movingText = '異動中'

function placeText({ code, name, administrator }: { code: string; name: string; administrator: boolean }): string {
  return `${code} ${name}${administrator ? ` ${set}` : ''}`
}

/** The name as the group has it by now: a rename is a difference of every member that is in the file. */
function slotText(slot: GroupSlot | undefined, world: World): string {
  if (slot?.kind === 'moving') return movingText
  if (slot?.kind !== 'group') return ''
  return placeText({ ...slot, name: world.groups.get(groupKeyOf(slot.code))?.name ?? slot.name })
}

function accountText({ kind, place, name, upn }: Pick<AccountTarget, 'kind' | 'place' | 'name' | 'upn'>): string {
  const login = kind === 'domain' ? `${name}@${place}` : `${place}\\${name}`
  return upn === '' ? login : `${login} (${upn})`
}

/** Whether a directory deletes so many of its people that this is asked for: more than a fifth and ten [NFM-ADP-047]. */
export function deletesMany(deleted: number, provisioned: number): boolean {
  return deleted > 10 && deleted * 5 > provisioned
}

/** More deletions than this are asked for twice: a tenth of the people or fifty, whichever is more. */
export function deletionThreshold(people: number): number {
  return Math.max(50, Math.floor(people / 10))
}
