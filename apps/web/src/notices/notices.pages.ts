import type { Feature } from '../platform/feature.ts'

export const notices: Feature = {
  pages: [
    {
      path: '/operator/notices',
      frame: 'operator',
      title: 'notices.title',
      load: () => import('./NoticesPage.tsx').then((file) => file.NoticesPage),
    },
  ],
}
