import { parseWindowsLogon } from '@kaoban/codecs'
import { describe, expect, it } from 'vitest'
import { noFactors } from './factors.rules.ts'
import { type HeldLogon, logonOf, planWindows, portalAccount } from './windows-logons.rules.ts'

const logon = (text: string) => parseWindowsLogon(text)!

describe('an account that the portal can hold', () => {
  const long = 'x'.repeat(21)
  it.each([
    ['PC-1\\hanako', undefined, true],
    ['hanako@corp.jp', undefined, true],
    ['hanako@corp.jp', 'Aki-Yama-9', true],
    ['hanako@corp.jp', null, true],
    ['hanako@corp.jp', 'with a space', false],
    ['hanako@corp.jp', 'x'.repeat(128), false],
    [`${long}@corp.jp`, undefined, false],
    ['.\\hanako', undefined, false],
    ['PC-1\\ha*ko', undefined, false],
    ['MicrosoftAccount\\hanako@example.jp', undefined, false],
    ['AzureAD\\hanako@example.jp', undefined, false],
  ] as const)('%s with the password %j: %s', (text, password, fits) => {
    const account = portalAccount(logon(text), password)
    expect(account !== undefined).toBe(fits)
    if (account) expect(logonOf(account)).toEqual(logon(text))
  })
})

describe('a plan of Windows accounts', () => {
  const linked = (text: string, accountId: string) => ({ ...portalAccount(logon(text), undefined)!, accountId })
  const held = (number: number | null, text: string, accountId: string | null): HeldLogon => ({
    ...{ number, logon: logon(text), description: '', passwordSet: true, accountId },
  })
  const name = (index: number, text: string) => ({
    ...{ index, username: { set: logon(text) }, password: undefined, description: undefined },
  })
  const plan = (
    windows: (typeof noFactors)['windows'],
    has: HeldLogon[],
    portal: ReturnType<typeof linked>[],
    mayJoin = true,
  ) =>
    planWindows(
      { ...noFactors, windows },
      has,
      portal,
      () => 'carried-over',
      () => mayJoin,
    )

  it('leaves what no cell names as it is', () => {
    const result = plan([], [held(1, 'a@corp.jp', 'A'), held(2, '.\\b', null)], [linked('a@corp.jp', 'A')])
    expect(result.portal).toBeUndefined()
    expect(result.logons).toMatchObject([
      { number: 1, home: 'portal', password: undefined },
      { number: 2, home: 'own', password: undefined },
    ])
  })

  it('keeps an account of the portal that another number means as well', () => {
    const both = [held(1, 'a@corp.jp', 'A'), held(2, 'a@corp.jp', 'A')]
    const clear = (index: number) => ({
      ...{ index, username: 'clear' as const, password: undefined, description: undefined },
    })
    expect(plan([clear(1)], both, [linked('a@corp.jp', 'A')]).portal).toBeUndefined()
    expect(plan([clear(1), clear(2)], both, [linked('a@corp.jp', 'A')])).toEqual({ logons: [], portal: [] })
  })

  it('carries the password to another account under the same number', () => {
    const result = plan([name(1, 'b@corp.jp')], [held(1, 'a@corp.jp', 'A')], [linked('a@corp.jp', 'A')])
    expect(result.portal).toMatchObject([{ name: 'b', password: 'carried-over' }])
  })

  it('makes an account of its own where the one of the portal is not to be shared', () => {
    const result = plan([name(1, 'b@corp.jp')], [], [], false)
    expect(result).toMatchObject({ portal: undefined, logons: [{ home: 'own' }] })
  })

  it('gives the sixth account no place in the portal', () => {
    const five = [1, 2, 3, 4, 5].map((n) => linked(`u${n}@corp.jp`, `${n}`))
    expect(plan([name(9, 'u6@corp.jp')], [], five)).toMatchObject({
      portal: undefined,
      logons: [{ number: 9, home: 'own' }],
    })
  })
})
