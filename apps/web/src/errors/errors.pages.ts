import type { Feature } from '../platform/feature.ts'

export const errors: Feature = {
  pages: [
    {
      path: '/errors',
      frame: 'public',
      title: 'errors.list',
      load: () => import('./ErrorListPage.tsx').then((file) => file.ErrorListPage),
    },
    {
      path: '/errors/$code',
      frame: 'public',
      title: 'errors.code',
      load: () => import('./ErrorCodePage.tsx').then((file) => file.ErrorCodePage),
    },
  ],
}
