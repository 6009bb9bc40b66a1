import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { MaintenanceNotice } from './maintenance.ts'
import { roles } from './permissions.ts'
import { selfServiceMenus } from './self-service.ts'

export const Locale = z.enum(['ja', 'en'])

/** Who is signed in at this browser, and where. */
export const Account = z.object({
  userId: z.uuid(),
  loginId: z.string(),
  displayName: z.string(),
  role: z.enum(roles),
  /** Chosen by the person; null until then, and the browser's language holds. */
  locale: Locale.nullable(),
  mustChangePassword: z.boolean(),
  /** Why an administrator has the rights of a user here: not at an allowed IP address, or at one that cannot be told. */
  restriction: z.enum(['outside', 'unknown']).nullable(),
  /** Whether this person may issue one-time passwords and there are any to issue [NFM-SET-026]. */
  issuesOneTimePasswords: z.boolean(),
  /** Whether this person may look after the linkage with an external system and the operator has set one up [NFM-NAV-008]. */
  managesLinkage: z.boolean(),
  /** What the organisation keeps from people's own pages. */
  hiddenMenus: z.array(z.enum(selfServiceMenus)),
  tenant: z.object({ code: z.string(), name: z.string(), timeZone: z.string() }),
})
export type Account = z.output<typeof Account>

/** What the page needs before anything else; also hands out the CSRF cookie. */
export const readSession = endpoint({
  method: 'GET',
  path: '/api/session',
  needs: 'visitor',
  summary: 'Who is signed in at this browser',
  answer: z.object({
    account: Account.nullable(),
    /** The operator signed in to the console at this browser. */
    operator: z.object({ name: z.string(), mustEnrol: z.boolean() }).nullable(),
    productName: z.string(),
    mailboxPage: z.boolean(),
    /** The portal is in maintenance: signed-in people can only sign out [NFM-AUT-016]. */
    maintenance: MaintenanceNotice.nullable(),
    /** Where signed-in people ask for help; not for trials [NFM-TEN-012]. */
    supportUrl: z.string().nullable(),
  }),
  audit: { none: 'reads only the own session' },
})

export const signOut = endpoint({
  method: 'POST',
  path: '/api/session/sign-out',
  needs: 'self',
  summary: 'End the own session',
  answer: z.undefined(),
  status: 204,
  audit: 'session.closed',
  beforePasswordChange: true,
  duringMaintenance: true,
})

export const chooseLocale = endpoint({
  method: 'PUT',
  path: '/api/session/locale',
  needs: 'self',
  summary: 'Choose the language of the portal and of own mails',
  body: z.object({ locale: Locale }),
  answer: z.undefined(),
  status: 204,
  audit: 'user.locale-changed',
  beforePasswordChange: true,
})

export const SessionRow = z.object({
  sessionId: z.uuid(),
  openedAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  means: z.string(),
  address: z.string(),
  userAgent: z.string(),
  current: z.boolean(),
})

export const listSessions = endpoint({
  method: 'GET',
  path: '/api/sessions',
  needs: 'self',
  summary: 'Own open sessions',
  answer: z.object({ rows: z.array(SessionRow) }),
  audit: { none: 'reads only own sessions' },
})

export const revokeSession = endpoint({
  method: 'DELETE',
  path: '/api/sessions/:sessionId',
  needs: 'self',
  summary: 'End another of the own sessions',
  params: z.object({ sessionId: z.uuid() }),
  answer: z.undefined(),
  status: 204,
  audit: 'session.revoked',
})

/** How long what somebody proved counts for acts that ask for it anew [MFA-SEC-001]. */
export const proofMinutes = 15

/** Proves once more, in the same session, who is sitting there. */
export const proveSession = endpoint({
  method: 'POST',
  path: '/api/session/prove',
  needs: 'self',
  summary: 'Enter the own password again before an act that asks for it',
  body: z.object({ password: z.string().max(1024) }),
  answer: z.undefined(),
  status: 204,
  limit: { max: 20, perSeconds: 60 },
  audit: 'session.proven',
})
