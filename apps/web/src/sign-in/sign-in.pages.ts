import type { Feature } from '../platform/feature.ts'

export const signInFeature: Feature = {
  pages: [
    {
      path: '/t/$code',
      frame: 'public',
      title: 'signIn.title',
      load: () => import('./SignInPage.tsx').then((file) => file.SignInPage),
    },
  ],
}
