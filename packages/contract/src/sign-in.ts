import { z } from 'zod'
import { AnnouncementAtDoor } from './announcements.ts'
import { endpoint } from './endpoint.ts'
import { MaintenanceNotice } from './maintenance.ts'

const TenantCode = z.object({ code: z.string().min(1).max(64) })

/** What the sign-in page of a tenant shows [NFM-AUT-001]. */
export const readSignInPage = endpoint({
  method: 'GET',
  path: '/api/t/:code',
  needs: 'tenant-guest',
  summary: 'Name of the tenant behind a sign-in page',
  params: TenantCode,
  answer: z.object({
    code: z.string(),
    tenantName: z.string(),
    /** While this is there, sign-in is refused; announced before it [NFM-ANN-002]. */
    maintenance: MaintenanceNotice.nullable(),
    announcements: z.array(AnnouncementAtDoor),
  }),
  audit: { none: 'reads the name that its secret code stands for' },
})

/** Sign-in with 利用者ID and パスワード; refused alike for a wrong ID and a wrong password [NFM-AUT-002]. */
export const signIn = endpoint({
  method: 'POST',
  path: '/api/t/:code/sign-in',
  needs: 'tenant-guest',
  summary: 'Sign in with a user ID and a password',
  params: TenantCode,
  body: z.object({ loginId: z.string().trim().min(1).max(256), password: z.string().min(1).max(1024) }),
  answer: z.object({ mustChangePassword: z.boolean() }),
  limit: { max: 300, perSeconds: 60 },
  audit: 'session.opened',
})
