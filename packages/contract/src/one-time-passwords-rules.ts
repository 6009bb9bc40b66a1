import type { FieldFault } from './error.ts'
import { limits } from './limits.ts'
import type { OneTimePasswordEntry } from './one-time-passwords.ts'
import { judgeName } from './windows-accounts-rules.ts'

/** Messages of each kind: empty, too long, wrong characters [NFM-OTP-004]. */
const messages = {
  local: {
    name: ['MSG-OTP-001', 'MSG-OTP-002', 'MSG-OTP-003'],
    place: ['MSG-OTP-007', 'MSG-OTP-008', 'MSG-OTP-009'],
  },
  domain: {
    name: ['MSG-OTP-001', 'MSG-OTP-002', 'MSG-OTP-003'],
    place: ['MSG-OTP-010', 'MSG-OTP-011', 'MSG-OTP-012'],
  },
  azure: {
    name: ['MSG-OTP-004', 'MSG-OTP-005', 'MSG-OTP-006'],
    place: ['MSG-OTP-013', 'MSG-OTP-014', 'MSG-OTP-015'],
  },
} as const

/** Everything that can be said about the form without asking the database, one fault for each field at most. */
export function checkOneTimePassword({ kind, name, place, days }: OneTimePasswordEntry): FieldFault[] {
  const words = messages[kind]
  const judged = {
    name: judgeName(name, limits.windowsAccountName.max, words.name),
    place: judgeName(place, kind === 'local' ? limits.computerName.max : limits.domainName.max, words.place),
    days: days === '' ? 'MSG-OTP-016' : /^[1-9]\d{0,2}$/.test(days) ? undefined : 'MSG-OTP-017',
  }
  return Object.entries(judged).flatMap(([field, message]) => (message === undefined ? [] : [{ field, message }]))
}

/** How a Windows account's key turns a text into 32 bytes: HMAC-SHA-256 of its UTF-8 form. */
export type KeyedDigest = (text: string) => Uint8Array

/** What a one-time password is made of, beside the key of the account [NFM-CAL-011]. */
export interface OneTimePasswordMark {
  /** Day of issue: whole days since 1970-01-01, UTC. */
  day: number
  /** Validity in days, 1 to 999. */
  days: number
  /** 0 to 3: which of the passwords of the same day and validity. */
  serial: number
}

export const oneTimePasswordLimits = { days: 999, serials: 4 } as const

const day = 86_400_000
const modulus = 1e13

export function dayOf(time: Date): number {
  return Math.floor(time.getTime() / day)
}

/** n × 24 hours from issue [NFM-OTP-012]. */
export function endOfValidity(issuedAt: Date, days: number): Date {
  return new Date(issuedAt.getTime() + days * day)
}

/** The 13 digits for a mark of an account. */
export function makeOneTimePassword(digest: KeyedDigest, accountId: string, mark: OneTimePasswordMark): string {
  return String(numberOf(digest, accountId, mark)).padStart(13, '0')
}

/**
 * Every mark that is valid on a day, the latest of the shortest first; about 2 million. n days are over on the n-th day
 * after the issue at the earliest, whose hour a mark does not tell.
 * @param today whole days since 1970-01-01, UTC
 */
export function* validMarks(today: number): Generator<OneTimePasswordMark> {
  for (let days = 1; days <= oneTimePasswordLimits.days; days++)
    for (let age = 0; age <= days; age++)
      for (let serial = 0; serial < oneTimePasswordLimits.serials; serial++) yield { day: today - age, days, serial }
}

/** The mark of a typed password, found with the key and the day alone, as a terminal without a connection does it. */
export function findOneTimePassword(
  digest: KeyedDigest,
  accountId: string,
  password: string,
  today: number,
): OneTimePasswordMark | undefined {
  if (!/^\d{13}$/.test(password)) return undefined
  const wanted = Number(password)
  for (const mark of validMarks(today)) if (numberOf(digest, accountId, mark) === wanted) return mark
  return undefined
}

/** The first 64 bits of the digest modulo 10^13, in steps that a double holds exactly. */
function numberOf(digest: KeyedDigest, accountId: string, { day, days, serial }: OneTimePasswordMark): number {
  let rest = 0
  for (const byte of digest(`${accountId} ${day} ${days} ${serial}`).subarray(0, 8))
    rest = (rest * 256 + byte) % modulus
  return rest
}
