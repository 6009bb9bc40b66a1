import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { Flag, PageQuery, pageOf } from './paging.ts'

/** 無償利用 | クラウドSWストア型番 | パック型番 [NFM-LIC-001..NFM-LIC-003] */
export const licenceKinds = ['trial', 'subscription', 'pack'] as const
export type LicenceKind = (typeof licenceKinds)[number]

/** NFM-TEN-009, NFM-TEN-011 */
export const trialLimits = { ids: 100, people: 100 } as const

export const LicenceRow = z.object({
  licenceId: z.uuid(),
  kind: z.enum(licenceKinds),
  /** 型番; empty for the trial. */
  model: z.string(),
  ids: z.number().int(),
  /** Term of a pack. */
  months: z.number().int().nullable(),
  startsOn: z.iso.date(),
  /** Last day of the term; null: ends when the operator ends it. */
  endsOn: z.iso.date().nullable(),
  expired: z.boolean(),
})
export type LicenceRow = z.output<typeof LicenceRow>

/** ライセンスキー管理 [NFM-LIC-011..NFM-LIC-016]. */
export const readLicences = endpoint({
  method: 'GET',
  path: '/api/licences',
  needs: 'licences.manage',
  summary: 'Licences of the tenant and how many IDs are in use',
  query: z.object({ expired: Flag.default(false) }),
  answer: z.object({
    rows: z.array(LicenceRow),
    /** False: the operator does not enforce licences; nothing ends and nothing is refused. */
    enforced: z.boolean(),
    idsTotal: z.number().int(),
    idsInUse: z.number().int(),
    /** Negative when more are in use than licensed. */
    idsLeft: z.number().int(),
    /** Last day of the licence that lasts longest; null when none is valid or one has no end. */
    validUntil: z.iso.date().nullable(),
    /** No licence is valid today; faces cannot be used. */
    lapsed: z.boolean(),
    /** What was announced when the last licence had ended. */
    lapse: z
      .object({ endedOn: z.iso.date(), eraseOn: z.iso.date().nullable(), tenantDeletionOn: z.iso.date() })
      .nullable(),
    suspendedFaces: z.number().int(),
  }),
  audit: { none: 'reads no personal data' },
})

export const SuspendedFaceRow = z.object({
  userId: z.uuid(),
  loginId: z.string(),
  displayName: z.string(),
  /** The day on which the face is erased for good. */
  eraseOn: z.iso.date(),
})

export const listSuspendedFaces = endpoint({
  method: 'GET',
  path: '/api/licences/suspended-faces',
  needs: 'licences.manage',
  summary: 'People whose faces are suspended, and when they will be erased',
  query: PageQuery.extend({
    search: z.string().max(200).optional(),
    sort: z.enum(['loginId', 'eraseOn']).default('eraseOn'),
  }),
  answer: pageOf(SuspendedFaceRow),
  audit: { none: 'reads names only' },
})
