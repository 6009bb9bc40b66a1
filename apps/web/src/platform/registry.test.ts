import { roles } from '@kaoban/contract'
import { describe, expect, it } from 'vitest'
import type { Page } from './feature.ts'
import { homeOf } from './registry.tsx'

const page = (path: `/${string}`, needs?: Page['needs']): Page => ({
  path,
  frame: 'portal',
  title: 'frame.product',
  load: async () => () => null,
  ...(needs ? { needs } : {}),
})

describe('the first page after sign-in', () => {
  const plain = [page('/users', 'users.read'), page('/installer', 'installer.download'), page('/password', 'self')]

  it('is the user list for administrators and the installer page for employees [NFM-NAV-007]', () => {
    expect(roles.map((role) => homeOf(role, plain))).toEqual(['/installer', '/users', '/users'])
  })

  it('is the dashboard and the own page as soon as the build has them [NFM-NAV-007]', () => {
    const all = [...plain, page('/dashboard', 'dashboard.read'), page('/me', 'self')]
    expect(roles.map((role) => homeOf(role, all))).toEqual(['/me', '/dashboard', '/dashboard'])
  })
})
