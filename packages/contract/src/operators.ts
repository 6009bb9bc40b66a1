import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { PageQuery, pageOf } from './paging.ts'

const Typed = z.string().max(1024)
const SetupToken = z.object({ token: z.string().min(1).max(100) })

/** The page that the first start prints; works until the first operator exists. */
export const readOperatorSetup = endpoint({
  method: 'GET',
  path: '/api/setup/:token',
  needs: 'link',
  summary: 'Whether a set-up link still works',
  params: SetupToken,
  /** `invited` by an operator; otherwise the link of the first start. */
  answer: z.object({ expiresAt: z.iso.datetime(), invited: z.boolean() }),
  limit: { max: 60, perSeconds: 60 },
  audit: { none: 'reads nothing but its own validity' },
})

/** Makes the first operator and signs them in; two-factor sign-in is set up next or at the following sign-in. */
export const setUpOperator = endpoint({
  method: 'POST',
  path: '/api/setup/:token',
  needs: 'link',
  summary: 'Create the operator account',
  params: SetupToken,
  body: z.object({
    name: z.string().trim().max(1000),
    mail: z.string().trim().max(1000),
    newPassword: Typed,
    confirmation: Typed,
  }),
  answer: z.undefined(),
  status: 204,
  limit: { max: 30, perSeconds: 60 },
  audit: 'operator.created',
})

/** Sign-in of the operator: password, then the code of the authenticator or a recovery code [NFM-OPS-009]. */
export const signInOperator = endpoint({
  method: 'POST',
  path: '/api/operator/sign-in',
  needs: 'anyone',
  summary: 'Sign in to the operator console',
  body: z.object({ mail: z.string().trim().max(256), password: Typed, code: z.string().trim().max(20).optional() }),
  answer: z.object({
    /** `code-needed`: send again with the code. `enrolment-needed`: signed in, but only to set up two-factor sign-in. */
    state: z.enum(['signed-in', 'code-needed', 'enrolment-needed']),
  }),
  limit: { max: 30, perSeconds: 60 },
  audit: { none: 'writes its own rows: a first step without a code changes nothing' },
})

export const signOutOperator = endpoint({
  method: 'POST',
  path: '/api/operator/sign-out',
  needs: 'operator',
  summary: 'End the session of the operator',
  answer: z.undefined(),
  status: 204,
  audit: 'session.closed',
  beforePasswordChange: true,
})

/** Starts two-factor sign-in: a secret for the authenticator, which counts once it is confirmed. */
export const beginTwoFactor = endpoint({
  method: 'POST',
  path: '/api/operator/two-factor',
  needs: 'operator',
  summary: 'Make a secret for an authenticator application',
  /** `qr` is the otpauth `uri` as an SVG picture in a data URL. */
  answer: z.object({ secret: z.string(), uri: z.string(), qr: z.string() }),
  audit: { none: 'nothing changes before the secret is confirmed' },
  beforePasswordChange: true,
})

export const confirmTwoFactor = endpoint({
  method: 'POST',
  path: '/api/operator/two-factor/confirm',
  needs: 'operator',
  summary: 'Switch two-factor sign-in on with a first code',
  body: z.object({ code: z.string().trim().max(20) }),
  /** Each works once in the place of a code; shown this once. */
  answer: z.object({ recoveryCodes: z.array(z.string()) }),
  limit: { max: 30, perSeconds: 60 },
  audit: 'operator.changed',
  beforePasswordChange: true,
})

export const OperatorRow = z.object({
  operatorId: z.uuid(),
  name: z.string(),
  mail: z.string(),
  /** Whether two-factor sign-in is set up. */
  twoFactor: z.boolean(),
  createdAt: z.iso.datetime(),
  /** The one who asks. */
  current: z.boolean(),
})
export type OperatorRow = z.output<typeof OperatorRow>

export const listOperators = endpoint({
  method: 'GET',
  path: '/api/operator/operators',
  needs: 'operator',
  summary: 'Who runs this installation',
  query: PageQuery,
  answer: pageOf(OperatorRow),
  audit: { none: 'reads names of operators' },
})

/** Makes a link with which one more operator sets up an own account; two-factor sign-in is asked for at once. */
export const inviteOperator = endpoint({
  method: 'POST',
  path: '/api/operator/operators/invite',
  needs: 'operator',
  summary: 'Invite one more operator',
  /** Shown this once; works for 24 hours, for one person. */
  answer: z.object({ token: z.string(), expiresAt: z.iso.datetime() }),
  audit: 'operator.invited',
})

/** Ends the account and its sessions; the last one stays. */
export const removeOperator = endpoint({
  method: 'DELETE',
  path: '/api/operator/operators/:operatorId',
  needs: 'operator',
  summary: 'Remove an operator',
  params: z.object({ operatorId: z.uuid() }),
  answer: z.undefined(),
  status: 204,
  audit: 'operator.removed',
})

export const OperatorLogRow = z.object({
  seq: z.number().int(),
  at: z.iso.datetime(),
  actor: z.string(),
  address: z.string(),
  operation: z.string(),
  succeeded: z.boolean(),
  details: z.string(),
})
export type OperatorLogRow = z.output<typeof OperatorLogRow>

/** The operator's own operation log [NFM-OPS-009]. */
export const listOperatorLog = endpoint({
  method: 'GET',
  path: '/api/operator/log',
  needs: 'operator',
  summary: 'What operators did, newest first',
  query: PageQuery,
  answer: pageOf(OperatorLogRow),
  audit: { none: 'reads the own log' },
})
