import type { MailState, MailTemplate } from '@kaoban/contract'
import { type Generated, sql } from 'kysely'
import type { Db } from '../platform/database.ts'

interface MailTable {
  tenantId: string
  mailId: string
  template: MailTemplate
  /** `body`, or the variant; `unknown` for mails of before it was kept. */
  variant: string
  userId: string | null
  state: Generated<MailState>
  attempts: Generated<number>
  nextAttemptAt: Date
  createdAt: Date
  sentAt: Date | null
  failure: string | null
  failedAt: Generated<Date | null>
  content: Uint8Array | null
}

declare module '../platform/database.ts' {
  interface Database {
    mails: MailTable
  }
}

export async function insertMails(
  db: Db,
  mails: readonly Pick<
    MailTable,
    'tenantId' | 'mailId' | 'template' | 'variant' | 'userId' | 'nextAttemptAt' | 'createdAt' | 'content'
  >[],
): Promise<void> {
  if (mails.length === 0) return
  await db
    .insertInto('mails')
    .values(mails.map((mail) => ({ ...mail, sentAt: null, failure: null })))
    .execute()
}

/** For the gate role: which mails of any tenant are due. */
export function findDueMails(db: Db, now: Date, limit: number) {
  return db
    .selectFrom('mails')
    .select(['tenantId', 'mailId'])
    .where('state', 'in', ['waiting', 'sending'])
    .where('nextAttemptAt', '<=', now)
    .orderBy('nextAttemptAt')
    .limit(limit)
    .execute()
}

/** Takes waiting mails for one attempt; those that another sender has are left out. */
export function claimMails(db: Db, mailIds: readonly string[], now: Date, until: Date) {
  return db
    .updateTable('mails')
    .set((eb) => ({ state: 'sending' as const, attempts: eb('attempts', '+', 1), nextAttemptAt: until }))
    .where(sql<boolean>`mail_id = any(${mailIds}::uuid[])`)
    .where('state', '=', 'waiting')
    .where('nextAttemptAt', '<=', now)
    .returning(['mailId', 'attempts', 'createdAt', 'content'])
    .execute()
}

/**
 * Ends attempts whose sender died: whether the mail server took the mail is not known, so it is not sent again. Returns
 * the mails.
 */
export async function giveUpInterrupted(db: Db, mailIds: readonly string[], now: Date): Promise<string[]> {
  const rows = await db
    .updateTable('mails')
    .set({ state: 'failed', failure: 'interrupted', failedAt: now, content: null })
    .where(sql<boolean>`mail_id = any(${mailIds}::uuid[])`)
    .where('state', '=', 'sending')
    .where('nextAttemptAt', '<=', now)
    .returning('mailId')
    .execute()
  return rows.map(({ mailId }) => mailId)
}

/** Records mails that the mail server took. */
export async function recordSent(db: Db, mailIds: readonly string[], sentAt: Date): Promise<void> {
  if (mailIds.length === 0) return
  await db
    .updateTable('mails')
    .set({ state: 'sent', sentAt, content: null })
    .where(sql<boolean>`mail_id = any(${mailIds}::uuid[])`)
    .where('state', '=', 'sending')
    .execute()
}

/** Records how an attempt failed. */
export async function recordAttempt(
  db: Db,
  mailId: string,
  outcome:
    | { state: 'bounced' | 'failed'; failure: string; failedAt: Date }
    | { state: 'waiting'; failure: string; nextAttemptAt: Date },
): Promise<void> {
  await db
    .updateTable('mails')
    .set(outcome.state === 'waiting' ? outcome : { ...outcome, content: null })
    .where('mailId', '=', mailId)
    .where('state', '=', 'sending')
    .execute()
}

/** The newest mail to somebody, if there was one. */
export function findNewestMail(db: Db, userId: string) {
  return db
    .selectFrom('mails')
    .select(['mailId', 'template', 'variant', 'state', 'failure', 'createdAt', 'failedAt'])
    .where('userId', '=', userId)
    .orderBy('createdAt', 'desc')
    .orderBy('mailId', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Where somebody of the tenant is written to. */
export function findRecipient(db: Db, userId: string) {
  return db
    .selectFrom('users')
    .select(['mail', 'loginId', 'familyName', 'middleName', 'givenName', 'locale'])
    .where('userId', '=', userId)
    .executeTakeFirst()
}

/** Deletes what is known of mails that were dealt with so long ago; returns how many. */
export async function deleteMailsBefore(db: Db, before: Date): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('mails')
    .where('state', 'not in', ['waiting', 'sending'])
    .where('createdAt', '<', before)
    .executeTakeFirst()
  return Number(numDeletedRows)
}
