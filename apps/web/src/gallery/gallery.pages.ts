import { IconUserPlus } from '@tabler/icons-react'
import { call } from '../platform/api.ts'
import type { Feature } from '../platform/feature.ts'
import { listPeople } from './gallery.endpoints.ts'

/** The test bed of the components: the frame with pages that show each of them. Only in builds with KAOBAN_GALLERY=1. */
export const gallery: Feature = {
  pages: [
    {
      path: '/dashboard',
      frame: 'portal',
      title: 'frame.dashboard',
      needs: 'dashboard.read',
      load: () => import('./PartsPage.tsx').then((file) => file.PartsPage),
    },
    {
      path: '/users',
      frame: 'portal',
      title: 'LBL-USR-list',
      needs: 'users.read',
      load: () => import('./PeoplePage.tsx').then((file) => file.PeoplePage),
    },
    {
      path: '/users/$userId',
      frame: 'portal',
      title: 'LBL-NAV-users',
      needs: 'users.write',
      load: () => import('./PersonPage.tsx').then((file) => file.PersonPage),
    },
    {
      path: '/people/list',
      frame: 'portal',
      title: 'LBL-USR-list',
      needs: 'users.read',
      load: () => import('../users/users.service.ts').then((file) => file.UsersPage),
    },
    {
      path: '/addresses',
      frame: 'portal',
      title: 'LBL-NAV-ip',
      needs: 'address-list.manage',
      load: () => import('../addresses/addresses.service.ts').then((file) => file.AddressesPage),
    },
    {
      path: '/announcements',
      frame: 'portal',
      title: 'LBL-NAV-news',
      load: () => import('../announcements/announcements.service.ts').then((file) => file.AnnouncementsPage),
    },
    {
      path: '/operator/announcements',
      frame: 'operator',
      title: 'LBL-NAV-news',
      load: () => import('../announcements/announcements.service.ts').then((file) => file.OperatorAnnouncementsPage),
    },
    {
      path: '/operator/notices',
      frame: 'operator',
      title: 'notices.title',
      load: () => import('../notices/notices.service.ts').then((file) => file.NoticesPage),
    },
    {
      path: '/operator/operators',
      frame: 'operator',
      title: 'operators.list',
      load: () => import('../operators/operators.service.ts').then((file) => file.OperatorsPage),
    },
    {
      path: '/door/$code',
      frame: 'public',
      title: 'LBL-AUT-login',
      load: () => import('../sign-in/sign-in.service.ts').then((file) => file.SignInPage),
    },
    {
      path: '/people/form',
      frame: 'portal',
      title: 'users.edit',
      needs: 'users.write',
      load: () => import('./PersonFormPage.tsx').then((file) => file.PersonFormPage),
    },
    {
      path: '/people/bin',
      frame: 'portal',
      title: 'recycleBin.title',
      needs: 'users.read',
      load: () => import('../recycle-bin/recycle-bin.service.ts').then((file) => file.RecycleBinPage),
    },
    {
      path: '/people/bulk',
      frame: 'portal',
      title: 'LBL-USR-list',
      needs: 'users.write',
      load: () => import('./BulkPage.tsx').then((file) => file.BulkPage),
    },
    {
      path: '/people/leaver',
      frame: 'portal',
      title: 'leavers.record',
      needs: 'users.write',
      load: () => import('./LeaverPage.tsx').then((file) => file.LeaverPage),
    },
    {
      path: '/transfer/user-import/$importId',
      frame: 'portal',
      title: 'LBL-NAV-io.userImport',
      needs: 'transfer.use',
      load: () => import('../transfer/transfer.service.ts').then((file) => file.ImportPage),
    },
    {
      path: '/api-keys',
      frame: 'portal',
      title: 'apiKeys.title',
      needs: 'api-keys.manage',
      load: () => import('../api-keys/api-keys.service.ts').then((file) => file.ApiKeysPage),
    },
    {
      path: '/settings/logon-method',
      frame: 'portal',
      title: 'LBL-NAV-set.method',
      needs: 'settings.manage',
      load: () => import('../settings/settings.service.ts').then((file) => file.LogonMethodPage),
    },
    {
      path: '/settings/logon-policy',
      frame: 'portal',
      title: 'LBL-NAV-set.policy',
      needs: 'settings.manage',
      load: () => import('../settings/settings.service.ts').then((file) => file.LogonPolicyPage),
    },
    {
      path: '/one-time-passwords',
      frame: 'portal',
      title: 'LBL-NAV-otp',
      needs: 'one-time-passwords.issue',
      load: () =>
        import('../one-time-passwords/one-time-passwords.service.ts').then((file) => file.OneTimePasswordsPage),
    },
    {
      path: '/settings/continuous',
      frame: 'portal',
      title: 'LBL-NAV-set.cont',
      needs: 'settings.manage',
      load: () => import('../settings/settings.service.ts').then((file) => file.ContinuousPage),
    },
    {
      path: '/settings/azure-ad',
      frame: 'portal',
      title: 'LBL-NAV-set.azure',
      needs: 'settings.manage',
      load: () => import('../settings/settings.service.ts').then((file) => file.AzureAdPage),
    },
    {
      path: '/settings/client',
      frame: 'portal',
      title: 'LBL-NAV-set.client',
      needs: 'settings.manage',
      load: () => import('../settings/settings.service.ts').then((file) => file.ClientSettingsPage),
    },
    {
      path: '/settings/face-log',
      frame: 'portal',
      title: 'LBL-NAV-set.facelog',
      needs: 'settings.manage',
      load: () => import('../settings/settings.service.ts').then((file) => file.FaceLogSettingsPage),
    },
    {
      path: '/settings/mail',
      frame: 'portal',
      title: 'LBL-NAV-set.mail',
      needs: 'settings.manage',
      load: () => import('./PersonPage.tsx').then((file) => file.PersonPage),
    },
    {
      path: '/me',
      frame: 'portal',
      title: 'frame.ownPage',
      load: () => import('./CameraPage.tsx').then((file) => file.CameraPage),
    },
    {
      path: '/password',
      frame: 'portal',
      title: 'LBL-NAV-password',
      beforePasswordChange: true,
      load: () => import('./PersonPage.tsx').then((file) => file.PersonPage),
    },
    {
      path: '/t/$code',
      frame: 'public',
      title: 'LBL-AUT-login',
      load: () => import('./DoorPage.tsx').then((file) => file.DoorPage),
    },
    {
      path: '/t/$code/face',
      frame: 'kiosk',
      title: 'camera.title',
      load: () => import('./CameraPage.tsx').then((file) => file.KioskPage),
    },
    {
      path: '/operator',
      frame: 'operator',
      title: 'frame.operator.tenants',
      load: () => import('./PartsPage.tsx').then((file) => file.PartsPage),
    },
  ],
  commands: [
    {
      id: 'add',
      label: 'LBL-GEN-add',
      icon: IconUserPlus,
      needs: 'users.write',
      run: (go) => go('/users?add=1'),
    },
  ],
  finders: [
    {
      id: 'people',
      label: 'LBL-NAV-users',
      needs: 'users.read',
      find: async (search) =>
        (await call(listPeople, { search, size: 20 })).rows.slice(0, 5).map((person) => ({
          id: person.id,
          label: person.name,
          description: `${person.loginId} ${person.mail}`,
          to: `/users/${person.id}`,
        })),
    },
  ],
  useOperator: () => ({ state: 'known', name: 'operator', signOut: async () => {} }),
}
