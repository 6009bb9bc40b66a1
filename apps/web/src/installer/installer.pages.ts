import type { Feature } from '../platform/feature.ts'

export const installer: Feature = {
  pages: [
    {
      path: '/installer',
      frame: 'portal',
      title: 'LBL-NAV-installer',
      needs: 'installer.download',
      load: () => import('./InstallerPage.tsx').then((file) => file.InstallerPage),
    },
  ],
}
