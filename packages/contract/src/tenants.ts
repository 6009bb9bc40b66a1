import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { PageQuery, pageOf } from './paging.ts'

/** As typed; what is wrong with it is answered field by field with the messages of the specification. */
const Typed = z.string().trim().max(2000)

const Applicant = z.object({
  tenantName: Typed,
  familyName: Typed,
  middleName: Typed.default(''),
  givenName: Typed,
  mail: Typed,
})
export type Applicant = z.output<typeof Applicant>

/** What the page テナント申込 links to [NFM-TEN-002]. */
export const readApplicationPage = endpoint({
  method: 'GET',
  path: '/api/applications/page',
  needs: 'anyone',
  summary: 'Terms and privacy policy an applicant agrees to',
  answer: z.object({ termsUrl: z.string().nullable(), privacyUrl: z.string().nullable() }),
  audit: { none: 'public' },
})

/** テナント申込 [NFM-TEN-001..NFM-TEN-006, NFM-TEN-018]. */
export const applyForTenant = endpoint({
  method: 'POST',
  path: '/api/applications',
  needs: 'anyone',
  summary: 'Apply for a tenant',
  body: Applicant.extend({ consent: z.boolean() }),
  answer: z.undefined(),
  status: 204,
  limit: { max: 20, perSeconds: 3600 },
  audit: 'tenant.applied',
})

/** released: the operator allows the address to apply once more [NFM-TEN-005]. */
export const applicationStates = ['waiting', 'opened', 'rejected', 'released'] as const

/** Why an application needs a second look: one tenant per company [NFM-TEN-003]. */
export const applicationFlags = ['same-mail-domain', 'same-company-name'] as const

export const ApplicationRow = z.object({
  applicationId: z.uuid(),
  tenantName: z.string(),
  applicantName: z.string(),
  mail: z.string(),
  state: z.enum(applicationStates),
  flags: z.array(z.enum(applicationFlags)),
  appliedAt: z.iso.datetime(),
  decidedAt: z.iso.datetime().nullable(),
  decidedBy: z.string().nullable(),
  reason: z.string(),
})
export type ApplicationRow = z.output<typeof ApplicationRow>

export const listApplications = endpoint({
  method: 'GET',
  path: '/api/operator/applications',
  needs: 'operator',
  summary: 'Applications for tenants, newest first',
  query: PageQuery.extend({ state: z.enum(applicationStates).optional(), search: z.string().max(200).optional() }),
  answer: pageOf(ApplicationRow),
  audit: { none: 'reads only what applicants sent to the operator' },
})

const ApplicationId = z.object({ applicationId: z.uuid() })
const OpenedTenant = z.object({ tenantId: z.uuid(), code: z.string() })

export const approveApplication = endpoint({
  method: 'POST',
  path: '/api/operator/applications/:applicationId/approve',
  needs: 'operator',
  summary: 'Open the tenant that was applied for',
  params: ApplicationId,
  answer: OpenedTenant,
  audit: 'tenant.opened',
})

export const rejectApplication = endpoint({
  method: 'POST',
  path: '/api/operator/applications/:applicationId/reject',
  needs: 'operator',
  summary: 'Reject an application',
  params: ApplicationId,
  body: z.object({ reason: z.string().trim().max(500).default('') }),
  answer: z.undefined(),
  status: 204,
  audit: 'tenant.application-rejected',
})

export const releaseApplicant = endpoint({
  method: 'POST',
  path: '/api/operator/applications/:applicationId/release',
  needs: 'operator',
  summary: 'Let the address of a rejected application or a deleted tenant apply again',
  params: ApplicationId,
  answer: z.undefined(),
  status: 204,
  audit: 'tenant.applicant-released',
})

export const TenantRow = z.object({
  tenantId: z.uuid(),
  code: z.string(),
  name: z.string(),
  applicantMail: z.string(),
  state: z.enum(['open', 'closed']),
  openedAt: z.iso.datetime(),
  trialStart: z.iso.date(),
  trialEnd: z.iso.date(),
  /** The operator lets it keep no pictures of faces. */
  imagesForbidden: z.boolean(),
})
export type TenantRow = z.output<typeof TenantRow>

export const tenantSorts = ['name', 'openedAt', 'trialEnd'] as const

export const listTenants = endpoint({
  method: 'GET',
  path: '/api/operator/tenants',
  needs: 'operator',
  summary: 'Tenants of this installation',
  query: PageQuery.extend({
    search: z.string().max(200).optional(),
    sort: z.enum(tenantSorts).default('openedAt'),
  }),
  answer: pageOf(TenantRow),
  audit: { none: 'reads no data of people' },
})

/** Opens a tenant without an application. */
export const createTenant = endpoint({
  method: 'POST',
  path: '/api/operator/tenants',
  needs: 'operator',
  summary: 'Open a tenant',
  body: Applicant,
  answer: OpenedTenant,
  status: 201,
  audit: 'tenant.opened',
})

const FreeMailDomains = z.object({ domains: z.array(z.string().max(253)).max(5000) })

/** Domains of free mail services, whose addresses cannot apply [NFM-TEN-004]. */
export const readFreeMailDomains = endpoint({
  method: 'GET',
  path: '/api/operator/free-mail-domains',
  needs: 'operator',
  summary: 'Mail domains that cannot apply',
  answer: FreeMailDomains.extend({ shipped: z.boolean() }),
  audit: { none: 'reads no data of people' },
})

export const changeFreeMailDomains = endpoint({
  method: 'PUT',
  path: '/api/operator/free-mail-domains',
  needs: 'operator',
  summary: 'Replace the mail domains that cannot apply; an empty list restores the shipped one',
  body: FreeMailDomains,
  answer: FreeMailDomains.extend({ shipped: z.boolean() }),
  maxBodyBytes: 262_144,
  audit: 'service.changed',
})
