import type { AuthenticationTextField } from '@kaoban/contract'
import { type ExpressionBuilder, type SelectQueryBuilder, sql } from 'kysely'
import { type Reach, withinReach } from '../groups/groups.service.ts'
import { type Database, type Db, postpone } from '../platform/database.ts'
import { type AuthenticationSearch, patternOf, type TextCondition } from './authentication-log.rules.ts'

export interface AuthenticationTable {
  tenantId: string
  at: Date
  authenticationId: string
  receivedAt: Date
  succeeded: boolean
  means: string
  scene: string
  userId: string | null
  loginId: string
  windowsAccount: string
  windowsDomain: string
  windowsUpn: string
  terminalId: string | null
  terminalName: string
  serviceProviderUrl: string
  errorCode: string | null
}

export interface AuthenticationImageTable {
  tenantId: string
  at: Date
  authenticationId: string
  image: Uint8Array
}

export interface AuthenticationTermTable {
  tenantId: string
  field: AuthenticationTextField
  term: string
}

declare module '../platform/database.ts' {
  interface Database {
    authentications: AuthenticationTable
    authenticationImages: AuthenticationImageTable
    authenticationTerms: AuthenticationTermTable
  }
}

export async function insertAuthentication(
  db: Db,
  row: AuthenticationTable,
  fields: readonly AuthenticationTextField[],
): Promise<void> {
  const logged = db.insertInto('authentications').values(row)
  const filled = fields.filter((field) => row[field] !== '')
  // The shared lock keeps the daily clean-up from forgetting a text that this row is about to use.
  const withTerms = sql`
    with logged as (${logged}),
      guard as materialized (select pg_advisory_xact_lock_shared(${termLock}, hashtext(${row.tenantId})))
    insert into authentication_terms (tenant_id, field, term)
    select ${row.tenantId}::uuid, t.field, t.term from guard,
      unnest(${filled}::text[], ${filled.map((field) => row[field])}::text[]) as t (field, term)
    on conflict do nothing`
  await postpone(db, withTerms)
}

const termLock = 727_274

export async function insertAuthenticationImage(db: Db, row: AuthenticationImageTable): Promise<void> {
  await db.insertInto('authenticationImages').values(row).execute()
}

/** A text condition as the database can use it: exact values where they are few enough, else a pattern. */
export type ResolvedText = { field: AuthenticationTextField } & ({ values: string[] } | { pattern: string })

/** More values than this are common enough that the newest rows soon hold a page of them. */
const mostValues = 5000

export async function resolveText(db: Db, condition: TextCondition): Promise<ResolvedText> {
  const pattern = patternOf(condition)
  const terms = await db
    .selectFrom('authenticationTerms')
    .select('term')
    .where('field', '=', condition.field)
    .where('term', 'ilike', pattern)
    .limit(mostValues + 1)
    .execute()
  const { field } = condition
  return terms.length > mostValues ? { field, pattern } : { field, values: terms.map(({ term }) => term) }
}

type Hits = SelectQueryBuilder<Database, 'authentications', object>

/** The rows of a search; `texts` are its text conditions resolved. */
function hitsOf(db: Db, search: AuthenticationSearch, texts: readonly ResolvedText[], reach: Reach): Hits {
  let hits: Hits = db
    .selectFrom('authentications')
    .where('at', '>=', search.from)
    .where('at', '<=', search.to) as unknown as Hits
  if (search.result === 'success') hits = hits.where('succeeded', '=', true)
  // Codes belong to failures; saying so lets the index of failures serve.
  if (search.result === 'failure' || search.errorCode) hits = hits.where((e) => e.not('succeeded'))
  if (search.errorCode) hits = hits.where('errorCode', '=', search.errorCode)
  if (search.means) hits = hits.where('means', '=', search.means)
  if (search.scenes.length > 0) hits = hits.where('scene', 'in', search.scenes)
  for (const text of texts) {
    // The index of a text leaves empty ones out; for a pattern that much matches, the index by time is the better way.
    if ('values' in text) hits = hits.where(text.field, '<>', '').where(oneOf(text))
    else hits = hits.where(text.field, 'ilike', text.pattern)
  }
  if (reach !== 'all') hits = hits.where(withinReach(reach))
  return hits
}

function oneOf(text: { field: AuthenticationTextField; values: string[] }) {
  return (e: ExpressionBuilder<Database, 'authentications'>) => sql<boolean>`${e.ref(text.field)} = any(${text.values})`
}

