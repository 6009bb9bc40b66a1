import type { Locale } from '@kaoban/messages'
import type { ColumnType } from 'kysely'
import type { Db } from '../platform/database.ts'

export interface TenantTable {
  tenantId: string
  code: string
  name: string
  normalisedName: string
  locale: Locale
  timeZone: string
  state: 'open' | 'closed'
  applicantMail: string
  trialStart: ColumnType<Date, string, string>
  trialEnd: ColumnType<Date, string, string>
  openedAt: Date
  settings: ColumnType<Record<string, unknown>, string | undefined, string>
}

declare module '../platform/database.ts' {
  interface Database {
    tenants: TenantTable
  }
}

export type TenantFace = Pick<TenantTable, 'tenantId' | 'code' | 'name' | 'locale' | 'timeZone' | 'state'>
const faceColumns = ['tenantId', 'code', 'name', 'locale', 'timeZone', 'state'] as const

/** For the gate role: the few columns it may read. */
export function findTenantByCode(db: Db, code: string): Promise<TenantFace | undefined> {
  return db.selectFrom('tenants').select(faceColumns).where('code', '=', code).executeTakeFirst()
}

/** The tenant of the running transaction. */
export function findTenantOf(db: Db): Promise<TenantFace | undefined> {
  return db.selectFrom('tenants').select(faceColumns).executeTakeFirst()
}
