import { describe, expect, it } from 'vitest'
import { changedFields, judgeDeletion, leavesNoAdministrator } from './users.rules.ts'

describe('who may go', () => {
  it.each([
    [['a'], ['a'], true],
    [['a', 'b'], ['a'], false],
    [['a', 'b'], ['a', 'b'], true],
    [['a'], ['x'], false],
  ])('of administrators %j, losing %j leaves none: %s [NFM-ROL-005]', (administrators, losing, none) => {
    expect(leavesNoAdministrator(new Set(administrators), losing)).toBe(none)
  })

  const person = (userId: string, systemAdministrator = false) => ({ userId, systemAdministrator })
  it.each([
    ['somebody', [person('x')], ['me'], undefined],
    ['oneself', [person('x'), person('me', true)], ['me', 'b'], 'MSG-USR-019'],
    ['every administrator', [person('a', true), person('b', true)], ['a', 'b'], 'MSG-USR-018'],
    ['all administrators but one', [person('a', true), person('b', true)], ['a', 'b', 'me'], undefined],
    ['people while nobody administers', [person('x')], [], undefined],
  ])('deleting %s is judged [NFM-USR-043]', (_name, selected, administrators, expected) => {
    expect(judgeDeletion(selected, new Set(administrators), 'me')).toBe(expected)
  })
})

describe('changed fields', () => {
  it('are named without their values', () => {
    expect(changedFields({ mail: 'a', familyName: 'x', version: 3 }, { mail: 'b', familyName: 'x' })).toEqual(['mail'])
  })
})