/** How many rows a search finds, at most `limit`. */
export async function countHits(
  db: Db,
  search: AuthenticationSearch,
  texts: readonly ResolvedText[],
  reach: Reach,
  limit: number,
): Promise<number> {
  const some = hitsOf(db, search, texts, reach).select(sql<number>`1`.as('one')).limit(limit)
  const { count } = await db
    .selectFrom(some.as('some'))
    .select((e) => e.fn.countAll().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

const columns = [
  'a.authenticationId',
  'a.at',
  'a.receivedAt',
  'a.succeeded',
  'a.means',
  'a.windowsAccount',
  'a.windowsDomain',
  'a.windowsUpn',
  'a.terminalName',
  'a.userId',
  'a.loginId',
  'a.scene',
  'a.serviceProviderUrl',
  'a.errorCode',
] as const

export interface PageOfHits {
  sort: 'at' | 'loginId' | 'terminalName'
  direction: 'asc' | 'desc'
  limit: number
  offset: number
}

/** One page: its keys are found in an index first, whole rows are read for that page only. */
export function findHits(
  db: Db,
  search: AuthenticationSearch,
  texts: readonly ResolvedText[],
  reach: Reach,
  page: PageOfHits,
) {
  const keys = hitsOf(db, search, texts, reach)
    .select(['tenantId', 'at', 'authenticationId'])
    .$if(page.sort !== 'at', (query) => query.select(page.sort as 'loginId').orderBy(page.sort, page.direction))
    .orderBy('at', page.sort === 'at' ? page.direction : 'desc')
    .orderBy('authenticationId', page.sort === 'at' ? page.direction : 'desc')
    .limit(page.limit)
    .offset(page.offset)
  return rowsOf(db, keys)
    .$if(page.sort !== 'at', (query) => query.orderBy(`a.${page.sort}`, page.direction))
    .orderBy('a.at', page.sort === 'at' ? page.direction : 'desc')
    .orderBy('a.authenticationId', page.sort === 'at' ? page.direction : 'desc')
    .execute()
}

/**
 * One of the newest pages together with how many rows were found, at most `most`: one walk through the index serves
 * both, which halves the time of searches that find little in much. A page behind the last one tells nothing.
 */
export async function findNewestHits(
  db: Db,
  search: AuthenticationSearch,
  texts: readonly ResolvedText[],
  reach: Reach,
  page: { limit: number; offset: number },
  most: number,
) {
  const newest = hitsOf(db, search, texts, reach)
    .select(['tenantId', 'at', 'authenticationId'])
    .orderBy('at', 'desc')
    .orderBy('authenticationId', 'desc')
    .limit(most)
  const rows = await db
    .with(
      (with_) => with_('newest').materialized(),
      () => newest,
    )
    .selectFrom((e) =>
      e
        .selectFrom('newest')
        .selectAll()
        .orderBy('at', 'desc')
        .orderBy('authenticationId', 'desc')
        .limit(page.limit)
        .offset(page.offset)
        .as('k'),
    )
    .innerJoin('authentications as a', (join) =>
      join
        .onRef('a.tenantId', '=', 'k.tenantId')
        .onRef('a.at', '=', 'k.at')
        .onRef('a.authenticationId', '=', 'k.authenticationId'),
    )
    .select(columns)
    .select(imageExists)
    .select(sql<number>`(select count(*) from newest)`.as('found'))
    .orderBy('a.at', 'desc')
    .orderBy('a.authenticationId', 'desc')
    .execute()
  const first = rows[0]
  if (!first) return page.offset === 0 ? { found: 0, rows: [] } : undefined
  return { found: Number(first.found), rows: rows.map(({ found: _, ...row }) => row) }
}

/** The next rows of an export, newest first, below the last one written. */
export function findHitsBelow(
  db: Db,
  search: AuthenticationSearch,
  texts: readonly ResolvedText[],
  reach: Reach,
  below: { at: Date; authenticationId: string } | undefined,
  limit: number,
) {
  let hits = hitsOf(db, search, texts, reach)
  if (below) {
    hits = hits
      .where('at', '<=', below.at)
      .where(sql<boolean>`(at, authentication_id) < (${below.at}, ${below.authenticationId}::uuid)`)
  }
  const keys = hits
    .select(['tenantId', 'at', 'authenticationId'])
    .orderBy('at', 'desc')
    .orderBy('authenticationId', 'desc')
    .limit(limit)
  return rowsOf(db, keys).orderBy('a.at', 'desc').orderBy('a.authenticationId', 'desc').execute()
}

type Keys = SelectQueryBuilder<
  Database,
  'authentications',
  Pick<AuthenticationTable, 'tenantId' | 'at' | 'authenticationId'>
>

function rowsOf(db: Db, keys: Keys) {
  return db
    .selectFrom(keys.as('k'))
    .innerJoin('authentications as a', (join) =>
      join
        .onRef('a.tenantId', '=', 'k.tenantId')
        .onRef('a.at', '=', 'k.at')
        .onRef('a.authenticationId', '=', 'k.authenticationId'),
    )
    .select(columns)
    .select(imageExists)
}

const imageExists = sql<boolean>`exists (
  select from authentication_images i
  where i.tenant_id = a.tenant_id and i.at = a.at and i.authentication_id = a.authentication_id
)`.as('faceImage')

export function findAuthentication(db: Db, at: Date, authenticationId: string, reach: Reach) {
  return db
    .selectFrom('authentications as a')
    .select(columns)
    .select(imageExists)
    .where('a.at', '=', at)
    .where('a.authenticationId', '=', authenticationId)
    .$if(reach !== 'all', (query) => query.where(withinReach(reach, sql.ref('a.user_id'))))
    .executeTakeFirst()
}

export async function findAuthenticationImage(db: Db, at: Date, authenticationId: string) {
  const row = await db
    .selectFrom('authenticationImages')
    .select('image')
    .where('at', '=', at)
    .where('authenticationId', '=', authenticationId)
    .executeTakeFirst()
  return row?.image
}

/** Every text of the tenant's log that is not plain ASCII, for the question whether a file can hold it. */
export function findUnusualTerms(db: Db) {
  return db.selectFrom('authenticationTerms').select(['field', 'term']).where(sql<boolean>`term ~ '[^ -~]'`).execute()
}

export function countByHour(db: Db, reach: Reach, since: Date) {
  return db
    .selectFrom('authentications')
    .select((e) => [sql<Date>`date_trunc('hour', at)`.as('hour'), 'succeeded', e.fn.countAll().as('count')])
    .where('at', '>=', since)
    .$if(reach !== 'all', (query) => query.where(withinReach(reach)))
    .groupBy(['hour', 'succeeded'])
    .orderBy('hour')
    .execute()
}

export function findNewestOf(db: Db, userId: string, since: Date, limit: number) {
  return db
    .selectFrom('authentications')
    .select(['authenticationId', 'at', 'succeeded', 'means', 'scene', 'terminalName', 'errorCode'])
    .where('userId', '=', userId)
    .where('at', '>=', since)
    .orderBy('at', 'desc')
    .limit(limit)
    .execute()
}

/** Deletes the oldest rows before a time, at most `limit`, pictures with them; returns how many rows went. */
export async function deleteOldest(db: Db, before: Date, limit: number): Promise<number> {
  await db.deleteFrom('authenticationImages').where('at', '<', before).execute()
  const { rows } = await sql`
    delete from authentications a using (
      select tenant_id, at, authentication_id from authentications where at < ${before}
      order by at, authentication_id limit ${limit}
    ) old
    where a.tenant_id = old.tenant_id and a.at = old.at and a.authentication_id = old.authentication_id
    returning 1`.execute(db)
  return rows.length
}

/** Forgets texts that no row holds any more. */
export async function deleteUnusedTerms(db: Db, tenantId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${termLock}, hashtext(${tenantId}))`.execute(db)
  await sql`
    delete from authentication_terms t where
      case t.field
        when 'loginId' then not exists (select from authentications a where a.tenant_id = t.tenant_id and a.login_id = t.term and a.login_id <> '')
        when 'windowsAccount' then not exists (select from authentications a where a.tenant_id = t.tenant_id and a.windows_account = t.term and a.windows_account <> '')
        when 'windowsDomain' then not exists (select from authentications a where a.tenant_id = t.tenant_id and a.windows_domain = t.term and a.windows_domain <> '')
        when 'windowsUpn' then not exists (select from authentications a where a.tenant_id = t.tenant_id and a.windows_upn = t.term and a.windows_upn <> '')
        when 'terminalName' then not exists (select from authentications a where a.tenant_id = t.tenant_id and a.terminal_name = t.term and a.terminal_name <> '')
        when 'serviceProviderUrl' then not exists (select from authentications a where a.tenant_id = t.tenant_id and a.service_provider_url = t.term and a.service_provider_url <> '')
        else true
      end`.execute(db)
}

export async function deleteImagesOf(db: Db, userIds: readonly string[]): Promise<number> {
  const { rows } = await sql`
    delete from authentication_images i using authentications a
    where a.user_id = any(${userIds}::uuid[]) and i.tenant_id = a.tenant_id and i.at = a.at and i.authentication_id = a.authentication_id
    returning 1`.execute(db)
  return rows.length
}

/** Makes the partitions of the coming months; of the last ones too, when they are missing. */
export const openMonthsStatement = 'select open_authentication_months($1::date, $2::integer)'
export const dropEmptyMonthsStatement = 'select drop_empty_authentication_months($1::timestamptz)'
