import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import type { TestServer } from '../platform/testing.ts'
import { readOutbox } from './mails.transport.ts'

/** Mails to an address that have arrived in the outbox, newest first; sends what is due before it looks. */
export async function mailsTo(server: TestServer, address: string) {
  await server.mails.sendDue()
  const all = await readOutbox(server.platform.config, 10_000)
  return all.filter((mail) => mail.to === address)
}

/** The token of the first password link in a text. */
export function linkTokenIn(text: string): string {
  const token = /\/p\/([A-Za-z0-9_-]{64})/.exec(text)?.[1]
  if (token === undefined) throw new Error(`no password link in: ${text}`)
  return token
}

export interface SmtpPeer {
  url: string
  received: { to: string[]; raw: string }[]
  close(): Promise<void>
}

/** A real SMTP server; `refuses` answers 550 to those recipients, `later` 450. */
export async function startSmtpServer(
  rules: { refuses?: string[]; later?: string[]; port?: number } = {},
): Promise<SmtpPeer> {
  const received: SmtpPeer['received'] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    closeTimeout: 100,
    onRcptTo(address, _session, done) {
      if (rules.refuses?.includes(address.address)) return done(smtpError(550, 'no such mailbox'))
      if (rules.later?.includes(address.address)) return done(smtpError(450, 'mailbox busy'))
      done()
    },
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        received.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          raw: Buffer.concat(parts).toString(),
        })
        done()
      })
    },
  })
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(rules.port ?? 0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function smtpError(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}
