/**
 * Every act that an administrator answers for: name -> 操作機能名 of the operation log (portal.md §18).
 * The words of names and functions stand in packages/messages (`operation.<name>`, `operationFunction.<function>`).
 */
export const operations = {
  'session.opened': 'sign-in',
  'session.refused': 'sign-in',
  'session.closed': 'sign-in',
  'session.revoked': 'sign-in',
  'account.locked': 'sign-in',
  'account.unlocked': 'sign-in',
  'password.changed': 'password',
  'password.reissued': 'password',
  'password.reissue-requested': 'password',
  'user.registered': 'users',
  'user.changed': 'users',
  'user.deleted': 'users',
  'user.locale-changed': 'users',
  'face.enrolled': 'users',
  'face.viewed': 'users',
  'face.deleted': 'users',
  'consent.recorded': 'users',
  'consent.withdrawn': 'users',
  'terminal.registered': 'terminals',
  'terminal.changed': 'terminals',
  'terminal.revoked': 'terminals',
  'authentication-log.searched': 'authentication-log',
  'authentication-log.exported': 'authentication-log',
  'authentication-log.face-viewed': 'authentication-log',
  'operation-log.exported': 'operation-log',
  'settings.changed': 'settings',
  'licence.registered': 'licences',
  'licence.notice-mailed': 'licences',
  'licence.lapsed': 'licences',
  'licence.faces-restored': 'licences',
  'licence.faces-erased': 'licences',
  'operator.created': 'operators',
  'operator.changed': 'operators',
  'tenant.applied': 'tenants',
  'tenant.opened': 'tenants',
  'tenant.application-rejected': 'tenants',
  'tenant.applicant-released': 'tenants',
  'tenant.changed': 'tenants',
  'service.changed': 'operators',
  'maintenance.switched': 'operators',
} as const

export type Operation = keyof typeof operations
export type OperationFunction = (typeof operations)[Operation]
