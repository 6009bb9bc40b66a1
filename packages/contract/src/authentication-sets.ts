import { z } from 'zod'
import { factorLists, factorNumbers } from './authentication-sets-rules.ts'
import { endpoint } from './endpoint.ts'
import { AppId, RegisteredApp } from './factors.ts'

/** Ways in, best first; empty lets nobody in [MFA-AUTH-002]. */
export const Alternatives = z
  .array(z.array(z.literal(factorNumbers)).min(1).max(factorLists.factors))
  .max(factorLists.alternatives)

const AuthenticationSet = z.object({
  version: z.number().int(),
  alternatives: Alternatives,
  changedAt: z.iso.datetime(),
  changedBy: z.string(),
})
export type AuthenticationSet = z.output<typeof AuthenticationSet>

export const AppAuthentication = z.object({
  app: RegisteredApp,
  /** Holds for people whose groups say nothing; null lets none of them in. */
  standard: AuthenticationSet.nullable(),
  groups: z.array(AuthenticationSet.extend({ groupId: z.uuid(), code: z.string(), name: z.string() })),
})
export type AppAuthentication = z.output<typeof AppAuthentication>

const AppParams = z.object({ appId: z.coerce.number().pipe(AppId) })
/** Of the whole organisation, or of a group by its id. */
const SetParams = AppParams.extend({ of: z.union([z.literal('standard'), z.uuid()]) })

export const readAuthenticationSets = endpoint({
  method: 'GET',
  path: '/api/apps/:appId/authentication-sets',
  needs: 'settings.manage',
  summary: 'Who may use an application, and by which factors',
  params: AppParams,
  answer: AppAuthentication,
  audit: { none: 'reads no personal data' },
})

export const saveAuthenticationSet = endpoint({
  method: 'PUT',
  path: '/api/apps/:appId/authentication-sets/:of',
  needs: 'settings.manage',
  summary: 'Say by which factors a group, or everybody else, may use an application',
  params: SetParams,
  body: z.object({
    /** Of the set as the page had it; 0 where there was none. */
    version: z.number().int().min(0),
    alternatives: Alternatives,
  }),
  answer: AppAuthentication,
  audit: 'authentication-set.changed',
})

export const removeAuthenticationSet = endpoint({
  method: 'DELETE',
  path: '/api/apps/:appId/authentication-sets/:of',
  needs: 'settings.manage',
  summary: 'Let a group have what everybody has; without the set of everybody nobody gets in by it',
  params: SetParams,
  answer: AppAuthentication,
  audit: 'authentication-set.removed',
})
