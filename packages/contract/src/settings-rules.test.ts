import { describe, expect, it } from 'vitest'
import { defaultSettings, type SettingsEntry } from './settings.ts'
import { checkSettings, freeKeys, freeSettings, isEditable, issuesOneTimePasswords } from './settings-rules.ts'
import { noCommand, SwitchCommand, switchKeys, switchModifiers } from './switch-commands.ts'

const settingsWith = (settings: Partial<SettingsEntry>): SettingsEntry => ({ ...defaultSettings, ...settings })
const faultsOf = (settings: Partial<SettingsEntry>) =>
  checkSettings(settingsWith(settings), Object.keys(settings) as (keyof SettingsEntry)[]).map(
    ({ field, message }) => `${field.replace('settings.', '')} ${message}`,
  )

describe('switch commands', () => {
  const page = { 'logon.method2.enabled': true } as const

  it.each<[string, Partial<SettingsEntry>, string[]]>([
    ['three keys', { 'policy.alt.switch.2': ['Alt', 'Shift', 'F12'] }, []],
    ['none', { 'policy.alt.switch.2': noCommand }, []],
    ['one key', { 'policy.alt.switch.2': ['Ctrl', null, null] }, ['policy.alt.switch.2 MSG-SET-001']],
    ['two keys', { 'policy.alt.switch.5': [null, 'Alt', 'Q'] }, ['policy.alt.switch.5 MSG-SET-001']],
    ['the same key twice', { 'policy.alt.switch.3': ['Alt', 'Alt', 'Q'] }, ['policy.alt.switch.3 MSG-SET-001']],
    ['none as the first', { 'policy.alt.switch.1': noCommand }, ['policy.alt.switch.1 MSG-SET-001']],
    ['none as the first', { ...page, 'logon.switch.1': noCommand }, ['logon.switch.1 MSG-SET-001']],
    ['one key', { ...page, 'logon.switch.4': [null, null, '7'] }, ['logon.switch.4 MSG-SET-001']],
  ])('of %s are judged [NFM-SET-006] [NFM-SET-011]', (_, settings, faults) => {
    expect(faultsOf(settings)).toEqual(faults)
  })

  it.each<[Partial<SettingsEntry>, string[]]>([
    [{ 'policy.alt.switch.2': ['Ctrl', 'Alt', 'X'] }, ['policy.alt.switch.2 MSG-SET-002']],
    [{ 'policy.alt.switch.2': ['Alt', 'Ctrl', 'X'] }, ['policy.alt.switch.2 MSG-SET-002']],
    [{ 'policy.alt.switch.1': ['Alt', 'Shift', 'X'], 'policy.alt.switch.2': ['Ctrl', 'Alt', 'X'] }, []],
    [{ ...page, 'logon.switch.2': ['Alt', 'Ctrl', 'Z'] }, ['logon.switch.2 MSG-SET-002']],
  ])('that are equal in any order do not stand on one page: %j [NFM-SET-012]', (settings, faults) => {
    expect(faultsOf(settings)).toEqual(faults)
  })

  it.each<[Partial<SettingsEntry>, string[]]>([
    [{ 'policy.alt.switch.2': ['Alt', 'Ctrl', 'Z'] }, ['policy.alt.switch.2 MSG-SET-004']],
    [{ ...page, 'logon.switch.3': ['Alt', 'Ctrl', 'X'] }, ['logon.switch.3 MSG-SET-003']],
    [{ ...page, 'policy.alt.enabled': false, 'logon.switch.3': ['Alt', 'Ctrl', 'X'] }, ['logon.switch.3 MSG-SET-003']],
  ])('differ from those of the other page, in use or not: %j [NFM-SET-013] [NFM-SET-015]', (settings, faults) => {
    expect(faultsOf(settings)).toEqual(faults)
  })

  it('that nobody can change are not judged [NFM-SET-007] [NFM-SET-025]', () => {
    const half: SwitchCommand = ['Ctrl', null, null]
    expect(faultsOf({ 'logon.switch.2': half })).toEqual([])
    expect(faultsOf({ 'policy.alt.method': 'OTP', 'policy.alt.switch.2': half })).toEqual([])
  })

  it('are of two modifiers and a letter, digit or function key [NFM-SET-014]', () => {
    expect(switchModifiers).toEqual(['Ctrl', 'Alt', 'Shift'])
    expect(switchKeys).toHaveLength(26 + 10 + 12)
    for (const command of [
      ['Ctrl', 'Alt', 'Delete'],
      ['Ctrl', 'Alt', 'Shift'],
      ['X', 'Alt', 'Y'],
      ['Win', 'Alt', 'L'],
    ])
      expect(SwitchCommand.safeParse(command).success).toBe(false)
  })
})

