import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { isHalfWidth } from './limits.ts'

/** Templates of docs/spec/portal.md §26 that the product sends today, and TASK-01 of our own. */
export const mailTemplates = [
  'MAIL-01',
  'MAIL-02',
  'MAIL-03',
  'MAIL-06',
  'MAIL-08',
  'MAIL-09',
  'MAIL-10',
  /** Long work is over. */
  'TASK-01',
] as const
export const MailTemplate = z.enum(mailTemplates)
export type MailTemplate = z.output<typeof MailTemplate>

/** waiting → sent, bounced (the mail server refuses the address for good) or failed (given up after 24 hours). */
export const mailStates = ['waiting', 'sending', 'sent', 'bounced', 'failed'] as const
export type MailState = (typeof mailStates)[number]

const addressForm = /^[^\s@"(),:;<>[\\\]]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/i

/** メールアドレス形式 [NFM-USR-019]: one local part, one domain of at least two labels, no quoting. */
export function isMailAddress(text: string): boolean {
  const at = text.lastIndexOf('@')
  return isHalfWidth(text) && at <= 64 && addressForm.test(text) && !/^\.|\.\.|\.@/.test(text)
}

export const MailboxEntry = z.object({
  mailId: z.uuid(),
  at: z.iso.datetime(),
  template: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
})
export type MailboxEntry = z.output<typeof MailboxEntry>

/** Mails of an installation without a mail server; for this computer and the operator only. */
export const readMailbox = endpoint({
  method: 'GET',
  path: '/api/mailbox',
  needs: 'anyone',
  summary: 'Mails that were written to the outbox folder, newest first',
  query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
  answer: z.object({ rows: z.array(MailboxEntry) }),
  audit: { none: 'an evaluation aid that exists only without a mail server' },
})
