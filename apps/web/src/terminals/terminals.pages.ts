import type { Feature } from '../platform/feature.ts'

export const terminals: Feature = {
  pages: [
    {
      path: '/terminals',
      frame: 'portal',
      title: 'terminals.title',
      needs: 'terminals.manage',
      load: () => import('./TerminalsPage.tsx').then((file) => file.TerminalsPage),
    },
  ],
}
