import { mayUse, roles } from '@kaoban/contract'
import { expect, it } from 'vitest'
import { personMenuFor } from '../platform/menu.ts'
import { installer } from './installer.pages.ts'

it('leads system administrators, and nobody else, to the AD provisioning tool [NFM-ROL-032]', () => {
  const page = installer.pages[0]!
  const led = roles.filter((role) => personMenuFor(role, (path) => path === page.path).length === 1)
  expect(led).toEqual(['system-administrator'])
  expect(roles.filter((role) => mayUse(role, page.needs!))).toEqual(led)
})
