import { describe, expect, it } from 'vitest'
import type { GroupChoice } from './groups.ts'
import { checkGroupChoices, checkGroupCode, checkGroupName } from './groups-rules.ts'

describe('a group', () => {
  it.each([
    ['', 'MSG-GRP-001'],
    ['営業', 'MSG-GRP-002'],
    ['S-1', 'MSG-GRP-002'],
    ['S 1', 'MSG-GRP-002'],
    ['Ａ１', 'MSG-GRP-002'],
    ['a'.repeat(65), 'MSG-GRP-002'],
    ['a'.repeat(64), undefined],
    ['S', undefined],
    ['Sales01', undefined],
  ])('with the ID %j gets %s [NFM-GRP-006]', (code, message) => {
    expect(checkGroupCode(code)).toBe(message)
  })

  it.each([
    ['', 'MSG-GRP-004'],
    ['　 ', 'MSG-GRP-004'],
    ['営業\t一課', 'MSG-GRP-006'],
    ['あ'.repeat(81), 'MSG-GRP-006'],
    ['𠮷'.repeat(80), undefined],
    ['未設定', 'MSG-GRP-008'],
    [' 異動中 ', 'MSG-GRP-008'],
    ['In transfer', 'MSG-GRP-008'],
    ['異動中の皆さん', undefined],
    ['123', undefined],
  ])('with the name %j gets %s [NFM-GRP-007]', (name, message) => {
    expect(checkGroupName(name)).toBe(message)
  })

  const a: GroupChoice = { kind: 'group', groupId: 'a', administrator: false }
  const fresh: GroupChoice = { kind: 'new', code: 'N1', name: '新', administrator: false }
  it.each([
    ['twice', [a, { kind: 'none' }, { ...a, administrator: true }], [{ field: 'groups.2', message: 'MSG-USR-015' }]],
    ['new and twice', [fresh, { ...fresh, code: 'n1' }], [{ field: 'groups.1', message: 'MSG-USR-015' }]],
    ['異動中 twice', [{ kind: 'moving' }, { kind: 'moving' }], []],
    ['new without a name', [{ ...fresh, name: '' }], [{ field: 'groups.0.name', message: 'MSG-GRP-004' }]],
  ] as [string, GroupChoice[], object[]][])(
    'in two places of one person, %s, is judged [NFM-USR-026]',
    (_what, choices, faults) => {
      expect(checkGroupChoices(choices)).toEqual(faults)
    },
  )
})
