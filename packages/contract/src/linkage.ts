import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { lengthOf } from './limits.ts'
import { linkageActs, linkageKinds } from './linkage-rules.ts'
import { PageQuery, pageOf } from './paging.ts'

/** Most rows of one file for the filter. */
export const linkageFileRows = 100_000

const Tenant = z.object({ tenantId: z.uuid() })

/** How the operator has set up the linkage of a tenant; the token is never shown again. */
export const LinkageConnector = z.object({
  kind: z.enum(linkageKinds),
  /** How administrators know the external system. */
  serviceName: z.string(),
  /** Base of its SCIM 2.0 interface, for instance `https://example.jp/scim/v2`. */
  url: z.string(),
  /** Deleting a face in the portal deletes it outside too [NFM-LNK-055]. */
  propagateFaceDelete: z.boolean(),
  configuredAt: z.iso.datetime(),
  /** When the bulk sync was completed; while it is null administrators may start it. */
  syncedAt: z.iso.datetime().nullable(),
  consentedAt: z.iso.datetime().nullable(),
  filterEntries: z.number().int(),
})
export type LinkageConnector = z.output<typeof LinkageConnector>

/** Why the external system gives no usable answer. */
export const linkageFaults = [
  'unreachable',
  'too-slow',
  'unauthorised',
  'refused',
  'not-scim',
  'too-large',
  'elsewhere',
] as const
export type LinkageFault = (typeof linkageFaults)[number]

export const readLinkageConnector = endpoint({
  method: 'GET',
  path: '/api/operator/tenants/:tenantId/linkage',
  needs: 'operator',
  summary: 'How the linkage of a tenant with an external system is set up',
  params: Tenant,
  answer: z.object({ tenantName: z.string(), connector: LinkageConnector.nullable() }),
  audit: { none: 'reads no data of people' },
})

/** Asks the external system before anything is stored; the first time, MAIL-11 goes to the applicant [NFM-LNK-003]. */
export const configureLinkage = endpoint({
  method: 'PUT',
  path: '/api/operator/tenants/:tenantId/linkage',
  needs: 'operator',
  summary:
    'Set up the linkage of a tenant with an external system by SCIM 2.0; another system or kind begins anew, without consent and bulk sync',
  params: Tenant,
  body: z.strictObject({
    kind: z.enum(linkageKinds),
    serviceName: z.string().trim().max(2000),
    url: z.string().trim().max(2000),
    /** Empty keeps the one that is stored, unless the address is another. */
    token: z.string().trim().max(4000).default(''),
    propagateFaceDelete: z.boolean().default(true),
  }),
  encrypted: true,
  answer: LinkageConnector,
  limit: { max: 60, perSeconds: 60 },
  audit: 'linkage.configured',
})

export const testLinkage = endpoint({
  method: 'POST',
  path: '/api/operator/tenants/:tenantId/linkage/test',
  needs: 'operator',
  summary: 'Ask the external system of a tenant whether it answers',
  params: Tenant,
  answer: z.object({ fault: z.enum(linkageFaults).nullable() }),
  limit: { max: 60, perSeconds: 60 },
  audit: { none: 'asks for one record and reads nothing of it' },
})

export const releaseLinkageSync = endpoint({
  method: 'POST',
  path: '/api/operator/tenants/:tenantId/linkage/release-sync',
  needs: 'operator',
  summary: 'Let the administrators of a tenant start the bulk sync once more',
  params: Tenant,
  answer: LinkageConnector,
  audit: 'linkage.sync-released',
})

export const removeLinkage = endpoint({
  method: 'DELETE',
  path: '/api/operator/tenants/:tenantId/linkage',
  needs: 'operator',
  summary: 'End the linkage of a tenant; filter, history and consent are deleted, the users stay',
  params: Tenant,
  answer: z.undefined(),
  status: 204,
  audit: 'linkage.removed',
})

/** The text of the personal-data notice that is shown now; another number asks for consent again [NFM-LNK-005]. */
export const linkageNoticeVersion = 1

