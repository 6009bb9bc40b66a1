import { listGroups } from '@kaoban/contract'
import { IconUsersGroup } from '@tabler/icons-react'
import { call } from '../platform/api.ts'
import type { Feature } from '../platform/feature.ts'

export const groups: Feature = {
  pages: [
    {
      path: '/groups',
      frame: 'portal',
      title: 'groups.list',
      needs: 'groups.read',
      icon: IconUsersGroup,
      load: () => import('./GroupsPage.tsx').then((file) => file.GroupsPage),
    },
    {
      path: '/groups/$groupId',
      frame: 'portal',
      title: 'groups.group',
      needs: 'groups.read',
      load: () => import('./GroupPage.tsx').then((file) => file.GroupPage),
    },
  ],
  finders: [
    {
      id: 'groups',
      label: 'groups.list',
      needs: 'groups.read',
      find: async (search) => {
        const { rows } = await call(listGroups, { search, size: 20 })
        return rows.slice(0, 5).map(({ groupId, code, name }) => ({
          ...{ id: groupId, label: name, description: code },
          to: `/groups/${groupId}`,
        }))
      },
    },
  ],
}
