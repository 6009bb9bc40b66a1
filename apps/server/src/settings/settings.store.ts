import type { Generated } from 'kysely'
import type { Db } from '../platform/database.ts'

declare module '../tenants/tenants.store.ts' {
  interface TenantTable {
    settingsVersion: Generated<number>
  }
}

export interface StoredSettings {
  settings: Record<string, unknown>
  settingsVersion: number
  imagesForbidden: boolean
}

/** The settings of the running transaction's tenant; with a `lock`, changes of others wait until its end. */
export async function findSettings(db: Db, lock?: 'change' | 'keep'): Promise<StoredSettings> {
  return db
    .selectFrom('tenants')
    .select(['settings', 'settingsVersion', 'imagesForbidden'])
    .$if(lock === 'change', (query) => query.forUpdate())
    .$if(lock === 'keep', (query) => query.forShare())
    .executeTakeFirstOrThrow()
}

export async function updateSettings(db: Db, settings: Record<string, unknown>): Promise<number> {
  const { settingsVersion } = await db
    .updateTable('tenants')
    .set((eb) => ({ settings: JSON.stringify(settings), settingsVersion: eb('settingsVersion', '+', 1) }))
    .returning('settingsVersion')
    .executeTakeFirstOrThrow()
  return settingsVersion
}

/** A page of settings that was opened before is refused from now on. */
export async function updateImagesForbidden(db: Db, imagesForbidden: boolean): Promise<void> {
  await db
    .updateTable('tenants')
    .set((eb) => ({ imagesForbidden, settingsVersion: eb('settingsVersion', '+', 1) }))
    .execute()
}
