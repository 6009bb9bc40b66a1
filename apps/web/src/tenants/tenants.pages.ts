import type { Feature } from '../platform/feature.ts'

export const tenants: Feature = {
  pages: [
    {
      path: '/apply',
      frame: 'public',
      title: 'LBL-TEN-title',
      load: () => import('./ApplyPage.tsx').then((file) => file.ApplyPage),
    },
    {
      path: '/operator',
      frame: 'operator',
      title: 'tenants.list',
      load: () => import('./TenantsPage.tsx').then((file) => file.TenantsPage),
    },
    {
      path: '/operator/applications',
      frame: 'operator',
      title: 'tenants.applications',
      load: () => import('./ApplicationsPage.tsx').then((file) => file.ApplicationsPage),
    },
    {
      path: '/operator/free-mail',
      frame: 'operator',
      title: 'tenants.freeMail',
      load: () => import('./FreeMailPage.tsx').then((file) => file.FreeMailPage),
    },
  ],
}
