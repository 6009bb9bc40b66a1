import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { PageQuery, pageOf } from './paging.ts'
import { personFaces } from './users.ts'

export const RecycledUser = z.object({
  userId: z.uuid(),
  loginId: z.string(),
  familyName: z.string(),
  middleName: z.string(),
  givenName: z.string(),
  mail: z.string(),
  face: z.enum(personFaces),
  windowsAccounts: z.number().int(),
  deletedAt: z.iso.datetime(),
  /** Login ID of who deleted them. */
  deletedBy: z.string(),
  /** When they are erased for good, faces and all. */
  erasedAt: z.iso.datetime(),
  changeable: z.boolean(),
})
export type RecycledUser = z.output<typeof RecycledUser>

export const listRecycledUsers = endpoint({
  method: 'GET',
  path: '/api/recycle-bin',
  needs: 'users.read',
  summary: 'Deleted people who can still be restored',
  query: PageQuery.extend({
    search: z.string().max(300).default(''),
    sort: z.enum(['deletedAt', 'loginId', 'name']).default('deletedAt'),
    /** Only those who were deleted together. */
    batchId: z.uuid().optional(),
  }),
  answer: pageOf(RecycledUser),
  audit: { none: 'reads the list that the role may see' },
})

/** People ticked one by one, those deleted together, or the whole bin. */
export const RecycledSelection = z.union([
  z.object({ userIds: z.array(z.uuid()).max(1000) }).strict(),
  z.object({ batchId: z.uuid() }).strict(),
  z.object({ everybody: z.literal(true) }).strict(),
])
export type RecycledSelection = z.output<typeof RecycledSelection>

/** Why somebody cannot come back as they were. */
export const restoreHindrances = ['login-id-taken', 'mail-taken', 'no-licence-left'] as const

/** Brings people back with faces, groups and Windows accounts; who cannot come back is named and stays. */
export const restoreUsers = endpoint({
  method: 'POST',
  path: '/api/recycle-bin/restore',
  needs: 'users.write',
  summary: 'Restore deleted people',
  body: z.object({ selection: RecycledSelection }),
  answer: z.object({
    users: z.number().int(),
    faces: z.number().int(),
    /** People who stay in the bin, with the reason; the others came back. */
    hindered: z.array(z.object({ userId: z.uuid(), loginId: z.string(), reason: z.enum(restoreHindrances) })),
  }),
  audit: 'user.restored',
})

/** Erases for good, without waiting for the 30 days. */
export const eraseUsers = endpoint({
  method: 'POST',
  path: '/api/recycle-bin/erase',
  needs: 'users.write',
  summary: 'Erase deleted people for good',
  body: z.object({ selection: RecycledSelection, expected: z.number().int().min(0).optional() }),
  answer: z.object({ users: z.number().int(), faces: z.number().int() }),
  audit: 'user.erased',
})
