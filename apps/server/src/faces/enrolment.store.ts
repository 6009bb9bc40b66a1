import type { FaceState } from '@kaoban/contract'
import type { Db } from '../platform/database.ts'

export interface FaceDraftTable {
  tenantId: string
  draftId: string
  userId: string
  state: FaceState
  modelId: string
  template: Uint8Array
  image: Uint8Array
  quality: number
  lookAlike: string | null
  madeAt: Date
  expiresAt: Date
}

declare module '../platform/database.ts' {
  interface Database {
    faceDrafts: FaceDraftTable
  }
}

/** Writes a draft over the person's older one; drafts whose time is over go with it. */
export async function replaceDraft(db: Db, row: FaceDraftTable): Promise<void> {
  await db
    .deleteFrom('faceDrafts')
    .where((eb) => eb.or([eb('userId', '=', row.userId), eb('expiresAt', '<=', row.madeAt)]))
    .execute()
  await db.insertInto('faceDrafts').values(row).execute()
}

export function findDraft(db: Db, draftId: string, userId: string, now: Date): Promise<FaceDraftTable | undefined> {
  return db
    .selectFrom('faceDrafts')
    .selectAll()
    .where('draftId', '=', draftId)
    .where('userId', '=', userId)
    .where('expiresAt', '>', now)
    .executeTakeFirst()
}

/** Takes a draft out of the table, once. */
export function takeDraft(db: Db, draftId: string, userId: string, now: Date): Promise<FaceDraftTable | undefined> {
  return db
    .deleteFrom('faceDrafts')
    .where('draftId', '=', draftId)
    .where('userId', '=', userId)
    .where('expiresAt', '>', now)
    .returningAll()
    .executeTakeFirst()
}

export async function deleteDraft(db: Db, draftId: string, userId: string): Promise<void> {
  await db.deleteFrom('faceDrafts').where('draftId', '=', draftId).where('userId', '=', userId).execute()
}
