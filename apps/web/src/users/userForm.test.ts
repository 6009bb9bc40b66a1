import type { User } from '@kaoban/contract'
import { describe, expect, it } from 'vitest'
import { newUserValues, userChecks, valuesOf } from './userForm.ts'

const user = { loginId: 'a@example.jp', mail: 'a@example.jp', familyName: '山', appLoginMethod: 'none' } as User

describe('the form of a person', () => {
  it('comes back without a password, with the switch on when ID and address agree [NFM-USR-003]', () => {
    expect(valuesOf(user)).toMatchObject({ password: '', sameMail: true, appLoginMethod: 'none' })
    expect(valuesOf({ ...user, mail: '' })).toMatchObject({ sameMail: false })
  })

  it('says what the server would say, for the field that is asked', () => {
    const { loginId, password, mail } = userChecks(true)
    const values = { ...newUserValues, loginId: 'あ', systemAdministrator: true }
    expect(loginId!(values.loginId, values)).toBe('MSG-USR-003')
    expect(password!('', values)).toBe('MSG-USR-004')
    expect(mail!('', values)).toBe('MSG-USR-012')
    expect(userChecks(false).password!('', values)).toBeUndefined()
  })
})
