import { z } from 'zod'
import { Alternatives } from './authentication-sets.ts'
import { endpoint } from './endpoint.ts'
import { AppId, namedFactors } from './factors.ts'

/** How long somebody has to sign in to an application once they began [MFA-AUTH-003]. */
export const appSignInMinutes = 5

const Token = z.object({ token: z.string().min(1).max(100) })

/** What a service provider sent; null when a person begins at the portal. */
const SamlRequest = z.discriminatedUnion('binding', [
  z.object({ binding: z.literal('redirect'), query: z.string().max(100_000) }),
  z.object({ binding: z.literal('post'), message: z.string().max(100_000), relayState: z.string().max(4096) }),
])

/** A form that the browser sends to the service provider. */
const Delivery = z.object({ action: z.string(), response: z.string(), relayState: z.string() })
export type Delivery = z.output<typeof Delivery>

export const startAppSignIn = endpoint({
  method: 'POST',
  path: '/api/t/:code/apps/:appId/sign-ins',
  needs: 'tenant-guest',
  summary: 'Begin to sign in to an application',
  params: z.object({ code: z.string().max(64), appId: z.coerce.number().pipe(AppId) }),
  body: z.object({ request: SamlRequest.nullable() }),
  maxBodyBytes: 262_144,
  answer: z.object({
    token: z.string(),
    appName: z.string(),
    tenantName: z.string(),
    /** What the organisation calls factors; empty is the usual name. */
    names: z.record(z.enum(namedFactors), z.string()),
  }),
  status: 201,
  limit: { max: 60, perSeconds: 60 },
  audit: { none: 'nobody has signed in yet' },
})

const Offer = z.object({
  loginId: z.string(),
  /** Ways in, best first, of which the person has all factors [MFA-AUTH-004]. */
  alternatives: Alternatives,
  /** Factors of them that the session of this browser has proven. */
  proven: z.array(z.number().int()),
})

/** The answer for an ID that nobody has, or that may not use the application, looks like any other [MFA-AUTH-005]. */
export const offerAppSignIn = endpoint({
  method: 'POST',
  path: '/api/app-sign-ins/:token/person',
  needs: 'link',
  summary: 'Say who wants to sign in to an application',
  params: Token,
  body: z.object({ loginId: z.string().trim().min(1).max(256) }),
  answer: Offer,
  limit: { max: 30, perSeconds: 60 },
  audit: { none: 'nobody has proven anything yet' },
})

export const claimAppSignIn = endpoint({
  method: 'POST',
  path: '/api/me/app-sign-ins',
  needs: 'self',
  summary: 'Sign in to an application as the person of this session, at once where that is enough',
  body: Token,
  answer: Offer.extend({ delivery: Delivery.nullable() }),
  limit: { max: 60, perSeconds: 60 },
  audit: { none: 'a sign-in that is complete by this writes app.signed-in' },
})

export const proveAppSignIn = endpoint({
  method: 'POST',
  path: '/api/app-sign-ins/:token/proof',
  needs: 'link',
  summary: 'Show all factors of one way in at once',
  params: Token,
  body: z.object({
    alternative: z.array(z.number().int()).min(1).max(3),
    password: z.string().max(1024).optional(),
    pin: z.string().max(64).optional(),
    totp: z.string().max(64).optional(),
  }),
  answer: Delivery,
  limit: { max: 20, perSeconds: 60 },
  audit: 'app.signed-in',
})

export const listOwnApps = endpoint({
  method: 'GET',
  path: '/api/me/apps',
  needs: 'self',
  selfService: 'saml',
  summary: 'Applications that the signed-in person can sign in to from the portal',
  answer: z.object({ rows: z.array(z.object({ appId: z.number().int(), name: z.string(), path: z.string() })) }),
  audit: { none: 'reads only what the person may use' },
})
