import type { Platform } from '../platform/http.ts'
import { houseTenantId } from '../platform/identifiers.ts'
import { backgroundContext } from '../platform/job-context.ts'
import { sendToNextTenant } from './notices.service.ts'

/** Goes on with notices that are not everywhere yet: long ones, and those whose server died. Returns its steps. */
export async function sendNotices(platform: Platform): Promise<number> {
  const actor = { kind: 'job' as const, name: 'notices' }
  const who = { tenantId: houseTenantId, actor, locale: 'ja' as const, address: '' }
  const step = () =>
    platform.database.transaction({ tenantId: houseTenantId, role: 'operator' }, (db) =>
      sendToNextTenant(backgroundContext(platform, 'notices', who, db)),
    )
  let steps = 0
  while (await step()) steps++
  return steps
}
