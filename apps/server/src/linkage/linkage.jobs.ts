import type { Platform } from '../platform/http.ts'
import { inTenant } from '../platform/job-context.ts'
import { listTenants } from '../platform/tenant-list.ts'
import { giveUpTask } from '../tasks/tasks.service.ts'
import { fetchChangesOf } from './linkage-changes.service.ts'
import type { Engine } from './linkage-inward.service.ts'
import { sendChangesOf } from './linkage-outward.service.ts'
import { restore } from './linkage-sync.service.ts'
import { findRunningSync } from './linkage-sync.store.ts'

/** Every 15 minutes, tenant after tenant [NFM-LNK-061]; one whose system does not answer keeps no other waiting long. */
export async function fetchChanges(platform: Platform, engine: Engine): Promise<number> {
  let changed = 0
  for (const { tenantId, state } of await listTenants(platform.database)) {
    if (state !== 'open') continue
    try {
      changed += await fetchChangesOf(platform, engine, tenantId)
    } catch (err) {
      platform.log.error({ err, tenantId }, 'changes of an external system cannot be followed now; tried again')
    }
  }
  return changed
}

/** Every minute, tenant after tenant. */
export async function sendChanges(platform: Platform): Promise<number> {
  let sent = 0
  for (const { tenantId, state } of await listTenants(platform.database)) {
    if (state !== 'open') continue
    try {
      sent += await sendChangesOf(platform, tenantId)
    } catch (err) {
      platform.log.error({ err, tenantId }, 'changes cannot be passed on to an external system now; tried again')
    }
  }
  return sent
}

const stalledMinutes = 30

/** Ends bulk syncs in which nothing has moved for half an hour, so that they can be started again [NFM-LNK-035]. */
export async function watchSyncs(platform: Platform): Promise<number> {
  let ended = 0
  for (const { tenantId } of await listTenants(platform.database))
    ended += await inTenant(platform, 'linkage-watch', tenantId, async (ctx) => {
      const running = await findRunningSync(ctx.db)
      const before = ctx.clock.now().getTime() - stalledMinutes * 60_000
      if (!running || running.progressedAt.getTime() > before) return 0
      await giveUpTask(ctx, running.taskId, 'linkage.stalled')
      await restore(ctx, running.syncId, 'failed', 'linkage.stalled')
      return 1
    })
  return ended
}
