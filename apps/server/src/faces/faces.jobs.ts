import type { FaceWorkers } from '@kaoban/face-node'
import type { Clock } from '../platform/clock.ts'
import type { DatabaseHandle } from '../platform/database.ts'
import type { Platform } from '../platform/http.ts'
import { inTenant } from '../platform/job-context.ts'
import { listTenants } from '../platform/tenant-list.ts'
import { deleteDrafts } from './enrolment.store.ts'
import { followModel } from './models.service.ts'

const job = 'face-models'
/** For other jobs, which wait for this one. */
const restAfterMs = 20_000
const hourMs = 3_600_000

/**
 * After another model was chosen, faces move to it one after the other, so that people at terminals find a worker free.
 * `done` says when a tenant had none left: faces of the model before come back from the recycle bin and with imports
 * that are taken back, so each is looked at again an hour later.
 */
export async function moveFaces(
  platform: Platform,
  workers: Pick<FaceWorkers, 'manifest' | 'extract'>,
  done: Map<string, number>,
): Promise<number> {
  const { database, clock } = platform
  const began = performance.now()
  let moved = 0
  for (const { tenantId, state } of await listTenants(database)) {
    const now = clock.now().getTime()
    if (state !== 'open' || now - (done.get(tenantId) ?? 0) < hourMs) continue
    let left = true
    while (left) {
      if (performance.now() - began > restAfterMs) return moved
      const pass = await followModel({ inTransaction: (step) => inTenant(platform, job, tenantId, step) }, workers)
      moved += pass.moved
      left = pass.left
    }
    done.set(tenantId, now)
  }
  return moved
}

/** Erases pictures and templates of every tenant to which nobody said yes in time; returns how many. */
export async function purgeDrafts(database: DatabaseHandle, clock: Clock): Promise<number> {
  let gone = 0
  for (const { tenantId } of await listTenants(database))
    gone += await database.transaction({ tenantId }, (db) => deleteDrafts(db, clock.now()))
  return gone
}