export const readLinkage = endpoint({
  method: 'GET',
  path: '/api/linkage',
  needs: 'linkage.manage',
  summary: 'What the linkage with the external system is, and where it stands',
  answer: z.object({
    kind: z.enum(linkageKinds),
    serviceName: z.string(),
    consent: z.object({ by: z.string(), at: z.iso.datetime(), version: z.number().int() }).nullable(),
    noticeVersion: z.number().int(),
    filterEntries: z.number().int(),
    /** When the bulk sync was completed; null: it can be started. */
    syncedAt: z.iso.datetime().nullable(),
    /** The task of the bulk sync that is under way. */
    runningTaskId: z.uuid().nullable(),
  }),
  audit: { none: 'reads no data of people' },
})

export const agreeToLinkage = endpoint({
  method: 'POST',
  path: '/api/linkage/consent',
  needs: 'linkage.manage',
  summary: 'Declare to have the consent of everybody whose name and face are passed on',
  body: z.strictObject({ version: z.literal(linkageNoticeVersion) }),
  answer: z.undefined(),
  status: 204,
  audit: 'linkage.consented',
})

export const LinkageEntry = z.object({
  entryId: z.uuid(),
  loginId: z.string(),
  addedAt: z.iso.datetime(),
  /** Came with a face and goes with it [NFM-LNK-014, NFM-LIC-059]. */
  automatic: z.boolean(),
  /** Somebody of the tenant has this ID. */
  known: z.boolean(),
})
export type LinkageEntry = z.output<typeof LinkageEntry>

const Search = z.string().trim().max(256).default('')

export const listLinkageFilter = endpoint({
  method: 'GET',
  path: '/api/linkage/filter',
  needs: 'linkage.manage',
  summary: 'IDs of the people who are linked',
  query: PageQuery.extend({
    search: Search,
    sort: z.enum(['loginId', 'addedAt']).default('loginId'),
  }),
  answer: pageOf(LinkageEntry),
  audit: { none: 'IDs are in the list of users as well' },
})

export const addLinkageEntry = endpoint({
  method: 'POST',
  path: '/api/linkage/filter',
  needs: 'linkage.manage',
  summary: 'Put an ID into the filter; nobody need have it yet',
  body: z.strictObject({ loginId: z.string().max(2000) }),
  answer: LinkageEntry,
  status: 201,
  audit: 'linkage.entries-added',
})

export const deleteLinkageEntries = endpoint({
  method: 'POST',
  path: '/api/linkage/filter/delete',
  needs: 'linkage.manage',
  summary: 'Take IDs from the filter; the users stay',
  body: z.strictObject({
    selection: z.union([
      z.strictObject({ entryIds: z.array(z.uuid()).min(1).max(1000) }),
      /** Everything that the search finds, but these. */
      z.strictObject({ search: Search, except: z.array(z.uuid()).max(1000) }),
    ]),
  }),
  answer: z.object({ deleted: z.number().int() }),
  audit: 'linkage.entries-deleted',
})

export const linkageRowResults = ['added', 'deleted', 'unchanged', 'failed'] as const

/** A row of an imported file that did not do what it says. */
export const LinkageRow = z.object({
  line: z.number().int(),
  loginId: z.string(),
  result: z.enum(linkageRowResults),
  /** Key of what there is to say. */
  message: z.string(),
})
export type LinkageRow = z.output<typeof LinkageRow>

export const importLinkageFilter = endpoint({
  method: 'POST',
  path: '/api/linkage/filter/import',
  needs: 'linkage.manage',
  summary: 'Add to the filter and take from it by a CSV file in UTF-8 or Shift_JIS',
  upload: { maxFiles: 1, maxBytesEach: 32 * 1024 * 1024 },
  answer: z.object({
    added: z.number().int(),
    deleted: z.number().int(),
    unchanged: z.number().int(),
    failed: z.number().int(),
    /** The first of those that were left as they are or failed. */
    rows: z.array(LinkageRow),
  }),
  audit: 'linkage.filter-imported',
})
/** Rows of an import that are told. */
export const linkageRowsTold = 1000

