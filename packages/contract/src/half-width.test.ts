import { describe, expect, it } from 'vitest'
import { checkGroupCode } from './groups-rules.ts'
import { isHalfWidth } from './limits.ts'
import { isMailAddress } from './mails.ts'
import { checkNewPassword } from './password-rules.ts'
import { checkLoginId, checkMail } from './users-rules.ts'
import type { WindowsAccountEntry } from './windows-accounts.ts'
import { checkWindowsAccounts } from './windows-accounts-rules.ts'

/** Every character but halves of pairs, and some that need a pair. */
const characters = [
  ...Array.from({ length: 0x10000 }, (_, code) => code).filter((code) => code < 0xd800 || code > 0xdfff),
  ...[0x1f600, 0x20bb7, 0x10ffff],
].map((code) => String.fromCodePoint(code))

/** Those of all characters that a rule lets stand in the middle of a text, in the order of their codes. */
function taken(accepts: (character: string) => boolean): string {
  return characters.filter(accepts).join('')
}

const halfWidth = Array.from({ length: 0x7e - 0x21 + 1 }, (_, index) => String.fromCharCode(0x21 + index)).join('')
const without = (characters: string) => [...halfWidth].filter((one) => !characters.includes(one)).join('')

const account: WindowsAccountEntry = {
  kind: 'azure',
  name: 'hanako',
  password: 'Pass-w0rd',
  place: 'AzureAD',
  upn: 'hanako@example.jp',
  sameUpn: false,
}
const faultsWith = (change: Partial<WindowsAccountEntry>) => checkWindowsAccounts([{ ...account, ...change }], '')

describe('half-width letters, digits and symbols', () => {
  it('are U+0021 to U+007E [NFM-GEN-013]', () => {
    expect(taken(isHalfWidth)).toBe(halfWidth)
    expect(halfWidth).toHaveLength(94)
  })

  it.each<[string, string, (one: string) => boolean]>([
    ['an ID', without('"#\'()/?\\`|'), (one) => checkLoginId(`a${one}b`) === undefined],
    ['a password', without('"/\\'), (one) => checkNewPassword(`Silver-94${one}Orchard`) === undefined],
    ['a Windows password', halfWidth, (one) => faultsWith({ password: `a${one}b` }).length === 0],
    [
      'a user principal name',
      without('"(),:;<>@[\\]'),
      (one) => faultsWith({ upn: `a${one}b@example.jp` }).length === 0,
    ],
    ['a mail address', without('"(),:;<>@[\\]'), (one) => checkMail(`a${one}b@example.jp`, true) === undefined],
    ['an address of an applicant', without('"(),:;<>@[\\]'), (one) => isMailAddress(`a${one}b@example.jp`)],
    [
      'the ID of a group',
      without('!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'),
      (one) => checkGroupCode(`a${one}b`) === undefined,
    ],
    // Names of Windows say otherwise about the space [NFM-WAC-008].
    [
      'a Windows account name',
      ` ${without('"/\\[]:;=,+*?<>@')}`,
      (one) => faultsWith({ name: `a${one}b` }).length === 0,
    ],
    ['a domain name', ` ${without('"/\\[]:;=,+*?<>@')}`, (one) => faultsWith({ place: `a${one}b` }).length === 0],
  ])('%s has no other [NFM-GEN-013]', (_, expected, accepts) => {
    expect(taken(accepts)).toBe(expected)
  })
})
