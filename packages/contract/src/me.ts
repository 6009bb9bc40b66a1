import { z } from 'zod'
import { AuthenticationRow } from './authentication-log.ts'
import { endpoint } from './endpoint.ts'
import { User } from './users.ts'

/** What the portal knows about the person who asks, as far as it is theirs to see. */
export const OwnData = User.pick({
  loginId: true,
  familyName: true,
  middleName: true,
  givenName: true,
  mail: true,
  registeredAt: true,
  validFrom: true,
  validUntil: true,
  groups: true,
  windowsAccounts: true,
}).extend({ passwordChangedAt: z.iso.datetime().nullable() })
export type OwnData = z.output<typeof OwnData>

export const readOwnData = endpoint({
  method: 'GET',
  path: '/api/me',
  needs: 'self',
  summary: 'Own data',
  answer: OwnData,
  audit: { none: 'reads only own data' },
})

/** How many of the own attempts are shown, newest first. */
export const ownAttemptsShown = 50

export const listOwnAttempts = endpoint({
  method: 'GET',
  path: '/api/me/authentications',
  needs: 'self',
  summary: 'Own sign-ins and refused attempts under the own ID, newest first',
  answer: z.object({
    rows: z.array(
      AuthenticationRow.pick({
        authenticationId: true,
        at: true,
        succeeded: true,
        means: true,
        scene: true,
        terminalName: true,
        errorCode: true,
      }),
    ),
  }),
  audit: { none: 'reads only what is recorded about the own person' },
})
