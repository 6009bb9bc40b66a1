import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'

export interface FaceThrottleTable {
  tenantId: string
  kind: 'person' | 'terminal'
  subject: string
  weight: number
  blockedUntil: Date | null
  updatedAt: Date
}

declare module '../platform/database.ts' {
  interface Database {
    faceThrottles: FaceThrottleTable
  }
}

type Subject = Pick<FaceThrottleTable, 'tenantId' | 'kind' | 'subject'>

export function findThrottle(db: Db, { kind, subject }: Subject): Promise<FaceThrottleTable | undefined> {
  return db
    .selectFrom('faceThrottles')
    .selectAll()
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .executeTakeFirst()
}

/**
 * Adds weight unless the subject is blocked at `at`; undefined when it is. One statement: of many requests at once
 * each sees what the ones before it added.
 */
export async function addWeight(
  db: Db,
  subject: Subject,
  weight: number,
  limit: number,
  at: Date,
): Promise<number | undefined> {
  const row = await db
    .insertInto('faceThrottles')
    .values({ ...subject, weight, blockedUntil: null, updatedAt: at })
    .onConflict((conflict) =>
      conflict
        .columns(['tenantId', 'kind', 'subject'])
        .doUpdateSet((eb) => ({
          weight: sql`least(${eb.ref('faceThrottles.weight')} + ${weight}, 1000)`,
          updatedAt: at,
        }))
        .where((eb) =>
          eb.or([
            eb('faceThrottles.weight', '<', limit),
            eb('faceThrottles.blockedUntil', 'is', null),
            eb('faceThrottles.blockedUntil', '<=', at),
          ]),
        ),
    )
    .returning('weight')
    .executeTakeFirst()
  return row?.weight
}

export async function blockUntil(db: Db, subject: Subject, until: Date): Promise<void> {
  await where(db.updateTable('faceThrottles').set({ blockedUntil: until }), subject).execute()
}

export async function takeWeight(db: Db, subject: Subject, weight: number): Promise<void> {
  await where(
    db
      .updateTable('faceThrottles')
      .set((eb) => ({ weight: sql<number>`greatest(${eb.ref('weight')} - ${weight}, 0)` })),
    subject,
  ).execute()
}

export async function clearThrottle(db: Db, { kind, subject }: Subject): Promise<void> {
  await db.deleteFrom('faceThrottles').where('kind', '=', kind).where('subject', '=', subject).execute()
}

function where<Query extends { where(column: 'kind' | 'subject', is: '=', value: string): Query }>(
  query: Query,
  { kind, subject }: Subject,
): Query {
  return query.where('kind', '=', kind).where('subject', '=', subject)
}
