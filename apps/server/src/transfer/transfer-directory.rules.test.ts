import { type WindowsAccount, windowsAccountKey } from '@kaoban/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DirectoryLink } from '../directory/directory.service.ts'
import { deletesMany, type JudgedRow, type KnownPerson, type World } from './transfer.rules.ts'
import { type DirectoryEntry, type DirectorySurroundings, judgeDirectoryRow } from './transfer-directory.rules.ts'

const world: World = {
  actor: { userId: 'actor', system: true, administered: new Set() },
  groups: new Map(),
  mails: new Map(),
  accounts: new Map(),
}
const around = (more: Partial<DirectorySurroundings> = {}): DirectorySurroundings => ({
  ...{ domain: 'kaoban.test', onDisable: 'suspend', fullNameMax: 80, passwords: true },
  ...{ loginIds: new Set(), holders: new Map(), administrators: new Set(['actor', 'other']) },
  ...more,
})
const entry = (more: Partial<DirectoryEntry> = {}): DirectoryEntry => ({
  ...{ objectGuid: 'guid', logonName: 'taro', fullName: '山田 太郎', enabled: true, gone: false, ...more },
})
const linked = (more: Partial<DirectoryLink> = {}): DirectoryLink => ({
  ...{ accountName: 'taro', fullName: '山田 太郎', state: 'linked', enabled: true, ...more },
})
const account = (name: string, more: Partial<WindowsAccount> = {}): WindowsAccount => ({
  ...{ accountId: name, kind: 'domain', name, place: 'kaoban.test', upn: '', passwordSet: false, sharedWith: 0 },
  ...more,
})
const person = (more: Partial<KnownPerson> = {}): KnownPerson => ({
  ...{ userId: 'taro-id', version: 1, loginId: 'taro', familyName: '山田 太郎', middleName: '', givenName: '' },
  ...{ mail: '', systemAdministrator: false, groupAdministrator: false, appLoginAllowed: false },
  ...{ appLoginMethod: 'face', appLoginFailure: 'login-screen', pauseAllowed: false },
  groups: Array.from({ length: 5 }, () => ({ kind: 'none' })),
  windowsAccounts: [account('taro')],
  ...{ hasFace: false, faceState: 'none', disabled: false, validFrom: null, validUntil: null },
  ...{ passwordSet: true, reachable: true },
  ...more,
})
const judge = (
  row: DirectoryEntry,
  link?: DirectoryLink,
  known?: KnownPerson,
  more?: Partial<DirectorySurroundings>,
): JudgedRow => judgeDirectoryRow({ entry: row, line: 1 }, link, known, world, around(more))
const codes = ({ faults }: JudgedRow) => faults.map(({ code }) => code)

describe('an account that nobody came from', () => {
  it('is somebody new when it is enabled, and nobody otherwise [NFM-ADP-021]', () => {
    const judged = judge(entry())
    expect(judged).toMatchObject({ action: 'add', link: linked(), target: { password: { kind: 'reissue' } } })
    expect(judge(entry({ enabled: false }))).toMatchObject({ action: 'none', faults: [] })
    expect(judge(entry({ gone: true, enabled: false }))).toMatchObject({ action: 'none', faults: [] })
    expect(judge(entry(), undefined, undefined, { passwords: false }).target!.password).toBeUndefined()
  })

  it.each([
    ['a', 'directory.loginId'],
    ['two words', 'directory.loginId'],
    ["o'hara", 'directory.loginId'],
    ['', 'directory.logonName'],
    ['a/b', 'directory.logonName'],
    ['日本', 'directory.logonName'],
  ])('is refused as “%s” [NFM-ADP-025] [NFM-ADP-032]', (logonName, code) => {
    const judged = judge(entry({ logonName }))
    expect(judged.action).toBe('refused')
    expect(codes(judged)).toContain(code)
    expect(judged.link).toBeUndefined()
  })

  it('takes any letters as a name, cut to the limit, and is refused without one [NFM-ADP-026] [NFM-ADP-027]', () => {
    const named = (fullName: string, fullNameMax = 20) =>
      judge(entry({ fullName }), undefined, undefined, { fullNameMax }).target?.fields.familyName
    expect(named('Ångström, Zoë 𠮷野家')).toBe('Ångström, Zoë 𠮷野家')
    expect(named('𠮷'.repeat(30))).toBe('𠮷'.repeat(20))
    expect(named(`${'名'.repeat(19)}　続き`)).toBe('名'.repeat(19))
    expect(named('名'.repeat(90), 80)).toBe('名'.repeat(80))
    expect(codes(judge(entry({ fullName: ' 　 ' })))).toEqual(['directory.fullName'])
  })

  it('collides with the ID and the Windows account of anybody [NFM-ADP-031]', () => {
    const key = windowsAccountKey({ kind: 'domain', place: 'KAOBAN.test', name: 'TARO' })
    for (const more of [{ loginIds: new Set(['taro']) }, { holders: new Map([[key, ['somebody']]]) }])
      expect(codes(judge(entry({ logonName: 'Taro' }), undefined, undefined, more))).toEqual(['directory.collision'])
  })
})

