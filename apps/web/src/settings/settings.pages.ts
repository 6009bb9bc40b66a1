import type { Feature } from '../platform/feature.ts'

export const settings: Feature = {
  pages: [
    {
      path: '/settings/logon-method',
      frame: 'portal',
      title: 'LBL-NAV-set.method',
      needs: 'settings.manage',
      load: () => import('./LogonMethodPage.tsx').then((file) => file.LogonMethodPage),
    },
    {
      path: '/settings/logon-policy',
      frame: 'portal',
      title: 'LBL-NAV-set.policy',
      needs: 'settings.manage',
      load: () => import('./LogonPolicyPage.tsx').then((file) => file.LogonPolicyPage),
    },
    {
      path: '/settings/continuous',
      frame: 'portal',
      title: 'LBL-NAV-set.cont',
      needs: 'settings.manage',
      load: () => import('./ContinuousPage.tsx').then((file) => file.ContinuousPage),
    },
    {
      path: '/settings/azure-ad',
      frame: 'portal',
      title: 'LBL-NAV-set.azure',
      needs: 'settings.manage',
      load: () => import('./AzureAdPage.tsx').then((file) => file.AzureAdPage),
    },
    {
      path: '/settings/client',
      frame: 'portal',
      title: 'LBL-NAV-set.client',
      needs: 'settings.manage',
      load: () => import('./ClientSettingsPage.tsx').then((file) => file.ClientSettingsPage),
    },
    {
      path: '/settings/mail',
      frame: 'portal',
      title: 'LBL-NAV-set.mail',
      needs: 'settings.manage',
      load: () => import('./MailSettingsPage.tsx').then((file) => file.MailSettingsPage),
    },
    {
      path: '/settings/face-log',
      frame: 'portal',
      title: 'LBL-NAV-set.facelog',
      needs: 'settings.manage',
      load: () => import('./FaceLogSettingsPage.tsx').then((file) => file.FaceLogSettingsPage),
    },
    {
      path: '/settings/terminals',
      frame: 'portal',
      title: 'settings.terminals',
      needs: 'settings.manage',
      load: () => import('./TerminalSettingsPage.tsx').then((file) => file.TerminalSettingsPage),
    },
    {
      path: '/settings/factor-names',
      frame: 'portal',
      title: 'factors.names.title',
      needs: 'settings.manage',
      load: () => import('./FactorNamesPage.tsx').then((file) => file.FactorNamesPage),
    },
    {
      path: '/settings/own-pages',
      frame: 'portal',
      title: 'settings.ownPage',
      needs: 'settings.manage',
      load: () => import('./OwnPageSettingsPage.tsx').then((file) => file.OwnPageSettingsPage),
    },
    {
      path: '/settings/import',
      frame: 'portal',
      title: 'settings.import',
      needs: 'settings.manage',
      load: () => import('./ImportSettingsPage.tsx').then((file) => file.ImportSettingsPage),
    },
  ],
}
