import type { Feature } from '../platform/feature.ts'

export const authenticationSets: Feature = {
  pages: [
    {
      path: '/settings/applications/$appId',
      frame: 'portal',
      title: 'authenticationSets.title',
      needs: 'settings.manage',
      load: () => import('./AuthenticationSetsPage.tsx').then((file) => file.AuthenticationSetsPage),
    },
  ],
}
