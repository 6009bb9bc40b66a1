import type { UserFilter, UserSelection, UserSortKey } from '@kaoban/contract'
import { type ExpressionBuilder, type ExpressionWrapper, type SqlBool, sql } from 'kysely'
import { type Reach, withinReach } from '../groups/groups.service.ts'
import type { Database, Db } from '../platform/database.ts'
import { validToday } from '../sessions/sessions.service.ts'
import type { StoredPerson } from './users.store.ts'

const week = 7 * 86_400_000

type Builder = ExpressionBuilder<Database, 'users'>
type Condition = ExpressionWrapper<Database, 'users', SqlBool>

/** The people a filter describes. Texts are compared in the form of `search_form`, which the database owns. */
function matching(filter: UserFilter, reach: Reach, now: Date): (eb: Builder) => Condition {
  return (eb) => {
    // The form of the word is a query of its own, or a plan that is kept would make it anew for each person.
    const holds = (text: ReturnType<typeof sql>, word: string) =>
      sql<SqlBool>`strpos(${text}, (select replace(search_form(${word}), ' ', ''))) > 0`
    const wordsOf = (text: string) => text.split(/\s+/).filter((word) => word !== '')
    const all = sql`search_text`
    // The whole text first: cutting a line out of it is worth the while only where the word occurs at all.
    const holdsInLine = (line: number, word: string) => [
      holds(all, word),
      holds(sql`split_part(search_text, e'\n', ${sql.lit(line)})`, word),
    ]
    const conditions = [
      ...wordsOf(filter.search).map((word) => holds(all, word)),
      ...(filter.loginId === '' ? [] : holdsInLine(1, filter.loginId)),
      ...wordsOf(filter.name).flatMap((word) => holdsInLine(2, word)),
      ...(filter.mail === '' ? [] : holdsInLine(3, filter.mail)),
    ]
    const chosen: Condition[] = []
    if (reach !== 'all') chosen.push(withinReach(reach) as Condition)
    if (filter.administrator === 'system') chosen.push(eb('systemAdministrator', '=', true))
    if (filter.administrator === 'group') chosen.push(eb('groupAdministrator', '=', true))
    if (filter.administrator === 'none')
      chosen.push(eb.and([eb('systemAdministrator', '=', false), eb('groupAdministrator', '=', false)]))
    if (filter.grouped !== undefined) chosen.push(eb('groupCount', filter.grouped ? '>' : '=', 0))
    if (filter.accounts !== undefined) chosen.push(eb('accountCount', filter.accounts ? '>' : '=', 0))
    if (
      filter.groupCode !== '' ||
      filter.groupName !== '' ||
      filter.groupId !== undefined ||
      filter.administers !== undefined ||
      filter.moving !== undefined
    )
      chosen.push(belongs(filter))
    if (filter.face === 'provisional-week')
      chosen.push(eb.and([eb('faceState', '=', 'provisional'), eb('faceSince', '<', new Date(now.getTime() - week))]))
    else if (filter.face !== undefined) chosen.push(eb('faceState', '=', filter.face))
    const locked = eb.or([eb('lockedUntil', '>', now), eb('disabled', '=', true)])
    if (filter.locked === true) chosen.push(locked)
    if (filter.locked === false)
      chosen.push(
        eb.and([eb.or([eb('lockedUntil', 'is', null), eb('lockedUntil', '<=', now)]), eb('disabled', '=', false)]),
      )
    if (filter.validity === 'valid') chosen.push(validToday(now) as unknown as Condition)
    if (filter.validity === 'future') chosen.push(sql<SqlBool>`valid_from > ${today(now)}` as unknown as Condition)
    if (filter.validity === 'past') chosen.push(sql<SqlBool>`valid_until < ${today(now)}` as unknown as Condition)
    if (filter.passwordInitial !== undefined) chosen.push(eb('passwordInitial', '=', filter.passwordInitial))
    if (conditions.length === 0 || chosen.length === 0) return eb.and([...conditions, ...chosen])
    // Each half has an index that holds all it asks for; a look at both would take whole rows.
    const found = sql<string>`(select user_id from users where ${sql.join(conditions, sql` and `)})`
    return eb.and([...chosen, eb('userId', 'in', found)])
  }
}

/** The day that it is where the tenant is. */
function today(now: Date) {
  return sql`(select (${now}::timestamptz at time zone t.time_zone)::date from tenants t where t.tenant_id = current_tenant())`
}

