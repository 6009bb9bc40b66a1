import type { LicenceKind } from '@kaoban/contract'
import type { Locale } from '@kaoban/messages'
import { type ColumnType, sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import type { Licence } from './licences.rules.ts'

type Day = ColumnType<Date, string, string>
type OptionalDay = ColumnType<Date | null, string | null, string | null>

export interface LicenceTable {
  tenantId: string
  licenceId: string
  kind: LicenceKind
  model: string
  ids: number
  months: number | null
  startsOn: Day
  endsOn: OptionalDay
  issuedAt: Date
}

export interface LicenceNoticeTable {
  tenantId: string
  licenceId: string
  step: number
  mailedAt: Date
}

export interface LicenceLapseTable {
  tenantId: string
  licenceId: string
  endedOn: Day
  announcedOn: Day
  eraseOn: OptionalDay
  tenantDeletionOn: Day
}

declare module '../platform/database.ts' {
  interface Database {
    licences: LicenceTable
    licenceNotices: LicenceNoticeTable
    licenceLapses: LicenceLapseTable
  }
}

export async function insertLicence(db: Db, tenantId: string, licence: Licence, issuedAt: Date): Promise<void> {
  await db
    .insertInto('licences')
    .values({ ...licence, tenantId, issuedAt })
    .execute()
}

/** Oldest first. With `lock` nobody else of the tenant counts, registers or suspends until this transaction ends. */
export function findLicences(db: Db, lock = false): Promise<Licence[]> {
  return db
    .selectFrom('licences')
    .select(['licenceId', 'kind', 'model', 'ids', 'months'])
    .select([sql<string>`starts_on::text`.as('startsOn'), sql<string | null>`ends_on::text`.as('endsOn')])
    .orderBy('startsOn')
    .orderBy('licenceId')
    .$if(lock, (query) => query.forUpdate())
    .execute()
}

/** Whether a licence is valid at an instant, by the tenant's calendar; one statement, for every face sign-in. */
export async function hasValidLicence(db: Db, at: Date): Promise<boolean> {
  const { rows } = await sql<{ valid: boolean }>`select exists (
    select from licences l join tenants t on t.tenant_id = l.tenant_id
    where (${at}::timestamptz at time zone t.time_zone)::date between l.starts_on and coalesce(l.ends_on, 'infinity')
  ) as valid`.execute(db)
  return rows[0]!.valid
}

export async function countPeople(db: Db): Promise<number> {
  const { people } = await db
    .selectFrom('users')
    .select((eb) => eb.fn.countAll<number>().as('people'))
    .executeTakeFirstOrThrow()
  return Number(people)
}

/**
 * IDs in use: people with a face that is not suspended, and IDs that somebody put into the filter of the linkage, each
 * once [NFM-LIC-015]. Without those of one person, when a user id is given.
 */
export async function countIds(db: Db, except?: string): Promise<number> {
  const others = sql`(${except ?? null}::uuid is null or f.user_id <> ${except ?? null}::uuid)`
  const { rows } = await sql<{ ids: number }>`select (
      (select count(*) from faces f where f.kind = 'display' and f.suspended_until is null and ${others})
      + (select count(*) from linkage_filter l where not l.automatic and not exists (
        select from users u left join faces f on f.tenant_id = u.tenant_id and f.user_id = u.user_id
          and f.kind = 'display' and f.suspended_until is null
        where u.tenant_id = l.tenant_id and u.login_id_key = l.login_id_key
          and (f.user_id is not null or u.user_id = ${except ?? null}::uuid)))
    )::int as ids`.execute(db)
  return rows[0]!.ids
}

export async function findNoticeSteps(db: Db, licenceId: string): Promise<Set<number>> {
  const rows = await db.selectFrom('licenceNotices').select('step').where('licenceId', '=', licenceId).execute()
  return new Set(rows.map(({ step }) => step))
}

export async function insertNotice(db: Db, notice: LicenceNoticeTable): Promise<void> {
  await db.insertInto('licenceNotices').values(notice).execute()
}

export interface Lapse {
  licenceId: string
  endedOn: string
  announcedOn: string
  eraseOn: string | null
  tenantDeletionOn: string
}

export async function insertLapse(db: Db, tenantId: string, lapse: Lapse): Promise<void> {
  await db
    .insertInto('licenceLapses')
    .values({ tenantId, ...lapse })
    .execute()
}

/** The time without licence that was announced and goes on. */
export function findLapse(db: Db): Promise<Lapse | undefined> {
  return db
    .selectFrom('licenceLapses')
    .select([
      'licenceId',
      sql<string>`ended_on::text`.as('endedOn'),
      sql<string>`announced_on::text`.as('announcedOn'),
      sql<string | null>`erase_on::text`.as('eraseOn'),
      sql<string>`tenant_deletion_on::text`.as('tenantDeletionOn'),
    ])
    .executeTakeFirst()
}

export async function deleteLapses(db: Db): Promise<void> {
  await db.deleteFrom('licenceLapses').execute()
}

export interface Administrator {
  userId: string
  loginId: string
  familyName: string
  middleName: string
  givenName: string
  mail: string
  locale: Locale | null
}

export function findSystemAdministrators(db: Db): Promise<Administrator[]> {
  return db
    .selectFrom('users')
    .select(['userId', 'loginId', 'familyName', 'middleName', 'givenName', 'mail', 'locale'])
    .where('systemAdministrator', '=', true)
    .where('mail', '!=', '')
    .orderBy('loginIdKey')
    .execute()
}
