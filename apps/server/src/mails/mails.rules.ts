import type { MailTemplate, UndeliveredCause, UndeliveredMail } from '@kaoban/contract'
import { hasMessage, type Locale, type MessageKey, word } from '@kaoban/messages'

/** Who a mail is written for, when that is not the person it is about; how it ended. */
export type MailVariant = 'toAdministrators' | 'provisioned' | 'requested' | 'stopped'

/** What a mail says; sealed while it waits. */
export interface MailContent {
  template: MailTemplate
  variant?: MailVariant
  locale: Locale
  to: { address: string; name: string }
  /** Values that begin with a slash are pages of the portal and become whole addresses. */
  params: Readonly<Record<string, string>>
}

export interface ComposedMail {
  to: { address: string; name: string }
  subject: string
  text: string
}

/** Writes the mail: salutation, the paragraphs whose values are known, closing. */
export function composeMail(content: MailContent, product: string, portalUrl: string): ComposedMail {
  const { template, variant, locale, to, params } = content
  const pages = Object.entries(params).map(([name, value]) => [name, value.startsWith('/') ? portalUrl + value : value])
  const values: Record<string, string> = {
    ...Object.fromEntries(pages),
    name: to.name || to.address,
    gap: ' ',
    product,
  }
  const body = `mails.${template}.${variant ?? 'body'}`
  if (!hasMessage(body)) throw new Error(`no text for the mail ${body}`)
  const ownSubject = `mails.${template}.subject`
  // What values hold is no mark of the text.
  const masked = Object.entries(values).map(([name, value]) => [name, value.replaceAll('{', '\0')])
  const paragraphs = [
    word('mails.salutation', locale, values),
    ...word(body, locale, Object.fromEntries(masked))
      .split('\n\n')
      .filter((paragraph) => !/\{[A-Za-z]+\}/.test(paragraph))
      .map((paragraph) => paragraph.replaceAll('\0', '{')),
    word('mails.closing', locale, values),
  ]
  return {
    to,
    subject: word(hasMessage(ownSubject) ? ownSubject : (template as MessageKey), locale, values),
    text: `${paragraphs.join('\n\n')}\n`,
  }
}

const minute = 60_000
const pauses = [1, 2, 5, 15, 30, 60]
const givenUpAfter = 24 * 60 * minute

/** When to try again after a failure that may pass, or undefined when 24 hours are over. */
export function nextAttempt(createdAt: Date, attempts: number, now: Date): Date | undefined {
  const pause = pauses[Math.min(attempts, pauses.length) - 1] ?? 1
  const next = new Date(now.getTime() + pause * minute)
  return next.getTime() - createdAt.getTime() > givenUpAfter ? undefined : next
}

const causes: readonly [RegExp, UndeliveredCause][] = [
  [/^[45]\.1\.[0136]$/, 'no-mailbox'],
  [/^[45]\.(?:1\.2|1\.10|4\.4)$/, 'no-domain'],
  [/^[45]\.2\.[01]$/, 'mailbox-closed'],
  [/^[45]\.2\.2$/, 'mailbox-full'],
  [/^[45]\.7\./, 'refused'],
  [/^[45]\.4\./, 'unreachable'],
]

/**
 * What a mail server's answer means: by its enhanced status code (RFC 3463), else by its reply code (RFC 5321), else by
 * how the connection failed.
 */
export function causeOf(failure: string): UndeliveredCause {
  if (failure === 'interrupted' || failure === 'unreadable') return failure
  const [, reply, status] = /\b([45]\d\d)[ -](?:([45]\.\d{1,3}\.\d{1,3})\b)?/.exec(failure) ?? []
  const known = status && causes.find(([form]) => form.test(status))
  if (known) return known[1]
  if (reply === '550' || reply === '551' || reply === '553') return 'no-mailbox'
  if (reply === '552' || reply === '452') return 'mailbox-full'
  if (reply === '554') return 'refused'
  return reply === undefined && /E[A-Z]{4,}|time-?out|greeting|socket|connect/i.test(failure) ? 'unreachable' : 'other'
}

const withOwnLink: ReadonlySet<string> = new Set(['MAIL-08', 'MAIL-09', 'MAIL-10'])

/**
 * Whether a mail of the same kind can be sent again: with a fresh link where it carried one. Passwords in mails to
 * administrators are known to nobody any more, and the rest tells of a day that is over.
 */
export function repetitionOf(template: MailTemplate, variant: string): UndeliveredMail['repetition'] {
  if (variant === 'body' && withOwnLink.has(template)) return 'possible'
  return variant === 'toAdministrators' || variant === 'provisioned' || template === 'MAIL-01'
    ? 'held-password'
    : 'past'
}

const loopback = /^(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])$/

/**
 * The mailbox page shows passwords, so it exists only without a mail server, and then for the operator and for people
 * at this very computer. Behind a proxy everybody would look local, so there only the operator may read it.
 */
export function mayReadMailbox(
  config: {
    KAOBAN_SMTP_URL?: string | undefined
    KAOBAN_PUBLIC_URL?: string | undefined
    KAOBAN_TRUST_PROXY: boolean | string[]
  },
  local: boolean,
  operator: boolean,
): boolean {
  if (config.KAOBAN_SMTP_URL !== undefined) return false
  if (operator) return true
  const { KAOBAN_PUBLIC_URL: url } = config
  const exposed = config.KAOBAN_TRUST_PROXY !== false || (url !== undefined && !loopback.test(new URL(url).hostname))
  return local && !exposed
}
