import { IconDevices } from '@tabler/icons-react'
import type { Feature } from '../platform/feature.ts'

export const sessions: Feature = {
  pages: [
    {
      path: '/sessions',
      frame: 'portal',
      title: 'sessions.title',
      needs: 'self',
      icon: IconDevices,
      load: () => import('./SessionsPage.tsx').then((file) => file.SessionsPage),
    },
  ],
}
