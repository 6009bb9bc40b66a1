import { z } from 'zod'
import { type EndpointShape, endpoint, isDevice } from './endpoint.ts'

/** What the operator says while the portal is down, beside MSG-AUT-009; lines are kept. */
export const MaintenanceNotice = z.object({ ja: z.string(), en: z.string(), since: z.iso.datetime() })
export type MaintenanceNotice = z.output<typeof MaintenanceNotice>

export const maintenanceTextLimit = 500

const Maintenance = z.object({ notice: MaintenanceNotice.nullable() })

export const readMaintenance = endpoint({
  method: 'GET',
  path: '/api/operator/maintenance',
  needs: 'operator',
  summary: 'Whether maintenance mode is on, and its notice',
  answer: Maintenance,
  audit: { none: 'reads no data of people' },
})

export const switchMaintenance = endpoint({
  method: 'PUT',
  path: '/api/operator/maintenance',
  needs: 'operator',
  summary: 'Switch maintenance mode on with a notice in both languages, or off',
  body: z.object({
    on: z.boolean(),
    ja: z.string().trim().max(5000).default(''),
    en: z.string().trim().max(5000).default(''),
  }),
  answer: Maintenance,
  audit: 'maintenance.switched',
})

/**
 * Maintenance stops access to the portal only [NFM-SVC-002]: signing in and everything signed-in people do. Terminals,
 * the operator and pages before sign-in go on; whoever is signed in may still sign out.
 */
export function worksInMaintenance(shape: EndpointShape): boolean {
  const { needs } = shape
  if (isDevice(needs) || needs === 'operator' || needs === 'anyone') return true
  if (needs === 'visitor' || needs === 'tenant-guest' || needs === 'link') return shape.method === 'GET'
  return shape.duringMaintenance === true
}
