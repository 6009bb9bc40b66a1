import type { GroupChoice, GroupSlot } from '@kaoban/contract'
import { describe, expect, it } from 'vitest'
import { allPlaces, judgePlaces } from './groups.rules.ts'

const none = { kind: 'none' } as const
const moving = { kind: 'moving' } as const
const slot = (groupId: string, administrator = false): GroupSlot => ({
  kind: 'group',
  groupId,
  code: groupId,
  name: groupId,
  administrator,
})
const group = (groupId: string, administrator = false): GroupChoice => ({ kind: 'group', groupId, administrator })
const fresh: GroupChoice = { kind: 'new', code: 'X1', name: '新設', administrator: false }
const five = (...slots: GroupSlot[]): GroupSlot[] => [...slots, none, none, none, none, none].slice(0, 5)

const system = { administered: undefined, self: false }
const administrator = { administered: new Set(['own', 'own2']), self: false }

describe('the places of a person', () => {
  it('are five, those that were not sent being 未設定 [NFM-USR-007]', () => {
    expect(allPlaces([moving])).toEqual([moving, none, none, none, none])
  })

  it.each([
    ['any group', five(slot('a')), [group('b')]],
    ['a new group', five(), [fresh]],
    ['異動中', five(slot('a')), [moving]],
    ['an administrator flag', five(slot('a')), [group('a', true)]],
  ])('a system administrator sets %s [NFM-GRP-021] [NFM-GRP-031]', (_what, before, wanted) => {
    expect(judgePlaces(system, before, allPlaces(wanted))).toEqual([])
  })

  it.each([
    ['own group', five(slot('own')), [group('own2')], undefined],
    ['異動中', five(slot('own')), [moving], undefined],
    ['未設定', five(slot('own')), [none], undefined],
    ['a group of another', five(slot('own')), [group('theirs')], 'groups.0'],
    ['a new group', five(slot('own')), [fresh], 'groups.0'],
    ['an administrator flag', five(slot('own')), [group('own', true)], 'groups.0'],
    ['own group for somebody at 異動中', five(moving), [group('own')], undefined],
    ['any group for somebody at 異動中', five(moving), [group('theirs')], undefined],
    ['a new group for somebody at 異動中', five(moving), [fresh], 'groups.0'],
  ])(
    'a group administrator setting %s is judged [NFM-GRP-022] [NFM-GRP-032] [NFM-GRP-033]',
    (_what, before, wanted, field) => {
      expect(judgePlaces(administrator, before, allPlaces(wanted))).toEqual(
        field === undefined ? [] : [{ field, message: 'MSG-GRP-007' }],
      )
    },
  )

  it.each([
    ['kept', [group('own'), group('theirs')], []],
    ['emptied', [group('own'), none], [{ field: 'groups.1', message: 'MSG-GRP-007' }]],
    ['moved away', [group('own'), moving], [{ field: 'groups.1', message: 'MSG-GRP-007' }]],
    ['taken over', [none, group('own')], [{ field: 'groups.1', message: 'MSG-GRP-007' }]],
  ])('of another administrator is %s by a group administrator [NFM-GRP-035]', (_what, wanted, faults) => {
    expect(judgePlaces(administrator, five(slot('own'), slot('theirs')), allPlaces(wanted))).toEqual(faults)
  })

  it.each([
    ['no group', [], [{ field: 'groups', message: 'MSG-USR-023' }]],
    ['an own group', [group('own')], []],
    ['異動中', [none, moving], []],
    ['a group of another', [group('theirs')], [{ field: 'groups.0', message: 'MSG-GRP-007' }]],
  ])('a group administrator registering somebody with %s is judged [NFM-GRP-036]', (_what, wanted, faults) => {
    expect(judgePlaces(administrator, undefined, allPlaces(wanted))).toEqual(faults)
  })

  it.each([
    ['a flag added', five(slot('a')), [group('a', true)], true],
    ['a flag taken', five(slot('a', true)), [group('a')], true],
    ['the administered group left', five(slot('a', true)), [none], true],
    ['another group joined', five(slot('a', true)), [group('a', true), group('b')], false],
    ['the group at another place', five(slot('a', true)), [none, group('a', true)], false],
  ])('of oneself with %s are judged [NFM-ROL-006]', (_what, before, wanted, refused) => {
    expect(judgePlaces({ administered: undefined, self: true }, before, allPlaces(wanted))).toEqual(
      refused ? [{ field: 'groups', message: 'MSG-USR-020' }] : [],
    )
  })
})