/** Conditions about groups; all of them mean one and the same place of a person. */
function belongs(filter: UserFilter): Condition {
  const { groupId, administers, groupCode, groupName, moving } = filter
  const named = [
    ...(groupId === undefined ? [] : [sql`g.group_id = ${groupId}`]),
    ...(groupCode === '' ? [] : [sql`strpos(g.code_key, lower(${groupCode})) > 0`]),
    ...(groupName === '' ? [] : [sql`strpos(search_form(g.name), (select search_form(${groupName}))) > 0`]),
  ]
  const conditions = [
    ...(named.length === 0
      ? []
      : [
          sql`user_id = any(array(select m.user_id from memberships m where m.group_id in (
            select g.group_id from groups g where ${sql.join(named, sql` and `)})))`,
        ]),
    ...(administers === undefined
      ? []
      : [
          sql`user_id = any(array(
            select m.user_id from memberships m where m.group_id = ${administers} and m.administrator))`,
        ]),
    ...(moving === undefined
      ? []
      : [
          sql`${moving ? sql`` : sql`not `}user_id = any(array(
            select m.user_id from memberships m where m.group_id is null))`,
        ]),
  ]
  return sql<SqlBool>`(${sql.join(conditions, sql` and `)})` as unknown as Condition
}

export interface PageWish {
  sort: UserSortKey
  direction: 'ascending' | 'descending'
  page: number
  size: number
}

/** Columns with many values: each has an index in its order. */
const ordered = {
  loginId: ['loginIdKey'],
  name: ['familyName', 'middleName', 'givenName'],
  mail: ['mailKey'],
  registeredAt: ['registeredAt'],
} as const

/** Columns with a handful of values: the people of one value stand together, the newest first. */
function groupOf(sort: Exclude<UserSortKey, keyof typeof ordered>, now: Date) {
  switch (sort) {
    case 'face':
      return sql<string>`face_state`
    case 'systemAdministrator':
      return sql<string>`case when system_administrator then '2' when group_administrator then '1' else '0' end`
    case 'appLoginAllowed':
      return sql<string>`app_login_allowed::text`
    case 'appLoginMethod':
      return sql<string>`case when app_login_allowed then app_login_method else '' end`
    case 'appLoginFailure':
      return sql<string>`case when app_login_allowed then app_login_failure else '' end`
    case 'pauseAllowed':
      return sql<string>`pause_allowed::text`
    case 'status':
      return sql<string>`case when disabled or locked_until > ${now} then '2'
        when face_state = 'none' or account_count = 0 then '1' else '0' end`
  }
}

/** Ids of one page of the people found, from a narrow index; rows are read after them by key. */
export async function findPage(
  db: Db,
  filter: UserFilter,
  reach: Reach,
  wish: PageWish,
  now: Date,
): Promise<{ total: number; ids: string[] }> {
  const { sort, direction } = wish
  const before = (wish.page - 1) * wish.size
  if (sort in ordered) {
    const columns = ordered[sort as keyof typeof ordered]
    const descending = direction === 'descending'
    const matches = matching(filter, reach, now)
    if (reach !== 'all' || asksForSomething(filter)) {
      const find = columns === ordered.registeredAt ? findOnTheWay : findAtOnce
      return find(db, matches, { columns, descending, before, size: wish.size })
    }
    const total = await countEverybody(db)
    const ids = await findIds(db, matches, { columns, descending, total, before, size: wish.size })
    return { total, ids }
  }
  const group = groupOf(sort as Exclude<UserSortKey, keyof typeof ordered>, now)
  const groups = await db
    .selectFrom('users')
    .select((eb) => [group.as('value'), eb.fn.countAll<number>().as('count')])
    .where(matching(filter, reach, now))
    .groupBy(sql`1`)
    .orderBy(sql`1`, direction === 'descending' ? 'desc' : 'asc')
    .execute()
  const ids: string[] = []
  let passed = 0
  for (const { value, count } of groups) {
    const total = Number(count)
    const skip = Math.max(0, before - passed)
    const alike = (eb: Builder) => eb.and([matching(filter, reach, now)(eb), sql<SqlBool>`${group} = ${value}`])
    const size = wish.size - ids.length
    if (skip < total && size > 0)
      ids.push(
        ...(await findIds(db, alike, {
          columns: ordered.registeredAt,
          // Backwards means backwards throughout, within a value as well.
          descending: direction !== 'descending',
          total,
          before: skip,
          size,
        })),
      )
    passed += total
  }
  return { total: passed, ids }
}

function asksForSomething(filter: UserFilter): boolean {
  return Object.values(filter).some((value) => value !== '' && value !== undefined)
}

type Columns = (typeof ordered)[keyof typeof ordered]

/** A page and the number of everybody found, by one look at everybody: no index finds what conditions like these ask. */
async function findAtOnce(
  db: Db,
  matches: (eb: Builder) => Condition,
  { columns, descending, before, size }: Omit<Stretch, 'total'>,
): Promise<{ total: number; ids: string[] }> {
  const found = db
    .selectFrom('users')
    .select(['userId', ...columns])
    .where(matches)
  const order = orderOf(columns, descending)
  const { rows } = await sql<{ total: number; ids: string[] }>`with found as materialized (${found})
    select (select count(*)::int from found) as total, (select coalesce(json_agg(user_id), '[]') from (
      select user_id from found order by ${order} limit ${size} offset ${before}) page) as ids`.execute(db)
  return rows[0]!
}

