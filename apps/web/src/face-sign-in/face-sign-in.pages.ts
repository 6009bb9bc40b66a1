import type { Feature } from '../platform/feature.ts'

export const faceSignIn: Feature = {
  pages: [
    {
      path: '/t/$code/face',
      frame: 'kiosk',
      title: 'terminals.kiosk.title',
      load: () => import('./KioskPage.tsx').then((file) => file.KioskPage),
    },
  ],
}
