import type { Feature } from '../platform/feature.ts'

export const oneTimePasswords: Feature = {
  pages: [
    {
      path: '/one-time-passwords',
      frame: 'portal',
      title: 'LBL-NAV-otp',
      needs: 'one-time-passwords.issue',
      load: () => import('./OneTimePasswordsPage.tsx').then((file) => file.OneTimePasswordsPage),
    },
  ],
}