/** The same in the order in which everybody is looked at anyway: nothing is sorted, and nothing but ids is kept. */
async function findOnTheWay(
  db: Db,
  matches: (eb: Builder) => Condition,
  { columns, descending, before, size }: Omit<Stretch, 'total'>,
): Promise<{ total: number; ids: string[] }> {
  const page = sql<string[]>`to_json(coalesce(
    (array_agg(user_id order by ${orderOf(columns, descending)}))[${before + 1}::int : ${before + size}::int], '{}'))`
  const { total, ids } = await db
    .selectFrom('users')
    .select((eb) => [eb.fn.countAll<number>().as('total'), page.as('ids')])
    .where(matches)
    .executeTakeFirstOrThrow()
  return { total: Number(total), ids }
}

/** Ends with the id where several people may stand alike, so that pages never overlap. */
function orderOf(columns: Columns, descending: boolean) {
  const last = columns === ordered.loginId ? [] : [{ column: 'userId', descending: idsDescend(columns, descending) }]
  return sql.join(
    [...columns.map((column) => ({ column, descending })), ...last].map(
      (by) => sql`${sql.ref(by.column)} ${sql.raw(by.descending ? 'desc' : 'asc')}`,
    ),
  )
}

/** The index on registered_at counts its ids upwards while time runs downwards; the others run alike. */
function idsDescend(columns: Columns, descending: boolean): boolean {
  return columns[0] === 'registeredAt' ? !descending : descending
}

interface Stretch {
  columns: Columns
  descending: boolean
  /** How many there are altogether. */
  total: number
  before: number
  size: number
}

/** Ids of one stretch of an order; a stretch of the second half is read from the end, so the last costs what the first does. */
async function findIds(db: Db, matches: (eb: Builder) => Condition, stretch: Stretch): Promise<string[]> {
  const { columns, total, before } = stretch
  const limit = Math.min(stretch.size, total - before)
  if (limit <= 0) return []
  const fromEnd = before > total / 2
  const descending = stretch.descending !== fromEnd
  const rows = await db
    .selectFrom('users')
    .select('userId')
    .where(matches)
    .orderBy(orderOf(columns, descending))
    .limit(limit)
    .offset(fromEnd ? total - before - limit : before)
    .execute()
  const ids = rows.map(({ userId }) => userId)
  return fromEnd ? ids.reverse() : ids
}

/** Kept by the database, whatever people come and go by. */
async function countEverybody(db: Db): Promise<number> {
  const { rows } = await sql<{
    people: number
  }>`select coalesce(sum(people), 0)::int as people from people_counts`.execute(db)
  return rows[0]!.people
}

export type SelectedPerson = Pick<
  StoredPerson,
  | 'userId'
  | 'loginId'
  | 'familyName'
  | 'middleName'
  | 'givenName'
  | 'systemAdministrator'
  | 'groupAdministrator'
  | 'faceState'
  | 'accountCount'
>

/** Everybody within reach whom a selection means, by ID; others whom it names are absent. */
export function findSelected(db: Db, selection: UserSelection, reach: Reach, now: Date): Promise<SelectedPerson[]> {
  const query = db
    .selectFrom('users')
    .select(['userId', 'loginId', 'familyName', 'middleName', 'givenName', 'systemAdministrator'])
    .select(['groupAdministrator', 'faceState', 'accountCount'])
    .orderBy('loginIdKey')
    .$if(reach !== 'all', (some) => some.where(withinReach(reach)))
  if ('userIds' in selection)
    return selection.userIds.length === 0
      ? Promise.resolve([])
      : query.where('userId', 'in', selection.userIds).execute()
  return query
    .where(matching(selection.found, reach, now))
    .$if(selection.except.length > 0, (some) => some.where('userId', 'not in', selection.except))
    .execute()
}

/** What the dashboard shows about people, in one pass. */
export async function countStates(db: Db, reach: Reach, now: Date) {
  const row = await db
    .selectFrom('users')
    .select((eb) => [
      eb.fn.countAll<number>().as('people'),
      eb.fn
        .countAll<number>()
        .filterWhere((of) => of.or([of('lockedUntil', '>', now), of('disabled', '=', true)]))
        .as('locked'),
      eb.fn.countAll<number>().filterWhere('faceState', '=', 'none').as('withoutFace'),
      eb.fn.countAll<number>().filterWhere('accountCount', '=', 0).as('withoutAccount'),
      eb.fn.countAll<number>().filterWhere('passwordInitial', '=', true).as('initialPassword'),
      eb.fn
        .countAll<number>()
        .filterWhere('faceState', '=', 'provisional')
        .filterWhere('faceSince', '<', new Date(now.getTime() - week))
        .as('provisionalFaces'),
    ])
    .$if(reach !== 'all', (some) => some.where(withinReach(reach)))
    .executeTakeFirstOrThrow()
  return {
    people: Number(row.people),
    locked: Number(row.locked),
    withoutFace: Number(row.withoutFace),
    withoutAccount: Number(row.withoutAccount),
    initialPassword: Number(row.initialPassword),
    provisionalFaces: Number(row.provisionalFaces),
  }
}
