import type { Feature } from '../platform/feature.ts'

const needs = 'authentication-log.read'

export const authenticationLog: Feature = {
  pages: [
    {
      path: '/logs',
      frame: 'portal',
      title: 'LBL-NAV-logs',
      needs,
      load: () => import('./SearchPage.tsx').then((file) => file.SearchPage),
    },
    {
      path: '/logs/list',
      frame: 'portal',
      title: 'LBL-LOG-listTitle',
      needs,
      load: () => import('./ListPage.tsx').then((file) => file.ListPage),
    },
    {
      path: '/logs/$authenticationId',
      frame: 'portal',
      title: 'LBL-GEN-detail',
      needs,
      load: () => import('./DetailPage.tsx').then((file) => file.DetailPage),
    },
  ],
}
