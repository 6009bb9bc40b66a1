import { IconKey } from '@tabler/icons-react'
import type { Feature } from '../platform/feature.ts'

export const passwords: Feature = {
  pages: [
    {
      path: '/password',
      frame: 'portal',
      title: 'LBL-NAV-password',
      needs: 'self',
      selfService: 'password',
      beforePasswordChange: true,
      icon: IconKey,
      load: () => import('./PasswordPage.tsx').then((file) => file.PasswordPage),
    },
    {
      path: '/p/$token',
      frame: 'public',
      title: 'passwords.setTitle',
      load: () => import('./PasswordLinkPage.tsx').then((file) => file.PasswordLinkPage),
    },
    {
      path: '/t/$code/forgotten',
      frame: 'public',
      title: 'passwords.forgotten',
      load: () => import('./ForgottenPage.tsx').then((file) => file.ForgottenPage),
    },
  ],
}
