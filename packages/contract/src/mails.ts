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
  'MAIL-11',
  'MAIL-12',
  'MAIL-13',
  'MAIL-14',
  'MAIL-15',
  /** Long work is over. */
  'TASK-01',
] as const
export const MailTemplate = z.enum(mailTemplates)
export type MailTemplate = z.output<typeof MailTemplate>

/** waiting → sent, bounced (the mail server refuses the address for good) or failed (given up after 24 hours). */
export const mailStates = ['waiting', 'sending', 'sent', 'bounced', 'failed'] as const
export type MailState = (typeof mailStates)[number]

/** Why a mail did not arrive, as far as the answer of the mail server tells. */
export const undeliveredCauses = [
  'no-mailbox',
  'no-domain',
  'mailbox-closed',
  'mailbox-full',
  'refused',
  'unreachable',
  'interrupted',
  'unreadable',
  'other',
] as const
export type UndeliveredCause = (typeof undeliveredCauses)[number]

/** The newest mail to a person, when it did not arrive [NFM-USR-027]. */
export const UndeliveredMail = z.object({
  mailId: z.uuid(),
  template: MailTemplate,
  /** Refused for good, or given up. */
  state: z.enum(['bounced', 'failed']),
  cause: z.enum(undeliveredCauses),
  /** The words of the mail server. */
  reason: z.string(),
  writtenAt: z.iso.datetime(),
  /** When it came back or was given up. */
  failedAt: z.iso.datetime().nullable(),
  /** Whether a mail of its kind can be sent again, or why not. */
  repetition: z.enum(['possible', 'held-password', 'past']),
})
export type UndeliveredMail = z.output<typeof UndeliveredMail>

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
