import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { windowsAccountKinds } from './windows-accounts.ts'

const Typed = z.string().max(2000)

/** What the form says; which account is meant, as it stands on the screen of the PC [NFM-OTP-003]. */
export const OneTimePasswordEntry = z.object({
  kind: z.enum(windowsAccountKinds).default('local'),
  name: Typed.default(''),
  place: Typed.default(''),
  /** 有効期限 in days, as typed. */
  days: Typed.default('1'),
})
export type OneTimePasswordEntry = z.output<typeof OneTimePasswordEntry>

export const issueOneTimePassword = endpoint({
  method: 'POST',
  path: '/api/one-time-passwords',
  needs: 'one-time-passwords.issue',
  summary: 'Issue a one-time password for a Windows account; it is in this answer and nowhere else',
  body: OneTimePasswordEntry,
  answer: z.object({
    oneTimePasswordId: z.uuid(),
    /** 13 digits. */
    password: z.string().regex(/^\d{13}$/),
    validUntil: z.iso.datetime(),
  }),
  status: 201,
  audit: 'one-time-password.issued',
})

export const resetOneTimePassword = endpoint({
  method: 'DELETE',
  path: '/api/one-time-passwords/:oneTimePasswordId',
  needs: 'one-time-passwords.issue',
  summary: 'Make a one-time password invalid',
  params: z.object({ oneTimePasswordId: z.uuid() }),
  answer: z.undefined(),
  status: 204,
  audit: 'one-time-password.reset',
})
