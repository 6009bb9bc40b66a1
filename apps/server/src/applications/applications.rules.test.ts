import { describe, expect, it } from 'vitest'
import { shippedFreeMailDomains } from './applications.free-mail.ts'
import { applicantFaults, domainOf, isFreeMail, normaliseCompany, readDomains, trialOf } from './applications.rules.ts'

describe('trialOf', () => {
  it.each([
    ['2024-05-01', '2024-06-30'],
    ['2024-05-15', '2024-07-31'],
    ['2024-05-02', '2024-07-31'],
    ['2025-12-31', '2026-02-28'],
    ['2023-12-31', '2024-02-29'],
    ['2025-01-01', '2025-02-28'],
    ['2025-11-30', '2026-01-31'],
  ])('a tenant opened on %s may try until %s [NFM-TEN-010]', (opened, end) => {
    expect(trialOf(opened)).toEqual({ start: opened, end })
  })
})

describe('normaliseCompany', () => {
  it.each([
    ['株式会社かえで製作所', 'かえで製作所 株式会社'],
    ['株式会社かえで製作所', '（株）かえで製作所'],
    ['㈱かえで製作所', 'かえで 製作所'],
    ['Maple Works Co., Ltd.', 'MAPLE WORKS'],
    ['Maple Works, Inc.', 'Ｍａｐｌｅ Ｗｏｒｋｓ Corporation'],
  ])('%s and %s are one company [NFM-TEN-003]', (one, other) => {
    expect(normaliseCompany(one)).toBe(normaliseCompany(other))
  })

  it('keeps companies apart, and a name that is only a legal form', () => {
    expect(normaliseCompany('株式会社かえで')).not.toBe(normaliseCompany('株式会社さくら'))
    expect(normaliseCompany('Incognito Ltd')).toBe('incognito')
    expect(normaliseCompany('株式会社')).not.toBe('')
  })
})

describe('isFreeMail', () => {
  const list = new Set(shippedFreeMailDomains)
  it.each(['gmail.com', 'yahoo.co.jp', 'mail.yahoo.co.jp', 'icloud.com', 'mailinator.com'])(
    '%s is refused by the shipped list [NFM-TEN-004]',
    (domain) => expect(isFreeMail(domain, list)).toBe(true),
  )
  it.each(['maple-works.co.jp', 'notgmail.com', 'gmail.com.example.jp', 'co.jp'])('%s is not [NFM-TEN-004]', (domain) =>
    expect(isFreeMail(domain, list)).toBe(false),
  )
  it('takes the domain after the last @, in lower case', () => expect(domainOf('A.B@Gmail.COM')).toBe('gmail.com'))
})

describe('applicantFaults', () => {
  const good = {
    tenantName: 'かえで製作所',
    familyName: '山田',
    middleName: '',
    givenName: '花子',
    mail: 'hanako@maple.jp',
  }
  it.each([
    ['tenantName', '', 'MSG-TEN-001'],
    ['tenantName', '字'.repeat(81), 'tenants.nameTooLong'],
    ['familyName', '', 'MSG-TEN-002'],
    ['familyName', '字'.repeat(81), 'MSG-USR-008'],
    ['middleName', '字'.repeat(81), 'MSG-USR-009'],
    ['givenName', '', 'MSG-TEN-003'],
    ['givenName', '字'.repeat(81), 'MSG-USR-010'],
    ['mail', '', 'MSG-TEN-004'],
    [
      'mail',
      `${'a'.repeat(60)}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(20)}.jp`,
      'MSG-USR-011',
    ],
    ['mail', 'hanako@maple', 'MSG-USR-013'],
    ['mail', 'hanako maple.jp', 'MSG-USR-013'],
    ['mail', 'hanako@@maple.jp', 'MSG-USR-013'],
    ['mail', '花子@maple.jp', 'MSG-USR-013'],
  ])('%s = %j is answered with one %s [NFM-TEN-018]', (field, value, message) => {
    expect(applicantFaults({ ...good, [field]: value })).toEqual([{ field, message }])
  })

  it('finds nothing wrong with the longest names allowed, in code points [NFM-TEN-018, NFM-GEN-012]', () => {
    const longest = '𠮷'.repeat(80)
    expect(applicantFaults({ ...good, tenantName: longest, familyName: longest, givenName: longest })).toEqual([])
  })
})

describe('readDomains', () => {
  it('accepts a list as people paste it and names what is no domain', () => {
    expect(readDomains([' @Example.COM ', 'a.example.com', '', 'example.com', 'not a domain', 'x'])).toEqual({
      domains: ['a.example.com', 'example.com'],
      bad: ['not a domain', 'x'],
    })
  })
})
