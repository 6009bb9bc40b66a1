import type { MailTemplate, UndeliveredMail } from '@kaoban/contract'
import type { Locale } from '@kaoban/messages'
import type { Clock } from '../platform/clock.ts'
import type { Context } from '../platform/context.ts'
import type { DatabaseHandle } from '../platform/database.ts'
import { newId } from '../platform/identifiers.ts'
import { listTenants } from '../platform/tenant-list.ts'
import { displayName } from '../sessions/sessions.service.ts'
import { causeOf, type MailVariant, repetitionOf } from './mails.rules.ts'
import { deleteMailsBefore, findNewestMail, findRecipient, insertMails } from './mails.store.ts'

export { composeMail } from './mails.rules.ts'

export interface NewMail {
  template: MailTemplate
  variant?: MailVariant
  to: { address: string; name: string; userId?: string }
  locale: Locale
  /** Values of the template's marks; a path of the portal (`/t/…`) becomes a whole address when the mail is written. */
  params: Readonly<Record<string, string>>
}

/** Queues a mail in the request's transaction: no commit, no mail. It is sent right after. */
export async function queueMail(ctx: Context, mail: NewMail): Promise<string> {
  return (await queueMails(ctx, [mail]))[0]!
}

/** Queues many mails in two statements. */
export async function queueMails(ctx: Context, mails: readonly NewMail[]): Promise<string[]> {
  const now = ctx.clock.now()
  const named = mails.map((mail) => ({ mail, mailId: newId() }))
  const sealed = await ctx.secrets.sealEach(
    ctx.db,
    ctx.tenantId,
    named.map(({ mail: { to, ...rest }, mailId }) => {
      const { userId: _, ...recipient } = to
      return {
        owner: { userId: mailId, kind: 'mail' },
        plain: Buffer.from(JSON.stringify({ ...rest, to: recipient })),
      }
    }),
  )
  await insertMails(
    ctx.db,
    named.map(({ mail, mailId }, index) => ({
      ...{
        tenantId: ctx.tenantId,
        mailId,
        template: mail.template,
        variant: mail.variant ?? 'body',
        userId: mail.to.userId ?? null,
      },
      ...{ nextAttemptAt: now, createdAt: now, content: sealed[index]! },
    })),
  )
  return named.map(({ mailId }) => mailId)
}

/** Queues a mail to somebody of the tenant, in their language; nothing when they have no address. */
export async function queueMailTo(
  ctx: Context,
  userId: string,
  write: (locale: Locale) => Pick<NewMail, 'template' | 'variant' | 'params'>,
): Promise<void> {
  const person = await findRecipient(ctx.db, userId)
  if (!person || person.mail === '') return
  const locale = person.locale ?? 'ja'
  await queueMail(ctx, { to: { address: person.mail, name: displayName(person), userId }, locale, ...write(locale) })
}

/** The newest mail to somebody, when the mail server refused it or never took it [NFM-USR-027]. */
export async function findUndelivered(ctx: Context, userId: string): Promise<UndeliveredMail | null> {
  const mail = await findNewestMail(ctx.db, userId)
  if (mail?.state !== 'bounced' && mail?.state !== 'failed') return null
  const { mailId, template, variant, state, failure, createdAt, failedAt } = mail
  return {
    ...{ mailId, template, state, reason: failure ?? '', cause: causeOf(failure ?? '') },
    repetition: repetitionOf(template, variant),
    writtenAt: createdAt.toISOString(),
    failedAt: failedAt?.toISOString() ?? null,
  }
}

const keptDays = 90

/** Forgets mails that were dealt with 90 days ago, in every tenant. */
export async function purgeMails(database: DatabaseHandle, clock: Clock): Promise<number> {
  const before = new Date(clock.now().getTime() - keptDays * 86_400_000)
  let gone = 0
  for (const { tenantId } of await listTenants(database))
    gone += await database.transaction({ tenantId }, (db) => deleteMailsBefore(db, before))
  return gone
}
