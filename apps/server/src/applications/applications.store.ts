import type { Locale } from '@kaoban/messages'
import { type ColumnType, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { Database, Db } from '../platform/database.ts'

type ApplicationState = 'waiting' | 'opened' | 'rejected' | 'released'

interface ApplicationTable {
  tenantId: string
  applicationId: string
  tenantName: string
  normalisedName: string
  familyName: string
  middleName: string
  givenName: string
  mail: string
  mailKey: string
  mailDomain: string
  locale: Locale
  state: ApplicationState
  openedTenantId: string | null
  appliedAt: Date
  decidedAt: Date | null
  decidedBy: string | null
  reason: ColumnType<string, string | undefined, string>
}

declare module '../platform/database.ts' {
  interface Database {
    tenantApplications: ApplicationTable
    serviceSettings: { tenantId: string; name: string; value: ColumnType<unknown, string, string> }
  }
}

export type NewApplication = Omit<ApplicationTable, 'reason' | 'decidedAt' | 'decidedBy' | 'openedTenantId'>

/** Stores an application; false when the address has applied before [NFM-TEN-005]. */
export async function insertApplication(db: Db, row: NewApplication): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('tenantApplications')
    .values({ ...row, decidedAt: null, decidedBy: null, openedTenantId: null })
    .onConflict((conflict) =>
      conflict
        .columns(['tenantId', 'mailKey'])
        .where('state', '!=', sql.lit('released') as never)
        .doNothing(),
    )
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

const openingLock = 727_276

/** Waits until no other transaction is opening a tenant by itself: each sees what the one before has opened. */
export async function openOneByOne(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(${openingLock})`.execute(db)
}

/** Which of the two signs of one company another open or opened application shows [NFM-TEN-003]. */
export async function findFlags(
  db: Db,
  of: { applicationId: string; mailDomain: string; normalisedName: string },
): Promise<{ domain: boolean; company: boolean }> {
  const rows = await db
    .selectFrom('tenantApplications')
    .select(['mailDomain', 'normalisedName'])
    .where('applicationId', '!=', of.applicationId)
    .where('state', 'in', ['waiting', 'opened'])
    .where((eb) => eb.or([eb('mailDomain', '=', of.mailDomain), eb('normalisedName', '=', of.normalisedName)]))
    .limit(1000)
    .execute()
  return {
    domain: rows.some((row) => row.mailDomain === of.mailDomain),
    company: rows.some((row) => row.normalisedName === of.normalisedName),
  }
}

const searchable = ['tenantName', 'mail', 'familyName', 'givenName'] as const

export async function findApplications(
  db: Db,
  wanted: { page: number; size: number; state?: ApplicationState | undefined; search?: string | undefined },
) {
  const { page, size, state, search } = wanted
  const pattern = likePattern(search)
  const filter = (eb: ExpressionBuilder<Database, 'tenantApplications'>) =>
    eb.and([
      ...(state === undefined ? [] : [eb('state', '=', state)]),
      ...(pattern === undefined ? [] : [eb.or(searchable.map((column) => eb(column, 'ilike', pattern)))]),
    ] as ReturnType<typeof eb.lit<SqlBool & boolean>>[])
  const { total } = await db
    .selectFrom('tenantApplications')
    .select((eb) => eb.fn.countAll<string>().as('total'))
    .where(filter)
    .executeTakeFirstOrThrow()
  const rows = await db
    .selectFrom('tenantApplications')
    .selectAll()
    .where(filter)
    .orderBy('appliedAt', 'desc')
    .orderBy('applicationId', 'desc')
    .limit(size)
    .offset((page - 1) * size)
    .execute()
  return { rows, total: Number(total) }
}

export function likePattern(search: string | undefined): string | undefined {
  const text = search?.trim() ?? ''
  return text === '' ? undefined : `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
}

export function findApplication(db: Db, applicationId: string) {
  return db.selectFrom('tenantApplications').selectAll().where('applicationId', '=', applicationId).executeTakeFirst()
}

/** Moves an application on; false when it was not in the state expected. */
export async function decideApplication(
  db: Db,
  applicationId: string,
  from: readonly ApplicationState[],
  decision: { state: ApplicationState; decidedAt: Date; decidedBy: string; reason?: string; openedTenantId?: string },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('tenantApplications')
    .set(decision)
    .where('applicationId', '=', applicationId)
    .where('state', 'in', from)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** The first person of a tenant: its applicant. */
export async function insertFirstUser(
  db: Db,
  user: {
    tenantId: string
    userId: string
    familyName: string
    middleName: string
    givenName: string
    mail: string
    locale: Locale
    passwordHash: string
    at: Date
  },
): Promise<void> {
  const { mail, at, ...rest } = user
  await db
    .insertInto('users')
    .values({
      ...rest,
      loginId: mail,
      loginIdKey: mail.toLowerCase(),
      mail,
      mailKey: mail.toLowerCase(),
      systemAdministrator: true,
      passwordInitial: true,
      passwordChangedAt: null,
      lockedUntil: null,
      registeredAt: at,
      updatedAt: at,
    })
    .execute()
}

export async function findServiceSetting(db: Db, name: string): Promise<unknown> {
  return (await db.selectFrom('serviceSettings').select('value').where('name', '=', name).executeTakeFirst())?.value
}

export async function saveServiceSetting(db: Db, tenantId: string, name: string, value: unknown): Promise<void> {
  await db.deleteFrom('serviceSettings').where('name', '=', name).execute()
  if (value !== undefined)
    await db
      .insertInto('serviceSettings')
      .values({ tenantId, name, value: JSON.stringify(value) })
      .execute()
}
