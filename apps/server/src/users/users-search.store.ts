import type { UserFilter, UserSelection, UserSortKey } from '@kaoban/contract'
import { type Expression, type ExpressionBuilder, type ExpressionWrapper, type SqlBool, sql } from 'kysely'
import { type Reach, withinReach } from '../groups/groups.service.ts'
import type { Database, Db } from '../platform/database.ts'
import { validToday } from '../sessions/sessions.service.ts'
import type { StoredPerson } from './users.store.ts'

const week = 7 * 86_400_000

type Builder = ExpressionBuilder<Database, 'users'>
type Condition = ExpressionWrapper<Database, 'users', SqlBool>

/** Bits of `users.facets`, the number that the database keeps of all that has a handful of values. */
const facet = {
  systemAdministrator: 1 << 0,
  groupAdministrator: 1 << 1,
  disabled: 1 << 2,
  passwordInitial: 1 << 3,
  appLoginAllowed: 1 << 4,
  pauseAllowed: 1 << 5,
  grouped: 1 << 6,
  accounts: 1 << 7,
  face: 3 << 8,
  appLoginMethod: 3 << 10,
  appLoginFailure: 1 << 12,
} as const

const faceFacet = { none: 0 << 8, provisional: 1 << 8, registered: 2 << 8 } as const

const facetIs = (mask: number, value: number) => sql<SqlBool>`facets & ${sql.lit(mask)} = ${sql.lit(value)}`

/** The people a filter describes. Texts are compared in the form of `search_form`, which the database owns. */
function matching(filter: UserFilter, reach: Reach, now: Date): (eb: Builder) => Condition {
  return (eb) => {
    // The pattern is a query of its own, or a plan that is kept would make it anew for each person. How many a word
    // finds the planner cannot know: of `like` it expects next to nobody, and would sort everybody; of this, half.
    const holds = (text: ReturnType<typeof sql>, word: string) =>
      sql<SqlBool>`coalesce(${text} like (select search_pattern(${word})), false)`
    const wordsOf = (text: string) => text.split(/\s+/).filter((word) => word !== '')
    const all = sql`search_text`
    // The whole text first: cutting a line out of it is worth the while only where the word occurs at all.
    const holdsInLine = (line: number, word: string) => [
      holds(all, word),
      holds(sql`split_part(search_text, e'\n', ${sql.lit(line)})`, word),
    ]

    const { mask, value } = facetsOf(filter)
    const conditions: Expression<SqlBool>[] = mask === 0 ? [] : [facetIs(mask, value)]
    if (filter.locked === true) conditions.push(locked(now))
    if (filter.locked === false) conditions.push(sql`(locked_until is null or locked_until <= ${now})`)
    if (filter.face === 'provisional-week') conditions.push(sql`face_since < ${weekBefore(now)}`)
    if (filter.validity === 'valid') conditions.push(validToday(now))
    if (filter.validity === 'future') conditions.push(sql`valid_from > ${today(now)}`)
    if (filter.validity === 'past') conditions.push(sql`valid_until < ${today(now)}`)
    if (reach !== 'all') conditions.push(withinReach(reach))
    conditions.push(...placesOf(filter))
    conditions.push(...wordsOf(filter.search).map((word) => holds(all, word)))
    if (filter.loginId !== '') conditions.push(...holdsInLine(1, filter.loginId))
    conditions.push(...wordsOf(filter.name).flatMap((word) => holdsInLine(2, word)))
    if (filter.mail !== '') conditions.push(...holdsInLine(3, filter.mail))
    return eb.and(conditions)
  }
}

/** The facets that a filter asks for, and what they should be. */
function facetsOf(filter: UserFilter): { mask: number; value: number } {
  const wanted = { mask: 0, value: 0 }
  const want = (bits: number, holds: boolean | undefined) => {
    if (holds === undefined) return
    wanted.mask |= bits
    if (holds) wanted.value |= bits
  }
  const { administrator, face } = filter
  if (administrator === 'system') want(facet.systemAdministrator, true)
  if (administrator === 'group') want(facet.groupAdministrator, true)
  if (administrator === 'none') want(facet.systemAdministrator | facet.groupAdministrator, false)
  want(facet.grouped, filter.grouped)
  want(facet.accounts, filter.accounts)
  want(facet.passwordInitial, filter.passwordInitial)
  if (filter.locked === false) want(facet.disabled, false)
  if (face !== undefined) {
    wanted.mask |= facet.face
    wanted.value |= faceFacet[face === 'provisional-week' ? 'provisional' : face]
  }
  return wanted
}

