import type { Locale } from '@kaoban/messages'
import { type ColumnType, type Generated, sql } from 'kysely'
import { noticeInForce } from '../maintenance/maintenance.service.ts'
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
  imagesForbidden: Generated<boolean>
  settings: ColumnType<Record<string, unknown>, string | undefined, string>
}

declare module '../platform/database.ts' {
  interface Database {
    tenants: TenantTable
  }
}

export type TenantFace = Pick<TenantTable, 'tenantId' | 'code' | 'name' | 'locale' | 'timeZone' | 'state'>
const faceColumns = ['tenantId', 'code', 'name', 'locale', 'timeZone', 'state'] as const

/** For the gate role, which may read a few columns; with the notice of maintenance mode. */
export function findTenantByCode(db: Db, code: string) {
  return db
    .selectFrom('tenants')
    .select(['tenantId', 'state', noticeInForce().as('maintenance')])
    .where('code', '=', code)
    .executeTakeFirst()
}

/** The tenant of the running transaction. */
export function findTenantOf(db: Db): Promise<TenantFace | undefined> {
  return db.selectFrom('tenants').select(faceColumns).executeTakeFirst()
}

export async function hasTenant(db: Db, tenantId: string): Promise<boolean> {
  return (
    (await db.selectFrom('tenants').select('tenantId').where('tenantId', '=', tenantId).executeTakeFirst()) !==
    undefined
  )
}

export interface NewTenant {
  tenantId: string
  code: string
  name: string
  normalisedName: string
  locale: Locale
  timeZone: string
  applicantMail: string
  /** YYYY-MM-DD */
  trialStart: string
  trialEnd: string
}

export async function insertTenant(db: Db, tenant: NewTenant & { openedAt: Date }): Promise<void> {
  await db
    .insertInto('tenants')
    .values({ ...tenant, state: 'open' })
    .execute()
}

export interface TenantQuery {
  page: number
  size: number
  search?: string | undefined
  sort: 'name' | 'openedAt' | 'trialEnd'
  direction?: 'ascending' | 'descending' | undefined
}

/** For the operator role, which sees the tenants of the installation. */
export async function findTenants(db: Db, query: TenantQuery) {
  const text = query.search?.trim() ?? ''
  const pattern = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
  const found = db
    .selectFrom('tenants')
    .$if(text !== '', (some) =>
      some.where((eb) =>
        eb.or([eb('name', 'ilike', pattern), eb('applicantMail', 'ilike', pattern), eb('code', '=', text)]),
      ),
    )
  const { total } = await found.select((eb) => eb.fn.countAll<string>().as('total')).executeTakeFirstOrThrow()
  const descending = query.direction === undefined ? query.sort === 'openedAt' : query.direction === 'descending'
  const rows = await found
    .select(['tenantId', 'code', 'name', 'applicantMail', 'state', 'openedAt', 'imagesForbidden'])
    .select([sql<string>`trial_start::text`.as('trialStart'), sql<string>`trial_end::text`.as('trialEnd')])
    .orderBy(query.sort, descending ? 'desc' : 'asc')
    .orderBy('tenantId', descending ? 'desc' : 'asc')
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .execute()
  return { rows, total: Number(total) }
}
