import type { Db } from '../platform/database.ts'
import type { Platform } from '../platform/http.ts'
import { houseTenantId } from '../platform/identifiers.ts'
import { composeMail, type MailContent, nextAttempt } from './mails.rules.ts'
import { claimMails, findDueMails, giveUpInterrupted, recordAttempt, recordSent } from './mails.store.ts'
import type { MailTransport } from './mails.transport.ts'

export interface MailSender {
  /** Sends everything that is due now. */
  sendDue(): Promise<void>
  close(): Promise<void>
}

/** Claimed and recorded together: each by itself would take the database longer than the mail server. */
const atOnce = 20
const pollEvery = 1000
/** Longer than any transport's time-outs: a sender that has not reported by then is dead. */
const attemptMinutes = 10

/** Sends queued mails while the server runs; several servers may share one queue. */
export function startMailSender(platform: Platform, transport: MailTransport, portalUrl: () => string): MailSender {
  let closed = false
  let running: Promise<void> = Promise.resolve()
  const sendDue = () => {
    running = running.then(() => drain(platform, transport, portalUrl, () => closed))
    return running
  }
  let timer: NodeJS.Timeout
  const poll = async () => {
    await sendDue()
    if (!closed) timer = setTimeout(poll, pollEvery).unref()
  }
  timer = setTimeout(poll, pollEvery).unref()
  return {
    sendDue,
    async close() {
      closed = true
      clearTimeout(timer)
      await running
      transport.close()
    },
  }
}

async function drain(
  platform: Platform,
  transport: MailTransport,
  portalUrl: () => string,
  closed: () => boolean,
): Promise<void> {
  try {
    while (!closed()) {
      const due = await platform.database.transaction({ tenantId: houseTenantId, role: 'gate' }, (db) =>
        findDueMails(db, platform.clock.now(), atOnce),
      )
      if (due.length === 0) return
      const tenants = Map.groupBy(due, ({ tenantId }) => tenantId)
      await Promise.all(
        [...tenants].map(([tenantId, mails]) =>
          sendOf(
            platform,
            transport,
            portalUrl(),
            tenantId,
            mails.map(({ mailId }) => mailId),
          ),
        ),
      )
    }
  } catch (error) {
    if (!closed()) platform.log.error({ err: error }, 'mails cannot be sent now')
  }
}

/** Sends mails of one tenant: claimed together before, and recorded together afterwards. */
async function sendOf(
  platform: Platform,
  transport: MailTransport,
  portalUrl: string,
  tenantId: string,
  mailIds: readonly string[],
): Promise<void> {
  const now = platform.clock.now()
  const until = new Date(now.getTime() + attemptMinutes * 60_000)
  const mails = await platform.database.transaction({ tenantId }, async (db) => {
    const claimed = await claimMails(db, mailIds, now, until)
    if (claimed.length < mailIds.length)
      for (const mailId of await giveUpInterrupted(db, mailIds, now))
        platform.log.warn({ mailId }, 'the sending of a mail was interrupted')
    const opened: Claimed[] = []
    for (const { content, ...mail } of claimed)
      opened.push({ ...mail, ...(await open(platform, db, tenantId, mail.mailId, content)) })
    return opened
  })
  const results = await Promise.all(
    mails.map(async (mail) => ({ mail, result: await send(platform, transport, portalUrl, mail, now) })),
  )
  const done = platform.clock.now()
  await platform.database.transaction({ tenantId }, async (db) => {
    const sent = results.filter(({ result }) => result.ok)
    await recordSent(
      db,
      sent.map(({ mail }) => mail.mailId),
      done,
    )
    for (const { mail, result } of results) if (!result.ok) await recordFailure(db, mail, result, done)
  })
  for (const { mail, result } of results)
    if (!result.ok) platform.log.warn({ mailId: mail.mailId, permanent: result.permanent }, 'a mail was not taken')
}

interface Claimed {
  mailId: string
  attempts: number
  createdAt: Date
  /** Undefined when it cannot be opened: it fails by itself and keeps no other waiting. */
  content?: MailContent
}

async function open(
  platform: Platform,
  db: Db,
  tenantId: string,
  mailId: string,
  sealed: Uint8Array | null,
): Promise<Pick<Claimed, 'content'>> {
  try {
    const plain = await platform.secrets.open(
      db,
      { tenantId, userId: mailId, kind: 'mail' },
      sealed ?? new Uint8Array(),
    )
    return { content: JSON.parse(plain.toString('utf8')) as MailContent }
  } catch (error) {
    platform.log.error({ err: error, mailId }, 'a mail cannot be opened')
    return {}
  }
}

type Outcome = Awaited<ReturnType<MailTransport['send']>>

async function send(
  platform: Platform,
  transport: MailTransport,
  portalUrl: string,
  { mailId, content }: Claimed,
  at: Date,
): Promise<Outcome> {
  const unreadable: Outcome = { ok: false, permanent: false, reason: 'unreadable' }
  if (!content) return unreadable
  try {
    const composed = composeMail(content, platform.config.KAOBAN_PRODUCT_NAME, portalUrl)
    return await transport.send({ mailId, at, template: content.template, ...composed })
  } catch (error) {
    platform.log.error({ err: error, mailId }, 'a mail cannot be written')
    return unreadable
  }
}

function recordFailure(db: Db, mail: Claimed, result: Outcome & { ok: false }, done: Date): Promise<void> {
  const failure = result.reason.slice(0, 300)
  if (result.permanent) return recordAttempt(db, mail.mailId, { state: 'bounced', failure, failedAt: done })
  const next = mail.content && nextAttempt(mail.createdAt, mail.attempts, done)
  return next
    ? recordAttempt(db, mail.mailId, { state: 'waiting', failure, nextAttemptAt: next })
    : recordAttempt(db, mail.mailId, { state: 'failed', failure, failedAt: done })
}
