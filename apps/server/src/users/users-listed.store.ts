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

interface Place {
  slot: number
  administrator: boolean
  /** Null: 異動中. */
  group: { groupId: string; code: string; name: string } | null
}

/**
 * The people of a query, handed over as one text: the embedded database takes longer to hand over rows, field by field,
 * than to find them. Other columns than those of a person come as JSON has them.
 */
export async function readPeople<Row extends StoredPerson>(
  db: Db,
  query: SelectQueryBuilder<Database, 'users', Row>,
): Promise<Row[]> {
  const { rows } = await sql<{
    text: string
  }>`select coalesce(json_agg(p), '[]')::text as text from (${query}) p`.execute(db)
  return (JSON.parse(rows[0]!.text) as Record<string, unknown>[]).map(readRow<Row>)
}

/** People of a query with their places and accounts; everything is one statement, because to plan three takes as long again. */
export async function readWithBelongings<Row extends StoredPerson>(
  db: Db,
  query: SelectQueryBuilder<Database, 'users', Row>,
  reach: Reach,
): Promise<(Row & Belongings)[]> {
  const wide = query
    .select(
      // A group is looked up by its key for each place: a join would walk through all groups for each person.
      sql<Place[] | null>`(select json_agg(json_build_object('slot', m.slot, 'administrator', m.administrator,
          'group', (select json_build_object('groupId', g.group_id, 'code', g.code, 'name', g.name)
            from groups g where g.tenant_id = m.tenant_id and g.group_id = m.group_id)))
        from memberships m where m.tenant_id = users.tenant_id and m.user_id = users.user_id)`.as('places'),
    )
    .select(
      sql<WindowsAccount[] | null>`case when account_count > 0 then (
        select json_agg(json_build_object('accountId', l.account_id, 'kind', a.kind, 'name', a.name, 'place', a.place,
          'upn', a.upn, 'passwordSet', a.password is not null, 'sharedWith', (select count(*) from windows_account_links o
            where o.tenant_id = l.tenant_id and o.account_id = l.account_id and o.user_id <> l.user_id
              and ${withinReach(reach, sql.ref('o.user_id'))})) order by l.slot)
        from windows_account_links l
        join windows_accounts a on a.tenant_id = l.tenant_id and a.account_id = l.account_id
        where l.tenant_id = users.tenant_id and l.user_id = users.user_id) end`.as('accounts'),
    )
  const found = (await readPeople(db, wide as unknown as SelectQueryBuilder<Database, 'users', Row & Read>)) as (Row &
    Read)[]
  return found.map(({ places, accounts, ...person }) => ({
    ...(person as unknown as Row),
    groups: slotsOf(places ?? []),
    windowsAccounts: accounts ?? [],
  }))
}

interface Read {
  places: Place[] | null
  accounts: WindowsAccount[] | null
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

function slotsOf(places: readonly Place[]): GroupSlot[] {
  const slots: GroupSlot[] = Array.from({ length: limits.groupSlots }, () => ({ kind: 'none' }))
  for (const { slot, administrator, group } of places)
    slots[slot - 1] = group === null ? { kind: 'moving' } : { kind: 'group', ...group, administrator }
  return slots
}
