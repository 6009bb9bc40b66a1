import { createHash, randomInt } from 'node:crypto'
import { type FieldFault, isMailAddress, lengthOf, limits } from '@kaoban/contract'
import { Secret, TOTP } from 'otpauth'

const period = 30

/** A new secret for an authenticator application: 160 bits as RFC 4226 asks for, base32. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32
}

function totpOf(secret: string, product: string, account: string): TOTP {
  return new TOTP({ issuer: product, label: account, algorithm: 'SHA1', digits: 6, period, secret })
}

export function totpUri(secret: string, product: string, account: string): string {
  return totpOf(secret, product, account).toString()
}

/**
 * The 30-second step that a code belongs to, or undefined when it is wrong or its step is not after `lastStep`, so
 * that each code works once (RFC 6238 §5.2). One step of clock difference either way is allowed.
 */
export function stepOfCode(secret: string, code: string, now: Date, lastStep: number): number | undefined {
  const digits = code.replaceAll(/\s/g, '')
  if (!/^\d{6}$/.test(digits)) return undefined
  const delta = totpOf(secret, '', '').validate({ token: digits, timestamp: now.getTime(), window: 1 })
  if (delta === null) return undefined
  const step = Math.floor(now.getTime() / 1000 / period) + delta
  return step > lastStep ? step : undefined
}

const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Ten codes of 49 bits, each of which stands in for the authenticator once. */
export function newRecoveryCodes(): string[] {
  const half = () => Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join('')
  return Array.from({ length: 10 }, () => `${half()}-${half()}`)
}

export function hashRecoveryCode(code: string): string {
  const plain = code.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  return createHash('sha256').update(plain).digest('hex')
}

/** What is wrong with the name and address of an operator. */
export function operatorFaults(typed: { name: string; mail: string }): FieldFault[] {
  const faults: FieldFault[] = []
  if (typed.name === '') faults.push({ field: 'name', message: 'operators.nameEmpty' })
  else if (lengthOf(typed.name) > limits.personName.max)
    faults.push({ field: 'name', message: 'operators.nameTooLong' })
  if (typed.mail === '') faults.push({ field: 'mail', message: 'operators.mailEmpty' })
  else if (lengthOf(typed.mail) > limits.mail.max) faults.push({ field: 'mail', message: 'MSG-USR-011' })
  else if (!isMailAddress(typed.mail)) faults.push({ field: 'mail', message: 'MSG-USR-013' })
  return faults
}
