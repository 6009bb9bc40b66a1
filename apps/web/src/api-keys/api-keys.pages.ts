import { IconApi } from '@tabler/icons-react'
import type { Feature } from '../platform/feature.ts'

export const apiKeys: Feature = {
  pages: [
    {
      path: '/api-keys',
      frame: 'portal',
      title: 'apiKeys.title',
      needs: 'api-keys.manage',
      icon: IconApi,
      load: () => import('./ApiKeysPage.tsx').then((file) => file.ApiKeysPage),
    },
  ],
}
