/** @module-tag long */
import { readMailbox } from '@kaoban/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Context } from '../platform/context.ts'
import { openBrowser, openTestTenant, startTestServer, type TestServer, testServer } from '../platform/testing.ts'
import { findUndelivered, purgeMails, queueMail } from './mails.service.ts'
import { mailsTo, type SmtpPeer, startSmtpServer } from './mails.testing.ts'

// One server for this file: its mail server refuses by address, and is stopped and started on the same port.
const rules = { refuses: ['nobody@example.jp'], later: ['busy@example.jp'] }
let peer: SmtpPeer
let server: TestServer
beforeAll(async () => {
  peer = await startSmtpServer(rules)
  server = await startTestServer({ KAOBAN_SMTP_URL: peer.url, KAOBAN_LOG_LEVEL: 'silent' })
  await testServer()
}, 180_000)
afterAll(async () => {
  await server.close()
  await peer.close()
})
beforeEach(() => {
  peer.received.length = 0
})

/** The circumstances of a handler, for tests that queue a mail without an endpoint in between. */
function within<T>(server: TestServer, tenantId: string, work: (ctx: Context) => Promise<T>): Promise<T> {
  const { clock, platform } = server
  return server.database.transaction({ tenantId }, (db) =>
    work({ db, tenantId, clock, secrets: platform.secrets } as unknown as Context),
  )
}

const notice = (address: string, userId?: string) => ({
  template: 'MAIL-10' as const,
  to: { address, name: '山田 花子', ...(userId ? { userId } : {}) },
  locale: 'ja' as const,
  params: { passwordUrl: '/p/abc' },
})

async function stateOf(server: TestServer, tenantId: string) {
  return server.database.transaction({ tenantId }, async (db) => {
    const { rows } = await sql<{ state: string; attempts: number; failure: string | null; hasContent: boolean }>`
      select state, attempts, failure, content is not null as has_content from mails order by created_at, mail_id`.execute(
      db,
    )
    return rows
  })
}

describe('mails', () => {
  it('reach a real mail server, in Japanese, with whole addresses of the portal', async () => {
    const tenant = await openTestTenant(server)
    await within(server, tenant.tenantId, (ctx) => queueMail(ctx, notice('hanako@example.jp')))
    await server.mails.sendDue()
    expect(peer.received).toHaveLength(1)
    expect(peer.received[0]!.to).toEqual(['hanako@example.jp'])
    const raw = peer.received[0]!.raw
    const body = Buffer.from(raw.split('\r\n\r\n').slice(1).join('').replaceAll('\r\n', ''), 'base64').toString()
    const text = raw.includes('base64') ? body : raw
    expect(text).toContain('山田 花子 様')
    expect(text).toContain(`${server.url}/p/abc`)
    expect(raw).toContain('Auto-Submitted: auto-generated')
    expect(await stateOf(server, tenant.tenantId)).toEqual([
      { state: 'sent', attempts: 1, failure: null, hasContent: false },
    ])
  })

  it('are sent once, however many senders look at the queue', async () => {
    const tenant = await openTestTenant(server)
    for (let i = 0; i < 12; i++)
      await within(server, tenant.tenantId, (ctx) => queueMail(ctx, notice(`person${i}@example.jp`)))
    const { startMailSender } = await import('./mails.jobs.ts')
    const { createMailTransport } = await import('./mails.transport.ts')
    const others = [1, 2].map(() =>
      startMailSender(server.platform, createMailTransport(server.platform.config), () => server.url),
    )
    await Promise.all([server.mails, ...others].map((sender) => sender.sendDue()))
    await Promise.all(others.map((sender) => sender.close()))
    const to = peer.received.flatMap((mail) => mail.to)
    expect(to).toHaveLength(12)
    expect(new Set(to).size).toBe(12)
  })

  it('to an address that the mail server refuses are marked and not repeated [NFM-USR-027]', async () => {
    const tenant = await openTestTenant(server)
    const { userId } = await tenant.addPerson({ mail: 'nobody@example.jp' })
    await within(server, tenant.tenantId, (ctx) => queueMail(ctx, notice('nobody@example.jp', userId)))
    await server.mails.sendDue()
    server.clock.advance(3 * 3_600_000)
    await server.mails.sendDue()
    expect(await stateOf(server, tenant.tenantId)).toMatchObject([{ state: 'bounced', attempts: 1, hasContent: false }])
    const undelivered = await within(server, tenant.tenantId, (ctx) => findUndelivered(ctx, userId))
    expect(undelivered).toMatchObject({ state: 'bounced', cause: 'no-mailbox', template: 'MAIL-10' })
    expect(undelivered!.reason).toContain('550')
  })

  it('wait for a mail server that is down and arrive when it is back', async () => {
    const port = Number(new URL(peer.url).port)
    await peer.close()
    const tenant = await openTestTenant(server)
    await within(server, tenant.tenantId, (ctx) => queueMail(ctx, notice('later@example.jp')))
    await server.mails.sendDue()
    expect(await stateOf(server, tenant.tenantId)).toMatchObject([{ state: 'waiting', attempts: 1, hasContent: true }])
    peer = await startSmtpServer({ ...rules, port })
    await server.mails.sendDue()
    expect(peer.received).toHaveLength(0)
    server.clock.advance(61_000)
    await server.mails.sendDue()
    expect(peer.received).toHaveLength(1)
    expect(await stateOf(server, tenant.tenantId)).toMatchObject([{ state: 'sent', attempts: 2 }])
  })

  it('are tried again after a passing refusal, and given up after 24 hours', async () => {
    const tenant = await openTestTenant(server)
    await within(server, tenant.tenantId, (ctx) => queueMail(ctx, notice('busy@example.jp')))
    for (let hour = 0; hour < 30; hour++) {
      await server.mails.sendDue()
      server.clock.advance(3_600_000)
    }
    const [mail] = await stateOf(server, tenant.tenantId)
    expect(mail).toMatchObject({ state: 'failed', failure: expect.stringContaining('450'), hasContent: false })
    expect(mail!.attempts).toBeGreaterThan(10)
  })

  it('whose sender died in the middle are not sent a second time', async () => {
    const tenant = await openTestTenant(server)
    await within(server, tenant.tenantId, async (ctx) => {
      await queueMail(ctx, notice('once@example.jp'))
      await sql`update mails set state = 'sending', attempts = 1`.execute(ctx.db)
    })
    server.clock.advance(11 * 60_000)
    await server.mails.sendDue()
    expect(peer.received).toHaveLength(0)
    expect(await stateOf(server, tenant.tenantId)).toMatchObject([{ state: 'failed', failure: 'interrupted' }])
  })

  it('that cannot be opened fail by themselves and keep no other waiting', async () => {
    const tenant = await openTestTenant(server)
    await within(server, tenant.tenantId, async (ctx) => {
      await queueMail(ctx, notice('broken@example.jp'))
      await sql`update mails set content = '\\x00'::bytea`.execute(ctx.db)
      await queueMail(ctx, notice('whole@example.jp'))
    })
    await server.mails.sendDue()
    expect(peer.received.flatMap((mail) => mail.to)).toEqual(['whole@example.jp'])
    const states = (await stateOf(server, tenant.tenantId)).map(({ state, failure }) => [state, failure])
    expect(states.sort()).toEqual([
      ['failed', 'unreadable'],
      ['sent', null],
    ])
  })

  it('of a request that failed are never sent', async () => {
    const server = await testServer() // keeps its mails in the outbox
    const tenant = await openTestTenant(server)
    const address = `undone-${tenant.code}@example.jp`
    await expect(
      within(server, tenant.tenantId, async (ctx) => {
        await queueMail(ctx, notice(address))
        throw new Error('the request fails')
      }),
    ).rejects.toThrow('the request fails')
    expect(await mailsTo(server, address)).toEqual([])
  })

  it('wait sealed: who reads the database reads neither address nor password', async () => {
    const server = await testServer() // keeps its mails in the outbox
    const tenant = await openTestTenant(server)
    const content = await within(server, tenant.tenantId, async (ctx) => {
      await queueMail(ctx, notice('sealed@example.jp'))
      const { rows } = await sql<{ content: Uint8Array }>`select content from mails`.execute(ctx.db)
      return Buffer.from(rows[0]!.content).toString('latin1')
    })
    expect(content).not.toContain('sealed@example.jp')
  })
})

