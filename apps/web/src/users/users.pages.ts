import { listUsers } from '@kaoban/contract'
import { IconUserPlus, IconUsers } from '@tabler/icons-react'
import { lazy } from 'react'
import { call } from '../platform/api.ts'
import type { Feature } from '../platform/feature.ts'
import { nameOf } from './names.ts'

export const users: Feature = {
  pages: [
    {
      path: '/users',
      frame: 'portal',
      title: 'LBL-USR-list',
      needs: 'users.read',
      icon: IconUsers,
      load: () => import('./UsersPage.tsx').then((file) => file.UsersPage),
    },
  ],
  commands: [
    { id: 'users.add', label: 'users.add', icon: IconUserPlus, needs: 'users.write', run: (go) => go('/users?add=1') },
  ],
  taskViews: [
    {
      kind: 'users-bulk',
      label: 'tasks.kind.users-bulk',
      Result: lazy(() => import('./BulkTaskResult.tsx').then((file) => ({ default: file.BulkTaskResult }))),
    },
  ],
  finders: [
    {
      id: 'people',
      label: 'LBL-NAV-users',
      needs: 'users.read',
      find: async (text) => {
        const { rows } = await call(listUsers, { search: text, size: 20, sort: 'name' } as never)
        return rows.slice(0, 8).map((row) => ({
          id: row.userId,
          label: nameOf(row),
          description: [row.loginId, row.mail].filter((part) => part !== '').join(' · '),
          to: `/users?person=${row.userId}`,
        }))
      },
    },
  ],
}
