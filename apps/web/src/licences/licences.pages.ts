import type { Feature } from '../platform/feature.ts'

export const licences: Feature = {
  pages: [
    {
      path: '/licences',
      frame: 'portal',
      title: 'LBL-NAV-license',
      needs: 'licences.manage',
      load: () => import('./LicencesPage.tsx').then((file) => file.LicencesPage),
    },
  ],
}
