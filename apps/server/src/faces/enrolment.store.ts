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

/** Writes a draft over the person's older one. */
export async function replaceDraft(db: Db, row: FaceDraftTable): Promise<void> {
  await deleteDraftOf(db, row.userId)
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

export async function deleteDraftOf(db: Db, userId: string): Promise<void> {
  await db.deleteFrom('faceDrafts').where('userId', '=', userId).execute()
}

/** Every draft of the tenant, or those whose time is over; returns how many. */
export async function deleteDrafts(db: Db, overAt?: Date): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('faceDrafts')
    .$if(overAt !== undefined, (query) => query.where('expiresAt', '<=', overAt!))
    .executeTakeFirst()
  return Number(numDeletedRows)
}
