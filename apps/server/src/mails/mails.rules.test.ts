import { mailTemplates } from '@kaoban/contract'
import { describe, expect, it } from 'vitest'
import { causeOf, composeMail, mayReadMailbox, nextAttempt, repetitionOf } from './mails.rules.ts'

const to = { address: 'hanako@example.jp', name: '山田 花子' }

describe('composeMail', () => {
  it.each(['ja', 'en'] as const)('writes every template in %s with nothing left to fill in', (locale) => {
    for (const template of mailTemplates) {
      const mail = composeMail({ template, locale, to, params: { passwordUrl: '/p/x' } }, 'Kaoban', 'https://k.example')
      expect(mail.subject).toContain('Kaoban')
      expect(mail.text.split('\n')[0]).toBe(locale === 'ja' ? '山田 花子 様' : 'Dear 山田 花子,')
      expect(mail.text).not.toMatch(/\{[A-Za-z]+\}/)
    }
  })

  it('leaves out the paragraphs whose values are not known', () => {
    const params = { passwordUrl: '/p/x', loginUrl: '/t/y', userId: 'hanako' }
    const without = composeMail({ template: 'MAIL-08', locale: 'en', to, params }, 'Kaoban', 'https://k.example')
    expect(without.text).toContain('https://k.example/p/x')
    expect(without.text).not.toContain('Current password')
    const filled = { ...params, initialPassword: 'abcd-efgh' }
    const having = composeMail({ template: 'MAIL-08', locale: 'en', to, params: filled }, 'Kaoban', 'https://k.example')
    expect(having.text).toContain('Current password: abcd-efgh')
  })

  it('names the product as configured', () => {
    const mail = composeMail({ template: 'MAIL-10', locale: 'ja', to, params: { passwordUrl: '/p/x' } }, '顔番', '')
    expect(mail.subject).toBe('顔番パスワード再発行のご案内')
  })
})

describe('causeOf', () => {
  it.each([
    ['550 5.1.1 <a@example.jp>: Recipient address rejected: User unknown', 'no-mailbox'],
    ['550 no such mailbox', 'no-mailbox'],
    ['553 5.1.2 domain not found', 'no-domain'],
    ['550-5.2.1 The account is inactive', 'mailbox-closed'],
    ['452 4.2.2 The recipient’s inbox is out of storage space', 'mailbox-full'],
    ['552 too much mail', 'mailbox-full'],
    ['550 5.7.26 This mail has been blocked because the sender is unauthenticated', 'refused'],
    ['554 denied', 'refused'],
    ['451 4.4.1 no answer from host', 'unreachable'],
    ['connect ECONNREFUSED 127.0.0.1:25', 'unreachable'],
    ['450 mailbox busy', 'other'],
    ['interrupted', 'interrupted'],
    ['unreadable', 'unreadable'],
    ['', 'other'],
  ])('%s', (failure, cause) => {
    expect(causeOf(failure)).toBe(cause)
  })
})

describe('repetitionOf', () => {
  it.each([
    ['MAIL-08', 'body', 'possible'],
    ['MAIL-09', 'body', 'possible'],
    ['MAIL-10', 'body', 'possible'],
    ['MAIL-08', 'toAdministrators', 'held-password'],
    ['MAIL-09', 'toAdministrators', 'held-password'],
    ['MAIL-01', 'body', 'held-password'],
    ['MAIL-09', 'requested', 'past'],
    ['MAIL-08', 'unknown', 'past'],
    ['MAIL-02', 'body', 'past'],
    ['TASK-01', 'stopped', 'past'],
  ] as const)('%s %s', (template, variant, repetition) => {
    expect(repetitionOf(template, variant)).toBe(repetition)
  })
})

describe('nextAttempt', () => {
  const created = new Date('2026-01-01T00:00:00Z')
  it('waits longer each time and stops after 24 hours', () => {
    const minutes: number[] = []
    let now = created
    for (let attempt = 1; attempt < 100; attempt++) {
      const next = nextAttempt(created, attempt, now)
      if (!next) break
      minutes.push((next.getTime() - now.getTime()) / 60_000)
      now = next
    }
    expect(minutes.slice(0, 7)).toEqual([1, 2, 5, 15, 30, 60, 60])
    expect(now.getTime() - created.getTime()).toBeGreaterThan(23 * 3_600_000)
    expect(now.getTime() - created.getTime()).toBeLessThanOrEqual(24 * 3_600_000)
  })
})

describe('mayReadMailbox', () => {
  const plain = { KAOBAN_TRUST_PROXY: false }
  it.each([
    ['this computer', plain, true, false, true],
    ['another computer', plain, false, false, false],
    ['the operator elsewhere', plain, false, true, true],
    ['somebody behind a trusted proxy', { KAOBAN_TRUST_PROXY: true }, true, false, false],
    ['somebody through a public address', { ...plain, KAOBAN_PUBLIC_URL: 'https://k.example' }, true, false, false],
    ['this computer by a local address', { ...plain, KAOBAN_PUBLIC_URL: 'http://localhost:8080' }, true, false, true],
    ['the operator with a mail server', { ...plain, KAOBAN_SMTP_URL: 'smtp://m' }, true, true, false],
  ])('%s', (_who, config, local, operator, expected) => {
    expect(mayReadMailbox(config, local, operator)).toBe(expected)
  })
})
