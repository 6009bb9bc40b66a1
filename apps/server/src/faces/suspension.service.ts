import type { Context } from '../platform/context.ts'
import { displayName } from '../sessions/sessions.service.ts'
import { countFaces, countSuspended, eraseFaces, findSuspended, updateSuspension } from './suspension.store.ts'

/** People whose face is in use; provisional ones are too [NFM-FAC-009], suspended ones are not. */
export function countPeopleWithFace(ctx: Context): Promise<number> {
  return countFaces(ctx.db)
}

export function countSuspendedFaces(ctx: Context): Promise<number> {
  return countSuspended(ctx.db)
}

/** Faces stay sealed and are compared with nobody until they are restored, or erased on that day. */
export function suspendFaces(ctx: Context, until: string): Promise<number> {
  return updateSuspension(ctx.db, until)
}

export function restoreFaces(ctx: Context): Promise<number> {
  return updateSuspension(ctx.db, null)
}

/** Erases suspended faces whose day is that one or earlier. */
export function eraseSuspendedFaces(ctx: Context, day: string): Promise<number> {
  return eraseFaces(ctx.db, day)
}

export function eraseAllFaces(ctx: Context): Promise<number> {
  return eraseFaces(ctx.db, undefined)
}

export async function listSuspended(
  ctx: Context,
  query: {
    page: number
    size: number
    search?: string | undefined
    sort: 'loginId' | 'eraseOn'
    direction?: 'ascending' | 'descending' | undefined
  },
) {
  const { rows, total } = await findSuspended(ctx.db, { ...query, descending: query.direction === 'descending' })
  return {
    rows: rows.map((row) => ({
      userId: row.userId,
      loginId: row.loginId,
      displayName: displayName(row),
      eraseOn: row.eraseOn,
    })),
    total,
    page: query.page,
    size: query.size,
  }
}
