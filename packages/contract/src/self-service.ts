import type { TenantSettings } from './settings.ts'

/** What people see and do for themselves, and an organisation may hide [MFA-ORG-005]. */
export const selfServiceMenus = [
  'password',
  'face',
  'totp',
  'pin',
  'qr',
  'idManager',
  'saml',
  'proxy',
  'offline',
] as const
export type SelfServiceMenu = (typeof selfServiceMenus)[number]

/** The setting that shows a menu. */
export function menuKey(menu: SelfServiceMenu) {
  return `mfa.menu.${menu}` as const
}

export function hiddenMenus(settings: TenantSettings): SelfServiceMenu[] {
  return selfServiceMenus.filter((menu) => !settings[menuKey(menu)])
}
