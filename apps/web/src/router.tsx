/*
 * How a feature adds to the portal
 *
 * 1. A folder `src/<feature>/` with `<feature>.pages.ts`:
 *
 *      export const users: Feature = {
 *        pages: [
 *          { path: '/users', frame: 'portal', title: 'LBL-USR-list', needs: 'users.read',
 *            load: () => import('./UsersPage.tsx').then((file) => file.UsersPage) },
 *          { path: '/users/$userId', … },                  // usePathParams<'userId'>().userId in the page
 *        ],
 *        commands: [{ id: 'users.add', label: 'LBL-GEN-add', icon: IconUserPlus, needs: 'users.write',
 *                     run: (go) => go('/users?add=1') }],  // Ctrl+K
 *        finders: [{ id: 'people', label: 'LBL-NAV-users', needs: 'users.read', find: (text) => … }],
 *        background: WatchImports,                         // optional component that feeds the bell
 *      }
 *
 * 2. One line in the list below. The order has no meaning for people; keep it alphabetical.
 * 3. Menu: pages of the specification are already in `platform/menu.ts` and appear once their path is registered.
 *    A page of our own gets one line there. Nothing is shown that has no page or that the role may not use.
 * 4. The page starts with <PageHeader title=…/>: it becomes the h1 and takes the focus after navigation.
 */
import { createRouter as createTanStackRouter } from '@tanstack/react-router'
import { addresses } from './addresses/addresses.pages.ts'
import { announcements } from './announcements/announcements.pages.ts'
import { apiKeys } from './api-keys/api-keys.pages.ts'
import { appSignIn } from './app-sign-in/app-sign-in.pages.ts'
import { authenticationLog } from './authentication-log/authentication-log.pages.ts'
import { authenticationSets } from './authentication-sets/authentication-sets.pages.ts'
import { computers } from './computers/computers.pages.ts'
import { dashboard } from './dashboard/dashboard.pages.ts'
import { errors } from './errors/errors.pages.ts'
import { faceSignIn } from './face-sign-in/face-sign-in.pages.ts'
import { faces } from './faces/faces.pages.ts'
import { factors } from './factors/factors.pages.ts'
import { groups } from './groups/groups.pages.ts'
import { installer } from './installer/installer.pages.ts'
import { licences } from './licences/licences.pages.ts'
import { linkage } from './linkage/linkage.pages.ts'
import { mails } from './mails/mails.pages.ts'
import { maintenance } from './maintenance/maintenance.pages.ts'
import { me } from './me/me.pages.ts'
import { notices } from './notices/notices.pages.ts'
import { oneTimePasswords } from './one-time-passwords/one-time-passwords.pages.ts'
import { operationLog } from './operation-log/operation-log.pages.ts'
import { operators } from './operators/operators.pages.ts'
import { passwords } from './passwords/passwords.pages.ts'
import type { Feature } from './platform/feature.ts'
import { buildRoutes } from './platform/routes.tsx'
import { parseSearch, stringifySearch } from './platform/search.ts'
import { recycleBin } from './recycle-bin/recycle-bin.pages.ts'
import { saml } from './saml/saml.pages.ts'
import { sessions } from './sessions/sessions.pages.ts'
import { settings } from './settings/settings.pages.ts'
import { signInFeature } from './sign-in/sign-in.pages.ts'
import { tasks } from './tasks/tasks.pages.ts'
import { tenants } from './tenants/tenants.pages.ts'
import { terminals } from './terminals/terminals.pages.ts'
import { transfer } from './transfer/transfer.pages.ts'
import { users } from './users/users.pages.ts'

export const features: readonly Feature[] = [
  addresses,
  announcements,
  notices,
  apiKeys,
  appSignIn,
  authenticationLog,
  authenticationSets,
  computers,
  dashboard,
  errors,
  licences,
  linkage,
  mails,
  maintenance,
  installer,
  oneTimePasswords,
  operationLog,
  operators,
  passwords,
  saml,
  sessions,
  settings,
  signInFeature,
  tasks,
  tenants,
  faceSignIn,
  faces,
  factors,
  groups,
  me,
  recycleBin,
  terminals,
  transfer,
  users,
]

export function createRouter(all: readonly Feature[]) {
  return createTanStackRouter({
    routeTree: buildRoutes(all),
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultPendingMs: 150,
    scrollRestoration: true,
  })
}