describe('old mails', () => {
  it('are forgotten after 90 days, unless they still wait', async () => {
    const server = await testServer()
    const tenant = await openTestTenant(server)
    await within(server, tenant.tenantId, (ctx) => queueMail(ctx, notice('sent@example.jp')))
    await server.mails.sendDue()
    const change = (state: string) =>
      server.database.transaction({ tenantId: tenant.tenantId }, (db) =>
        sql`update mails set created_at = created_at - interval '91 days', state = ${state}`.execute(db),
      )
    await purgeMails(server.database, server.clock)
    expect(await stateOf(server, tenant.tenantId)).toHaveLength(1)
    await change('waiting')
    await purgeMails(server.database, server.clock)
    expect(await stateOf(server, tenant.tenantId)).toHaveLength(1)
    await change('sent')
    await purgeMails(server.database, server.clock)
    expect(await stateOf(server, tenant.tenantId)).toHaveLength(0)
  })
})

describe('the mailbox page', () => {
  it('shows this computer what was sent, newest first', async () => {
    const server = await testServer() // keeps its mails in the outbox
    const tenant = await openTestTenant(server)
    await within(server, tenant.tenantId, (ctx) => queueMail(ctx, notice(`a-${tenant.code}@example.jp`)))
    await server.mails.sendDue()
    const { rows } = await (await openBrowser(server)).call(readMailbox, {})
    expect(rows[0]).toMatchObject({ to: `a-${tenant.code}@example.jp`, template: 'MAIL-10' })
    expect(rows[0]!.subject).toBe('Kaobanパスワード再発行のご案内')
  })

  it.each([
    ['this computer', 200, '127.0.0.1', { host: '127.0.0.1:8080' }],
    ['this computer by its name', 200, '127.0.0.1', { host: 'localhost:8080' }],
    ['this computer by IPv6', 200, '::1', { host: '[::1]:8080' }],
    ['another computer', 404, '192.168.0.7', { host: 'localhost' }],
    ['a page of another site whose name leads here', 404, '127.0.0.1', { host: 'evil.example' }],
    ['a name that begins alike', 404, '127.0.0.1', { host: 'localhost.evil.example' }],
    ['a proxy of this computer', 404, '127.0.0.1', { host: 'localhost', 'x-forwarded-for': '192.0.2.7' }],
    ['a proxy that follows RFC 7239', 404, '127.0.0.1', { host: 'localhost', forwarded: 'for=192.0.2.7' }],
    ['a proxy in its own way', 404, '127.0.0.1', { host: 'localhost', 'x-real-ip': '192.0.2.7' }],
  ])('asked for by %s answers %i', async (_who, status, remoteAddress, headers) => {
    const { app } = await testServer()
    const answer = await app.inject({ url: '/api/mailbox', remoteAddress, headers: { ...headers } })
    expect(answer.statusCode).toBe(status)
  })

  it('does not exist when there is a mail server', async () => {
    const browser = await openBrowser(server)
    await expect(browser.call(readMailbox, {})).rejects.toMatchObject({ code: 'request.not-found' })
  })
})
