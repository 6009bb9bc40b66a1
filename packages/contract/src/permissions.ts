/** 一般ユーザー, グループ管理者, システム管理者 [NFM-ROL-001]. */
export const roles = ['user', 'group-administrator', 'system-administrator'] as const
export type Role = (typeof roles)[number]

/**
 * The permission matrix of the specification (portal.md §1.1): which role may use which function.
 * A group administrator's permissions reach only the users of the groups administered [NFM-ROL-010].
 */
export const permissions = {
  /** Own account: password, sessions, face, language [NFM-ROL-021]. */
  self: ['user', 'group-administrator', 'system-administrator'],
  'installer.download': ['user', 'group-administrator', 'system-administrator'],
  'announcements.read': ['user', 'group-administrator', 'system-administrator'],
  'users.read': ['group-administrator', 'system-administrator'],
  'users.write': ['group-administrator', 'system-administrator'],
  'users.unlock': ['group-administrator', 'system-administrator'],
  'groups.read': ['group-administrator', 'system-administrator'],
  'groups.manage': ['system-administrator'],
  'faces.read': ['group-administrator', 'system-administrator'],
  'faces.write': ['group-administrator', 'system-administrator'],
  'factors.reveal': ['system-administrator'],
  'authentication-log.read': ['group-administrator', 'system-administrator'],
  'transfer.use': ['group-administrator', 'system-administrator'],
  'api-keys.manage': ['group-administrator', 'system-administrator'],
  'dashboard.read': ['group-administrator', 'system-administrator'],
  'terminals.manage': ['system-administrator'],
  'computers.manage': ['system-administrator'],
  'settings.manage': ['system-administrator'],
  'linkage.manage': ['system-administrator'],
  'licences.manage': ['system-administrator'],
  'one-time-passwords.issue': ['system-administrator'],
  'address-list.manage': ['system-administrator'],
  'directory-agent.download': ['system-administrator'],
  'directory.manage': ['system-administrator'],
  'operation-log.read': ['system-administrator'],
} as const satisfies Record<string, readonly Role[]>

export type Permission = keyof typeof permissions

export function mayUse(role: Role, permission: Permission): boolean {
  return (permissions[permission] as readonly Role[]).includes(role)
}