const locked = (now: Date) => sql<SqlBool>`(facets & ${sql.lit(facet.disabled)} <> 0 or locked_until > ${now})`

const weekBefore = (now: Date) => new Date(now.getTime() - week)

/** The day that it is where the tenant is. */
function today(now: Date) {
  return sql`(select (${now}::timestamptz at time zone t.time_zone)::date from tenants t where t.tenant_id = current_tenant())`
}

/** Conditions about groups; all of them mean one and the same place of a person. */
function placesOf(filter: UserFilter): ReturnType<typeof sql<SqlBool>>[] {
  const { groupId, administers, groupCode, groupName, moving } = filter
  const named = [
    ...(groupId === undefined ? [] : [sql`g.group_id = ${groupId}`]),
    ...(groupCode === '' ? [] : [sql`strpos(g.code_key, lower(${groupCode})) > 0`]),
    ...(groupName === '' ? [] : [sql`strpos(search_form(g.name), (select search_form(${groupName}))) > 0`]),
  ]
  const amongMembers = (members: ReturnType<typeof sql>) =>
    sql<SqlBool>`user_id = any(array(select m.user_id from memberships m where ${members}))`
  return [
    ...(named.length === 0
      ? []
      : [amongMembers(sql`m.group_id in (select g.group_id from groups g where ${sql.join(named, sql` and `)})`)]),
    ...(administers === undefined ? [] : [amongMembers(sql`m.group_id = ${administers} and m.administrator`)]),
    ...(moving === undefined ? [] : [sql<SqlBool>`(${amongMembers(sql`m.group_id is null`)}) = ${moving}`]),
  ]
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
  const bits = (mask: number) => sql<number>`facets & ${sql.lit(mask)}`
  const ifAllowed = (mask: number) =>
    sql<number>`case when ${facetIs(facet.appLoginAllowed, 0)} then -1 else ${bits(mask)} end`
  switch (sort) {
    case 'face':
      return bits(facet.face)
    case 'systemAdministrator':
      return sql<number>`case when ${facetIs(facet.systemAdministrator, 0)} then ${bits(facet.groupAdministrator)} else 4 end`
    case 'appLoginAllowed':
      return bits(facet.appLoginAllowed)
    case 'appLoginMethod':
      return ifAllowed(facet.appLoginMethod)
    case 'appLoginFailure':
      return ifAllowed(facet.appLoginFailure)
    case 'pauseAllowed':
      return bits(facet.pauseAllowed)
    case 'status':
      return sql<number>`case when ${locked(now)} then 2
        when ${facetIs(facet.face, faceFacet.none)} or ${facetIs(facet.accounts, 0)} then 1 else 0 end`
  }
}

/** Ids of one page of the people found, from indexes alone; rows are read after them by key. */
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
    if (reach !== 'all' || asksForSomething(filter))
      return findOnTheWay(db, matches, { columns, descending, before, size: wish.size })
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

/** A page and the number of everybody found, by one look at everybody in the order of the page. */
async function findOnTheWay(
  db: Db,
  matches: (eb: Builder) => Condition,
  { columns, descending, before, size }: Omit<Stretch, 'total'>,
): Promise<{ total: number; ids: string[] }> {
  // An aggregate with an order of its own would sort all of them before PostgreSQL 16.
  const found = db.selectFrom('users').select('userId').where(matches).orderBy(orderOf(columns, descending))
  const { rows } = await sql<{ total: number; ids: string[] }>`select count(*)::int as total,
    to_json(coalesce((array_agg(user_id))[${before + 1}::int : ${before + size}::int], '{}')) as ids
    from (${found}) found`.execute(db)
  return rows[0]!
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
    .select((eb) => {
      const people = eb.fn.countAll<number>()
      return [
        people.as('people'),
        people.filterWhere(locked(now)).as('locked'),
        people.filterWhere(facetIs(facet.face, faceFacet.none)).as('withoutFace'),
        people.filterWhere(facetIs(facet.accounts, 0)).as('withoutAccount'),
        people.filterWhere(facetIs(facet.passwordInitial, facet.passwordInitial)).as('initialPassword'),
        people
          .filterWhere(facetIs(facet.face, faceFacet.provisional))
          .filterWhere('faceSince', '<', weekBefore(now))
          .as('provisionalFaces'),
      ]
    })
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