export const exportLinkageFilter = endpoint({
  method: 'GET',
  path: '/api/linkage/filter.csv',
  needs: 'linkage.manage',
  summary: 'The filter as a CSV file in UTF-8',
  answer: { media: 'text/csv; charset=utf-8' },
  audit: 'linkage.filter-exported',
})

/** A change that could not be passed on to the external system. */
export const LinkageFaultRow = z.object({
  loginId: z.string(),
  act: z.enum(linkageActs),
  /** waiting: tried again by itself; failed: not any more. */
  state: z.enum(['waiting', 'failed']),
  attempts: z.number().int(),
  /** When it was tried first. */
  triedAt: z.iso.datetime().nullable(),
  nextAttemptAt: z.iso.datetime().nullable(),
  /** Key of what is wrong. */
  fault: z.string(),
})
export type LinkageFaultRow = z.output<typeof LinkageFaultRow>

export const listLinkageFaults = endpoint({
  method: 'GET',
  path: '/api/linkage/faults',
  needs: 'linkage.manage',
  summary: 'Changes that could not be passed on to the external system',
  query: PageQuery,
  answer: pageOf(LinkageFaultRow),
  audit: { none: 'IDs are in the list of users as well' },
})

export const retryLinkage = endpoint({
  method: 'POST',
  path: '/api/linkage/faults/retry',
  needs: 'linkage.manage',
  summary: 'Try to pass changes on again at once: of these people, or all that went wrong',
  body: z.strictObject({ loginIds: z.array(z.string().max(256)).max(1000).optional() }),
  answer: z.object({ retried: z.number().int() }),
  audit: 'linkage.retried',
})

export const startLinkageSync = endpoint({
  method: 'POST',
  path: '/api/linkage/sync',
  needs: 'linkage.manage',
  summary: 'Start the bulk sync: everybody of the filter whom the external system has becomes a user',
  answer: z.object({ taskId: z.uuid() }),
  status: 202,
  audit: 'linkage.sync-started',
})

export const linkageSyncStates = ['running', 'done', 'stopped', 'failed'] as const

export const LinkageSync = z.object({
  syncId: z.uuid(),
  state: z.enum(linkageSyncStates),
  startedBy: z.string(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  added: z.number().int(),
  changed: z.number().int(),
  failed: z.number().int(),
  /** Problem code that ended it. */
  failure: z.string().nullable(),
})
export type LinkageSync = z.output<typeof LinkageSync>

export const listLinkageSyncs = endpoint({
  method: 'GET',
  path: '/api/linkage/syncs',
  needs: 'linkage.manage',
  summary: 'Bulk syncs, newest first',
  query: PageQuery,
  answer: pageOf(LinkageSync),
  audit: { none: 'reads what the runs themselves have logged' },
})

/** What became of an ID: `absent`: the external system has no such person, or no face of them. */
export const linkageItemKinds = ['added', 'changed', 'unchanged', 'absent'] as const

export const LinkageItem = z.object({
  itemId: z.uuid(),
  loginId: z.string(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  kind: z.enum(linkageItemKinds),
  /** Key of what went wrong; null: a check mark. */
  fault: z.string().nullable(),
})
export type LinkageItem = z.output<typeof LinkageItem>

export const listLinkageItems = endpoint({
  method: 'GET',
  path: '/api/linkage/syncs/:syncId/items',
  needs: 'linkage.manage',
  summary: 'What a bulk sync did, ID by ID',
  params: z.object({ syncId: z.uuid() }),
  query: PageQuery.extend({
    search: Search,
    sort: z.enum(['loginId', 'startedAt']).default('startedAt'),
    state: z.enum(['good', 'bad']).optional(),
  }),
  answer: pageOf(LinkageItem),
  audit: { none: 'reads what the runs themselves have logged' },
})

/** Something an operator may call a service. */
export function isServiceName(name: string): boolean {
  return name !== '' && lengthOf(name) <= 80
}
