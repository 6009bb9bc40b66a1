import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OneTimePasswordEntry } from './one-time-passwords.ts'
import {
  checkOneTimePassword,
  endOfValidity,
  findOneTimePassword,
  type KeyedDigest,
  makeOneTimePassword,
  validMarks,
} from './one-time-passwords-rules.ts'

const right = {
  local: { kind: 'local', name: 'hanako', place: 'PC-0001', days: '1' },
  domain: { kind: 'domain', name: 'hanako', place: 'corp.example.jp', days: '1' },
  azure: { kind: 'azure', name: 'Hanako', place: 'AzureAD', days: '1' },
} as const satisfies Record<string, OneTimePasswordEntry>
type Kind = keyof typeof right
const faultOf = (kind: Kind, change: Partial<OneTimePasswordEntry>) =>
  checkOneTimePassword({ ...right[kind], ...change }).map(({ field, message }) => `${field} ${message}`)

describe('the form', () => {
  it('is of a local account for a day unless said, and has no fault when filled in [NFM-OTP-003]', () => {
    expect(OneTimePasswordEntry.parse({})).toMatchObject({ kind: 'local', days: '1' })
    for (const kind of ['local', 'domain', 'azure'] as const) expect(faultOf(kind, {})).toEqual([])
  })

  const names: Record<Kind, [string, string, string]> = {
    local: ['MSG-OTP-001', 'MSG-OTP-002', 'MSG-OTP-003'],
    domain: ['MSG-OTP-001', 'MSG-OTP-002', 'MSG-OTP-003'],
    azure: ['MSG-OTP-004', 'MSG-OTP-005', 'MSG-OTP-006'],
  }
  const places: Record<Kind, [number, string, string, string]> = {
    local: [15, 'MSG-OTP-007', 'MSG-OTP-008', 'MSG-OTP-009'],
    domain: [255, 'MSG-OTP-010', 'MSG-OTP-011', 'MSG-OTP-012'],
    azure: [255, 'MSG-OTP-013', 'MSG-OTP-014', 'MSG-OTP-015'],
  }
  it.each(['local', 'domain', 'azure'] as const)('judges name and place of kind %s [NFM-OTP-004]', (kind) => {
    const [noName, longName, wrongName] = names[kind]
    expect(faultOf(kind, { name: '' })).toEqual([`name ${noName}`])
    expect(faultOf(kind, { name: 'a'.repeat(20) })).toEqual([])
    expect(faultOf(kind, { name: 'a'.repeat(21) })).toEqual([`name ${longName}`])
    const [most, noPlace, longPlace, wrongPlace] = places[kind]
    expect(faultOf(kind, { place: '' })).toEqual([`place ${noPlace}`])
    expect(faultOf(kind, { place: 'a'.repeat(most) })).toEqual([])
    expect(faultOf(kind, { place: 'a'.repeat(most + 1) })).toEqual([`place ${longPlace}`])
    for (const wrong of ['花子', 'a@b', '  ', 'a"b']) {
      expect(faultOf(kind, { name: wrong })).toEqual([`name ${wrongName}`])
      expect(faultOf(kind, { place: wrong })).toEqual([`place ${wrongPlace}`])
    }
  })

  it.each([
    ['', ['days MSG-OTP-016']],
    ['1', []],
    ['999', []],
    ...['0', '1000', '1.5', '-1', '１', ' 7', '7日'].map((days): [string, string[]] => [days, ['days MSG-OTP-017']]),
  ])('judges a validity of %j days [NFM-OTP-005]', (days, faults) => {
    expect(faultOf('local', { days })).toEqual(faults)
  })

  it('is good for n × 24 hours from issue [NFM-OTP-012]', () => {
    const issuedAt = new Date('2026-03-28T23:59:59.000Z')
    expect(endOfValidity(issuedAt, 1).toISOString()).toBe('2026-03-29T23:59:59.000Z')
    expect(endOfValidity(issuedAt, 999).getTime() - issuedAt.getTime()).toBe(999 * 24 * 3_600_000)
  })
})

const digestUnder =
  (key: string): KeyedDigest =>
  (text) =>
    createHmac('sha256', key).update(text).digest()
const accountId = '0190a000-0000-7000-8000-000000000001'
const today = 20_783

/** Days stay few, because whoever looks for the mark tries all that are fewer. */
const marks = fc.record({ day: fc.constant(today), days: fc.integer({ min: 1, max: 40 }), serial: fc.nat({ max: 3 }) })

describe('a one-time password', () => {
  it('is the digest of account, day, validity and serial in 13 digits', () => {
    fc.assert(
      fc.property(fc.string(), fc.uuid(), fc.nat(), fc.integer({ min: 1, max: 999 }), fc.nat({ max: 3 }), (...of) => {
        const [key, account, day, days, serial] = of
        const password = makeOneTimePassword(digestUnder(key), account, { day, days, serial })
        const digest = createHmac('sha256', key).update(`${account} ${day} ${days} ${serial}`).digest()
        expect(password).toBe(String(digest.readBigUInt64BE() % 10n ** 13n).padStart(13, '0'))
      }),
    )
  })

  it('is found again with the key and the day alone, from its day to the n-th after it', () => {
    fc.assert(
      fc.property(fc.string(), marks, (key, mark) => {
        const digest = digestUnder(key)
        const password = makeOneTimePassword(digest, accountId, mark)
        const found = (on: number) => findOneTimePassword(digest, accountId, password, on)
        expect([found(today), found(today + mark.days)]).toEqual([mark, mark])
      }),
      { numRuns: 30 },
    )
  })

  it('is looked for among those alone that are valid on the day, about two million', () => {
    let [marks, over] = [0, 0]
    for (const { day, days } of validMarks(today)) {
      marks++
      if (day > today || day + days < today) over++
    }
    expect([marks, over]).toEqual([2_001_996, 0])
  })

  it.each(['', '0'.repeat(12), '0'.repeat(14), ` ${'0'.repeat(12)}`, '０'.repeat(13)])('is never %j', (typed) => {
    expect(findOneTimePassword(() => new Uint8Array(8), accountId, typed, today)).toBeUndefined()
  })
})
