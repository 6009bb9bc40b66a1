import { type Account, mayUse, type Permission, type Role, type SelfServiceMenu } from '@kaoban/contract'
import type { MessageKey } from '@kaoban/messages'
import {
  type Icon,
  IconBuilding,
  IconDeviceDesktop,
  IconDevices,
  IconDevicesPc,
  IconDownload,
  IconFileDescription,
  IconFileExport,
  IconKey,
  IconLayoutDashboard,
  IconLicense,
  IconListSearch,
  IconMail,
  IconMailForward,
  IconPassword,
  IconPlugConnected,
  IconSettings,
  IconSpeakerphone,
  IconTool,
  IconTransfer,
  IconUserCircle,
  IconUserShield,
  IconUsers,
  IconWorldCheck,
} from '@tabler/icons-react'

/** What of a person decides over the main menu. */
export type MenuReader = Pick<Account, 'role' | 'issuesOneTimePasswords' | 'managesLinkage'>

export interface MenuEntry {
  key: MessageKey
  to: string
  permission: Permission
  icon?: Icon
  /** The menu that it belongs to, where an organisation may hide it. */
  selfService?: SelfServiceMenu
  /** Shown to these only, of those who may use it. */
  only?: (account: MenuReader) => boolean
  /** Pages that belong to this one, listed under it. */
  below?: readonly MenuEntry[]
}

export interface MenuGroup {
  key: MessageKey
  icon: Icon
  entries: MenuEntry[]
}

export type MenuItem = (MenuEntry & { icon: Icon }) | MenuGroup

const managesLinkage = (account: MenuReader) => account.managesLinkage

/**
 * The main menu: 概況 first [ux.md], then the order of the specification [NFM-NAV-002..NFM-NAV-005], then our own.
 * An entry is shown when its page is registered and the role may use it; a group when one of its entries is.
 */
export const mainMenu: readonly MenuItem[] = [
  { key: 'frame.dashboard', to: '/dashboard', permission: 'dashboard.read', icon: IconLayoutDashboard },
  {
    key: 'LBL-NAV-users',
    to: '/users',
    permission: 'users.read',
    icon: IconUsers,
    below: [
      { key: 'groups.list', to: '/groups', permission: 'groups.read' },
      { key: 'recycleBin.title', to: '/users/recycle-bin', permission: 'users.read' },
    ],
  },
  { key: 'LBL-NAV-logs', to: '/logs', permission: 'authentication-log.read', icon: IconListSearch },
  {
    key: 'LBL-NAV-settings',
    icon: IconSettings,
    entries: [
      { key: 'LBL-NAV-set.method', to: '/settings/logon-method', permission: 'settings.manage' },
      { key: 'LBL-NAV-set.policy', to: '/settings/logon-policy', permission: 'settings.manage' },
      { key: 'LBL-NAV-set.cont', to: '/settings/continuous', permission: 'settings.manage' },
      { key: 'LBL-NAV-set.facelog', to: '/settings/face-log', permission: 'settings.manage' },
      { key: 'LBL-NAV-set.azure', to: '/settings/azure-ad', permission: 'settings.manage' },
      { key: 'LBL-NAV-set.client', to: '/settings/client', permission: 'settings.manage' },
      { key: 'LBL-NAV-set.mail', to: '/settings/mail', permission: 'settings.manage' },
      { key: 'settings.terminals', to: '/settings/terminals', permission: 'settings.manage' },
      { key: 'settings.import', to: '/settings/import', permission: 'settings.manage' },
      { key: 'factors.registry.title', to: '/settings/applications', permission: 'settings.manage' },
      { key: 'settings.blocks', to: '/settings/blocks', permission: 'settings.manage' },
      { key: 'settings.ownPage', to: '/settings/own-pages', permission: 'settings.manage' },
      { key: 'factors.names.title', to: '/settings/factor-names', permission: 'settings.manage' },
    ],
  },
  {
    key: 'LBL-NAV-link',
    icon: IconPlugConnected,
    entries: [
      { key: 'LBL-NAV-link.filter', to: '/linkage/filter', permission: 'linkage.manage', only: managesLinkage },
      { key: 'LBL-NAV-link.sync', to: '/linkage/sync', permission: 'linkage.manage', only: managesLinkage },
    ],
  },
  {
    key: 'LBL-NAV-io',
    icon: IconTransfer,
    entries: [
      { key: 'LBL-NAV-io.userExport', to: '/transfer/user-export', permission: 'transfer.use' },
      { key: 'LBL-NAV-io.userImport', to: '/transfer/user-import', permission: 'transfer.use' },
      { key: 'LBL-NAV-io.aplExport', to: '/transfer/app-login-export', permission: 'transfer.use' },
      { key: 'LBL-NAV-io.aplImport', to: '/transfer/app-login-import', permission: 'transfer.use' },
      { key: 'apiKeys.title', to: '/api-keys', permission: 'api-keys.manage' },
    ],
  },
  { key: 'LBL-NAV-license', to: '/licences', permission: 'licences.manage', icon: IconLicense },
  {
    key: 'LBL-NAV-otp',
    to: '/one-time-passwords',
    permission: 'one-time-passwords.issue',
    icon: IconPassword,
    only: ({ issuesOneTimePasswords }) => issuesOneTimePasswords,
  },
  { key: 'LBL-NAV-ip', to: '/addresses', permission: 'address-list.manage', icon: IconWorldCheck },
  { key: 'frame.terminals', to: '/terminals', permission: 'terminals.manage', icon: IconDeviceDesktop },
  { key: 'computers.title', to: '/computers', permission: 'computers.manage', icon: IconDevicesPc },
]

