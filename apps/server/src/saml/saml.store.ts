import type { NameIdSource } from '@kaoban/contract'
import type { Generated } from 'kysely'
import type { Db } from '../platform/database.ts'

interface SamlKeyTable {
  tenantId: string
  keyId: string
  state: 'active' | 'next'
  privateKey: Uint8Array
  certificate: string
  madeAt: Date
  validUntil: Date
}

interface SamlProviderTable {
  tenantId: string
  appId: number
  entityId: string
  acsUrl: string
  nameId: NameIdSource
  certificates: string[]
  requestsSigned: boolean
  sharedNames: boolean
  attributes: boolean
  version: Generated<number>
}

declare module '../platform/database.ts' {
  interface Database {
    samlKeys: SamlKeyTable
    samlProviders: SamlProviderTable
  }
}

/** The key that signs first. */
export function findKeys(db: Db): Promise<SamlKeyTable[]> {
  return db.selectFrom('samlKeys').selectAll().orderBy('state').execute()
}

/** A next key gives way to a newer one. */
export async function insertKey(db: Db, key: SamlKeyTable): Promise<void> {
  if (key.state === 'next') await db.deleteFrom('samlKeys').where('state', '=', 'next').execute()
  await db.insertInto('samlKeys').values(key).execute()
}

/** @returns false when this is not the next key. */
export async function activateKey(db: Db, keyId: string): Promise<boolean> {
  const next = await db
    .selectFrom('samlKeys')
    .select('keyId')
    .where('keyId', '=', keyId)
    .where('state', '=', 'next')
    .forUpdate()
    .executeTakeFirst()
  if (!next) return false
  await db.deleteFrom('samlKeys').where('state', '=', 'active').execute()
  await db.updateTable('samlKeys').set({ state: 'active' }).where('keyId', '=', keyId).execute()
  return true
}

export function findProvider(db: Db, appId: number) {
  return db.selectFrom('samlProviders').selectAll().where('appId', '=', appId).executeTakeFirst()
}

type ProviderRow = Omit<SamlProviderTable, 'version'>

/** @returns false when the provider is not of that version any more; 0 stands for none. */
export async function saveProvider(db: Db, row: ProviderRow, version: number): Promise<boolean> {
  if (version === 0) {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('samlProviders')
      .values(row)
      .onConflict((conflict) => conflict.columns(['tenantId', 'appId']).doNothing())
      .executeTakeFirst()
    return numInsertedOrUpdatedRows === 1n
  }
  const { tenantId: _, appId, ...values } = row
  const { numUpdatedRows } = await db
    .updateTable('samlProviders')
    .set((eb) => ({ ...values, version: eb('version', '+', 1) }))
    .where('appId', '=', appId)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
