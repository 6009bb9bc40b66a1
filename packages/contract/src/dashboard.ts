import { z } from 'zod'
import { endpoint } from './endpoint.ts'

const Count = z.number().int().min(0)

/** What an administrator should look at now. */
export const Dashboard = z.object({
  people: z.object({
    total: Count,
    /** Locked after failed sign-ins, or by an administrator. */
    locked: Count,
    withoutFace: Count,
    /** No Windows account is linked. */
    withoutAccount: Count,
    /** 仮登録 for more than seven days. */
    provisionalFaces: Count,
    /** People who never replaced the password that somebody gave them. */
    initialPassword: Count,
  }),
  /** Registered and not revoked. */
  terminals: Count,
  signIns: z.object({
    /** Start of the first hour and end of the last. */
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    succeeded: Count,
    failed: Count,
    /** 24 hours, oldest first. */
    hours: z.array(z.object({ from: z.iso.datetime(), succeeded: Count, failed: Count })).length(24),
  }),
})
export type Dashboard = z.output<typeof Dashboard>

export const readDashboard = endpoint({
  method: 'GET',
  path: '/api/dashboard',
  needs: 'dashboard.read',
  summary: 'What needs an administrator now',
  answer: Dashboard,
  audit: { none: 'reads counts only' },
})
