import type { Feature } from '../platform/feature.ts'

export const saml: Feature = {
  pages: [
    {
      path: '/settings/applications/$appId/saml',
      frame: 'portal',
      title: 'saml.title',
      needs: 'settings.manage',
      load: () => import('./SamlPage.tsx').then((file) => file.SamlPage),
    },
  ],
}
