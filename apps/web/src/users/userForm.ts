import { checkUserEntries, type NewUser, type User } from '@kaoban/contract'
import { hasMessage } from '@kaoban/messages'
import type { FieldMessage, Validators } from '../platform/useKaobanForm.tsx'

export type UserValues = NewUser & Record<string, unknown>

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
}

/** What the dialog shows of a stored person; the password is never known [NFM-USR-003]. */
export function valuesOf(user: User): UserValues {
  const { loginId, familyName, middleName, givenName, mail, systemAdministrator } = user
  const { appLoginAllowed, appLoginMethod, appLoginFailure, pauseAllowed } = user
  return {
    ...{ loginId, password: '', familyName, middleName, givenName, mail },
    ...{ sameMail: mail !== '' && mail === loginId, systemAdministrator },
    ...{ appLoginAllowed, appLoginMethod, appLoginFailure, pauseAllowed },
  }
}

const checked = ['loginId', 'password', 'familyName', 'middleName', 'givenName', 'mail'] as const

/** The rules of the contract, asked for one field at a time. */
export function userChecks(isNew: boolean): Validators<UserValues> {
  const check =
    (field: string) =>
    (_: unknown, values: UserValues): FieldMessage => {
      const fault = checkUserEntries(values, isNew).find((one) => one.field === field)
      return fault && hasMessage(fault.message) ? fault.message : undefined
    }
  return Object.fromEntries(checked.map((field) => [field, check(field)]))
}
