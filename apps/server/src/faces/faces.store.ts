import type { FaceKind, FaceState } from '@kaoban/contract'
import { type ColumnType, type Insertable, sql } from 'kysely'
import { type Reach, withinReach } from '../groups/groups.service.ts'
import type { Db } from '../platform/database.ts'
import { usable } from '../sessions/sessions.service.ts'

export interface FaceTable {
  tenantId: string
  userId: string
  kind: FaceKind
  state: FaceState
  modelId: string
  template: Uint8Array | null
  image: Uint8Array | null
  quality: number
  registeredBy: string
  createdAt: Date
  updatedAt: Date
  lookAlike: string | null
  /** Day of erasure of a suspended face; null: in use. */
  suspendedUntil: ColumnType<Date | null, string | null, string | null>
  /** Of the model before the running one. */
  formerModelId: string | null
  formerTemplate: Uint8Array | null
  /** The model for which the picture gave no template. */
  unmovableTo: string | null
}

declare module '../platform/database.ts' {
  interface Database {
    faces: FaceTable
  }
}

/** What the pages show of a face; no bytes. */
export function findFacesOf(db: Db, userId: string) {
  return db
    .selectFrom('faces')
    .select(['kind', 'state', 'modelId', 'updatedAt', 'lookAlike', (eb) => eb('image', 'is not', null).as('imageKept')])
    .select(sql<string | null>`suspended_until::text`.as('suspendedUntil'))
    .where('userId', '=', userId)
    .execute()
}

export async function findImage(db: Db, userId: string, kind: FaceKind) {
  return db
    .selectFrom('faces')
    .select(['image'])
    .where('userId', '=', userId)
    .where('kind', '=', kind)
    .executeTakeFirst()
}

export interface SealedTemplate {
  userId: string
  kind: FaceKind
  template: Uint8Array
}

/** Sealed templates of one person; a suspended face is compared with nobody. */
export async function findTemplatesOf(db: Db, userId: string): Promise<SealedTemplate[]> {
  const rows = await db
    .selectFrom('faces')
    .select(['userId', 'kind', 'template'])
    .where('userId', '=', userId)
    .where('template', 'is not', null)
    .where('suspendedUntil', 'is', null)
    .execute()
  return rows as SealedTemplate[]
}

/** Sealed templates of the tenant in the order of user ids, one page after `after`. */
export async function findTemplatesAfter(db: Db, after: string | undefined, count: number): Promise<SealedTemplate[]> {
  const rows = await db
    .selectFrom('faces')
    .select(['userId', 'kind', 'template'])
    .where('template', 'is not', null)
    .where('suspendedUntil', 'is', null)
    .where('kind', '=', 'display')
    .$if(after !== undefined, (query) => query.where('userId', '>', after!))
    .orderBy('userId')
    .limit(count)
    .execute()
  return rows as SealedTemplate[]
}

/** Every sealed template of the tenant, learned ones included; for tenants small enough to search. */
export async function findAllTemplates(db: Db): Promise<SealedTemplate[]> {
  const rows = await db
    .selectFrom('faces')
    .select(['userId', 'kind', 'template'])
    .where('template', 'is not', null)
    .where('suspendedUntil', 'is', null)
    .execute()
  return rows as SealedTemplate[]
}

/** Nothing of the face before stays: it would match again after a change of models. */
export const ofOneModel = { formerModelId: null, formerTemplate: null, unmovableTo: null } as const

/** Writes a face over the one of the same kind. */
export async function upsertFace(db: Db, row: Omit<Insertable<FaceTable>, keyof typeof ofOneModel>): Promise<void> {
  const { tenantId: _, userId: __, kind: ___, createdAt: ____, ...written } = row
  const change = { ...written, ...ofOneModel }
  await db
    .insertInto('faces')
    .values(row)
    .onConflict((conflict) => conflict.columns(['tenantId', 'userId', 'kind']).doUpdateSet(change))
    .execute()
}

export async function clearImages(db: Db): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('faces')
    .set({ image: null })
    .where('image', 'is not', null)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

export async function deleteFaces(db: Db, userId: string, kinds: readonly FaceKind[]): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('faces')
    .where('userId', '=', userId)
    .where('kind', 'in', kinds)
    .executeTakeFirst()
  return Number(numDeletedRows)
}

/** 仮登録 becomes 本登録; false when there was nothing to do. */
export async function markRegistered(db: Db, userId: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('faces')
    .set({ state: 'registered', updatedAt: at })
    .where('userId', '=', userId)
    .where('kind', '=', 'display')
    .where('state', '=', 'provisional')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

const personColumns = ['userId', 'loginId', 'familyName', 'middleName', 'givenName'] as const

export function findPerson(db: Db, userId: string, reach: Reach = 'all') {
  return db
    .selectFrom('users')
    .select(personColumns)
    .where('userId', '=', userId)
    .where(withinReach(reach))
    .executeTakeFirst()
}

/** Somebody at a door, by ID as typed or by face, and whether they may come in at all. */
export function findComer(db: Db, by: { userId: string } | { loginIdKey: string }, now: Date) {
  return db
    .selectFrom('users')
    .select(personColumns)
    .select(usable(now).as('usable'))
    .$if('userId' in by, (query) => query.where('userId', '=', (by as { userId: string }).userId))
    .$if('loginIdKey' in by, (query) => query.where('loginIdKey', '=', (by as { loginIdKey: string }).loginIdKey))
    .executeTakeFirst()
}
