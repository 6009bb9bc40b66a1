import type { Feature } from '../platform/feature.ts'
// Kept before the router has a word in it.
import '../platform/arrival.ts'

export const appSignIn: Feature = {
  pages: [
    {
      path: '/sso/$code/$appId',
      frame: 'public',
      title: 'appSignIn.title',
      load: () => import('./AppSignInPage.tsx').then((file) => file.AppSignInPage),
    },
    {
      path: '/sso/$code/logout',
      frame: 'public',
      title: 'appSignIn.logout',
      load: () => import('./AppLogoutPage.tsx').then((file) => file.AppLogoutPage),
    },
  ],
}
