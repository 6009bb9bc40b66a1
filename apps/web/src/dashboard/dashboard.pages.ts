import { IconLayoutDashboard } from '@tabler/icons-react'
import type { Feature } from '../platform/feature.ts'

export const dashboard: Feature = {
  pages: [
    {
      path: '/dashboard',
      frame: 'portal',
      title: 'dashboard.title',
      needs: 'dashboard.read',
      icon: IconLayoutDashboard,
      load: () => import('./DashboardPage.tsx').then((file) => file.DashboardPage),
    },
  ],
}
