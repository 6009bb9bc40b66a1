import { IconApps } from '@tabler/icons-react'
import type { Feature } from '../platform/feature.ts'

export const factors: Feature = {
  pages: [
    {
      path: '/users/$userId/factors',
      frame: 'portal',
      title: 'factors.title',
      needs: 'users.read',
      load: () => import('./FactorsPage.tsx').then((file) => file.FactorsPage),
    },
    {
      path: '/settings/applications',
      frame: 'portal',
      title: 'factors.registry.title',
      needs: 'settings.manage',
      icon: IconApps,
      load: () => import('./AppsPage.tsx').then((file) => file.AppsPage),
    },
  ],
}
