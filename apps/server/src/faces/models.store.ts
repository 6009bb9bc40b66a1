import { type SqlBool, sql } from 'kysely'
import type { Db } from '../platform/database.ts'

/** A face without a template of the running model. */
export interface OtherFace {
  userId: string
  kind: 'display' | 'learned'
  /** Sealed. */
  image: Uint8Array
  updatedAt: Date
}

function ofOtherModel(db: Db, modelId: string, userId: string | undefined) {
  return db
    .updateTable('faces')
    .where('modelId', '!=', modelId)
    .where('template', 'is not', null)
    .$if(userId !== undefined, (query) => query.where('userId', '=', userId!))
}

/** Faces that had a template of this model before have it again; returns how many. */
export async function swapFormer(db: Db, modelId: string, userId: string | undefined): Promise<number> {
  const { numUpdatedRows } = await ofOtherModel(db, modelId, userId)
    .set(({ ref }) => ({
      modelId: sql<string>`former_model_id`,
      template: ref('formerTemplate'),
      formerModelId: ref('modelId'),
      formerTemplate: ref('template'),
    }))
    .where('formerModelId', '=', modelId)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Faces of another model with a picture that has not been tried. */
export async function findOther(
  db: Db,
  modelId: string,
  userId: string | undefined,
  count: number,
): Promise<OtherFace[]> {
  const rows = await db
    .selectFrom('faces')
    .select(['userId', 'kind', 'image', 'updatedAt'])
    .where('modelId', '!=', modelId)
    .where('template', 'is not', null)
    .where('image', 'is not', null)
    .where('suspendedUntil', 'is', null)
    .where(sql<SqlBool>`unmovable_to is distinct from ${modelId}`)
    .$if(userId !== undefined, (query) => query.where('userId', '=', userId!))
    .limit(count)
    .execute()
  return rows as OtherFace[]
}

/** Gives a face a template of the running model, unless somebody has changed the face meanwhile. */
export async function giveTemplate(
  db: Db,
  { userId, kind, updatedAt }: OtherFace,
  modelId: string,
  template: Uint8Array,
): Promise<boolean> {
  const { numUpdatedRows } = await ofOtherModel(db, modelId, userId)
    .set(({ ref }) => ({ modelId, template, formerModelId: ref('modelId'), formerTemplate: ref('template') }))
    .where('kind', '=', kind)
    .where('updatedAt', '=', updatedAt)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function markUnmovable(db: Db, { userId, kind, updatedAt }: OtherFace, modelId: string): Promise<void> {
  await ofOtherModel(db, modelId, userId)
    .set({ unmovableTo: modelId })
    .where('kind', '=', kind)
    .where('updatedAt', '=', updatedAt)
    .execute()
}