describe('an account that somebody came from', () => {
  it('means nothing while nothing changes; a full-width space counts as no name [NFM-ADP-024]', () => {
    expect(judge(entry(), linked(), person())).toMatchObject({ action: 'none', faults: [] })
    const judged = judge(entry(), linked(), person({ givenName: '　' }))
    expect(judged.link).toBeUndefined()
  })

  it.each<[string, Partial<KnownPerson>]>([
    ['the family name', { familyName: '別' }],
    ['the given name', { givenName: '花子' }],
    ['the name of the account', { windowsAccounts: [account('jiro')] }],
    ['that there is an account', { windowsAccounts: [] }],
  ])('is left alone when %s was changed in the portal [NFM-ADP-041]', (_, changed) => {
    const judged = judge(entry({ fullName: '新' }), linked(), person(changed))
    expect(judged).toMatchObject({ action: 'none', link: linked({ state: 'outside' }), faults: [{ level: 'warning' }] })
    const later = judge(entry({ fullName: '新' }), linked({ state: 'outside' }), person(changed))
    expect(later).toMatchObject({ action: 'none', faults: [] })
    expect(later.link).toBeUndefined()
    for (const leaves of [{ enabled: false }, { enabled: false, gone: true }])
      expect(judge(entry(leaves), linked(), person(changed))).toMatchObject({
        action: 'none',
        link: linked({ state: 'outside', enabled: false }),
      })
  })

  it('comes back with what Active Directory says when it is enabled again [NFM-ADP-044]', () => {
    const gone = linked({ state: 'outside', enabled: false })
    const five = [1, 2, 3, 4, 5].map((n) => account(`pc${n}`, { kind: 'local', place: `PC${n}` }))
    const judged = judge(entry(), gone, person({ familyName: '別', windowsAccounts: five.slice(0, 4) }))
    expect(judged).toMatchObject({ action: 'change', link: linked() })
    expect(judged.target!.accounts.map(({ name }) => name)).toEqual(['pc1', 'pc2', 'pc3', 'pc4', 'taro'])
    expect(codes(judge(entry(), gone, person({ windowsAccounts: five })))).toEqual(['directory.accountsFull'])
    // Whoever is gone is registered anew.
    expect(judge(entry(), gone, undefined)).toMatchObject({ action: 'add' })
    expect(judge(entry(), linked(), undefined)).toMatchObject({ action: 'none', link: { state: 'outside' } })
  })

  it('is suspended, or removed, when it is disabled; a lock of the portal stays one [NFM-ADP-045]', () => {
    const off = entry({ enabled: false })
    const suspended = judge(off, linked(), person())
    expect(suspended).toMatchObject({
      ...{ action: 'change', target: { fields: { disabled: true } } },
      link: linked({ state: 'suspended', enabled: false }),
    })
    const back = judge(entry(), linked({ state: 'suspended', enabled: false }), person({ disabled: true }))
    expect(back).toMatchObject({ action: 'change', target: { fields: { disabled: false } }, link: linked() })
    const locked = judge(off, linked(), person({ disabled: true }))
    expect(locked).toMatchObject({ action: 'none', link: linked({ enabled: false }) })
    expect(judge(entry(), linked({ enabled: false }), person({ disabled: true }))).toMatchObject({ action: 'none' })
    expect(judge(off, linked(), person(), { onDisable: 'remove' })).toMatchObject({ action: 'delete', link: 'forget' })
  })

  it('keeps its place among the accounts when it is renamed, unless somebody has the new name [NFM-ADP-046]', () => {
    const windowsAccounts = [account('a', { kind: 'local', place: 'PC1' }), account('taro')]
    const renamed = judge(entry({ logonName: 'jiro' }), linked(), person({ windowsAccounts }))
    expect(renamed.target!.accounts.map(({ name }) => name)).toEqual(['a', 'jiro'])
    const key = windowsAccountKey({ kind: 'domain', place: 'kaoban.test', name: 'jiro' })
    const holders = new Map([[key, ['somebody']]])
    expect(codes(judge(entry({ logonName: 'jiro' }), linked(), person(), { holders }))).toEqual(['directory.collision'])
    // Who comes back may share their account with somebody.
    const shared = new Map([[windowsAccountKey(account('taro')), ['taro-id', 'somebody']]])
    const back = judge(entry(), linked({ state: 'suspended', enabled: false }), person({ disabled: true }), {
      holders: shared,
    })
    expect(back.action).toBe('change')
    // The ID of a known person is not asked for.
    const loginIds = new Set(['jiro'])
    expect(judge(entry({ logonName: 'jiro' }), linked(), person(), { loginIds }).action).toBe('change')
  })

  it('goes with the person it created, who stays when they have others [NFM-ADP-042] [NFM-ADP-043]', () => {
    const gone = entry({ gone: true, enabled: false })
    expect(judge(gone, linked(), person())).toMatchObject({ action: 'delete', link: 'forget' })
    const windowsAccounts = [account('taro'), account('b', { kind: 'local', place: 'PC1' })]
    const stays = judge(gone, linked(), person({ windowsAccounts }))
    expect(stays).toMatchObject({ action: 'change', link: 'forget', target: { accounts: [{ name: 'b' }] } })
  })

  it('takes nobody away who administers last, or whose key the tool has [NFM-ADP-048]', () => {
    const gone = entry({ gone: true, enabled: false })
    const chief = person({ systemAdministrator: true })
    const last = { administrators: new Set(['taro-id']) }
    for (const row of [gone, entry({ enabled: false })])
      expect(codes(judge(row, linked(), chief, last))).toEqual(['directory.lastAdministrator'])
    expect(codes(judge(gone, linked(), person({ userId: 'actor' })))).toEqual(['directory.ownKey'])
    // Of two who leave in one run the second is the last.
    const two = around({ administrators: new Set(['taro-id', 'jiro-id']) })
    const outcomes = [chief, { ...chief, userId: 'jiro-id' }].map(
      (one) => judgeDirectoryRow({ entry: gone, line: 1 }, linked(), one, world, two).action,
    )
    expect(outcomes).toEqual(['delete', 'refused'])
  })
})

