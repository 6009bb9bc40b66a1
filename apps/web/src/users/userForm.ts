import {
  checkGroupChoices,
  checkUserEntries,
  checkWindowsAccounts,
  type GroupChoice,
  type GroupSlot,
  limits,
  mailOf,
  type NewUser,
  type User,
  type WindowsAccount,
  type WindowsAccountEntry,
  windowsAccountKey,
} from '@kaoban/contract'
import { hasMessage } from '@kaoban/messages'
import type { FieldMessage } from '../platform/useKaobanForm.tsx'

/** What one of the places グループ#1..#5 holds while the form is open. */
export type GroupPlace = GroupSlot | Extract<GroupChoice, { kind: 'new' }>

/** One Windows account on the form; `stored` is what the person had when it was opened. */
export interface AccountFields extends WindowsAccountEntry {
  /** Tells the rows of the form apart. */
  row: string
  stored?: WindowsAccount
}

export interface UserValues
  extends Omit<NewUser, 'groups' | 'windowsAccounts' | 'disabled' | 'validFrom' | 'validUntil'>,
    Record<string, unknown> {
  disabled: boolean
  validFrom: string | null
  validUntil: string | null
  groups: GroupPlace[]
  windowsAccounts: AccountFields[]
}

const nowhere: readonly GroupPlace[] = Array.from({ length: limits.groupSlots }, () => ({ kind: 'none' }))

export const newUserValues: UserValues = {
  loginId: '',
  password: '',
  familyName: '',
  middleName: '',
  givenName: '',
  mail: '',
  sameMail: false,
  systemAdministrator: false,
  appLoginAllowed: false,
  appLoginMethod: 'face',
  appLoginFailure: 'login-screen',
  pauseAllowed: false,
  disabled: false,
  validFrom: null,
  validUntil: null,
  groups: [...nowhere],
  windowsAccounts: [],
}

/** What the dialog shows of a stored person; passwords are never known [NFM-USR-003]. */
export function valuesOf(user: User): UserValues {
  const { loginId, familyName, middleName, givenName, mail, systemAdministrator } = user
  const { appLoginAllowed, appLoginMethod, appLoginFailure, pauseAllowed } = user
  const { disabled, validFrom, validUntil, groups, windowsAccounts } = user
  return {
    ...{ loginId, password: '', familyName, middleName, givenName, mail },
    ...{ sameMail: mail !== '' && mail === loginId, systemAdministrator },
    ...{ appLoginAllowed, appLoginMethod, appLoginFailure, pauseAllowed },
    ...{ disabled, validFrom, validUntil },
    groups: [...groups],
    windowsAccounts: windowsAccounts.map((stored) => ({
      row: stored.accountId,
      ...{ kind: stored.kind, name: stored.name, password: '', place: stored.place, upn: stored.upn },
      sameUpn: stored.upn !== '' && stored.upn === mail,
      stored,
    })),
  }
}

export function newAccount(row: string): AccountFields {
  return { row, kind: 'local', name: '', password: '', place: '', upn: '', sameUpn: false }
}

/** Still the account that was stored: its password may stay empty, and others may share it [NFM-WAC-013]. */
export function isStoredAccount({ stored, ...entry }: AccountFields): boolean {
  return stored !== undefined && windowsAccountKey(stored) === windowsAccountKey(entry)
}

function choiceOf(place: GroupPlace): GroupChoice {
  if (place.kind !== 'group') return place
  const { kind, groupId, administrator } = place
  return { kind, groupId, administrator }
}

/** What is sent: neither the ID, which stays, nor what the form only shows. */
export function bodyOf({ loginId: _, ...values }: UserValues) {
  return {
    ...values,
    groups: values.groups.map(choiceOf),
    windowsAccounts: values.windowsAccounts.map(({ row: _row, stored: _stored, ...entry }) => entry),
  }
}

/** The rules of the contract, by the path of the field. */
export function userChecks(isNew: boolean): (values: UserValues) => Record<string, FieldMessage> {
  return (values) => {
    const { groups, windowsAccounts } = bodyOf(values)
    const faults = [
      ...checkUserEntries(values, isNew),
      ...checkGroupChoices(groups),
      ...checkWindowsAccounts(windowsAccounts, mailOf(values)),
    ]
    return Object.fromEntries(
      faults.flatMap(({ field, message }) => (hasMessage(message) ? [[field, message] as const] : [])),
    )
  }
}

/** Groups of the group administrator who fills the form in; undefined for a system administrator. */
export type Administered = ReadonlySet<string> | undefined

/** May this administrator set a place that held this when the form was opened? [NFM-GRP-035] */
export function maySetPlace(administered: Administered, stored: GroupPlace): boolean {
  return administered === undefined || stored.kind !== 'group' || administered.has(stored.groupId)
}

/** A place stored at 異動中 may lead into any group, others only into the own ones [NFM-GRP-033]. */
export function scopeOf(administered: Administered, stored: GroupPlace): 'all' | 'managed' {
  return administered === undefined || stored.kind === 'moving' ? 'all' : 'managed'
}

/** Whether the person leaves the sight of the group administrator with these places [NFM-GRP-037]. */
export function wouldVanish(
  administered: Administered,
  before: readonly GroupPlace[],
  wanted: readonly GroupPlace[],
): boolean {
  if (administered === undefined) return false
  const seen = (place: GroupPlace) =>
    place.kind === 'moving' || (place.kind === 'group' && administered.has(place.groupId))
  return before.some(seen) && !wanted.some(seen)
}