/** The submenu at the person's name [NFM-NAV-006]; ログアウト stands last and is no page. */
export const personMenu: readonly (MenuEntry & { icon: Icon })[] = [
  { key: 'frame.ownPage', to: '/me', permission: 'self', icon: IconUserCircle },
  { key: 'LBL-NAV-installer', to: '/installer', permission: 'installer.download', icon: IconDownload },
  { key: 'LBL-NAV-oplog', to: '/operation-log', permission: 'operation-log.read', icon: IconFileExport },
  { key: 'LBL-NAV-password', to: '/password', permission: 'self', icon: IconKey, selfService: 'password' },
  { key: 'sessions.title', to: '/sessions', permission: 'self', icon: IconDevices },
]

/** The part of the menu that this person may use and this build has [NFM-ROL-007]. */
export function menuFor(account: MenuReader, has: (path: string) => boolean): MenuItem[] {
  const shown = ({ to, permission, only }: MenuEntry) =>
    has(to) && mayUse(account.role, permission) && (only === undefined || only(account))
  return mainMenu.flatMap((item): MenuItem[] => {
    if (!('entries' in item)) return shown(item) ? [withShown(item, shown)] : []
    const entries = item.entries.filter(shown)
    return entries.length === 0 ? [] : [{ ...item, entries }]
  })
}

function withShown<Entry extends MenuEntry>(item: Entry, shown: (entry: MenuEntry) => boolean): Entry {
  return item.below ? { ...item, below: item.below.filter(shown) } : item
}

export function personMenuFor(role: Role, has: (path: string) => boolean, hidden: readonly SelfServiceMenu[] = []) {
  return personMenu.filter(
    ({ to, permission, selfService }) =>
      has(to) && mayUse(role, permission) && !(selfService && hidden.includes(selfService)),
  )
}

/** The console of the operator; one row of tabs. */
export const operatorMenu: readonly { key: MessageKey; to: string; icon: Icon }[] = [
  { key: 'frame.operator.tenants', to: '/operator', icon: IconBuilding },
  { key: 'frame.operator.applications', to: '/operator/applications', icon: IconFileDescription },
  { key: 'LBL-NAV-news', to: '/operator/announcements', icon: IconSpeakerphone },
  { key: 'notices.title', to: '/operator/notices', icon: IconMailForward },
  { key: 'maintenance.title', to: '/operator/maintenance', icon: IconTool },
  { key: 'operators.list', to: '/operator/operators', icon: IconUserShield },
  { key: 'operators.log', to: '/operator/log', icon: IconListSearch },
  { key: 'frame.operator.mailbox', to: '/operator/mailbox', icon: IconMail },
]
