import { describe, expect, it } from 'vitest'
import { WindowsAccountEntry as Schema, type WindowsAccountEntry, windowsAccountKinds } from './windows-accounts.ts'
import { checkWindowsAccounts, upnOf, windowsAccountWarnings } from './windows-accounts-rules.ts'

const base: Record<string, WindowsAccountEntry> = {
  local: { kind: 'local', name: 'hanako', password: 'Pass-w0rd', place: 'PC-0001', upn: '', sameUpn: false },
  domain: { kind: 'domain', name: 'hanako', password: 'Pass-w0rd', place: 'corp.example.jp', upn: '', sameUpn: false },
  azure: {
    kind: 'azure',
    name: 'hanako',
    password: 'Pass-w0rd',
    place: 'AzureAD',
    upn: 'hanako@example.jp',
    sameUpn: false,
  },
}
const faultOf = (kind: string, change: Partial<WindowsAccountEntry>, field: string) =>
  checkWindowsAccounts([{ ...base[kind]!, ...change }], 'mail@example.jp').find(
    (fault) => fault.field === `windowsAccounts.0.${field}`,
  )?.message

describe('a Windows account', () => {
  it('is local, of a domain or of Azure AD, local unless said, and never a Microsoft account [NFM-WAC-005] [NFM-WAC-023]', () => {
    expect(windowsAccountKinds).toEqual(['local', 'domain', 'azure'])
    expect(Schema.parse({}).kind).toBe('local')
    expect(Schema.safeParse({ kind: 'microsoft' }).success).toBe(false)
    for (const entry of Object.values(base)) expect(checkWindowsAccounts([entry], '')).toEqual([])
  })

  const names: [string, string, string | undefined][] = [
    ['local', '', 'MSG-WAC-001'],
    ['local', 'a'.repeat(21), 'MSG-WAC-002'],
    ['local', 'a'.repeat(20), undefined],
    ['domain', '花子', 'MSG-WAC-003'],
    ['domain', '  ', 'MSG-WAC-003'],
    ['domain', 'ha nako', undefined],
  ]
  for (const character of '"/\\[]:;=,+*?<>@') names.push(['local', `a${character}b`, 'MSG-WAC-003'])
  for (const character of "!#$%&'()-._`{|}~^") names.push(['local', `a${character}b`, undefined])
  it.each(names)('of kind %s with the account name %j gets %s [NFM-WAC-008]', (kind, name, message) => {
    expect(faultOf(kind, { name }, 'name')).toBe(message)
  })

  it.each([
    ['', 'MSG-WAC-004'],
    ['a'.repeat(21), 'MSG-WAC-005'],
    ['山田 花子', 'MSG-WAC-006'],
    ['a@b', 'MSG-WAC-006'],
    ['Hanako Yamada', undefined],
  ])('of Azure AD with the display name %j gets %s [NFM-WAC-009]', (name, message) => {
    expect(faultOf('azure', { name }, 'name')).toBe(message)
  })

  it.each([
    ['local', 'a'.repeat(128), 'MSG-WAC-007'],
    ['local', 'a'.repeat(127), undefined],
    ['domain', 'パスワード', 'MSG-WAC-008'],
    ['azure', 'a'.repeat(128), 'MSG-WAC-009'],
    ['azure', 'ぱす', 'MSG-WAC-010'],
    ['local', '"/\\[]:;=,+*?<>@', undefined],
    ['local', '', undefined],
  ])('of kind %s with the password %j gets %s [NFM-WAC-010]', (kind, password, message) => {
    expect(faultOf(kind, { password }, 'password')).toBe(message)
  })

  it('refuses a space in the password, which clients do not support [NFM-WAC-012]', () => {
    expect(faultOf('local', { password: 'with space' }, 'password')).toBe('MSG-WAC-008')
    expect(faultOf('azure', { password: 'with space' }, 'password')).toBe('MSG-WAC-010')
  })

  it('warns of a password of 64 characters and takes it [NFM-WAC-011]', () => {
    expect(windowsAccountWarnings({ ...base.local!, password: 'a'.repeat(64) })).toEqual({ password: 'MSG-WAC-026' })
    expect(windowsAccountWarnings({ ...base.local!, password: 'a'.repeat(63) })).toEqual({})
    expect(faultOf('local', { password: 'a'.repeat(64) }, 'password')).toBeUndefined()
  })

  it.each([
    ['', 'MSG-WAC-011'],
    ['P'.repeat(16), 'MSG-WAC-012'],
    ['P'.repeat(15), undefined],
    ['営業PC', 'MSG-WAC-013'],
    [' ', 'MSG-WAC-013'],
    ['PC:1', 'MSG-WAC-013'],
  ])('with the computer %j gets %s [NFM-WAC-014]', (place, message) => {
    expect(faultOf('local', { place }, 'place')).toBe(message)
  })

  it.each([
    ['', 'MSG-WAC-014'],
    ['d'.repeat(256), 'MSG-WAC-015'],
    ['d'.repeat(255), undefined],
    ['ドメイン', 'MSG-WAC-016'],
    ['a/b', 'MSG-WAC-016'],
  ])('with the domain %j gets %s [NFM-WAC-015]', (place, message) => {
    expect(faultOf('domain', { place }, 'place')).toBe(message)
  })

  it.each([
    ['', 'MSG-WAC-017'],
    ['d'.repeat(256), 'MSG-WAC-018'],
    ['ドメイン', 'MSG-WAC-019'],
    ['d'.repeat(255), undefined],
  ])('with the Azure AD domain %j gets %s [NFM-WAC-016]', (place, message) => {
    expect(faultOf('azure', { place }, 'place')).toBe(message)
  })

  it('warns of a domain over 201 characters and takes it [NFM-WAC-015] [NFM-WAC-016]', () => {
    for (const kind of ['domain', 'azure'])
      expect(windowsAccountWarnings({ ...base[kind]!, place: 'd'.repeat(202) })).toEqual({ place: 'MSG-WAC-027' })
    expect(windowsAccountWarnings({ ...base.domain!, place: 'd'.repeat(201) })).toEqual({})
    expect(windowsAccountWarnings({ ...base.local!, place: 'd'.repeat(202) })).toEqual({})
  })

  it.each([
    ['', 'MSG-WAC-020'],
    [`${'a'.repeat(250)}@b.example`, 'MSG-WAC-021'],
    ['hanako', 'MSG-WAC-022'],
    ['hanako@example.jp', undefined],
  ])('with the UPN %j gets %s [NFM-WAC-017]', (upn, message) => {
    expect(faultOf('azure', { upn }, 'upn')).toBe(message)
  })

  it('takes the mail address as UPN while the switch is on, and has one only in Azure AD [NFM-WAC-018] [NFM-WAC-007]', () => {
    expect(upnOf({ ...base.azure!, sameUpn: true, upn: 'x' }, 'mail@example.jp')).toBe('mail@example.jp')
    expect(upnOf(base.azure!, 'mail@example.jp')).toBe('hanako@example.jp')
    expect(upnOf({ ...base.local!, upn: 'x@y.jp' }, 'mail@example.jp')).toBe('')
    expect(checkWindowsAccounts([{ ...base.azure!, sameUpn: true }], '')).toEqual([
      { field: 'windowsAccounts.0.upn', message: 'MSG-WAC-020' },
    ])
  })

  it('is refused in two of the five sets, whatever its case; another kind or place is another account [NFM-WAC-019] [NFM-WAC-001]', () => {
    const again = { ...base.local!, name: 'HANAKO', place: 'pc-0001' }
    expect(checkWindowsAccounts([base.local!, again], '')).toEqual([
      { field: 'windowsAccounts.1.name', message: 'MSG-WAC-023' },
    ])
    expect(checkWindowsAccounts([base.local!, { ...again, place: 'PC-0002' }], '')).toEqual([])
    expect(checkWindowsAccounts([base.local!, { ...again, kind: 'domain' }], '')).toEqual([])
  })
})
