import { mkdirSync } from 'node:fs'
import { readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MailboxEntry } from '@kaoban/contract'
import { type Config, dataPath } from '../platform/config.ts'
import type { ComposedMail } from './mails.rules.ts'

export interface OutgoingMail extends ComposedMail {
  mailId: string
  template: string
  at: Date
}

export type SendResult = { ok: true } | { ok: false; permanent: boolean; reason: string }

/** Where mails go: a mail server, or a folder on an installation that has none. */
export interface MailTransport {
  send(mail: OutgoingMail): Promise<SendResult>
  close(): void
}

export function createMailTransport(config: Config): MailTransport {
  return config.KAOBAN_SMTP_URL === undefined ? outbox(config) : smtp(config, config.KAOBAN_SMTP_URL)
}

/** Opens with the first mail: a start does without all that it loads. */
function withFirstMail<Sender extends { close(): void }>(open: (mailer: typeof import('nodemailer')) => Sender) {
  let opening: Promise<Sender> | undefined
  return {
    opened() {
      opening ??= import('nodemailer').then(open)
      return opening
    },
    close: () => void opening?.then((sender) => sender.close()),
  }
}

function smtp(config: Config, url: string): MailTransport {
  const server = withFirstMail(({ createTransport }) =>
    createTransport({
      url,
      pool: true,
      maxConnections: 4,
      connectionTimeout: 20_000,
      greetingTimeout: 20_000,
      socketTimeout: 60_000,
      disableFileAccess: true,
      disableUrlAccess: true,
    }),
  )
  return {
    async send(mail) {
      try {
        await (await server.opened()).sendMail(messageOf(mail, config))
        return { ok: true }
      } catch (error) {
        const { responseCode, response, code, message } = error as Error & Record<string, unknown>
        const permanent =
          typeof responseCode === 'number' && responseCode >= 500 && responseCode < 600 && code === 'EENVELOPE'
        return { ok: false, permanent, reason: String(response ?? message) }
      }
    },
    close: server.close,
  }
}

function messageOf(mail: OutgoingMail, config: Config) {
  const from = config.KAOBAN_MAIL_FROM
  const domain = /@([^\s>]+)/.exec(from)?.[1] ?? 'localhost'
  return {
    from,
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    date: mail.at,
    // The same for every attempt, so that a mail server recognises one it already has.
    messageId: `<${mail.mailId}@${domain}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
  }
}

const outboxFolder = (config: Config) => dataPath(config, 'outbox')

/** Files named after the mail, so that a mail written twice is one file. */
function outbox(config: Config): MailTransport {
  const folder = outboxFolder(config)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const composer = withFirstMail(({ createTransport }) =>
    createTransport({ streamTransport: true, buffer: true, newline: 'unix' }),
  )
  return {
    async send(mail) {
      const { message } = await (await composer.opened()).sendMail(messageOf(mail, config))
      const { mailId, template, to, subject, text } = mail
      const entry: MailboxEntry = { mailId, at: mail.at.toISOString(), template, to: to.address, subject, text }
      await writeWhole(join(folder, `${mailId}.eml`), message as Buffer)
      await writeWhole(join(folder, `${mailId}.json`), JSON.stringify(entry))
      return { ok: true }
    },
    close: composer.close,
  }
}

async function writeWhole(path: string, data: string | Buffer): Promise<void> {
  await writeFile(`${path}.part`, data, { mode: 0o600 })
  await rename(`${path}.part`, path)
}

/** The mails in the outbox folder, newest first: their names are UUIDv7 and sort by time. */
export async function readOutbox(config: Config, limit: number): Promise<MailboxEntry[]> {
  const folder = outboxFolder(config)
  const names = await readdir(folder).catch(() => [] as string[])
  const newest = names
    .filter((name) => name.endsWith('.json'))
    .sort()
    .reverse()
    .slice(0, limit)
  return Promise.all(
    newest.map(async (name) => MailboxEntry.parse(JSON.parse(await readFile(join(folder, name), 'utf8')))),
  )
}
