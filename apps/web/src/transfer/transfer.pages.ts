import { IconFileExport, IconFileImport } from '@tabler/icons-react'
import { lazy } from 'react'
import type { Feature } from '../platform/feature.ts'

const Result = lazy(() => import('./ImportTaskResult.tsx').then((file) => ({ default: file.ImportTaskResult })))

export const transfer: Feature = {
  pages: [
    {
      path: '/transfer/user-export',
      frame: 'portal',
      title: 'LBL-NAV-io.userExport',
      needs: 'transfer.use',
      icon: IconFileExport,
      load: () => import('./ExportPage.tsx').then((file) => file.ExportPage),
    },
    {
      path: '/transfer/user-import',
      frame: 'portal',
      title: 'LBL-NAV-io.userImport',
      needs: 'transfer.use',
      icon: IconFileImport,
      load: () => import('./UploadPage.tsx').then((file) => file.UploadPage),
    },
    {
      path: '/transfer/user-import/$importId',
      frame: 'portal',
      title: 'LBL-NAV-io.userImport',
      needs: 'transfer.use',
      load: () => import('./ImportPage.tsx').then((file) => file.ImportPage),
    },
  ],
  commands: [
    {
      id: 'transfer.import',
      label: 'imports.command.upload',
      icon: IconFileImport,
      needs: 'transfer.use',
      run: (go) => go('/transfer/user-import'),
    },
    {
      id: 'transfer.export',
      label: 'imports.command.export',
      icon: IconFileExport,
      needs: 'transfer.use',
      run: (go) => go('/transfer/user-export'),
    },
  ],
  taskViews: [
    { kind: 'import-plan', label: 'tasks.kind.import-plan', Result },
    { kind: 'import-apply', label: 'tasks.kind.import-apply', Result },
    { kind: 'import-undo', label: 'tasks.kind.import-undo', Result },
  ],
}
