import type { Feature } from '../platform/feature.ts'

export const linkage: Feature = {
  pages: [
    {
      path: '/linkage/filter',
      frame: 'portal',
      title: 'LBL-NAV-link.filter',
      needs: 'linkage.manage',
      load: () => import('./FilterPage.tsx').then((file) => file.FilterPage),
    },
    {
      path: '/linkage/sync',
      frame: 'portal',
      title: 'LBL-NAV-link.sync',
      needs: 'linkage.manage',
      load: () => import('./SyncPage.tsx').then((file) => file.SyncPage),
    },
    {
      path: '/linkage/sync/$syncId',
      frame: 'portal',
      title: 'linkage.sync.details',
      needs: 'linkage.manage',
      load: () => import('./SyncItemsPage.tsx').then((file) => file.SyncItemsPage),
    },
    {
      path: '/operator/linkage/$tenantId',
      frame: 'operator',
      title: 'linkage.operator.title',
      load: () => import('./ConnectorPage.tsx').then((file) => file.ConnectorPage),
    },
  ],
  taskViews: [{ kind: 'linkage-sync', label: 'LBL-NAV-link.sync' }],
}
