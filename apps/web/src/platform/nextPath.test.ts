import { expect, it } from 'vitest'
import { nextPath } from './nextPath.ts'

it.each([
  ['/users?page=2', '/users?page=2'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  ['javascript:alert(1)', '/'],
])('after signing in, next=%s leads to %s', (next, target) => {
  expect(nextPath({ next })).toBe(target)
})
