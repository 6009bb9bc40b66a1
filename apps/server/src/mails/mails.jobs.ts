import type { Platform } from '../platform/http.ts'
import { houseTenantId } from '../platform/identifiers.ts'
import { type ComposedMail, composeMail, type MailContent, nextAttempt } from './mails.rules.ts'
import { claimMail, findDueMails, giveUpInterrupted, recordAttempt } from './mails.store.ts'
import type { MailTransport } from './mails.transport.ts'

export interface MailSender {
  /** Sends everything that is due now. */
  sendDue(): Promise<void>
  close(): Promise<void>
}

const atOnce = 5
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
      await Promise.all(due.map((mail) => sendOne(platform, transport, portalUrl(), mail)))
    }
  } catch (error) {
    if (!closed()) platform.log.error({ err: error }, 'mails cannot be sent now')
  }
}

async function sendOne(
  platform: Platform,
  transport: MailTransport,
  portalUrl: string,
  { tenantId, mailId }: { tenantId: string; mailId: string },
): Promise<void> {
  const now = platform.clock.now()
  const until = new Date(now.getTime() + attemptMinutes * 60_000)
  const claimed = await platform.database.transaction({ tenantId }, async (db) => {
    const mail = await claimMail(db, mailId, now, until)
    if (!mail && (await giveUpInterrupted(db, mailId, now)))
      platform.log.warn({ mailId }, 'the sending of a mail was interrupted')
    return mail
  })
  if (!claimed) return
  const composed = await compose(platform, portalUrl, tenantId, mailId, claimed.content)
  if (!composed) return
  const result = await transport.send({ mailId, at: now, ...composed })
  const done = platform.clock.now()
  await platform.database.transaction({ tenantId }, (db) => {
    if (result.ok) return recordAttempt(db, mailId, { state: 'sent', sentAt: done })
    const failure = result.reason.slice(0, 300)
    if (result.permanent) return recordAttempt(db, mailId, { state: 'bounced', failure })
    const next = nextAttempt(claimed.createdAt, claimed.attempts, done)
    return next
      ? recordAttempt(db, mailId, { state: 'waiting', failure, nextAttemptAt: next })
      : recordAttempt(db, mailId, { state: 'failed', failure })
  })
  if (!result.ok) platform.log.warn({ mailId, permanent: result.permanent }, 'a mail was not taken')
}

/** Opens and writes a claimed mail; one that cannot be opened fails by itself and keeps no other waiting. */
async function compose(
  platform: Platform,
  portalUrl: string,
  tenantId: string,
  mailId: string,
  sealed: Uint8Array | null,
): Promise<(ComposedMail & { template: string }) | undefined> {
  try {
    const plain = await platform.database.transaction({ tenantId }, (db) =>
      platform.secrets.open(db, { tenantId, userId: mailId, kind: 'mail' }, sealed ?? new Uint8Array()),
    )
    const content = JSON.parse(plain.toString('utf8')) as MailContent
    return { template: content.template, ...composeMail(content, platform.config.KAOBAN_PRODUCT_NAME, portalUrl) }
  } catch (error) {
    platform.log.error({ err: error, mailId }, 'a mail cannot be opened')
    await platform.database.transaction({ tenantId }, (db) =>
      recordAttempt(db, mailId, { state: 'failed', failure: 'unreadable' }),
    )
    return undefined
  }
}
