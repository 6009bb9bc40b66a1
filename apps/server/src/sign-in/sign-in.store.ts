import type { Locale } from '@kaoban/messages'
import type { Db } from '../platform/database.ts'
import { usable } from '../sessions/sessions.service.ts'

declare module '../platform/database.ts' {
  interface Database {
    unknownAccounts: {
      tenantId: string
      loginIdKey: string
      failedSignIns: number
      lockedUntil: Date | null
      updatedAt: Date
    }
  }
}

export interface SignInAccount {
  userId: string
  loginId: string
  familyName: string
  middleName: string
  givenName: string
  locale: Locale | null
  systemAdministrator: boolean
  groupAdministrator: boolean
  usable: boolean
  passwordHash: string | null
  passwordInitial: boolean
  lockedUntil: Date | null
}

export function findAccount(db: Db, loginIdKey: string, now: Date): Promise<SignInAccount | undefined> {
  return db
    .selectFrom('users')
    .select(['userId', 'loginId', 'familyName', 'middleName', 'givenName', 'locale', 'systemAdministrator'])
    .select(['groupAdministrator', 'passwordHash', 'passwordInitial', 'lockedUntil', usable(now).as('usable')])
    .where('loginIdKey', '=', loginIdKey)
    .executeTakeFirst()
}

/**
 * Forgets counted failures; false when the account was locked, or its password replaced, since it was read. Where there
 * is nothing to forget, nothing is written: each copy of a person costs the search in everybody.
 */
export async function recordSuccess(db: Db, userId: string, passwordHash: string, now: Date): Promise<boolean> {
  const held = await db
    .selectFrom('users')
    .select(['failedSignIns', 'lockedUntil'])
    .where('userId', '=', userId)
    .where('passwordHash', '=', passwordHash)
    .where((eb) => eb.or([eb('lockedUntil', 'is', null), eb('lockedUntil', '<=', now)]))
    .forUpdate()
    .executeTakeFirst()
  if (held && (held.failedSignIns > 0 || held.lockedUntil !== null))
    await db.updateTable('users').set({ failedSignIns: 0, lockedUntil: null }).where('userId', '=', userId).execute()
  return held !== undefined
}

const forgottenAfterDays = 2

/** Failures before this time are forgotten, of people and of IDs that nobody has alike: neither is told from the other. */
function forgottenBefore(now: Date): Date {
  return new Date(now.getTime() - forgottenAfterDays * 86_400_000)
}

/** Counts a failure and returns how many there were in a row; undefined when the account is locked already. */
export async function countFailure(db: Db, userId: string, now: Date): Promise<number | undefined> {
  const row = await db
    .updateTable('users')
    .set((eb) => ({
      failedSignIns: eb
        .case()
        .when('lastFailedAt', '<', forgottenBefore(now))
        .then(1)
        .else(eb('failedSignIns', '+', 1))
        .end(),
      lastFailedAt: now,
    }))
    .where('userId', '=', userId)
    .where((eb) => eb.or([eb('lockedUntil', 'is', null), eb('lockedUntil', '<=', now)]))
    .returning('failedSignIns')
    .executeTakeFirst()
  return row?.failedSignIns
}

export async function lockAccount(db: Db, userId: string, until: Date): Promise<void> {
  await db.updateTable('users').set({ lockedUntil: until }).where('userId', '=', userId).execute()
}

export function findUnknown(db: Db, loginIdKey: string) {
  return db.selectFrom('unknownAccounts').select('lockedUntil').where('loginIdKey', '=', loginIdKey).executeTakeFirst()
}

/** As {@link countFailure} for an ID that nobody has. */
export async function countUnknownFailure(
  db: Db,
  tenantId: string,
  loginIdKey: string,
  now: Date,
): Promise<number | undefined> {
  await db.deleteFrom('unknownAccounts').where('updatedAt', '<', forgottenBefore(now)).execute()
  const row = await db
    .insertInto('unknownAccounts')
    .values({ tenantId, loginIdKey, failedSignIns: 1, lockedUntil: null, updatedAt: now })
    .onConflict((conflict) =>
      conflict
        .columns(['tenantId', 'loginIdKey'])
        .doUpdateSet((eb) => ({ failedSignIns: eb('unknownAccounts.failedSignIns', '+', 1), updatedAt: now }))
        .where((eb) =>
          eb.or([eb('unknownAccounts.lockedUntil', 'is', null), eb('unknownAccounts.lockedUntil', '<=', now)]),
        ),
    )
    .returning('failedSignIns')
    .executeTakeFirst()
  return row?.failedSignIns
}

export async function lockUnknown(db: Db, loginIdKey: string, until: Date): Promise<void> {
  await db.updateTable('unknownAccounts').set({ lockedUntil: until }).where('loginIdKey', '=', loginIdKey).execute()
}
