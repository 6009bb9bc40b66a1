import {
  type FieldFault,
  invalidFields,
  lengthOf,
  type MaintenanceNotice,
  maintenanceTextLimit,
} from '@kaoban/contract'
import type { Context } from '../platform/context.ts'
import { findNotice, noticeInForce, saveNotice } from './maintenance.store.ts'

export { noticeInForce }

/** The notice of maintenance mode while it is on. */
export function maintenanceNotice(ctx: Pick<Context, 'db'>): Promise<MaintenanceNotice | null> {
  return findNotice(ctx.db)
}

/** Switches the mode, or changes its notice while it is on: then it goes on since the time it began. */
export async function setMaintenance(
  ctx: Context,
  wanted: { on: boolean; ja: string; en: string },
): Promise<{ notice: MaintenanceNotice | null }> {
  const { on, ja, en } = wanted
  if (on) refuseTexts({ ja, en })
  const former = await findNotice(ctx.db)
  const notice = on ? { ja, en, since: former?.since ?? ctx.clock.now().toISOString() } : null
  await saveNotice(ctx.db, notice ?? undefined)
  await ctx.audit(on ? { on, ja, en } : { on })
  return { notice }
}

function refuseTexts(texts: { ja: string; en: string }): void {
  const faults: FieldFault[] = []
  for (const [field, text] of Object.entries(texts)) {
    if (text === '') faults.push({ field, message: 'maintenance.textMissing' })
    else if (lengthOf(text) > maintenanceTextLimit) faults.push({ field, message: 'maintenance.textTooLong' })
  }
  if (faults.length > 0) throw invalidFields(faults)
}
