import type { AddressStanding } from '@kaoban/contract'
import type { Locale } from '@kaoban/messages'
import { sql } from 'kysely'
import { standingAt } from '../addresses/addresses.service.ts'
import { noticeInForce } from '../maintenance/maintenance.service.ts'
import { type Db, postpone } from '../platform/database.ts'

export interface SessionTable {
  tenantId: string
  sessionId: string
  tokenHash: Uint8Array
  userId: string
  means: 'password' | 'face'
  terminalId: string | null
  address: string
  userAgent: string
  openedAt: Date
  lastSeenAt: Date
  /** When the person proved anew who they are; null: not since it was opened. */
  provenAt: Date | null
}

declare module '../platform/database.ts' {
  interface Database {
    sessions: SessionTable
  }
}

/** Stores a session in the place of the one this browser had, in one statement. */
export async function insertSession(db: Db, row: SessionTable, former: Uint8Array | undefined): Promise<void> {
  if (former === undefined) return postpone(db, db.insertInto('sessions').values(row))
  const ended = db.with('ended', (query) => query.deleteFrom('sessions').where('tokenHash', '=', former))
  await postpone(db, ended.insertInto('sessions').values(row))
}

export interface SessionPerson {
  sessionId: string
  means: 'password' | 'face'
  openedAt: Date
  lastSeenAt: Date
  userId: string
  loginId: string
  familyName: string
  middleName: string
  givenName: string
  systemAdministrator: boolean
  groupAdministrator: boolean
  locale: Locale | null
  passwordInitial: boolean
  /** Not locked by an administrator, and today is a day of validity. */
  usable: boolean
  standing: AddressStanding
}

/** Only administrators (columns of `users`) have to be where the list allows [NFM-IPA-003, NFM-IPA-014]. */
function standing(address: string) {
  return sql<AddressStanding>`case when u.system_administrator or u.group_administrator then ${standingAt(address)} else 'inside' end`
}

/** Whether today, in the zone of the tenant, is a day of validity; without limits nothing but the row itself is read. */
export function validToday(now: Date) {
  return sql<boolean>`(valid_from is null and valid_until is null or (
    select coalesce(valid_from <= d.today, true) and coalesce(valid_until >= d.today, true)
    from (select (${now}::timestamptz at time zone t.time_zone)::date as today from tenants t where t.tenant_id = current_tenant()) d))`
}

/** Whether a person (columns of `users`) may come in at all: no administrator's lock, and a day of validity. */
export function usable(now: Date) {
  return sql<boolean>`(not disabled and ${validToday(now)})`
}

/** The session of a token with its person, and the notice of maintenance; whether it is good the service decides. */
export function findSession(db: Db, tokenHash: Uint8Array, now: Date, address: string) {
  return db
    .selectFrom('sessions as s')
    .innerJoin('users as u', (join) => join.onRef('u.tenantId', '=', 's.tenantId').onRef('u.userId', '=', 's.userId'))
    .select(['s.sessionId', 's.means', 's.openedAt', 's.lastSeenAt', 'u.userId', 'u.loginId'])
    .select(['u.familyName', 'u.middleName', 'u.givenName', 'u.systemAdministrator', 'u.groupAdministrator'])
    .select(['u.locale', 'u.passwordInitial', sql<boolean>`${usable(now)}`.as('usable')])
    .select([standing(address).as('standing'), noticeInForce().as('maintenance')])
    .where('s.tokenHash', '=', tokenHash)
    .executeTakeFirst()
}

/** The same facts of a person without a session. */
/** @param address where the request comes from; undefined for work of the server's own */
export function findSessionPerson(db: Db, userId: string, now: Date, address?: string) {
  return db
    .selectFrom('users as u')
    .select([
      'u.userId',
      'u.loginId',
      'u.familyName',
      'u.middleName',
      'u.givenName',
      'u.systemAdministrator',
      'u.groupAdministrator',
      'u.locale',
    ])
    .select(usable(now).as('usable'))
    .select((address === undefined ? sql<AddressStanding>`'inside'` : standing(address)).as('standing'))
    .where('u.userId', '=', userId)
    .executeTakeFirst()
}

export async function touchSession(db: Db, sessionId: string, at: Date): Promise<void> {
  await db.updateTable('sessions').set({ lastSeenAt: at }).where('sessionId', '=', sessionId).execute()
}

/** When the person of a session last proved who they are. */
export async function findProof(db: Db, sessionId: string): Promise<Date | undefined> {
  const row = await db
    .selectFrom('sessions')
    .select((eb) => eb.fn.coalesce('provenAt', 'openedAt').as('provenAt'))
    .where('sessionId', '=', sessionId)
    .executeTakeFirst()
  return row?.provenAt
}

export async function saveProof(db: Db, sessionId: string, at: Date): Promise<void> {
  await db.updateTable('sessions').set({ provenAt: at }).where('sessionId', '=', sessionId).execute()
}

export async function deleteSession(db: Db, sessionId: string, userId: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('sessions')
    .where('sessionId', '=', sessionId)
    .where('userId', '=', userId)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

/** Ends every session of a person but the named one; returns how many ended. */
export async function deleteSessionsOf(db: Db, userId: string, keep?: string): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('sessions')
    .where('userId', '=', userId)
    .$if(keep !== undefined, (query) => query.where('sessionId', '!=', keep!))
    .executeTakeFirst()
  return Number(numDeletedRows)
}

export function findSessionsOf(db: Db, userId: string) {
  return db
    .selectFrom('sessions')
    .select(['sessionId', 'openedAt', 'lastSeenAt', 'means', 'address', 'userAgent'])
    .where('userId', '=', userId)
    .orderBy('lastSeenAt', 'desc')
    .execute()
}

/** Deletes sessions that nobody can go on with; returns how many. */
export async function deleteSessionsOver(db: Db, before: { seen: Date; opened: Date }): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('sessions')
    .where((eb) => eb.or([eb('lastSeenAt', '<', before.seen), eb('openedAt', '<', before.opened)]))
    .executeTakeFirst()
  return Number(numDeletedRows)
}