describe('free values of continuous authentication', () => {
  it.each([
    ['cont.cycleSec', [60, '60', '999'], ['59', '1000', 0], 'MSG-SET-006'],
    ['cont.authSec', [1, '1', '999'], ['0', '1000', 1000], 'MSG-SET-007'],
    ['cont.maxFailures', [0, '0', '999'], ['1000', 1000], 'MSG-SET-008'],
  ] as const)('%s are digits within bounds, both included [NFM-SET-033]', (key, right, outside, message) => {
    const faults = (value: number | string) => faultsOf({ 'cont.enabled': true, [key]: value })
    for (const value of right) expect(faults(value)).toEqual([])
    for (const value of outside) expect(faults(value)).toEqual([`${key} ${message}`])
    expect(faults('')).toEqual([`${key} MSG-SET-005`])
    for (const typed of ['６０', '60s', '-1', '1.5', ' 60']) expect(faults(typed)).toEqual([`${key} MSG-SET-009`])
    expect(freeSettings[key].presets.flatMap(faults)).toEqual([])
  })

  it('are neither judged nor changed while it is off [NFM-SET-034]', () => {
    expect(faultsOf({ 'cont.cycleSec': '' })).toEqual([])
    for (const key of freeKeys)
      expect([false, true].map((on) => isEditable(key, settingsWith({ 'cont.enabled': on })))).toEqual([false, true])
  })
})

describe('identifiers of Azure AD', () => {
  it.each([
    ['azureAd.tenantId', 'azureAd.applicationId', ['MSG-SET-010', 'MSG-SET-011', 'MSG-SET-012']],
    ['azureAd.applicationId', 'azureAd.tenantId', ['MSG-SET-013', 'MSG-SET-014', 'MSG-SET-015']],
  ] as const)('%s is half-width and of 256 characters at most [NFM-SET-051] [NFM-SET-052]', (key, other, messages) => {
    const faults = (value: string) => faultsOf({ [key]: value, [other]: 'given' })
    const [empty, long, characters] = messages.map((message) => [`${key} ${message}`])
    for (const right of ['a', '~'.repeat(256), ' 72f988bf-86f1-41af-91ab-2d7cd011db47\n'])
      expect(faults(right)).toEqual([])
    for (const nothing of ['', '   ']) expect(faults(nothing)).toEqual(empty)
    expect(faults('a'.repeat(257))).toEqual(long)
    for (const other of ['Ａ', '顔', 'a b', 'ｱ']) expect(faults(other)).toEqual(characters)
  })

  it('come together, whichever of them is changed', () => {
    expect(faultsOf({ 'azureAd.tenantId': 'a' })).toEqual(['azureAd.applicationId MSG-SET-013'])
    expect(faultsOf({ 'cont.enabled': false })).toEqual([])
  })
})

describe('settings that depend on others', () => {
  const password = settingsWith({})
  const otp = settingsWith({ 'policy.alt.method': 'OTP' })
  const off = settingsWith({ 'policy.alt.enabled': false, 'policy.alt.method': 'OTP' })

  it.each([
    ['policy.alt.method', [true, true, false]],
    ['policy.alt.otp.maxFailures', [false, true, false]],
    ['policy.alt.otp.maxLogons', [false, true, false]],
    ['policy.alt.switch.1', [true, false, false]],
    ['policy.alt.switch.5', [true, false, false]],
    ['policy.learningImage.cycle', [true, true, true]],
  ] as const)('%s with password, one-time password, neither [NFM-SET-023] [NFM-SET-024] [NFM-SET-025]', (key, can) => {
    expect([password, otp, off].map((settings) => isEditable(key, settings))).toEqual(can)
  })

  it('are the movements of a method with a face, and all of a method that is in use [NFM-SET-005] [NFM-SET-007]', () => {
    expect(isEditable('logon.method1.logon.motion', password)).toBe(true)
    for (const means of ['USERPW', 'WINPW'] as const) {
      const settings = settingsWith({ 'logon.method1.logon.auth': means })
      expect(isEditable('logon.method1.logon.motion', settings)).toBe(false)
      expect(isEditable('logon.method1.unlock.motion', settings)).toBe(true)
    }
    const both = settingsWith({ 'logon.method2.enabled': true })
    for (const key of ['logon.method2.unlock.motion', 'logon.method2.logon.auth', 'logon.switch.1'] as const)
      expect([password, both].map((settings) => isEditable(key, settings))).toEqual([false, true])
  })

  it('issue one-time passwords while alternative authentication is on and by them [NFM-SET-026]', () => {
    expect([password, otp, off].map(issuesOneTimePasswords)).toEqual([false, true, false])
  })
})
