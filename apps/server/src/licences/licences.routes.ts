import { listSuspendedFaces, readLicences } from '@kaoban/contract'
import { listSuspended } from '../faces/suspension.service.ts'
import type { Serve } from '../platform/http.ts'
import { type LicenceRule, readOwnLicences } from './licences.service.ts'

export function licenceRoutes(serve: Serve, rule: LicenceRule): void {
  serve(readLicences, (ctx, input) => readOwnLicences(ctx, rule, input.expired))
  serve(listSuspendedFaces, (ctx, input) => listSuspended(ctx, input))
}
