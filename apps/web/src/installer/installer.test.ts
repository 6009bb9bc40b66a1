import { mayUse, roles } from '@kaoban/contract'
import { expect, it } from 'vitest'
import { personMenuFor } from '../platform/menu.ts'
import { boxesFor } from './boxes.ts'
import { installer } from './installer.pages.ts'

const page = installer.pages[0]!

it('is led to by the menu of every role, and offers each of them the client software [NFM-ROL-022]', () => {
  const led = roles.filter((role) => personMenuFor(role, (path) => path === page.path).length === 1)
  expect(led).toEqual([...roles])
  expect(roles.filter((role) => mayUse(role, page.needs!))).toEqual(led)
  expect(roles.filter((role) => boxesFor(role).includes('client'))).toEqual(led)
})

it('offers the AD provisioning tool to system administrators and nobody else [NFM-ROL-032]', () => {
  expect(roles.filter((role) => boxesFor(role).includes('directory'))).toEqual(['system-administrator'])
})
