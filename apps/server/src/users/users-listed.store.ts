import { type GroupSlot, limits, type WindowsAccount } from '@kaoban/contract'
import { type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import { type Reach, withinReach } from '../groups/groups.service.ts'
import type { Database, Db } from '../platform/database.ts'
import { people, type StoredPerson } from './users.store.ts'

/** A person with what other features keep of them, as lists show it. */
export interface ListedPerson extends StoredPerson, Belongings {
  /** The last mail to the address did not arrive. */
  mailRefused: boolean
}

export interface Belongings {
  /** The five places. */
  groups: GroupSlot[]
  /** In the order of their places. */
  windowsAccounts: WindowsAccount[]
}

/**
 * People of a query with their places and accounts. All of it is one statement, for to plan four takes as long again,
 * and comes as a few texts: the embedded database takes longer to hand over rows, field by field, than to find them, and
 * one text of everything would be so long (beyond 64 K characters) that memory is fetched and given back for it alone. What
 * belongs to a person is looked up by key (`offset 0`): a join without statistics would walk through everybody's. Other
 * columns than those of a person come as JSON has them.
 */
export async function readWithBelongings<Row extends StoredPerson>(
  db: Db,
  query: SelectQueryBuilder<Database, 'users', Row>,
  reach: Reach,
): Promise<(Row & Belongings)[]> {
  const { rows } = await sql<Part>`with chosen as materialized (${query}),
    places as materialized (
      select m.* from chosen c cross join lateral (
        select user_id, slot, administrator, group_id from memberships where user_id = c.user_id offset 0) m),
    entries as (
      select 'people' as kind, row_number() over () as place, row_to_json(c) as entry from chosen c
      union all
      select 'places', row_number() over (), json_build_array(p.user_id, p.slot, p.administrator, p.group_id) from places p
      union all
      select 'groups', row_number() over (), json_build_object('groupId', g.group_id, 'code', g.code, 'name', g.name)
        from groups g where g.group_id in (select p.group_id from places p)
      union all
      select 'accounts', row_number() over (order by l.user_id, l.slot), json_build_array(l.user_id,
          json_build_object('accountId', l.account_id, 'kind', a.kind, 'name', a.name, 'place', a.place, 'upn', a.upn,
            'passwordSet', a.password is not null, 'sharedWith', (select count(*) from windows_account_links o
              where o.account_id = l.account_id
                -- in this form no index is asked for everybody within reach, account by account
                and case when o.user_id <> l.user_id then ${withinReach(reach, sql.ref('o.user_id'))} end)))
        from chosen c
        cross join lateral (select user_id, slot, account_id from windows_account_links where user_id = c.user_id offset 0) l
        join windows_accounts a on a.account_id = l.account_id)
    select kind, json_agg(entry order by place)::text as text from entries group by kind, place / 50 order by kind, place / 50`.execute(
    db,
  )
  const { people, places, groups, accounts } = gathered(rows)
  const groupsById = new Map(groups.map((group) => [group.groupId, group]))
  const found = people.map((row) => ({ ...readRow<Row>(row), ...nothing() }))
  const byId = new Map(found.map((person) => [person.userId, person]))
  for (const [userId, slot, administrator, groupId] of places)
    byId.get(userId)!.groups[slot - 1] =
      groupId === null ? { kind: 'moving' } : { kind: 'group', ...groupsById.get(groupId)!, administrator }
  for (const [userId, account] of accounts) byId.get(userId)!.windowsAccounts.push(account)
  return found
}

interface Entries {
  people: Record<string, unknown>[]
  places: [userId: string, slot: number, administrator: boolean, groupId: string | null][]
  groups: { groupId: string; code: string; name: string }[]
  accounts: [userId: string, account: WindowsAccount][]
}

/** Some of the entries of one kind, as JSON. */
interface Part {
  kind: keyof Entries
  text: string
}

function gathered(parts: readonly Part[]): Entries {
  const entries: Record<keyof Entries, unknown[]> = { people: [], places: [], groups: [], accounts: [] }
  for (const { kind, text } of parts) entries[kind].push(...JSON.parse(text))
  return entries as unknown as Entries
}

function nothing(): Belongings {
  return { groups: Array.from({ length: limits.groupSlots }, () => ({ kind: 'none' })), windowsAccounts: [] }
}

/** People by id, in the order of the ids. */
export async function findListed(db: Db, userIds: readonly string[], reach: Reach): Promise<ListedPerson[]> {
  if (userIds.length === 0) return []
  const listed = people(db)
    .select(
      sql<boolean>`coalesce(mail <> '' and (select m.state in ('bounced', 'failed') from mails m
        where m.tenant_id = users.tenant_id and m.user_id = users.user_id order by m.created_at desc, m.mail_id desc limit 1), false)`.as(
        'mailRefused',
      ),
    )
    .where(sql<SqlBool>`user_id = any(${userIds}::uuid[])`)
  const byId = new Map((await readWithBelongings(db, listed, reach)).map((person) => [person.userId, person]))
  return userIds.flatMap((userId) => byId.get(userId) ?? [])
}

/** Names of columns as TypeScript spells them, and points in time as dates. */
function readRow<Row extends StoredPerson>(row: Record<string, unknown>): Row {
  const named: Record<string, unknown> = {}
  for (const column in row) named[nameOf(column)] = row[column]
  const person = named as unknown as Row
  const { lockedUntil } = person
  return {
    ...person,
    registeredAt: new Date(person.registeredAt),
    updatedAt: new Date(person.updatedAt),
    lockedUntil: lockedUntil === null ? null : new Date(lockedUntil),
  }
}

const names = new Map<string, string>()

function nameOf(column: string): string {
  let name = names.get(column)
  if (name === undefined) {
    name = column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
    names.set(column, name)
  }
  return name
}
