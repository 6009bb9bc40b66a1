import { describe, expect, it } from 'vitest'
import { changedFields, judgeBulk, leavesNoAdministrator } from './users.rules.ts'

describe('who may go', () => {
  it.each([
    [['a'], ['a'], true],
    [['a', 'b'], ['a'], false],
    [['a', 'b'], ['a', 'b'], true],
    [['a'], ['x'], false],
  ])('of administrators %j, losing %j leaves none: %s [NFM-ROL-005]', (administrators, losing, none) => {
    expect(leavesNoAdministrator(new Set(administrators), losing)).toBe(none)
  })

  const person = (userId: string, systemAdministrator = false) => ({
    userId,
    systemAdministrator,
    groupAdministrator: false,
  })
  it.each([
    ['somebody', [person('x')], ['me'], undefined],
    ['oneself', [person('x'), person('me', true)], ['me', 'b'], 'MSG-USR-019'],
    ['every administrator', [person('a', true), person('b', true)], ['a', 'b'], 'MSG-USR-018'],
    ['all administrators but one', [person('a', true), person('b', true)], ['a', 'b', 'me'], undefined],
    ['people while nobody administers', [person('x')], [], undefined],
  ])('deleting %s is judged [NFM-USR-043]', (_name, selected, administrators, expected) => {
    const actor = { userId: 'me', role: 'system-administrator' as const }
    expect(judgeBulk('delete', selected, new Set(administrators), actor)).toBe(expected)
  })

  it.each([
    ['lock', 'users.notYourself'],
    ['move', 'MSG-USR-020'],
    ['add', undefined],
    ['reissue', undefined],
  ] as const)('to %s oneself, a group administrator as well, is judged [NFM-ROL-006]', (act, expected) => {
    const self = { ...person('me', true), groupAdministrator: true }
    const actor = { userId: 'me', role: 'system-administrator' as const }
    expect(judgeBulk(act, [self], new Set(['me', 'b']), actor)).toBe(expected)
  })

  it.each([
    ['an ordinary person', {}, undefined],
    ['a system administrator', { systemAdministrator: true }, 'MSG-USR-021'],
    ['a group administrator', { groupAdministrator: true }, 'MSG-USR-021'],
  ])('a group administrator deleting %s is judged [NFM-ROL-012]', (_name, role, expected) => {
    const actor = { userId: 'me', role: 'group-administrator' as const }
    expect(judgeBulk('delete', [{ ...person('x'), ...role }], new Set(['a']), actor)).toBe(expected)
  })
})

describe('changed fields', () => {
  it('are named without their values', () => {
    expect(changedFields({ mail: 'a', familyName: 'x', version: 3 }, { mail: 'b', familyName: 'x' })).toEqual(['mail'])
  })
})
