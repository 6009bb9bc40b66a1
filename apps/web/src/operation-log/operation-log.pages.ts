import type { Feature } from '../platform/feature.ts'

export const operationLog: Feature = {
  pages: [
    {
      path: '/operation-log',
      frame: 'portal',
      title: 'LBL-NAV-oplog',
      needs: 'operation-log.read',
      load: () => import('./OperationLogPage.tsx').then((file) => file.OperationLogPage),
    },
  ],
}
