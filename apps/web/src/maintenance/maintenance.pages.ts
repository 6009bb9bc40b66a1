import type { Feature } from '../platform/feature.ts'

export const maintenance: Feature = {
  pages: [
    {
      path: '/operator/maintenance',
      frame: 'operator',
      title: 'maintenance.title',
      load: () => import('./MaintenancePage.tsx').then((file) => file.MaintenancePage),
    },
  ],
}
