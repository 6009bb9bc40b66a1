import type { Locale } from '@kaoban/messages'
import type { Generated } from 'kysely'
import '../platform/database.ts'

export interface UserTable {
  tenantId: string
  userId: string
  loginId: string
  /** loginId without case, unique in the tenant */
  loginIdKey: string
  familyName: Generated<string>
  middleName: Generated<string>
  givenName: Generated<string>
  mail: Generated<string>
  mailKey: string | null
  systemAdministrator: Generated<boolean>
  appLoginAllowed: Generated<boolean>
  appLoginMethod: Generated<'none' | 'face' | 'face-and-password'>
  appLoginFailure: Generated<'login-screen' | 'again'>
  pauseAllowed: Generated<boolean>
  locale: Locale | null
  passwordHash: string | null
  passwordInitial: Generated<boolean>
  passwordChangedAt: Date | null
  failedSignIns: Generated<number>
  lockedUntil: Date | null
  registeredAt: Date
  updatedAt: Date
  version: Generated<number>
}

declare module '../platform/database.ts' {
  interface Database {
    users: UserTable
  }
}
