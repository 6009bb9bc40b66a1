import { IconUserCircle } from '@tabler/icons-react'
import type { Feature } from '../platform/feature.ts'

export const me: Feature = {
  pages: [
    {
      path: '/me',
      frame: 'portal',
      title: 'frame.ownPage',
      needs: 'self',
      icon: IconUserCircle,
      load: () => import('./MePage.tsx').then((file) => file.MePage),
    },
  ],
}