describe('a run', () => {
  it.each([
    [10, 20, false],
    [11, 54, true],
    [11, 55, false],
    [200, 1000, false],
    [201, 1000, true],
  ])('that deletes %i of %i people waits to be confirmed: %s [NFM-ADP-047]', (deleted, provisioned, waits) => {
    expect(deletesMany(deleted, provisioned)).toBe(waits)
  })

  it('means nothing a second time, whatever came before', () => {
    const names = fc.constantFrom('taro', 'jiro', 'a', 'saburo-no-long-name-of-many')
    const states = fc.constantFrom<DirectoryLink['state']>('linked', 'outside', 'suspended')
    const people = fc.record({
      familyName: fc.constantFrom('山田 太郎', '別', ''),
      disabled: fc.boolean(),
      windowsAccounts: fc.subarray([account('taro'), account('jiro'), account('b', { kind: 'local', place: 'PC1' })]),
    })
    fc.assert(
      fc.property(
        fc.record({ logonName: names, fullName: fc.constantFrom('山田 太郎', '新'), enabled: fc.boolean() }),
        fc.boolean(),
        fc.option(fc.record({ accountName: names, state: states, enabled: fc.boolean() }), { nil: undefined }),
        fc.option(people, { nil: undefined }),
        fc.constantFrom<DirectorySurroundings['onDisable']>('suspend', 'remove'),
        (wanted, gone, link, known, onDisable) => {
          const row = entry({ ...wanted, gone, enabled: wanted.enabled && !gone })
          const before = link && linked(link)
          const found = before && known && person(known)
          const first = judge(row, before, found, { onDisable })
          if (first.action === 'refused') return
          const keys = first.target?.accounts.map(({ key }) => key) ?? []
          expect(new Set(keys).size).toBe(keys.length)
          const after = first.link === 'forget' ? undefined : (first.link ?? before)
          const second = judge(row, after, applied(first, found), { onDisable })
          expect(second).toMatchObject({ action: 'none' })
          expect(second.link).toBeUndefined()
        },
      ),
      { numRuns: Number(process.env.KAOBAN_FUZZ_RUNS ?? 1000) },
    )
  })
})

/** The person as a row leaves them. */
function applied({ action, target }: JudgedRow, before: KnownPerson | undefined): KnownPerson | undefined {
  if (action === 'delete') return undefined
  if (!target) return before
  const windowsAccounts = target.accounts.map(({ name, kind, place }) => account(name, { kind, place }))
  return { ...(before ?? person()), ...target.fields, windowsAccounts }
}
