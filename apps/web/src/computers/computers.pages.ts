import type { Feature } from '../platform/feature.ts'

export const computers: Feature = {
  pages: [
    {
      path: '/computers',
      frame: 'portal',
      title: 'computers.title',
      needs: 'computers.manage',
      load: () => import('./ComputersPage.tsx').then((file) => file.ComputersPage),
    },
  ],
}
