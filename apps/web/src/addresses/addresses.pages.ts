import { IconWorldCheck } from '@tabler/icons-react'
import type { Feature } from '../platform/feature.ts'

export const addresses: Feature = {
  pages: [
    {
      path: '/addresses',
      frame: 'portal',
      title: 'LBL-NAV-ip',
      needs: 'address-list.manage',
      icon: IconWorldCheck,
      load: () => import('./AddressesPage.tsx').then((file) => file.AddressesPage),
    },
  ],
}
