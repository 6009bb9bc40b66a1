import { describe, expect, it } from 'vitest'
import { checkLoginId, checkMail, checkUserEntries, mailOf, trimName, type UserEntries } from './users-rules.ts'

const person: UserEntries = {
  loginId: 'taro.yamamoto',
  password: 'Kirin-Sora-58-Umi',
  familyName: '山本',
  middleName: '',
  givenName: '樹',
  mail: 'taro@example.jp',
  sameMail: false,
  systemAdministrator: false,
}
const faultsOf = (change: Partial<UserEntries>, isNew = true) =>
  Object.fromEntries(checkUserEntries({ ...person, ...change }, isNew).map(({ field, message }) => [field, message]))

describe('the form of a person', () => {
  it('passes when everything is right', () => {
    expect(checkUserEntries(person, true)).toEqual([])
  })

  it.each([
    ['', 'MSG-USR-001'],
    ['a', 'MSG-USR-016'],
    ['ab', undefined],
    ['a'.repeat(256), undefined],
    ['a'.repeat(257), 'MSG-USR-002'],
    ['あい', 'MSG-USR-003'],
    ['ab c', 'MSG-USR-003'],
    ['ab\n', 'MSG-USR-003'],
    ['ＡＢ', 'MSG-USR-003'],
  ])('takes %j as an ID or says %s [NFM-USR-011]', (loginId, message) => {
    expect(checkLoginId(loginId)).toBe(message)
  })

  it('allows exactly the symbols of the specification in an ID [NFM-USR-011]', () => {
    const allowed = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).filter(
      (character) => !/[A-Za-z0-9]/.test(character) && checkLoginId(`ab${character}`) === undefined,
    )
    expect(new Set(allowed)).toEqual(new Set('!$%&*+,-.:;<=>@[]^_{}~'))
  })

  it('asks for a password of a new person only [NFM-USR-012] [NFM-USR-003]', () => {
    expect(faultsOf({ password: '' })).toEqual({ password: 'MSG-USR-004' })
    expect(faultsOf({ password: '' }, false)).toEqual({})
  })

  it.each([
    ['1234567', 'MSG-USR-005'],
    ['Kb7-'.repeat(64), 'MSG-USR-006'],
    ['Kirin-Sora-58"Umi', 'MSG-USR-007'],
    ['Kirin-Sora-58\\Umi', 'MSG-USR-007'],
    ['Kirin-Sora-58/Umi', 'MSG-USR-007'],
    ['Kirin Sora 58 Umi', 'MSG-USR-007'],
    ['きりんのそらのうみと', 'MSG-USR-007'],
  ])('refuses the password %j with %s [NFM-USR-013] [NFM-USR-014] [NFM-USR-015]', (password, message) => {
    expect(faultsOf({ password })).toEqual({ password: message })
    expect(faultsOf({ password }, false)).toEqual({ password: message })
  })

  it('accepts a password of 255 characters [NFM-USR-014]', () => {
    const password = Array.from(
      { length: 255 },
      (_, index) => 'kQ7-w_Z2+x'[(index * 7 + Math.floor(index / 10)) % 10],
    ).join('')
    expect(faultsOf({ password })).toEqual({})
  })

  it('refuses a password made of the person [NIST SP 800-63B]', () => {
    expect(faultsOf({ password: 'taro.yamamoto' })).toEqual({ password: 'passwords.easilyGuessed' })
  })

  it.each([
    ['familyName', 'MSG-USR-008'],
    ['middleName', 'MSG-USR-009'],
    ['givenName', 'MSG-USR-010'],
  ] as const)(
    'takes 80 characters as %s and refuses 81 with %s [NFM-USR-016] [NFM-USR-017] [NFM-USR-018]',
    (field, message) => {
      // 𠮷 is one character and two UTF-16 units [NFM-GEN-012].
      expect(faultsOf({ [field]: '𠮷'.repeat(80) })).toEqual({})
      expect(faultsOf({ [field]: '𠮷'.repeat(81) })).toEqual({ [field]: message })
      expect(faultsOf({ [field]: `　 ${'あ'.repeat(80)} 　` })).toEqual({})
    },
  )

  it('trims half- and full-width spaces at the ends of a name only [NFM-USR-018]', () => {
    expect(trimName(' 　山　本 　')).toBe('山　本')
  })

  it.each([
    ['', false, undefined],
    ['', true, 'MSG-USR-012'],
    [`${'a'.repeat(245)}@example.jp`, false, undefined],
    [`${'a'.repeat(246)}@example.jp`, false, 'MSG-USR-011'],
    ['taro', false, 'MSG-USR-013'],
    ['taro@', false, 'MSG-USR-013'],
    ['@example.jp', false, 'MSG-USR-013'],
    ['taro@example', false, 'MSG-USR-013'],
    ['taro@example..jp', false, 'MSG-USR-013'],
    ['taro@-example.jp', false, 'MSG-USR-013'],
    ['ta ro@example.jp', false, 'MSG-USR-013'],
    ['taro@example.jp\r\nBcc: all@example.jp', false, 'MSG-USR-013'],
    ['太郎@example.jp', false, 'MSG-USR-013'],
    ['taro,jiro@example.jp', false, 'MSG-USR-013'],
    ['a..b.@docomo.example.jp', false, undefined],
    ["o'neil+x@sub.example.co.jp", true, undefined],
  ])('takes the mail address %j (administrator: %s) or says %s [NFM-USR-019]', (mail, administrator, message) => {
    expect(checkMail(mail, administrator)).toBe(message)
  })

  it('copies the ID into the mail address while the switch is on, and its rules hold [NFM-USR-020]', () => {
    expect(mailOf({ loginId: 'a@example.jp', mail: 'old@example.jp', sameMail: true })).toBe('a@example.jp')
    expect(faultsOf({ sameMail: true, loginId: 'a@example.jp', mail: '' })).toEqual({})
    expect(faultsOf({ sameMail: true, loginId: 'no-mail' })).toEqual({ mail: 'MSG-USR-013' })
  })

  it('names every field that is wrong at once', () => {
    expect(faultsOf({ loginId: '', password: '', mail: 'x', familyName: 'あ'.repeat(81) })).toEqual({
      loginId: 'MSG-USR-001',
      password: 'MSG-USR-004',
      mail: 'MSG-USR-013',
      familyName: 'MSG-USR-008',
    })
  })
})
