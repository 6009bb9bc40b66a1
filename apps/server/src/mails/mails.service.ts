import type { MailTemplate } from '@kaoban/contract'
import type { Locale } from '@kaoban/messages'
import type { Context } from '../platform/context.ts'
import { newId } from '../platform/identifiers.ts'
import type { MailVariant } from './mails.rules.ts'
import { findUndelivered, insertMail } from './mails.store.ts'

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
  const mailId = newId()
  const now = ctx.clock.now()
  const { userId, ...to } = mail.to
  const content = Buffer.from(JSON.stringify({ ...mail, to }))
  await insertMail(ctx.db, {
    tenantId: ctx.tenantId,
    mailId,
    template: mail.template,
    userId: userId ?? null,
    nextAttemptAt: now,
    createdAt: now,
    content: await ctx.secrets.seal(ctx.db, { tenantId: ctx.tenantId, userId: mailId, kind: 'mail' }, content),
  })
  return mailId
}

/** Of these people, those whose newest mail the mail server refused or never took, with its reason [NFM-USR-027]. */
export async function findUndeliverable(
  ctx: Context,
  userIds: readonly string[],
): Promise<Map<string, { state: 'bounced' | 'failed'; reason: string }>> {
  const found = new Map<string, { state: 'bounced' | 'failed'; reason: string }>()
  if (userIds.length === 0) return found
  for (const { userId, state, failure } of await findUndelivered(ctx.db, userIds))
    if (userId !== null && (state === 'bounced' || state === 'failed'))
      found.set(userId, { state, reason: failure ?? '' })
  return found
}
