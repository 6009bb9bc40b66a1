import { IconSpeakerphone } from '@tabler/icons-react'
import type { Feature } from '../platform/feature.ts'

export const announcements: Feature = {
  pages: [
    {
      path: '/announcements',
      frame: 'portal',
      title: 'LBL-NAV-news',
      needs: 'announcements.read',
      icon: IconSpeakerphone,
      load: () => import('./AnnouncementsPage.tsx').then((file) => file.AnnouncementsPage),
    },
    {
      path: '/operator/announcements',
      frame: 'operator',
      title: 'LBL-NAV-news',
      load: () => import('./OperatorAnnouncementsPage.tsx').then((file) => file.OperatorAnnouncementsPage),
    },
  ],
}
