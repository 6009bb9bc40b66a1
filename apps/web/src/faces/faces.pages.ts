import { IconFaceId } from '@tabler/icons-react'
import type { Feature } from '../platform/feature.ts'

export const faces: Feature = {
  pages: [
    {
      path: '/me/face',
      frame: 'portal',
      title: 'faces.enrol.title',
      needs: 'self',
      selfService: 'face',
      icon: IconFaceId,
      load: () => import('./EnrolmentPage.tsx').then((file) => file.EnrolmentPage),
    },
    {
      path: '/face-check',
      frame: 'public',
      title: 'faces.check.title',
      load: () => import('./CheckPage.tsx').then((file) => file.CheckPage),
    },
    {
      path: '/users/$userId/face',
      frame: 'portal',
      title: 'LBL-FAC-title',
      needs: 'faces.read',
      load: () => import('./FaceDetailsPage.tsx').then((file) => file.FaceDetailsPage),
    },
  ],
}
