import { IconTrash } from '@tabler/icons-react'
import type { Feature } from '../platform/feature.ts'

export const recycleBin: Feature = {
  pages: [
    {
      path: '/users/recycle-bin',
      frame: 'portal',
      title: 'recycleBin.title',
      needs: 'users.read',
      icon: IconTrash,
      load: () => import('./RecycleBinPage.tsx').then((file) => file.RecycleBinPage),
    },
  ],
}
