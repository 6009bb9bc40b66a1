import type { User, WindowsAccount } from '@kaoban/contract'
import { describe, expect, it } from 'vitest'
import {
  bodyOf,
  type GroupPlace,
  isStoredAccount,
  maySetPlace,
  newAccount,
  newUserValues,
  scopeOf,
  userChecks,
  valuesOf,
  wouldVanish,
} from './userForm.ts'

const account = { accountId: 'a1', kind: 'azure', name: 'yama', place: 'AzureAD', upn: 'a@example.jp' } as const
const none: GroupPlace = { kind: 'none' }
const moving: GroupPlace = { kind: 'moving' }
const group = (groupId: string, administrator = false): GroupPlace => ({
  ...{ kind: 'group', groupId, code: groupId, name: `group ${groupId}` },
  administrator,
})
const user = {
  ...{ loginId: 'a@example.jp', mail: 'a@example.jp', familyName: '山', appLoginMethod: 'none' },
  ...{ disabled: false, validFrom: null, validUntil: '2027-03-31' },
  groups: [group('g1', true), moving, none, none, none],
  windowsAccounts: [{ ...account, passwordSet: true, sharedWith: 2 }] as WindowsAccount[],
} as User

describe('the form of a person', () => {
  it('comes back without passwords, with the switches on where texts agree [NFM-USR-003]', () => {
    const values = valuesOf(user)
    expect(values).toMatchObject({ password: '', sameMail: true, appLoginMethod: 'none', validUntil: '2027-03-31' })
    expect(values.windowsAccounts[0]).toMatchObject({ password: '', sameUpn: true, row: 'a1' })
    expect(valuesOf({ ...user, mail: '' })).toMatchObject({ sameMail: false })
  })

  it('says what the server would say, at the path of the field', () => {
    const values = {
      ...newUserValues,
      ...{ loginId: 'あ', systemAdministrator: true },
      windowsAccounts: [newAccount('1'), { ...newAccount('2'), kind: 'azure' as const, name: 'a', place: 'b' }],
      groups: [{ kind: 'new', code: 'g!', name: '未設定', administrator: false } as const, none, none, none, none],
    }
    expect(userChecks(true)(values)).toMatchObject({
      loginId: 'MSG-USR-003',
      password: 'MSG-USR-004',
      mail: 'MSG-USR-012',
      'windowsAccounts.0.name': 'MSG-WAC-001',
      'windowsAccounts.0.place': 'MSG-WAC-011',
      'windowsAccounts.1.upn': 'MSG-WAC-020',
      'groups.0.code': 'MSG-GRP-002',
      'groups.0.name': 'MSG-GRP-008',
    })
    expect(userChecks(false)(values)).not.toHaveProperty('password')
  })

  it('sends places by their ids and accounts without what is only shown', () => {
    const body = bodyOf(valuesOf(user))
    expect(body).not.toHaveProperty('loginId')
    expect(body.groups[0]).toEqual({ kind: 'group', groupId: 'g1', administrator: true })
    expect(Object.keys(body.windowsAccounts[0]!).sort()).toEqual(
      ['kind', 'name', 'password', 'place', 'sameUpn', 'upn'].sort(),
    )
  })

  it('knows an account by kind, place and name without case, and another one by none of them', () => {
    const [stored] = valuesOf(user).windowsAccounts
    expect(isStoredAccount({ ...stored!, name: 'YAMA' })).toBe(true)
    expect(isStoredAccount({ ...stored!, name: 'other' })).toBe(false)
    expect(isStoredAccount(newAccount('1'))).toBe(false)
  })
})

describe('places in the hands of a group administrator', () => {
  const administered = new Set(['g1'])

  it('can be set where they hold own groups, 異動中 or 未設定 [NFM-GRP-035]', () => {
    expect([group('g1'), moving, none, group('g2')].map((place) => maySetPlace(administered, place))).toEqual([
      true,
      true,
      true,
      false,
    ])
    expect(maySetPlace(undefined, group('g2'))).toBe(true)
  })

  it('lead into any group only from 異動中 [NFM-GRP-033]', () => {
    expect([moving, none, group('g1')].map((place) => scopeOf(administered, place))).toEqual([
      'all',
      'managed',
      'managed',
    ])
    expect(scopeOf(undefined, none)).toBe('all')
  })

  it.each([
    ['the last own group is cleared', [group('g1')], [none], true],
    ['it is handed over to 異動中', [group('g1')], [moving], false],
    ['it goes to the group of another one', [moving], [group('g2')], true],
    ['another own place stays', [group('g1'), moving], [none, moving], false],
    ['the person was not seen before', [group('g2')], [none], false],
  ] as const)('let the person vanish or not when %s [NFM-GRP-037]', (_, before, wanted, vanishes) => {
    expect(wouldVanish(administered, before, wanted)).toBe(vanishes)
    expect(wouldVanish(undefined, before, wanted)).toBe(false)
  })
})
